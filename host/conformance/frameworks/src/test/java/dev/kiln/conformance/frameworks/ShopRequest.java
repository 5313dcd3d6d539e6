package dev.kiln.conformance.frameworks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that every application gets.
 *
 * @param status what the applications answer, unless {@link Intention} knows better
 */
record ShopRequest(
        String method, String target, List<HeaderField> headers, byte[] body, int status) {

    private static final byte[] NOTHING = {};

    static ShopRequest get(String target, int status) {
        return new ShopRequest("GET", target, usual(), NOTHING, status);
    }

    static ShopRequest of(String method, String target, int status) {
        return new ShopRequest(method, target, usual(), NOTHING, status);
    }

    ShopRequest with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new HeaderField(name, value));
        return new ShopRequest(method, target, more, body, status);
    }

    ShopRequest body(String mediaType, String text) {
        return body(mediaType, text.getBytes(UTF_8));
    }

    ShopRequest body(String mediaType, byte[] bytes) {
        var typed =
                with("Content-Type", mediaType)
                        .with("Content-Length", Integer.toString(bytes.length));
        return new ShopRequest(method, target, typed.headers, bytes, status);
    }

    /** As it arrives at a host behind whose socket this process is. */
    InboundRequest inbound() {
        return new InboundRequest(method, target, headers, body, "127.0.0.1");
    }

    private static List<HeaderField> usual() {
        return List.of(
                new HeaderField("Host", "shop.example.com"),
                new HeaderField("User-Agent", "table/1.0"),
                new HeaderField("Accept", "*/*"));
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
