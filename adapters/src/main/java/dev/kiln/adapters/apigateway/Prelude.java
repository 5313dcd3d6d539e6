package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.HandlerResult;
import dev.kiln.adapters.json.ResultPart;
import dev.kiln.adapters.json.ResultReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what may stand before the body of a streamed response: a JSON object, and eight NULs that
 * end it. On AWS the runtime labels such a stream; a Java handler cannot, so the bytes decide.
 *
 * @param method of the request
 * @param defaultContentType of a response whose prelude names none
 * @param gatewayHeaders what the gateway itself adds
 */
record Prelude(String method, String defaultContentType, List<HeaderField> gatewayHeaders) {

    /** With its delimiter; a longer one is none. */
    static final int LONGEST = 16 * 1024;

    /** How many NULs end it. No JSON text holds a single one. */
    static final int DELIMITER = 8;

    private static final Set<ResultPart> PARTS = Set.of(ResultPart.HEADERS, ResultPart.COOKIES);

    /** Status and field lines that come before a body. */
    record Head(int status, ResponseLines lines) {}

    /** Length of what may be a prelude at the start of a result, without its delimiter; or -1. */
    static int lengthIn(byte[] result) {
        if (result.length == 0 || result[0] != '{') {
            return -1;
        }
        var end = Math.min(result.length, LONGEST);
        for (var at = 1; at < end; at++) {
            if (result[at] == 0) {
                return isDelimiter(result, at, end) ? at : -1;
            }
        }
        return -1;
    }

    private static boolean isDelimiter(byte[] result, int at, int end) {
        for (var i = at; i < at + DELIMITER; i++) {
            if (i == end || result[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param json what stands before the delimiter
     * @return empty if this is no JSON object, and so no prelude
     * @throws MalformedResultException if it is one that breaks a rule
     */
    Optional<Head> read(byte[] json) throws MalformedResultException {
        if (!(ResultReader.read(json, PARTS) instanceof HandlerResult.Structured object)) {
            return Optional.empty();
        }
        object.requireNoFault();
        var lines = new ResponseLines(method);
        for (var header : object.headers()) {
            lines.add(header.name(), header.value());
        }
        for (var cookie : object.cookies()) {
            lines.add("Set-Cookie", cookie);
        }
        if (!lines.has("Content-Type") && !object.suppressesContentType()) {
            lines.with("Content-Type", defaultContentType);
        }
        return Optional.of(new Head(object.status().orElse(200), signed(lines)));
    }

    /** For a stream without a prelude. */
    Head none() {
        return new Head(
                200, signed(new ResponseLines(method).with("Content-Type", defaultContentType)));
    }

    private ResponseLines signed(ResponseLines lines) {
        for (var header : gatewayHeaders) {
            lines.with(header.name(), header.value());
        }
        return lines;
    }
}
