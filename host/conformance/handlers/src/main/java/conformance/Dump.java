package conformance;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a value with the classes and private fields of everything in it. */
final class Dump {
    private static final int DEEPEST = 12;

    private Dump() {}

    static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text, 0);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text, int depth) {
        if (value == null) {
            text.append("null");
        } else if (depth > DEEPEST) {
            text.append("(deeper)");
        } else if (value instanceof Map<?, ?> map) {
            text.append(name(value)).append('{');
            List<String> entries = new ArrayList<>();
            map.forEach((k, v) -> entries.add(inside(k, depth) + ":" + inside(v, depth)));
            text.append(String.join(",", entries)).append('}');
        } else if (value instanceof Collection<?> collection) {
            text.append(name(value)).append('[');
            List<String> elements = new ArrayList<>();
            collection.forEach(element -> elements.add(inside(element, depth)));
            text.append(String.join(",", elements)).append(']');
        } else if (value instanceof Optional<?> optional) {
            text.append("Optional(").append(inside(optional.orElse(null), depth)).append(')');
        } else if (value instanceof byte[] bytes) {
            text.append("byte[]").append(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            text.append("ByteBuffer@").append(buffer.position());
            text.append(Base64.getEncoder().encodeToString(bytes));
        } else if (value.getClass().isArray()) {
            text.append(value.getClass().getComponentType().getName()).append('[');
            for (int i = 0; i < Array.getLength(value); i++) {
                write(Array.get(value, i), text, depth + 1);
                text.append(',');
            }
            text.append(']');
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.getDeclaringClass().getName()).append('.').append(constant.name());
        } else if (value instanceof Date date) {
            text.append(name(value)).append('=').append(date.getTime());
        } else if (isOfTheFunction(value.getClass())) {
            text.append(name(value)).append('(');
            fields(value)
                    .forEach((k, v) ->
                            text.append(k).append('=').append(inside(v, depth)).append(' '));
            text.append(')');
        } else {
            text.append(name(value))
                    .append('=')
                    .append(value.toString().replaceAll("@[0-9a-f]+$", "@hash"));
        }
    }

    private static String inside(Object value, int depth) {
        StringBuilder text = new StringBuilder();
        write(value, text, depth + 1);
        return text.toString();
    }

    private static String name(Object value) {
        return value.getClass().getName();
    }

    private static boolean isOfTheFunction(Class<?> type) {
        return type.getName().startsWith("conformance.")
                || type.getName().startsWith("oracle.")
                || type.getName().startsWith("com.amazonaws.services.lambda.runtime.events.");
    }

    private static Map<String, Object> fields(Object value) {
        Map<String, Object> fields = new TreeMap<>();
        for (Class<?> type = value.getClass();
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    fields.put(type.getSimpleName() + "." + field.getName(), read(field, value));
                }
            }
        }
        return fields;
    }

    private static Object read(Field field, Object value) {
        try {
            if (!field.trySetAccessible()) {
                return "(not accessible)";
            }
            return field.get(value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
