package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.http.MediaRanges;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.HandlerResult;
import dev.kiln.adapters.json.ResultPart;
import dev.kiln.adapters.json.ResultReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads results as a REST API with proxy integration does. */
record RestResults(MediaRanges binaryTypes, boolean remapsHeaders) {

    private static final Set<ResultPart> PARTS =
            Set.of(
                    ResultPart.HEADERS,
                    ResultPart.MULTI_VALUE_HEADERS,
                    ResultPart.BODY,
                    ResultPart.NOTHING_ELSE);

    /**
     * @throws MalformedResultException unless the result is an object with the right keys and
     *     values
     */
    HandlerResult.Structured read(byte[] result) throws MalformedResultException {
        if (!(ResultReader.read(result, PARTS) instanceof HandlerResult.Structured object)) {
            throw new MalformedResultException(
                    "The result is no JSON object; statusCode, headers, multiValueHeaders, body"
                            + " and isBase64Encoded are what a REST API reads.");
        }
        object.requireNoFault();
        return object;
    }

    /** Whether a client that accepts this gets Base64 decoded: its first media type decides. */
    boolean decodesFor(String accept) {
        var comma = accept.indexOf(',');
        return binaryTypes.cover(MediaType.of(comma < 0 ? accept : accept.substring(0, comma)));
    }

    /**
     * @throws MalformedResultException if a name or value cannot stand in a field line
     */
    ResponseLines lines(HandlerResult.Structured result, String method)
            throws MalformedResultException {
        var lines = new ResponseLines(method);
        if (result.multiValueHeaders().isEmpty()) {
            for (var header : result.headers()) {
                add(lines, header.name(), header.value());
            }
        } else {
            for (var header : merged(result).values()) {
                for (var value : header.values()) {
                    add(lines, header.name(), value);
                }
            }
        }
        if (!lines.has("Content-Type") && !result.suppressesContentType()) {
            lines.with("Content-Type", "application/json");
        }
        return lines;
    }

    /** Multi values first, in their spelling; a single value joins them unless it is there. */
    private static Map<String, Header> merged(HandlerResult.Structured result) {
        var merged = new LinkedHashMap<String, Header>();
        for (var header : result.multiValueHeaders().entrySet()) {
            for (var value : header.getValue()) {
                named(merged, header.getKey()).values().add(value);
            }
        }
        for (var header : result.headers()) {
            var values = named(merged, header.name()).values();
            if (!values.contains(header.value())) {
                values.add(header.value());
            }
        }
        return merged;
    }

    private static Header named(Map<String, Header> headers, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        var header = headers.get(lower);
        if (header == null) {
            header = new Header(name, new ArrayList<>());
            headers.put(lower, header);
        }
        return header;
    }

    private void add(ResponseLines lines, String name, String value)
            throws MalformedResultException {
        switch (remapsHeaders ? name.toLowerCase(Locale.ROOT) : "") {
            case "authorization",
                    "connection",
                    "content-length",
                    "content-md5",
                    "date",
                    "max-forwards",
                    "server",
                    "user-agent",
                    "www-authenticate" ->
                    lines.add("x-amzn-Remapped-" + name, value);
            case "expect",
                    "host",
                    "proxy-authenticate",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "via" -> {
                // API Gateway drops these.
            }
            default -> lines.add(name, value);
        }
    }

    private record Header(String name, List<String> values) {}
}
