package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonFactory;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.StreamReadConstraints;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.StreamWriteFeature;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events of the CloudEvents SDK that a function brings, in the JSON format: the body of the
 * structured mode. AWS's own serializers can read none, because they are interfaces.
 */
final class CloudEventSerializer implements PojoSerializer<Object> {

    /** Data nests as deep and has numbers as long as it likes: nobody evaluates it here. */
    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                    .build();

    private final @Nullable CloudEventMaker maker;
    private final CloudEventWriter writer;

    private CloudEventSerializer(@Nullable CloudEventMaker maker, CloudEventWriter writer) {
        this.maker = maker;
        this.writer = writer;
    }

    /**
     * Reads what a handler takes.
     *
     * @param event {@code io.cloudevents.CloudEvent}, which the declared type is or implements
     * @return null if the function has written that class itself: AWS's serializers may read it
     * @throws ReflectiveOperationException with a message for people, if it is the SDK's, and the
     *     SDK lacks something
     */
    static @Nullable CloudEventSerializer forInput(
            Class<?> declared, Class<?> event, ClassLoader function)
            throws ReflectiveOperationException {
        if (isVersion1(event)) {
            throw new ClassNotFoundException(
                    ("The handler takes %s of version 1 of the CloudEvents SDK, of which no events"
                                    + " can be made. Move the function to"
                                    + " io.cloudevents:cloudevents-core 2.0 or later, or let the"
                                    + " handler take an InputStream.")
                            .formatted(declared.getName()));
        }
        var maker = CloudEventMaker.of(declared, function);
        return maker == null ? null : new CloudEventSerializer(maker, writer(event));
    }

    /**
     * Writes what a handler gives.
     *
     * @return null for events of the SDK's version 1, which AWS's serializers take for beans
     */
    static @Nullable CloudEventSerializer forResult(Class<?> event)
            throws ReflectiveOperationException {
        return isVersion1(event) ? null : new CloudEventSerializer(null, writer(event));
    }

    private static CloudEventWriter writer(Class<?> event) throws NoSuchMethodException {
        return new CloudEventWriter(event, JSON);
    }

    /** That had another interface of the same name, with two type parameters. */
    private static boolean isVersion1(Class<?> event) {
        return event.getTypeParameters().length > 0;
    }

    @Override
    public Object fromJson(InputStream json) {
        try {
            return read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object fromJson(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    private Object read(byte[] json) {
        if (maker == null) {
            throw new IllegalStateException("This serializer is one for results");
        }
        try {
            return CloudEventReader.read(json, JSON, maker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void toJson(@Nullable Object event, OutputStream out) {
        try {
            if (event == null) {
                out.write("null".getBytes(StandardCharsets.UTF_8));
            } else {
                writer.write(event, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
