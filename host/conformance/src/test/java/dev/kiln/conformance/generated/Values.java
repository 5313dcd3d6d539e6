package dev.kiln.conformance.generated;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes up JSON for a type: mostly fitting, sometimes not. */
final class Values {

    private static final int DEEPEST = 5;

    private final RandomGenerator random;
    private final Texts texts;
    private final JsonText json;
    private final Scalars scalars;

    /** Two events of three are as a function expects them, the others have something odd. */
    private final boolean wild;

    Values(RandomGenerator random) {
        this.random = random;
        wild = random.nextInt(3) == 0;
        texts = new Texts(random);
        json = new JsonText(random, wild && random.nextBoolean());
        scalars = new Scalars(random, json, wild);
    }

    String of(Type type) {
        return of(type, 0);
    }

    /** JSON of any shape. */
    String free(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 6 : 8)) {
            case 0, 1 -> scalars.text();
            case 2, 3 -> scalars.number();
            case 4 -> String.valueOf(random.nextBoolean());
            case 5 -> "null";
            case 6 -> array(() -> free(depth + 1));
            default -> object(texts::any, () -> free(depth + 1));
        };
    }

    private String of(Type type, int depth) {
        var misfit = wild && depth > 0 ? random.nextInt(40) : -1;
        return switch (misfit) {
            case 0 -> "null";
            case 1 -> free(depth);
            case 2 -> random.nextBoolean() ? "\"\"" : "[]";
            case 3 -> "[" + fitting(type, depth) + "]";
            default -> fitting(type, depth);
        };
    }

    private String fitting(Type type, int depth) {
        var raw = Bindings.rawClass(type);
        return scalars.of(raw).orElseGet(() -> container(type, raw, depth));
    }

    private String container(Type type, Class<?> raw, int depth) {
        if (depth > DEEPEST) {
            return List.of("null", "{}", "[]").get(random.nextInt(3));
        }
        if (raw.isArray()) {
            return array(() -> of(raw.getComponentType(), depth + 1));
        }
        if (raw == Optional.class) {
            return of(argument(type, 0), depth + 1);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return object(() -> key(type), () -> of(argument(type, 1), depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return array(() -> of(argument(type, 0), depth + 1));
        }
        var properties = Property.of(type);
        if (raw == Object.class
                || raw.isInterface()
                || raw.getName().startsWith("java.")
                || properties.isEmpty()) {
            return free(depth);
        }
        return bean(properties, depth);
    }

    private String key(Type map) {
        return scalars.key(Bindings.rawClass(argument(map, 0)));
    }

    private String bean(List<Property> properties, int depth) {
        var text = new StringBuilder("{");
        for (var property : properties) {
            // Deep beans get fewer members, or documents grow beyond use.
            if (random.nextInt(5 + depth) > depth) {
                append(property.name(), of(property.type(), depth + 1), text);
            }
        }
        if (random.nextInt(6) == 0) {
            append(texts.any(), free(depth + 1), text);
        }
        return text + json.closing("}");
    }

    private void append(String name, String value, StringBuilder text) {
        var written =
                switch (random.nextInt(25)) {
                    case 0 -> name.toUpperCase(Locale.ROOT);
                    // As many event sources spell it.
                    case 1, 2, 3 -> capitalized(name);
                    default -> name;
                };
        var repeated = random.nextInt(60) == 0 ? 2 : 1;
        for (var i = 0; i < repeated; i++) {
            text.append(text.length() > 1 ? json.separator() : json.blank());
            text.append(json.name(written)).append(json.blank()).append(':').append(json.blank());
            text.append(value);
        }
    }

    private static String capitalized(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private String array(Supplier<String> element) {
        var text = new StringBuilder("[");
        var size = random.nextInt(4);
        for (var i = 0; i < size; i++) {
            text.append(i > 0 ? json.separator() : json.blank()).append(element.get());
        }
        return text + json.closing("]");
    }

    private String object(Supplier<String> key, Supplier<String> value) {
        var text = new StringBuilder("{");
        var size = random.nextInt(4);
        for (var i = 0; i < size; i++) {
            text.append(i > 0 ? json.separator() : json.blank());
            text.append(json.name(key.get())).append(json.blank()).append(':').append(value.get());
        }
        return text + json.closing("}");
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }
}
