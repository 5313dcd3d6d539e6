package com.example.micronaut;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.serde.annotation.Serdeable;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

@Controller
class ShopController {

    @Serdeable
    record Order(String item, int quantity, BigDecimal price) {}

    @Serdeable
    record Receipt(String item, BigDecimal total) {}

    @Get("/items")
    Map<String, List<String>> find(HttpRequest<?> request) {
        return new TreeMap<>(request.getParameters().asMap());
    }

    @Get("/items/{id}")
    Map<String, String> item(String id, HttpRequest<?> request) {
        return new TreeMap<>(Map.of("id", id, "uri", request.getUri().toString()));
    }

    @Delete("/items/{id}")
    HttpResponse<?> remove(String id) {
        return HttpResponse.noContent().header("X-Removed", id);
    }

    @Get("/headers")
    Map<String, String> headers(HttpRequest<?> request) {
        Map<String, String> seen = new TreeMap<>();
        for (String name : request.getHeaders().names()) {
            if (name.toLowerCase().startsWith("x-shop-")) {
                seen.put(name, request.getHeaders().getAll(name).toString());
            }
        }
        seen.put("languages", request.getLocale().toString());
        seen.put("host", request.getHeaders().get("Host"));
        seen.put("remote", request.getRemoteAddress().toString());
        seen.put("server", request.getServerName());
        return seen;
    }

    @Get("/cookies")
    MutableHttpResponse<Map<String, String>> cookies(HttpRequest<?> request) {
        Map<String, String> values = new TreeMap<>();
        for (Cookie cookie : request.getCookies().getAll()) {
            values.put(cookie.getName(), cookie.getValue());
        }
        return HttpResponse.ok(values)
                // Several would come in the order of hashes that are identities.
                .cookie(Cookie.of("basket", "42").path("/").httpOnly(true))
                .header("X-Tag", "one")
                .header("X-Tag", "two");
    }

    @Get("/text")
    @Produces("text/plain;charset=UTF-8")
    String text() {
        return "Grüezi, 世界 🌍\n";
    }

    @Get("/failure")
    String fail() {
        throw new IllegalStateException("The shop is closed");
    }

    @Get("/image")
    @Produces(MediaType.IMAGE_PNG)
    byte[] image() {
        byte[] image = new byte[512];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 7);
        }
        return image;
    }

    @Post("/orders")
    HttpResponse<Receipt> order(@Body Order order) {
        BigDecimal total = order.price().multiply(BigDecimal.valueOf(order.quantity()));
        return HttpResponse.created(new Receipt(order.item(), total), URI.create("/orders/1"));
    }

    @Post("/form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Map<String, Object> form(@Body Map<String, Object> fields) {
        return new TreeMap<>(fields);
    }

    @Post("/upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    Map<String, Object> upload(@Part String note, @Part byte[] photo) {
        CRC32 sum = new CRC32();
        sum.update(photo);
        return new TreeMap<>(Map.of("note", note, "size", photo.length, "sum", sum.getValue()));
    }

    @Post("/reverse")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    byte[] reverse(@Body byte[] body) {
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return reversed;
    }
}
