package dev.kiln.conformance.generated;

import java.lang.reflect.Field;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes up values that are neither objects nor arrays. */
final class Scalars {

    private static final Set<String> MOMENTS =
            Set.of("Instant", "LocalDateTime", "OffsetDateTime", "ZonedDateTime", "DateTime");

    private final RandomGenerator random;
    private final Texts texts;
    private final JsonText json;
    private final boolean wild;

    /**
     * @param wild whether values are only sometimes what a type can hold
     */
    Scalars(RandomGenerator random, JsonText json, boolean wild) {
        this.random = random;
        this.json = json;
        this.wild = wild;
        texts = new Texts(random);
    }

    /** JSON for a type; none for types that hold other values. */
    Optional<String> of(Class<?> type) {
        var examples = Examples.BY_TYPE.get(type.getName());
        if (examples != null) {
            return Optional.of(spelled(example(examples)));
        }
        if (type.isEnum()) {
            return Optional.of(constant(type));
        }
        if (type == boolean.class
                || type == Boolean.class
                || type.getSimpleName().equals("AtomicBoolean")) {
            return Optional.of(
                    wild
                            ? oneOf("true", "false", "0", "1", "\"true\"", "\"FALSE\"", "\"x\"")
                            : String.valueOf(random.nextBoolean()));
        }
        if (type == char.class || type == Character.class) {
            return Optional.of(
                    wild && random.nextInt(3) == 0 ? number() : json.string(texts.word(1)));
        }
        if (type.isPrimitive()
                || Number.class.isAssignableFrom(type)
                || type.getSimpleName().matches("Optional(Int|Long|Double)")) {
            return Optional.of(number());
        }
        if (CharSequence.class.isAssignableFrom(type) || type == char[].class) {
            return Optional.of(text());
        }
        if (type == byte[].class || type.getSimpleName().equals("ByteBuffer")) {
            return Optional.of(json.string(texts.base64(wild)));
        }
        return isMoment(type) ? Optional.of(moment(type)) : Optional.empty();
    }

    /** The name of a member of a map, without quotes. */
    String key(Class<?> type) {
        var examples = Examples.BY_TYPE.get(type.getName());
        if (examples != null) {
            return example(examples);
        }
        if (type.isEnum()) {
            return wild && random.nextInt(4) == 0 ? texts.any() : constantName(type);
        }
        if (Number.class.isAssignableFrom(type)) {
            return wild && random.nextInt(4) == 0
                    ? texts.any()
                    : String.valueOf(random.nextInt(300) - 100);
        }
        if (type == Boolean.class) {
            return wild ? oneOf("TRUE", "1", "x") : oneOf("true", "false");
        }
        return type == Character.class ? texts.word(1) : texts.any();
    }

    String text() {
        return wild && random.nextInt(8) == 0 ? number() : json.string(texts.any());
    }

    String number() {
        if (!wild) {
            return random.nextInt(4) == 0
                    ? oneOf("0", "1e2", "1.50", "-0.25", "\"42\"", "100.0")
                    : String.valueOf(random.nextInt(120));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Examples.ODD_NUMBERS.get(random.nextInt(Examples.ODD_NUMBERS.size()));
            case 1 -> String.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(40) - 20));
            case 2 -> String.valueOf(random.nextLong());
            default -> String.valueOf(random.nextInt(200) - 50);
        };
    }

    private String moment(Class<?> type) {
        var some = Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
        return switch (random.nextInt(wild ? 5 : 3)) {
            case 0 -> String.valueOf(some.toEpochMilli());
            case 1 -> some.getEpochSecond() + "." + random.nextInt(1_000_000_000);
            case 2 ->
                    json.string(
                            type.getSimpleName().equals("LocalDateTime")
                                    ? some.atOffset(ZoneOffset.UTC).toLocalDateTime().toString()
                                    : some.toString());
            case 3 -> number();
            default -> spelled(Examples.MOMENTS.get(random.nextInt(Examples.MOMENTS.size())));
        };
    }

    private static boolean isMoment(Class<?> type) {
        return Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type)
                || MOMENTS.contains(type.getSimpleName());
    }

    private String constant(Class<?> type) {
        return switch (random.nextInt(wild ? 6 : 4)) {
            case 4 -> json.string(texts.any());
            case 5 -> json.string(constantName(type).toLowerCase(Locale.ROOT));
            case 0 -> String.valueOf(random.nextInt(6) - 1);
            default -> json.string(constantName(type));
        };
    }

    private String constantName(Class<?> type) {
        var names =
                Arrays.stream(type.getFields())
                        .filter(Field::isEnumConstant)
                        .map(Field::getName)
                        .sorted()
                        .toList();
        return names.get(random.nextInt(names.size()));
    }

    /** The first of the examples is always a good one. */
    private String example(List<String> examples) {
        return examples.get(wild ? random.nextInt(examples.size()) : 0);
    }

    /** Arrays stay arrays, and now and then a number stays a number. */
    private String spelled(String example) {
        var bare = example.startsWith("[") || example.matches("-?[0-9.]+") && random.nextBoolean();
        return bare ? example : json.string(example);
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
