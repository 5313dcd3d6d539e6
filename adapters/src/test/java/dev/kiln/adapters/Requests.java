package dev.kiln.adapters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Builds requests as a server would hand them over. */
public final class Requests {

    public static final RequestIdentity IDENTITY =
            new RequestIdentity(
                    "1f2e3d4c-0000-4000-8000-aabbccddeeff",
                    Instant.parse("2026-03-07T08:09:05.123Z"));

    private final String method;
    private final String target;
    private final List<HeaderField> headers = new ArrayList<>();
    private byte[] body = {};
    private String peer = "127.0.0.1";

    private Requests(String method, String target) {
        this.method = method;
        this.target = target;
    }

    public static Requests of(String method, String target) {
        return new Requests(method, target);
    }

    public static Requests get(String target) {
        return of("GET", target).header("Host", "hello.default.192.0.2.10.sslip.io");
    }

    public static Requests post(String target) {
        return of("POST", target).header("Host", "hello.default.192.0.2.10.sslip.io");
    }

    public Requests header(String name, String value) {
        headers.add(new HeaderField(name, value));
        return this;
    }

    public Requests body(byte[] bytes) {
        body = bytes;
        return this;
    }

    public Requests body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Requests from(String peerAddress) {
        peer = peerAddress;
        return this;
    }

    public InboundRequest build() {
        return new InboundRequest(method, target, headers, body, peer);
    }
}
