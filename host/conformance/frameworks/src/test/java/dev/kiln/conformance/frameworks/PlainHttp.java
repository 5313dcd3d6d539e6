package dev.kiln.conformance.frameworks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Sends requests with exactly the headers that they have, which no client library would. */
final class PlainHttp {

    private static final int PATIENCE_MILLIS = 120_000;

    private PlainHttp() {}

    /**
     * @param prefix stands before the request's own target
     */
    static OutboundResponse send(int port, String prefix, ShopRequest request) throws IOException {
        var head = new StringBuilder();
        head.append(request.method()).append(' ').append(prefix).append(request.target());
        head.append(" HTTP/1.1\r\n");
        for (var field : request.headers()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        head.append("\r\n");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            out.write(head.toString().getBytes(ISO_8859_1));
            out.write(request.body());
            out.flush();
            return answer(socket.getInputStream(), request.method().equals("HEAD"));
        }
    }

    private static OutboundResponse answer(InputStream in, boolean withoutBody) throws IOException {
        var lines = head(in).split("\r\n", -1);
        var headers = new ArrayList<HeaderField>();
        for (var line : List.of(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            headers.add(
                    new HeaderField(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        var status = Integer.parseInt(lines[0].split(" ", 3)[1]);
        var body = in.readNBytes(withoutBody ? 0 : lengthIn(headers));
        return new OutboundResponse(status, headers, body);
    }

    private static String head(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (true) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("The connection was closed before an answer came");
            }
            bytes.write(next);
            var text = next == '\n' ? bytes.toString(ISO_8859_1) : "";
            if (text.endsWith("\r\n\r\n")) {
                return text.substring(0, text.length() - 4);
            }
        }
    }

    private static int lengthIn(List<HeaderField> headers) {
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase("content-length"))
                .mapToInt(field -> Integer.parseInt(field.value()))
                .findFirst()
                .orElse(0);
    }
}
