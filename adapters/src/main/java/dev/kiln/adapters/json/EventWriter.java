package dev.kiln.adapters.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes one event as UTF-8 JSON, straight into the bytes that the function will read. */
public final class EventWriter {

    private final EventBytes bytes = new EventBytes();
    private final JsonGenerator json;

    public EventWriter() {
        json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
    }

    public EventWriter startObject() {
        json.writeStartObject();
        return this;
    }

    public EventWriter startObject(String name) {
        json.writeName(name);
        json.writeStartObject();
        return this;
    }

    public EventWriter endObject() {
        json.writeEndObject();
        return this;
    }

    public EventWriter startArray(String name) {
        json.writeName(name);
        json.writeStartArray();
        return this;
    }

    public EventWriter endArray() {
        json.writeEndArray();
        return this;
    }

    public EventWriter element(String value) {
        json.writeString(value);
        return this;
    }

    public EventWriter text(String name, String value) {
        json.writeName(name);
        json.writeString(value);
        return this;
    }

    public EventWriter texts(String name, List<String> values) {
        startArray(name);
        for (var value : values) {
            json.writeString(value);
        }
        return endArray();
    }

    /** A member for each. */
    public EventWriter texts(Map<String, String> values) {
        for (var value : values.entrySet()) {
            text(value.getKey(), value.getValue());
        }
        return this;
    }

    public EventWriter textOrNull(String name, Optional<String> value) {
        return value.isPresent() ? text(name, value.get()) : nothing(name);
    }

    public EventWriter nothing(String name) {
        json.writeName(name);
        json.writeNull();
        return this;
    }

    public EventWriter flag(String name, boolean value) {
        json.writeName(name);
        json.writeBoolean(value);
        return this;
    }

    public EventWriter number(String name, long value) {
        json.writeName(name);
        json.writeNumber(value);
        return this;
    }

    /**
     * @param utf8 valid UTF-8
     */
    public EventWriter text(String name, byte[] utf8) {
        json.writeName(name);
        return element(utf8);
    }

    /**
     * @param utf8 valid UTF-8
     */
    public EventWriter element(byte[] utf8) {
        var escaped = JsonStrings.escaped(utf8);
        if (escaped != null) {
            return escapedElement(escaped);
        }
        json.writeUTF8String(utf8, 0, utf8.length);
        return this;
    }

    /**
     * @param value one JSON value as UTF-8, which is copied as it is
     */
    public EventWriter json(String name, byte[] value) {
        json.writeName(name);
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
        return this;
    }

    public EventWriter json(String name, JsonValue value) {
        return json(name, value.json());
    }

    /** One value, copied as it is. */
    public EventWriter jsonElement(JsonValue value) {
        json.writeRawValue(new String(value.json(), StandardCharsets.UTF_8));
        return this;
    }

    /**
     * @param number as JSON spells it
     */
    public EventWriter decimal(String name, String number) {
        json.writeName(name);
        json.writeRawValue(number);
        return this;
    }

    /** Of the member whose value comes next. */
    public EventWriter name(String name) {
        json.writeName(name);
        return this;
    }

    /** An array with a number from -128 to 127 for each. */
    public EventWriter numbers(String name, byte[] content) {
        startArray(name);
        for (var one : content) {
            json.writeNumber(one);
        }
        return endArray();
    }

    public EventWriter base64(String name, byte[] content) {
        json.writeName(name);
        return base64Element(content);
    }

    /** Standard alphabet, padded, in one line. */
    public EventWriter base64Element(byte[] content) {
        return escapedElement(Base64.getEncoder().encode(content));
    }

    private EventWriter escapedElement(byte[] escaped) {
        bytes.willBorrow(escaped);
        json.writeRawUTF8String(escaped, 0, escaped.length);
        return this;
    }

    /** Ends the event; the writer is of no use afterwards. */
    public byte[] toBytes() {
        json.close();
        return bytes.whole();
    }

    /**
     * Puts the event together at the end, from what the generator wrote and the one long string
     * that it passed on as it was.
     */
    private static final class EventBytes extends OutputStream {

        private static final byte[] NOTHING = {};

        private final ByteArrayOutputStream written = new ByteArrayOutputStream(0);
        private byte[] announced = NOTHING;
        private byte[] borrowed = NOTHING;
        private int borrowedAt;

        /** The array will not change, and need not be copied if it comes whole. */
        void willBorrow(byte[] array) {
            announced = array;
        }

        @Override
        public void write(int one) {
            written.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (bytes == announced && length == bytes.length && borrowed.length == 0) {
                borrowed = bytes;
                borrowedAt = written.size();
            } else {
                written.write(bytes, offset, length);
            }
        }

        byte[] whole() {
            var around = written.toByteArray();
            if (borrowed.length == 0) {
                return around;
            }
            return ByteBuffer.allocate(around.length + borrowed.length)
                    .put(around, 0, borrowedAt)
                    .put(borrowed)
                    .put(around, borrowedAt, around.length - borrowedAt)
                    .array();
        }
    }
}
