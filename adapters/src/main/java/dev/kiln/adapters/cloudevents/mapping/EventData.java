package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.Utf8;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An event with what mappings want to know of its data. For one thread. */
final class EventData {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final CloudEvent event;
    private boolean isTextRead;
    private byte @Nullable [] text;
    private boolean isJsonRead;
    private @Nullable JsonValue json;

    EventData(CloudEvent event) {
        this.event = event;
    }

    CloudEvent event() {
        return event;
    }

    byte[] bytes() {
        return event.data();
    }

    boolean isEmpty() {
        return event.data().length == 0;
    }

    String id() {
        return Utf8.wellFormed(event.id());
    }

    String source() {
        return Utf8.wellFormed(event.source());
    }

    String type() {
        return Utf8.wellFormed(event.type());
    }

    Optional<String> attribute(String name) {
        return event.attribute(name).map(Utf8::wellFormed);
    }

    /** Without parameters, in lower case; "" if the event does not say it. */
    String mediaType() {
        return MediaType.of(event.attribute("datacontenttype").orElse(""));
    }

    /** Whether the event itself says that its data is JSON. */
    boolean isDeclaredJson() {
        var type = mediaType();
        return type.endsWith("/json") || type.endsWith("+json");
    }

    /** As UTF-8; empty if the data is no text in the charset that it claims. */
    Optional<byte[]> text() {
        if (!isTextRead) {
            text = readText();
            isTextRead = true;
        }
        return Optional.ofNullable(text);
    }

    /** Empty if the data is not exactly one JSON value, whatever its content type says. */
    Optional<JsonValue> json() {
        if (!isJsonRead) {
            json = text().flatMap(JsonValue::parse).orElse(null);
            isJsonRead = true;
        }
        return Optional.ofNullable(json);
    }

    /** The same if it is an object. */
    Optional<JsonValue> object() {
        return json().filter(it -> it.is(JsonValue.Kind.OBJECT));
    }

    private byte @Nullable [] readText() {
        var charset = charset();
        if (!charset.equals(StandardCharsets.UTF_8)) {
            try {
                var decoded = charset.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
                return decoded.getBytes(StandardCharsets.UTF_8);
            } catch (CharacterCodingException _) {
                return null;
            }
        }
        if (!Utf8.isValid(bytes())) {
            return null;
        }
        var isMarked = Arrays.mismatch(BYTE_ORDER_MARK, bytes()) == BYTE_ORDER_MARK.length;
        return isMarked
                ? Arrays.copyOfRange(bytes(), BYTE_ORDER_MARK.length, bytes().length)
                : bytes();
    }

    private Charset charset() {
        var named = CHARSET.matcher(event.attribute("datacontenttype").orElse(""));
        if (named.find()) {
            try {
                return Charset.forName(named.group(1));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
                // Most likely UTF-8 all the same.
            }
        }
        return StandardCharsets.UTF_8;
    }
}
