package dev.kiln.runtime.bridge;

import static dev.kiln.runtime.bridge.CloudEventFunctions.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.runtime.deployment.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handlers of CloudEvents that are compiled against the SDK's versions, and what the SDK's own JSON
 * format thinks of what they get and give.
 */
class CloudEventHandlerTest {

    private static CloudEventFunctions functions;

    @BeforeAll
    static void prepare(@TempDir Path folder) {
        functions = new CloudEventFunctions(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.5", "3.0", "4.0"})
    void an_event_has_all_that_the_json_format_says_of_it(String version) {
        var event =
                minimal()
                        .withSubject("orders/7")
                        .withTime(OffsetDateTime.parse("2026-01-02T03:04:05.120Z"))
                        .withDataSchema(URI.create("http://example.com/schema"))
                        .withExtension("kafkaheadercontentencoding", "gzip")
                        .withExtension("number", -42)
                        .withExtension("truth", true)
                        .withData("application/json", "{}".getBytes(UTF_8))
                        .build();

        var result = answer(version, "describe", json(event));

        assertThat(result)
                .isEqualTo(
                        "\"1.0 id-1 /source/a?b#c com.example.type orders/7"
                                + " 2026-01-02T03:04:05.120Z application/json"
                                + " http://example.com/schema"
                                + " kafkaheadercontentencoding=gzip:String number=-42:Integer"
                                + " truth=true:Boolean\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.5", "3.0", "4.0"})
    void an_event_that_comes_back_is_the_same_to_the_sdk(String version) {
        var event =
                minimal()
                        .withTime(OffsetDateTime.parse("2026-01-02T03:04:05+02:00"))
                        .withExtension("correlationid", "ä \" \\ 😀")
                        .withData("application/octet-stream", new byte[] {0, (byte) 0xFF, 10})
                        .build();

        var result = answer(version, "same", json(event));

        assertThat(new JsonFormat().deserialize(result.getBytes(UTF_8))).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    "data":{"price":1.50,"big":12345678901234567890123,"e":1E-7,"z":-0.0} | {"price":1.50,"big":12345678901234567890123,"e":1E-7,"z":-0.0}
                    "data": [ 1 , 2 ] , "x":"y"                                           | [ 1 , 2 ]
                    "data":"text"                                                         | "text"
                    "data":"caf\\u00e9 \\n"                                                | "caf\\u00e9 \\n"
                    "data":17                                                             | 17
                    "data":null                                                           | null
                    "data":{"n":{"data":1}},"datacontenttype":"Application/X+JSON; a=b"   | {"n":{"data":1}}
                    "data":"a\\tb","datacontenttype":"text/plain"                          | a\tb
                    "datacontenttype":"text/plain;charset=\\"ISO-8859-1\\"","data":"\\u00e9"  | é
                    "data_base64":"QUJD"                                                  | ABC
                    "data_base64":null,"x":null                                           | none
                    "datacontenttype":"text/plain"                                        | none
                    "datacontenttype":"text/plain","data":null                            | none
                    "data":null,"data_base64":"QUJD"                                      | ABC
                    """)
    void data_is_what_the_json_format_says(String members, String expected) throws Exception {
        var result = answer("2.5", "data", event(members));

        assertThat(new ObjectMapper().readValue(result, String.class)).isEqualTo(expected);
    }

    @Test
    void deep_and_long_data_goes_through() {
        var deep = "[".repeat(5_000) + "9".repeat(5_000) + "]".repeat(5_000);

        var result = answer("4.0", "same", event("\"data\":" + deep));

        assertThat(result).endsWith("\"data\":" + deep + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "4.0"})
    void a_result_is_a_structured_event_with_its_types(String version) {
        var data = "{\"price\":1.50,\"big\":12345678901234567890123,\"text\":\"é\"}";

        var result = answer(version, "built", Json.string(data));

        assertThat(result).contains("\"data\":" + data + "}").contains("\"number\":7");
        var event = new JsonFormat().deserialize(result.getBytes(UTF_8));
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-01-02T03:04:00+01:00"));
        assertThat(event.getSubject()).isEqualTo("\"quoted\"");
        assertThat(event.getDataSchema()).isEqualTo(URI.create("#schema"));
        assertThat(event.getExtension("text")).isEqualTo("café");
        assertThat(event.getExtension("truth")).isEqualTo(true);
        assertThat(event.getExtension("uri")).isEqualTo("urn:x");
        assertThat(event.getExtension("at")).isEqualTo("2026-01-02T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "1 2", "", "\uFEFF{}", "{\"a\":1}x"})
    void data_that_is_no_json_whatever_it_is_called_travels_in_base64(String data) {
        var named = new JsonFormat().deserialize(bytes(answer("4.0", "built", Json.string(data))));
        var unnamed =
                new JsonFormat().deserialize(bytes(answer("4.0", "unnamed", Json.string(data))));

        assertThat(named.getData().toBytes()).isEqualTo(bytes(data));
        assertThat(unnamed.getData().toBytes()).isEqualTo(bytes(data));
    }

    @Test
    void other_data_travels_in_base64_and_older_events_as_version_1() {
        var result = answer("3.0", "bytes", event("\"data\":1"));
        var old = answer("3.0", "old", event("\"dataschema\":\"urn:s\",\"data\":1"));

        assertThat(result).contains("\"datacontenttype\":\"image/png\",\"data_base64\":\"/wAB\"}");
        assertThat(old).startsWith("{\"specversion\":\"1.0\"").contains("\"dataschema\":\"urn:s\"");
    }

    @Test
    void no_event_is_null_and_an_event_of_the_functions_own_class_is_one() {
        assertThat(answer("4.0", "none", event("\"data\":1"))).isEqualTo("null");

        try (var function = functions.start("4.0", "fn.Own")) {
            assertThat(function.call("{\"name\":\"x\"}").result())
                    .isEqualTo(
                            "{\"specversion\":\"1.0\",\"id\":\"own\",\"source\":\"/own\","
                                    + "\"type\":\"own.type\","
                                    + "\"datacontenttype\":\"application/vnd.own+json\","
                                    + "\"data\":{\"name\":\"x\"}}");
        }
    }

    private static String answer(String version, String method, String json) {
        try (var function = functions.start(version, "fn.Events::" + method)) {
            return function.call(json).result();
        }
    }

    private static CloudEventBuilder minimal() {
        return CloudEventBuilder.v1()
                .withId("id-1")
                .withSource(URI.create("/source/a?b#c"))
                .withType("com.example.type");
    }

    private static String json(CloudEvent event) {
        return new String(new JsonFormat().serialize(event), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
