package dev.kiln.runtime.bridge;

import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonParser;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.core.JsonToken;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.BeanDescription;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.DeserializationConfig;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.DeserializationContext;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.JavaType;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.JsonDeserializer;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.deser.ResolvableDeserializer;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.module.SimpleModule;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads Java records, which AWS's runtime client 2.8.7 does and 2.9.0 with its serialization
 * library 1.2.0 does not: that library's mapper looks for no constructors. The canonical
 * constructor gets the components by name, null or zero where the JSON has none.
 */
final class RecordSupport {

    private RecordSupport() {}

    /** Idempotent: the mapper knows a module by its name. */
    static void install() {
        var module =
                new SimpleModule("kiln-records") {
                    @Override
                    public Object getTypeId() {
                        return getModuleName();
                    }
                };
        module.setDeserializers(new RecordDeserializers());
        JacksonFactory.getInstance().getMapper().registerModule(module);
    }

    /** Answers for record types only. */
    private static final class RecordDeserializers
            extends com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.module
                    .SimpleDeserializers {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return type.isRecordType() ? new RecordDeserializer(type) : null;
        }
    }

    /** Reads one record type. */
    private static final class RecordDeserializer extends StdDeserializer<Object>
            implements ResolvableDeserializer {

        private static final long serialVersionUID = 1L;

        private final transient RecordComponent[] components;
        private final transient Map<String, Integer> positions = new HashMap<>();
        private final transient JsonDeserializer<?>[] readers;
        private transient @Nullable Constructor<?> constructor;

        RecordDeserializer(JavaType type) {
            super(type);
            components = type.getRawClass().getRecordComponents();
            readers = new JsonDeserializer<?>[components.length];
        }

        @Override
        public void resolve(DeserializationContext context)
                throws
                        com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind
                                .JsonMappingException {
            var types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                positions.put(components[i].getName(), i);
                var declared =
                        context.getTypeFactory()
                                .resolveMemberType(
                                        components[i].getGenericType(),
                                        getValueType(context).getBindings());
                readers[i] = context.findContextualValueDeserializer(declared, null);
            }
            try {
                constructor = handledType().getDeclaredConstructor(types);
                constructor.trySetAccessible();
            } catch (NoSuchMethodException e) {
                context.reportBadDefinition(getValueType(context), e.toString());
            }
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                return _deserializeFromArray(parser, context);
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return _deserializeFromString(parser, context);
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return context.handleUnexpectedToken(getValueType(context), parser);
            }
            var values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = readers[i].getNullValue(context);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var position = positions.get(parser.currentName());
                var token = parser.nextToken();
                if (position == null) {
                    parser.skipChildren();
                } else {
                    values[position] =
                            token == JsonToken.VALUE_NULL
                                    ? readers[position].getNullValue(context)
                                    : readers[position].deserialize(parser, context);
                }
            }
            return construct(values, context);
        }

        private Object construct(Object[] values, DeserializationContext context)
                throws IOException {
            var canonical = constructor;
            if (canonical == null) {
                throw new IllegalStateException("resolve comes first");
            }
            try {
                return canonical.newInstance(values);
            } catch (InvocationTargetException e) {
                return context.handleInstantiationProblem(
                        handledType(), null, e.getCause() == null ? e : e.getCause());
            } catch (ReflectiveOperationException e) {
                return context.handleInstantiationProblem(handledType(), null, e);
            }
        }
    }
}
