package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.json.EventWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What senders say of a message of SQS besides its body, by name. */
record SqsAttributes(Map<String, Value> values) {

    static final SqsAttributes NONE = new SqsAttributes(Map.of());

    /** One of both values is there. */
    private record Value(
            Optional<String> dataType, Optional<String> text, Optional<byte[]> binary) {}

    static SqsAttributes of(Optional<Members> given) throws UnmappableEventException {
        if (given.isEmpty()) {
            return NONE;
        }
        // In the order in which they are digested.
        var values = new TreeMap<String, Value>();
        for (var attribute : given.get().all().entrySet()) {
            var name = attribute.getKey();
            values.put(name, value(given.get().object(name, attribute.getValue())));
        }
        return new SqsAttributes(values);
    }

    void write(EventWriter json) {
        json.startObject("messageAttributes");
        for (var value : values.entrySet()) {
            json.startObject(value.getKey());
            var is = value.getValue();
            is.text().ifPresent(it -> json.text("stringValue", it));
            is.binary().ifPresent(it -> json.base64("binaryValue", it));
            // SQS has lists in its model, but takes none.
            json.startArray("stringListValues").endArray();
            json.startArray("binaryListValues").endArray();
            is.dataType().ifPresent(it -> json.text("dataType", it));
            json.endObject();
        }
        json.endObject();
    }

    /**
     * As SQS computes it.
     *
     * @return empty if there are none, or one says too little
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">the
     *     algorithm</a>
     */
    Optional<String> md5() {
        var digested = new ByteArrayOutputStream();
        for (var value : values.entrySet()) {
            var is = value.getValue();
            var content = is.binary().or(() -> is.text().map(SqsAttributes::utf8));
            if (is.dataType().isEmpty() || content.isEmpty()) {
                return Optional.empty();
            }
            append(utf8(value.getKey()), digested);
            append(utf8(is.dataType().get()), digested);
            digested.write(is.binary().isPresent() ? 2 : 1);
            append(content.get(), digested);
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(Md5.hex(digested.toByteArray()));
    }

    private static Value value(Members given) throws UnmappableEventException {
        return new Value(given.text("DataType"), given.text("StringValue"), binary(given));
    }

    private static Optional<byte[]> binary(Members given) throws UnmappableEventException {
        var text = given.text("BinaryValue");
        try {
            return text.map(it -> Base64.getDecoder().decode(it));
        } catch (IllegalArgumentException _) {
            throw given.wrong("BinaryValue", "Base64");
        }
    }

    private static void append(byte[] content, ByteArrayOutputStream digested) {
        digested.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        digested.writeBytes(content);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
