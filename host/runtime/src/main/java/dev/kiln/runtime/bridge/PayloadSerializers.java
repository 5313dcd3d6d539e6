package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.type.TypeFactory;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.api.client.TooManyServiceProvidersFoundException;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.amazonaws.services.lambda.runtime.serialization.factories.PojoSerializerFactory;
import dev.kiln.runtime.seam.EventBindingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the conversion of a declared type as AWS's runtime does: the function's own, the event's,
 * or plain JSON. CloudEvents come on top: AWS has no conversion for them.
 */
final class PayloadSerializers {

    private static final String CLOUD_EVENT = "io.cloudevents.CloudEvent";

    private final ClassLoader functionLoader;
    private boolean customLookedUp;
    private @Nullable CustomPojoSerializer custom;

    PayloadSerializers(ClassLoader functionLoader) {
        this.functionLoader = functionLoader;
    }

    /** Other environments look up again the few types that they still ask for. */
    static void release() {
        TypeFactory.defaultInstance().clearCache();
    }

    /**
     * Reads events of the type.
     *
     * @throws Exception if it cannot be read at all
     */
    Converter forInput(Type type) throws Exception {
        var declared = rawClass(type);
        var event = cloudEventIn(declared);
        if (declared != null && event != null && custom() == null) {
            var reader = CloudEventSerializer.forInput(declared, event, functionLoader);
            if (reader != null) {
                return new Converter(reader, null);
            }
        }
        return forType(type);
    }

    /**
     * Writes results of the type.
     *
     * @throws Exception if it cannot be written at all
     */
    Converter forResult(Type type) throws Exception {
        var event = cloudEventIn(rawClass(type));
        if (event != null && custom() == null) {
            var writer = CloudEventSerializer.forResult(event);
            if (writer != null) {
                return new Converter(writer, null);
            }
        }
        return forType(type);
    }

    private Converter forType(Type type) throws Exception {
        var own = custom();
        if (own != null) {
            return new Converter(new CustomSerializer(own, type), null);
        }
        if (type instanceof Class<?> declared
                && LambdaEventSerializers.isLambdaSupportedEvent(declared.getName())) {
            return new Converter(event(declared), null);
        }
        RecordSupport.install();
        return new Converter(plain(JacksonFactory.getInstance(), type), type);
    }

    private static @Nullable Class<?> rawClass(Type type) {
        if (type instanceof ParameterizedType parameterised) {
            return (Class<?>) parameterised.getRawType();
        }
        return type instanceof Class<?> plain ? plain : null;
    }

    /**
     * The interface of the function's CloudEvents SDK, if the type is an event of it. By name: no
     * class of the SDK is looked for on behalf of a function that has none.
     */
    private static @Nullable Class<?> cloudEventIn(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(CLOUD_EVENT)) {
            return type;
        }
        for (var parent : type.getInterfaces()) {
            var found = cloudEventIn(parent);
            if (found != null) {
                return found;
            }
        }
        return cloudEventIn(type.getSuperclass());
    }

    private @Nullable CustomPojoSerializer custom() throws Exception {
        if (!customLookedUp && mayHaveCustom()) {
            var found = ServiceLoader.load(CustomPojoSerializer.class, functionLoader).iterator();
            if (found.hasNext()) {
                custom = found.next();
                if (found.hasNext()) {
                    custom = null;
                    throw new TooManyServiceProvidersFoundException(
                            "Too many serializers provided inside the META-INF/services folder, only one is allowed");
                }
            }
        }
        customLookedUp = true;
        return custom;
    }

    /** Spares most functions a search in the JDK's modules: above the function there is none. */
    private boolean mayHaveCustom() throws IOException {
        return !(functionLoader instanceof URLClassLoader ofFunction)
                || ofFunction
                        .findResources("META-INF/services/" + CustomPojoSerializer.class.getName())
                        .hasMoreElements();
    }

    @SuppressWarnings("unchecked")
    private PojoSerializer<Object> event(Class<?> type) {
        return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(type, functionLoader);
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> plain(PojoSerializerFactory factory, Type type) {
        return type instanceof Class<?> declared
                ? (PojoSerializer<Object>) factory.getSerializer(declared)
                : factory.getSerializer(type);
    }

    /** Reader and writer of one declared type; all threads of an environment use it. */
    static final class Converter {

        /** Below the serializer's own exceptions the function's may be without end. */
        private static final int DEEPEST_CAUSE = 4;

        private final PojoSerializer<Object> serializer;
        private final @Nullable Type gsonType;
        private volatile @Nullable PojoSerializer<Object> gson;

        private Converter(PojoSerializer<Object> serializer, @Nullable Type gsonType) {
            this.serializer = serializer;
            this.gsonType = gsonType;
        }

        @Nullable Object read(byte[] event, boolean android) throws EventBindingException {
            try {
                return serializer(android).fromJson(new ByteArrayInputStream(event));
            } catch (Throwable e) {
                var reported = new RuntimeException("An error occurred during JSON parsing", e);
                if (isOfTheEvent(e)) {
                    throw new EventBindingException(reported);
                }
                throw reported;
            }
        }

        /**
         * Whether another event may fare better: not where a class is missing or memory is short,
         * which the serializer wraps once or twice. A stack overflows where an event nests deeply.
         */
        private static boolean isOfTheEvent(Throwable error) {
            Throwable cause = error;
            for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
                if (cause instanceof Error && !(cause instanceof StackOverflowError)) {
                    return false;
                }
                cause = cause.getCause();
            }
            return true;
        }

        void write(@Nullable Object value, OutputStream out, boolean android) {
            try {
                serializer(android).toJson(value, out);
            } catch (Throwable e) {
                throw new RuntimeException(
                        "An error occurred during JSON serialization of response", e);
            }
        }

        /** AWS's mobile client for Android spoke Gson's dialect, and its callers still get it. */
        private PojoSerializer<Object> serializer(boolean android) {
            if (!android || gsonType == null) {
                return serializer;
            }
            var made = gson;
            if (made == null) {
                made = plain(GsonFactory.getInstance(), gsonType);
                gson = made;
            }
            return made;
        }
    }

    /** The function's own serializer, which gets the generic type with each call. */
    private record CustomSerializer(CustomPojoSerializer custom, Type type)
            implements PojoSerializer<Object> {

        @Override
        public Object fromJson(InputStream input) {
            return custom.fromJson(input, type);
        }

        @Override
        public Object fromJson(String input) {
            return custom.fromJson(input, type);
        }

        @Override
        public void toJson(Object value, OutputStream output) {
            custom.toJson(value, output, type);
            try {
                output.flush();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
