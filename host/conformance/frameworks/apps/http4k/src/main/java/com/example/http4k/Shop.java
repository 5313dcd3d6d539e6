package com.example.http4k;

import static org.http4k.routing.RoutingKt.bind;
import static org.http4k.routing.RoutingKt.routes;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import kotlin.Pair;
import kotlin.jvm.functions.Function1;
import org.http4k.core.Method;
import org.http4k.core.Request;
import org.http4k.core.Response;
import org.http4k.core.Status;
import org.http4k.core.body.FormBodyKt;
import org.http4k.core.cookie.Cookie;
import org.http4k.core.cookie.CookieExtensionsKt;
import org.http4k.filter.ServerFilters;
import org.http4k.routing.RoutingHttpHandler;

/** A function from requests to responses. */
final class Shop {

    private static final Moshi JSON = new Moshi.Builder().build();

    static class Order {
        String item;
        int quantity;
        double price;
        double total;
    }

    private Shop() {}

    static Function1<Request, Response> app() {
        // Left to itself http4k answers with the stack trace, down to the frames of the runtime.
        return routes(
                        route("/items", Method.GET, Shop::find),
                        route("/items/{id}", Method.GET, Shop::item),
                        route("/items/{id}", Method.DELETE, Shop::remove),
                        route("/headers", Method.GET, Shop::headers),
                        route("/cookies", Method.GET, Shop::cookies),
                        route("/text", Method.GET, Shop::text),
                        route("/image", Method.GET, Shop::image),
                        route("/failure", Method.GET, Shop::fail),
                        route("/orders", Method.POST, Shop::order),
                        route("/form", Method.POST, Shop::form),
                        route("/upload", Method.POST, Shop::upload),
                        route("/reverse", Method.POST, Shop::reverse))
                .withFilter(ServerFilters.CatchAll.INSTANCE.invoke(Shop::closed));
    }

    private static Response closed(Throwable problem) {
        return Response.create(Status.INTERNAL_SERVER_ERROR).body(problem.toString());
    }

    private static RoutingHttpHandler route(
            String path, Method method, Function1<Request, Response> handler) {
        return bind(path, method).to(handler);
    }

    private static Response find(Request request) {
        return json(request.getUri().getQuery());
    }

    private static Response item(Request request) {
        return json(request.getUri().toString());
    }

    private static Response remove(Request request) {
        return Response.create(Status.NO_CONTENT).header("X-Removed", request.getUri().getPath());
    }

    private static Response headers(Request request) {
        Map<String, Object> seen = new TreeMap<>();
        for (Pair<String, String> header : request.getHeaders()) {
            String name = header.getFirst();
            if (name.toLowerCase().startsWith("x-shop-") || name.equalsIgnoreCase("host")) {
                seen.put(name, request.headerValues(name));
            }
        }
        seen.put("languages", String.valueOf(request.header("Accept-Language")));
        seen.put("remote", String.valueOf(request.getSource()));
        return json(seen);
    }

    private static Response cookies(Request request) {
        Map<String, String> values = new TreeMap<>();
        for (Cookie cookie : CookieExtensionsKt.cookies(request)) {
            values.put(cookie.getName(), cookie.getValue());
        }
        Response response =
                json(values)
                        .header("Set-Cookie", "basket=42; Path=/")
                        .header("Set-Cookie", "theme=dark; HttpOnly")
                        .header("X-Tag", "one")
                        .header("X-Tag", "two");
        return response;
    }

    private static Response text(Request request) {
        return Response.create(Status.OK)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .body("Grüezi, 世界 🌍\n");
    }

    private static Response image(Request request) {
        byte[] image = new byte[512];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 7);
        }
        return binary("image/png", image);
    }

    private static Response fail(Request request) {
        throw new IllegalStateException("The shop is closed");
    }

    private static Response order(Request request) {
        if (!"application/json".equals(request.header("Content-Type"))) {
            return Response.create(Status.UNSUPPORTED_MEDIA_TYPE);
        }
        JsonAdapter<Order> adapter = JSON.adapter(Order.class);
        try {
            Order order = adapter.fromJson(request.bodyString());
            order.total = order.price * order.quantity;
            return Response.create(Status.CREATED)
                    .header("Location", "/orders/1")
                    .header("Content-Type", "application/json")
                    .body(adapter.toJson(order));
        } catch (EOFException | JsonDataException e) {
            return Response.create(Status.BAD_REQUEST).body(e.getMessage());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response form(Request request) {
        Map<String, Object> fields = new TreeMap<>();
        for (Pair<String, String> field : FormBodyKt.form(request)) {
            fields.merge(field.getFirst(), field.getSecond(), (a, b) -> a + "+" + b);
        }
        return json(fields);
    }

    /** http4k reads multipart bodies with a library that is not on the class path here. */
    private static Response upload(Request request) {
        return json(
                request.header("Content-Type") + " " + request.getBody().getPayload().remaining());
    }

    private static Response reverse(Request request) {
        byte[] body = new byte[request.getBody().getPayload().remaining()];
        request.getBody().getPayload().duplicate().get(body);
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return binary("application/octet-stream", reversed);
    }

    private static Response binary(String mediaType, byte[] bytes) {
        return Response.create(Status.OK)
                .header("Content-Type", mediaType)
                .body(new ByteArrayInputStream(bytes), (long) bytes.length);
    }

    private static Response json(Object value) {
        return Response.create(Status.OK)
                .header("Content-Type", "application/json")
                .body(JSON.adapter(Object.class).toJson(value));
    }
}
