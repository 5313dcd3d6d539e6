package dev.kiln.frontdoor.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one answer of HTTP/1.1, byte by byte as its rules say (RFC 9112, 6.3). */
final class WireAnswer {

    private final InputStream in;
    private final List<HeaderField> fields = new ArrayList<>();

    private WireAnswer(InputStream in) {
        this.in = in;
    }

    /**
     * Reads to the end of the answer and no further.
     *
     * @param method of the request: the answer to HEAD has no body
     */
    static OutboundResponse read(InputStream in, String method) throws IOException {
        return new WireAnswer(in).read(method);
    }

    private OutboundResponse read(String method) throws IOException {
        var status = line().split(" ", 3);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            fields.add(
                    new HeaderField(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        var code = Integer.parseInt(status[1]);
        var hasBody = !method.equals("HEAD") && code >= 200 && code != 204 && code != 304;
        return new OutboundResponse(
                code, fields, hasBody ? body() : new byte[0], Optional.of(status[2]));
    }

    private byte[] body() throws IOException {
        var length = value("content-length");
        if (value("transfer-encoding").equals(Optional.of("chunked"))) {
            return chunks();
        }
        return length.isPresent()
                ? in.readNBytes(Integer.parseInt(length.get()))
                : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = size(); size > 0; size = size()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int size() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .findFirst();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The connection was closed");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
