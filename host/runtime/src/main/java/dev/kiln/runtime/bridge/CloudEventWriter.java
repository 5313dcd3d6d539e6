package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonFactory;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonGenerator;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of whatever class in the JSON format, as version 1.0 of the specification: JSON
 * data as it is, all other data in Base64.
 */
final class CloudEventWriter {

    private final JsonFactory factory;
    private final Map<String, Method> attributes = new LinkedHashMap<>();
    private final Method extensionNames;
    private final Method extension;
    private final Method contentType;
    private final Method data;
    private final Method dataBytes;

    /**
     * @param event {@code io.cloudevents.CloudEvent}, as the function sees it
     * @throws NoSuchMethodException if it is not that of the SDK's version 2 or later
     */
    CloudEventWriter(Class<?> event, JsonFactory factory) throws NoSuchMethodException {
        this.factory = factory;
        contentType = event.getMethod("getDataContentType");
        attributes.put("id", event.getMethod("getId"));
        attributes.put("source", event.getMethod("getSource"));
        attributes.put("type", event.getMethod("getType"));
        attributes.put("subject", event.getMethod("getSubject"));
        attributes.put("time", event.getMethod("getTime"));
        attributes.put("datacontenttype", contentType);
        attributes.put("dataschema", event.getMethod("getDataSchema"));
        extensionNames = event.getMethod("getExtensionNames");
        extension = event.getMethod("getExtension", String.class);
        data = event.getMethod("getData");
        dataBytes = data.getReturnType().getMethod("toBytes");
    }

    void write(Object event, OutputStream out) throws IOException {
        try (var json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            for (var attribute : attributes.entrySet()) {
                write(attribute.getKey(), call(attribute.getValue(), event), json);
            }
            if (call(extensionNames, event) instanceof Iterable<?> names) {
                for (var name : names) {
                    write(name.toString(), call(extension, event, name), json);
                }
            }
            writeData(event, json);
            json.writeEndObject();
        }
    }

    private static void write(String name, @Nullable Object value, JsonGenerator json)
            throws IOException {
        if (value == null) {
            return;
        }
        json.writeFieldName(name);
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Integer integer) {
            json.writeNumber(integer);
        } else if (value instanceof byte[] bytes) {
            json.writeBinary(bytes);
        } else if (value instanceof OffsetDateTime time) {
            // Its own text has no seconds where they are zero.
            json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
        } else {
            json.writeString(value.toString());
        }
    }

    private void writeData(Object event, JsonGenerator json) throws IOException {
        var content = call(data, event);
        if (content == null || !(call(dataBytes, content) instanceof byte[] bytes)) {
            return;
        }
        var type = call(contentType, event);
        var text = type == null || DataContentType.isJson(type.toString()) ? jsonText(bytes) : null;
        if (text == null) {
            json.writeFieldName("data_base64");
            json.writeBinary(bytes);
        } else {
            json.writeFieldName("data");
            json.writeRawValue(text);
        }
    }

    /**
     * One value, character for character; null if the bytes are no JSON, whatever they are called.
     */
    private @Nullable String jsonText(byte[] bytes) throws IOException {
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            try (var parser = factory.createParser(text)) {
                if (text.startsWith("\uFEFF") || parser.nextToken() == null) {
                    return null;
                }
                parser.skipChildren();
                return parser.nextToken() == null ? text : null;
            }
        } catch (CharacterCodingException | JsonProcessingException e) {
            return null;
        }
    }

    private static @Nullable Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "%s of the event throws".formatted(method.getName()), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
