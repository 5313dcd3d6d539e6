package dev.kiln.server.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.util.TokenBuffer;

/** AWS's serialization as the layout has it, beside the original: some of its constants wait. */
class LaterConstantsIT extends LaunchedHost {

    private static final String JACKSON = "com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.";
    private static final String LIBRARY = "aws-lambda-java-serialization.jar";

    private URLClassLoader original;
    private URLClassLoader rewritten;

    @BeforeEach
    void load() throws Exception {
        var type =
                Class.forName("com.amazonaws.services.lambda.runtime.serialization.PojoSerializer");
        original = loader(type.getProtectionDomain().getCodeSource().getLocation());
        rewritten = loader(LAYOUT.resolve("lib").resolve(LIBRARY).toUri().toURL());
    }

    private static URLClassLoader loader(URL... jars) {
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        original.close();
        rewritten.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Sun, 06 Nov 1994 08:49:37 GMT\"",
                "\"Sun, 06 Nov 1994 08:49:37 PST\"",
                "\"Mon, 06 Nov 1994 08:49:37 GMT\"",
                "\"Sonntag, 06 Nov 1994 08:49:37 GMT\"",
                "\"Sun, 06 Nov 1994 08:49\"",
                "\"2024-02-29T23:59:59.123Z\"",
                "\"2024-02-29T23:59:59.123456+0530\"",
                "\"2024-02-29T23:59\"",
                "\"2023-02-29\"",
                "\"1970-01-01\"",
                "\"\"",
                "\"1733000000000\"",
                "\"99999999999999999999\"",
                "\"yesterday\"",
                "1733000000000",
                "1.5",
                "{}"
            })
    void dates_are_read_and_written_as_by_the_original(String json) throws Exception {
        assertThat(outcome(rewritten, "java.util.Date", json))
                .isEqualTo(outcome(original, "java.util.Date", json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483647",
                "2147483648",
                "-2147483649",
                "1e3",
                "2147483647.9",
                "2147483648.0",
                "-1e99",
                "9223372036854775807",
                "9223372036854775808",
                "9223372036854775807.5",
                "-9.3e18",
                "1e400",
                "0.1"
            })
    void numbers_are_read_and_written_as_by_the_original(String json) throws Exception {
        for (var type :
                List.of(
                        "java.lang.Integer",
                        "java.lang.Long",
                        "java.math.BigDecimal",
                        "java.lang.Object")) {
            assertThat(outcome(rewritten, type, json))
                    .as(type)
                    .isEqualTo(outcome(original, type, json));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483646.5", "2147483647.5", "-2147483648", "-2147483649", "9e99"})
    void whoever_else_reads_the_constants_finds_them(String number) throws Exception {
        var codec = original.loadClass(JACKSON + "core.ObjectCodec");
        var expected = asInt(number, newBuffer(original, codec));
        assertThat(expected).matches("(?s)-?21474836..|.*Exception: .*out of range of .?int.*");
        assertThat(asInt(number, newBuffer(rewritten, rewritten.loadClass(codec.getName()))))
                .isEqualTo(expected);

        // The host's own Jackson, whose second jar is as it was.
        try (var hosts = loader(hostsJackson())) {
            var buffer = hosts.loadClass("tools.jackson.databind.util.TokenBuffer");
            assertThat(asInt(number, buffer.getMethod("forGeneration").invoke(null)))
                    .isEqualTo(asInt(number, TokenBuffer.forGeneration()));
        }
    }

    private static Object newBuffer(ClassLoader library, Class<?> codec) throws Exception {
        return library.loadClass(JACKSON + "databind.util.TokenBuffer")
                .getConstructor(codec, boolean.class)
                .newInstance(null, false);
    }

    private static String asInt(String number, Object buffer) throws Exception {
        buffer.getClass()
                .getMethod("writeNumber", BigDecimal.class)
                .invoke(buffer, new BigDecimal(number));
        var parser = buffer.getClass().getMethod("asParser").invoke(buffer);
        parser.getClass().getMethod("nextToken").invoke(parser);
        return result(() -> parser.getClass().getMethod("getIntValue").invoke(parser));
    }

    private static URL[] hostsJackson() throws Exception {
        var jars = new ArrayList<>(List.of(LAYOUT.resolve("lib/libraries.jar").toUri().toURL()));
        try (var files = Files.newDirectoryStream(LAYOUT.resolve("lib/spring"), "jackson-*.jar")) {
            for (var file : files) {
                jars.add(file.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    @Test
    void all_threads_find_the_constants_whole_when_they_come_first_together() throws Exception {
        var date = "\"Sun, 06 Nov 1994 08:49:37 GMT\"";
        var expected = outcome(original, "java.util.Date", date);
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var i = 0; i < 20; i++) {
                try (var fresh = loader(rewritten.getURLs()[0])) {
                    var together = new CyclicBarrier(16);
                    Callable<String> ask =
                            () -> {
                                together.await();
                                return outcome(fresh, "java.util.Date", date);
                            };
                    Callable<String> look =
                            () -> {
                                together.await();
                                Class.forName(
                                        JACKSON + "databind.util.StdDateFormat$Later", true, fresh);
                                return expected;
                            };
                    var asked =
                            IntStream.range(0, 16)
                                    .mapToObj(n -> threads.submit(n % 2 == 0 ? ask : look))
                                    .toList();
                    for (Future<String> answer : asked) {
                        assertThat(answer.get()).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void neither_languages_nor_decimals_are_made_ready_before_the_first_answer() throws Exception {
        assertThat(run(variables(), "train", HELLO).status()).isZero();
        var log = folder.resolve("classes.log");
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+init:file=" + log);

        try (var kiln = start(logging)) {
            var request =
                    HttpRequest.newBuilder(URI.create(kiln.url() + "/"))
                            .version(HttpClient.Version.HTTP_1_1);
            assertThat(kiln.send(request).statusCode()).as(kiln.output()).isEqualTo(200);
        }

        var initialised = Files.readString(log);
        var spring = initialised.indexOf("Initializing 'org/springframework");
        var before = spring < 0 ? initialised : initialised.substring(0, spring);
        assertThat(before)
                .contains(
                        "Initializing '"
                                + JACKSON.replace('.', '/')
                                + "databind/util/StdDateFormat'")
                .contains("jackson/core/base/ParserMinimalBase'")
                .contains("Initializing 'tools/jackson/core/base/ParserMinimalBase'")
                .doesNotContain("Initializing 'java/math/BigDecimal'")
                .doesNotContain("Initializing 'java/util/GregorianCalendar'")
                .doesNotContain("Initializing 'sun/util/locale/provider/LocaleProviderAdapter'");
    }

    /** What AWS's serializer makes of the JSON for that type, and writes again. */
    private static String outcome(ClassLoader library, String type, String json) throws Exception {
        var runtime = "com.amazonaws.services.lambda.runtime.serialization.";
        var factory =
                library.loadClass(runtime + "factories.JacksonFactory")
                        .getMethod("getInstance")
                        .invoke(null);
        var factories = library.loadClass(runtime + "factories.PojoSerializerFactory");
        var serializers = library.loadClass(runtime + "PojoSerializer");
        var serializer =
                factories
                        .getMethod("getSerializer", Class.class)
                        .invoke(factory, Class.forName(type));
        return result(() -> {
            var value = serializers.getMethod("fromJson", String.class).invoke(serializer, json);
            var written = new ByteArrayOutputStream();
            serializers
                    .getMethod("toJson", Object.class, OutputStream.class)
                    .invoke(serializer, value, written);
            return value + " " + written.toString(UTF_8);
        });
    }

    private static String result(Callable<Object> call) throws Exception {
        try {
            return String.valueOf(call.call());
        } catch (InvocationTargetException e) {
            return e.getCause().toString();
        }
    }
}
