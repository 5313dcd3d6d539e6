package dev.kiln.runtime.bridge;

import static dev.kiln.runtime.bridge.CloudEventFunctions.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that are none, and functions that cannot have any. */
class CloudEventFaultTest {

    private static CloudEventFunctions functions;

    @BeforeAll
    static void prepare(@TempDir Path folder) {
        functions = new CloudEventFunctions(folder);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            delimiter = '|',
            textBlock =
                    """
                    {"version":"2.0","routeKey":"$default"}                                     | Attribute 'specversion' is missing
                    {"specversion":"1.0","id":"1","type":"t"}                                   | Attribute 'source' is missing
                    {"specversion":"1.0","id":"","source":"s","type":"t"}                       | Attribute 'id' is missing
                    {"specversion":"0.3","id":"1","source":"s","type":"t"}                      | Attribute 'specversion' is '0.3'
                    {"specversion":"1.0","id":1,"source":"s","type":"t"}                        | Attribute 'id' is no text
                    {"specversion":"1.0","id":"1","source":"a b","type":"t"}                    | Attribute 'source' is no URI reference
                    {"specversion":"1.0","id":"1","source":"s","type":"t","time":"today"}       | Attribute 'time' is no time of RFC 3339
                    {"specversion":"1.0","id":"1","source":"s","type":"t","data":1,"data_base64":"AQ=="} | has both
                    {"specversion":"1.0","id":"1","source":"s","type":"t","datacontenttype":"text/plain","data":1} | 'data' of an event is text
                    [1]                                                                         | An event is a JSON object
                    {"specversion":                                                             | Unexpected end-of-input
                    """)
    void what_is_no_event_is_not_bound_and_the_log_says_why(String json, String reason) {
        try (var function = functions.start("4.0", "fn.Events::describe")) {

            var answer = function.call(json);

            assertThat(answer.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.FunctionError.class,
                            error -> assertThat(error.stage()).isEqualTo(Stage.BINDING));
            assertThat(answer.error())
                    .isEqualTo(
                            "{\"errorMessage\":\"An error occurred during JSON parsing\","
                                    + "\"errorType\":\"java.lang.RuntimeException\","
                                    + "\"stackTrace\":[]}");
            assertThat(answer.log()).contains(reason);
        }
    }

    @Test
    void an_event_that_cannot_be_written_is_the_handlers_failure() {
        try (var function = functions.start("4.0", "fn.Events::broken")) {

            var answer = function.call(event("\"data\":1"));

            assertThat(answer.error()).contains("JSON serialization of response");
            assertThat(answer.log()).contains("toBytes of the event throws", "no data today");
        }
    }

    @Test
    void a_function_with_the_api_alone_is_told_what_is_missing() {
        var source =
                """
                package fn;

                public class Alone {
                    public String id(io.cloudevents.CloudEvent event) {
                        return event.getId();
                    }
                }
                """;

        try (var function = functions.start("cloudevents-api-alone", "fn.Alone::id", source)) {
            assertThat(function.call(event("\"data\":1")).error())
                    .contains(
                            "takes io.cloudevents.CloudEvent, and the function lacks"
                                    + " io.cloudevents.core.v1.CloudEventV1",
                            "Add io.cloudevents:cloudevents-core");
        }
    }

    @Test
    void a_function_with_the_first_sdk_is_told_to_move_on() {
        var source =
                """
                package fn;

                import io.cloudevents.*;

                public class First {
                    public String id(CloudEvent<? extends Attributes, String> event) {
                        return event.getAttributes().getId();
                    }
                }
                """;

        try (var function = functions.start("cloudevents-1.3", "fn.First::id", source)) {
            assertThat(function.call(event("\"data\":1")).error())
                    .contains("version 1 of the CloudEvents SDK", "cloudevents-core 2.0 or later");
        }
    }
}
