package dev.kiln.frontdoor.http;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Responses of the host's own. */
public final class Answers {

    private Answers() {}

    /** A sentence for people; a line end is added. */
    public static OutboundResponse plain(int status, String text) {
        return of(status, "text/plain; charset=utf-8", List.of(), bytes(text + "\n"));
    }

    /** A complete response with these headers and the two of its content. */
    public static OutboundResponse json(int status, List<HeaderField> headers, String json) {
        return of(status, "application/json", headers, bytes(json));
    }

    /** A complete response; {@code content-type} and {@code content-length} are added. */
    public static OutboundResponse of(
            int status, String contentType, List<HeaderField> headers, byte[] body) {
        var all = new ArrayList<HeaderField>(headers.size() + 2);
        all.add(new HeaderField("Content-Type", contentType));
        all.add(new HeaderField("Content-Length", Integer.toString(body.length)));
        all.addAll(headers);
        return new OutboundResponse(status, all, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
