package dev.kiln.runtime.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.example.functions.Streams;
import com.example.functions.Values;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.TestFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that nobody sends on purpose: what AWS's own library makes of them, and no harm. */
class OddEventTest {

    private static final String DEEP_ARRAY = "[".repeat(10_000) + "]".repeat(10_000);
    private static final String DEEP_OBJECT =
            "{\"inner\":".repeat(10_000) + "1" + "}".repeat(10_000);
    private static final String LONG_KEY = "{\"" + "k".repeat(1024 * 1024) + "\":1}";
    private static final String DIGITS = "9".repeat(10_000);

    private static final Map<String, byte[]> EVENTS = events();

    private static Map<String, byte[]> events() {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("nothing", new byte[0]);
        all.put("blanks", "  \n\t ".getBytes(UTF_8));
        all.put("null", "null".getBytes(UTF_8));
        all.put("no JSON", "hello, world".getBytes(UTF_8));
        all.put("half an object", "{\"text\":\"a\"".getBytes(UTF_8));
        all.put("half a text", "\"a".getBytes(UTF_8));
        all.put("two values", "{\"text\":\"a\"}{\"text\":\"b\"}".getBytes(UTF_8));
        all.put("no UTF-8", new byte[] {'"', (byte) 0xC3, '"'});
        all.put("an overlong slash", new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'});
        all.put("a surrogate", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
        all.put("zeros", new byte[1024]);
        all.put("no UTF-8 name", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
        all.put("deep array", DEEP_ARRAY.getBytes(UTF_8));
        all.put("deep object", DEEP_OBJECT.getBytes(UTF_8));
        all.put("deep half", "[".repeat(10_000).getBytes(UTF_8));
        all.put("deep in an unknown name", ("{\"x\":" + DEEP_ARRAY + "}").getBytes(UTF_8));
        all.put("long name", LONG_KEY.getBytes(UTF_8));
        all.put("six megabytes", ('"' + "x".repeat(6 * 1024 * 1024) + '"').getBytes(UTF_8));
        all.put("a huge exponent", "1e999999".getBytes(UTF_8));
        all.put("a huge exponent below", "-1e-999999".getBytes(UTF_8));
        all.put("an endless exponent", ("1e" + DIGITS).getBytes(UTF_8));
        all.put("many digits", DIGITS.getBytes(UTF_8));
        all.put("many decimals", ("0." + DIGITS).getBytes(UTF_8));
        for (var member : new String[] {"number", "fraction", "big", "text"}) {
            all.put("a huge " + member, ("{\"" + member + "\":1e999999}").getBytes(UTF_8));
            all.put("a long " + member, ("{\"" + member + "\":" + DIGITS + "}").getBytes(UTF_8));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "map",
                "anything",
                "integer",
                "bigInteger",
                "bigDecimal",
                "lists",
                "bean"
            })
    void a_value_handler_gets_what_awss_library_makes_of_it_and_the_host_goes_on(String method) {
        try (var function = TestFunction.start(Values.class, method)) {

            EVENTS.forEach((name, event) -> {
                var outcome = function.invoke(event);

                assertThat(text(outcome)).as(name).isEqualTo(awssAnswer(method, event));
            });

            assertThat(function.out()).containsOnlyOnce("Init Duration");
        }
    }

    @Test
    void a_stream_handler_gets_every_byte_of_it() {
        try (var function = TestFunction.start(Streams.class, "copy")) {

            EVENTS.forEach((name, event) -> {
                var outcome = function.invoke(event);

                assertThat(outcome)
                        .as(name)
                        .isInstanceOfSatisfying(
                                Outcome.Succeeded.class,
                                succeeded -> assertThat(succeeded.result()).isEqualTo(event));
            });
        }
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> new String(result, UTF_8);
            case Outcome.FunctionError(var error, _, _, _) -> new String(error, UTF_8);
            case Outcome other -> other.toString();
        };
    }

    /** The result of AWS's library, called as AWS's runtime calls it. */
    private static String awssAnswer(String method, byte[] event) {
        var type = method(method).getGenericReturnType();
        Object value;
        try {
            value = serializer(type).fromJson(new ByteArrayInputStream(event));
        } catch (RuntimeException | StackOverflowError e) {
            return error("An error occurred during JSON parsing");
        }
        var out = new ByteArrayOutputStream();
        try {
            serializer(type).toJson(value, out);
        } catch (RuntimeException | StackOverflowError e) {
            return error("An error occurred during JSON serialization of response");
        }
        return out.toString(UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        var jackson = JacksonFactory.getInstance();
        return type instanceof Class<?> declared
                ? (PojoSerializer<Object>) jackson.getSerializer(declared)
                : jackson.getSerializer(type);
    }

    private static Method method(String name) {
        return Arrays.stream(Values.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String error(String message) {
        return "{\"errorMessage\":\""
                + message
                + "\",\"errorType\":\"java.lang.RuntimeException\",\"stackTrace\":[]}";
    }
}
