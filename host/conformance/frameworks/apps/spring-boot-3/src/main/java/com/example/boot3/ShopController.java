package com.example.boot3;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.springframework.core.SpringVersion;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
class ShopController {

    record Order(String item, int quantity, BigDecimal price) {}

    record Receipt(String item, BigDecimal total) {}

    @GetMapping("/items")
    Map<String, Object> find(@RequestParam MultiValueMap<String, String> query) {
        return new TreeMap<>(query);
    }

    @GetMapping("/items/{id}")
    Map<String, Object> item(@PathVariable String id, HttpServletRequest request) {
        return new TreeMap<>(
                Map.of(
                        "id", id,
                        "uri", request.getRequestURI(),
                        "url", request.getRequestURL().toString()));
    }

    @DeleteMapping("/items/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        return ResponseEntity.noContent().header("X-Removed", id).build();
    }

    @GetMapping("/headers")
    Map<String, Object> headers(HttpServletRequest request) {
        Map<String, Object> seen = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (name.toLowerCase().startsWith("x-shop-")) {
                seen.put(name, Collections.list(request.getHeaders(name)));
            }
        }
        seen.put("languages", Collections.list(request.getLocales()).toString());
        seen.put("host", request.getHeader("Host"));
        seen.put("remote", request.getRemoteAddr());
        seen.put("scheme", request.getScheme());
        seen.put("server", request.getServerName());
        seen.put("spring", SpringVersion.getVersion());
        return seen;
    }

    @GetMapping("/cookies")
    ResponseEntity<Map<String, String>> cookies(
            @CookieValue(required = false) String basket,
            @CookieValue(required = false) String lang) {
        Map<String, String> values = new TreeMap<>();
        values.put("basket", basket);
        values.put("lang", lang);
        return ResponseEntity.ok()
                .header(
                        "Set-Cookie",
                        ResponseCookie.from("basket", "42").path("/").build().toString())
                .header(
                        "Set-Cookie",
                        ResponseCookie.from("theme", "dark").httpOnly(true).build().toString())
                .header("X-Tag", "one", "two")
                .body(values);
    }

    @GetMapping(path = "/text", produces = "text/plain;charset=UTF-8")
    String text() {
        return "Grüezi, 世界 🌍\n";
    }

    @GetMapping("/failure")
    String error() {
        throw new IllegalStateException("The shop is closed");
    }

    @GetMapping(path = "/image", produces = MediaType.IMAGE_PNG_VALUE)
    byte[] image() {
        byte[] image = new byte[512];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 7);
        }
        return image;
    }

    @PostMapping("/orders")
    ResponseEntity<Receipt> order(@RequestBody Order order) {
        BigDecimal total = order.price().multiply(BigDecimal.valueOf(order.quantity()));
        return ResponseEntity.created(URI.create("/orders/1"))
                .body(new Receipt(order.item(), total));
    }

    @PostMapping(path = "/form", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Map<String, Object> form(@RequestParam MultiValueMap<String, String> fields) {
        return new TreeMap<>(fields);
    }

    @PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Map<String, Object> upload(@RequestPart String note, @RequestPart MultipartFile photo)
            throws IOException {
        CRC32 sum = new CRC32();
        sum.update(photo.getBytes());
        return new TreeMap<>(
                Map.of(
                        "note", note,
                        "name", photo.getOriginalFilename(),
                        "type", photo.getContentType(),
                        "size", photo.getSize(),
                        "sum", sum.getValue()));
    }

    @PostMapping(
            path = "/reverse",
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] reverse(@RequestBody byte[] body) {
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return reversed;
    }
}
