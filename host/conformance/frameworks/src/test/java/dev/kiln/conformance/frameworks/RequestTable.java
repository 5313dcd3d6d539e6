package dev.kiln.conformance.frameworks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** What every application is asked. */
final class RequestTable {

    static final List<ShopRequest> REQUESTS =
            List.of(
                    ShopRequest.get(
                            "/items?colour=red&colour=blue&q=a%26b+c&empty=&%C3%BC=%E2%9C%93", 200),
                    ShopRequest.get("/items/7", 200),
                    ShopRequest.get("/items/caf%C3%A9%20au%20lait", 200),
                    ShopRequest.of("DELETE", "/items/7", 204),
                    ShopRequest.of("HEAD", "/items/7", 200),
                    ShopRequest.of("PATCH", "/items/7", 405),
                    ShopRequest.get("/headers", 200)
                            .with("X-Shop-One", "1")
                            .with("x-shop-two", "a, b")
                            .with("X-Shop-Two", "c")
                            .with("Accept-Language", "de-CH, fr;q=0.8")
                            .with("X-Forwarded-For", "203.0.113.9")
                            .with("X-Forwarded-Proto", "https"),
                    ShopRequest.get("/cookies", 200)
                            .with("Cookie", "basket=7; lang=\"de\"; empty="),
                    ShopRequest.get("/text", 200),
                    ShopRequest.get("/image", 200),
                    ShopRequest.get("/image", 200).with("Accept-Encoding", "gzip"),
                    ShopRequest.get("/failure", 500),
                    ShopRequest.get("/missing", 404),
                    ShopRequest.of("POST", "/orders", 201)
                            .body(
                                    "application/json",
                                    "{\"item\":\"Käse 🧀\",\"quantity\":3,\"price\":4.50}"),
                    ShopRequest.of("POST", "/orders", 400).body("application/json", "{\"item\":"),
                    ShopRequest.of("POST", "/orders", 415).body("text/csv", "a;b"),
                    ShopRequest.of("POST", "/form", 200)
                            .body(
                                    "application/x-www-form-urlencoded",
                                    "name=J%C3%B6rg+M&colour=red&colour=blue&empty="),
                    ShopRequest.of("POST", "/upload", 200)
                            .body("multipart/form-data; boundary=\"~~frontier~~\"", multipart()),
                    ShopRequest.of("POST", "/reverse", 200)
                            .body("application/octet-stream", everyByte()));

    private RequestTable() {}

    private static byte[] everyByte() {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** A field and a file of bytes that are no text. */
    private static byte[] multipart() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                """
                --~~frontier~~
                Content-Disposition: form-data; name="note"

                für Zoë
                --~~frontier~~
                Content-Disposition: form-data; name="photo"; filename="a b.png"
                Content-Type: image/png

                """
                        .replace("\n", "\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(everyByte());
        body.writeBytes("\r\n--~~frontier~~--\r\n".getBytes(UTF_8));
        return body.toByteArray();
    }
}
