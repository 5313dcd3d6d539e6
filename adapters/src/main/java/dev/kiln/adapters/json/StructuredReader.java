package dev.kiln.adapters.json;

import static dev.kiln.adapters.MalformedResultException.shown;

import dev.kiln.adapters.HeaderField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one object. A broken rule does not end the reading: whether the object is a structured
 * result at all may show only at its end.
 */
final class StructuredReader {

    private static final byte[] NO_BODY = {};

    private final JsonParser json;
    private final byte[] source;
    private final Set<ResultPart> parts;

    private boolean hasStatus;
    private OptionalInt status = OptionalInt.empty();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private boolean suppressesContentType;
    private boolean hasMultiValueHeaders;
    private final Map<String, List<String>> multiValueHeaders = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>(0);
    private byte[] body = NO_BODY;
    private boolean isBase64Encoded;
    private boolean base64Encoded;
    private String statusDescription = "";
    private @Nullable String fault;

    /**
     * @param json stands at the start of the object
     * @param source what the parser reads
     */
    StructuredReader(JsonParser json, byte[] source, Set<ResultPart> parts) {
        this.json = json;
        this.source = source;
        this.parts = parts;
    }

    HandlerResult.Structured read() {
        for (var key = json.nextName(); key != null; key = json.nextName()) {
            var token = json.nextToken();
            switch (key) {
                case "statusCode" -> readStatus(token);
                case "body" -> readBody(token);
                case "isBase64Encoded" -> isBase64Encoded = readFlag(key, token);
                case "base64Encoded" -> base64Encoded = readFlag(key, token);
                case "statusDescription" -> readStatusDescription(token);
                case "headers" -> readHeaders(token);
                case "multiValueHeaders" -> readMultiValueHeaders(token);
                case "cookies" -> readCookies(token);
                default -> ignore(key);
            }
        }
        var lines = new ArrayList<HeaderField>(headers.size());
        for (var header : headers.entrySet()) {
            lines.add(new HeaderField(header.getKey(), header.getValue()));
        }
        return new HandlerResult.Structured(
                hasStatus,
                status,
                lines,
                suppressesContentType,
                hasMultiValueHeaders,
                multiValueHeaders,
                cookies,
                body,
                isBase64Encoded || base64Encoded,
                statusDescription,
                Optional.ofNullable(fault));
    }

    private void readStatus(JsonToken token) {
        hasStatus = true;
        status = OptionalInt.empty();
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT, VALUE_STRING -> {
                var text = json.getString();
                status = StatusCode.parse(text);
                if (status.isEmpty()) {
                    blame("statusCode is " + shown(text) + ", no whole number from 200 to 599.");
                }
            }
            default -> {
                var text = token.isStructStart() ? token.asString() + "…" : json.getString();
                json.skipChildren();
                blame(
                        "statusCode is "
                                + shown(text)
                                + ", neither a whole number nor a string of digits.");
            }
        }
    }

    private void readBody(JsonToken token) {
        if (!parts.contains(ResultPart.BODY)) {
            ignore("body");
            return;
        }
        body = NO_BODY;
        if (token == JsonToken.VALUE_STRING) {
            body = JsonStrings.read(json, source);
        } else if (token != JsonToken.VALUE_NULL) {
            var start = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            if (parts.contains(ResultPart.JSON_BODY)) {
                // Copied, not written anew: numbers and text keep their spelling.
                var end = (int) json.currentLocation().getByteOffset();
                body = Arrays.copyOfRange(source, start, end);
            } else {
                blame("body is neither a string nor null.");
            }
        }
    }

    private void readStatusDescription(JsonToken token) {
        if (!parts.contains(ResultPart.STATUS_DESCRIPTION)) {
            ignore("statusDescription");
            return;
        }
        json.skipChildren();
        statusDescription = token == JsonToken.VALUE_STRING ? json.getString() : "";
    }

    private boolean readFlag(String key, JsonToken token) {
        if (!parts.contains(ResultPart.BODY)) {
            ignore(key);
            return false;
        }
        if (token == JsonToken.VALUE_TRUE || isText(token, "true")) {
            return true;
        }
        if (token != JsonToken.VALUE_FALSE
                && token != JsonToken.VALUE_NULL
                && !isText(token, "false")) {
            json.skipChildren();
            blame(key + " is neither true nor false.");
        }
        return false;
    }

    private boolean isText(JsonToken token, String text) {
        return token == JsonToken.VALUE_STRING && json.getString().equals(text);
    }

    private void readHeaders(JsonToken token) {
        if (!parts.contains(ResultPart.HEADERS)) {
            ignore("headers");
            return;
        }
        headers.clear();
        suppressesContentType = false;
        if (!isObject("headers", token)) {
            return;
        }
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = scalar("headers", name, json.nextToken());
            if (value == null) {
                headers.remove(name);
                suppressesContentType |= name.equalsIgnoreCase("content-type");
            } else {
                headers.put(name, value);
            }
        }
    }

    private void readMultiValueHeaders(JsonToken token) {
        hasMultiValueHeaders = token != JsonToken.VALUE_NULL;
        if (!parts.contains(ResultPart.MULTI_VALUE_HEADERS)) {
            ignore("multiValueHeaders");
            return;
        }
        multiValueHeaders.clear();
        suppressesContentType &= parts.contains(ResultPart.HEADERS);
        if (!isObject("multiValueHeaders", token)) {
            return;
        }
        for (var name = json.nextName(); name != null; name = json.nextName()) {
            var value = json.nextToken();
            if (value == JsonToken.START_ARRAY) {
                multiValueHeaders.put(name, readValues("multiValueHeaders", name));
            } else if (value == JsonToken.VALUE_NULL && !parts.contains(ResultPart.HEADERS)) {
                // Where the lists are all there is, null removes a header as it does in `headers`.
                multiValueHeaders.remove(name);
                suppressesContentType |= name.equalsIgnoreCase("content-type");
            } else {
                json.skipChildren();
                blame("multiValueHeaders: the value of " + shown(name) + " is no array.");
            }
        }
    }

    private void readCookies(JsonToken token) {
        if (!parts.contains(ResultPart.COOKIES)) {
            ignore("cookies");
            return;
        }
        cookies.clear();
        if (token == JsonToken.START_ARRAY) {
            cookies.addAll(readValues("cookies", "set-cookie"));
        } else {
            json.skipChildren();
        }
    }

    private List<String> readValues(String part, String name) {
        var values = new ArrayList<String>(2);
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            var value = scalar(part, name, token);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /**
     * Text as it is, numbers and booleans in their JSON spelling; null for null and for a fault.
     */
    private @Nullable String scalar(String part, String name, JsonToken token) {
        if (token.isStructStart()) {
            json.skipChildren();
            blame(part + ": a value of " + shown(name) + " is an array or an object.");
            return null;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getString();
    }

    private boolean isObject(String key, JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            return true;
        }
        json.skipChildren();
        if (token != JsonToken.VALUE_NULL) {
            blame(key + " is no object.");
        }
        return false;
    }

    private void ignore(String key) {
        json.skipChildren();
        if (parts.contains(ResultPart.NOTHING_ELSE)) {
            blame(shown(key) + " is no key of a result, and this gateway accepts no others.");
        }
    }

    private void blame(String problem) {
        if (fault == null) {
            fault = problem;
        }
    }
}
