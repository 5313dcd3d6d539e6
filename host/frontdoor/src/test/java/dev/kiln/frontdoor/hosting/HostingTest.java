package dev.kiln.frontdoor.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.authorizer.SenderAuthorizer;
import dev.kiln.frontdoor.authorizer.UnverifiedSenders;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.Settings;
import dev.kiln.frontdoor.config.TestSettings;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.environment.InitState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions become functions, with real handlers. */
class HostingTest {

    private static final String CLASSES = "target/test-classes";

    @Test
    void a_functions_variables_are_the_processes_the_definitions_and_what_aws_adds() {
        var hosting =
                TestFunctions.hosting(Map.of("SHARED", "1", "TABLE", "2", "K_SERVICE", "svc"));
        try {
            var values =
                    TestSettings.map(
                            "handler", "com.example.cases.Bytes",
                            "classes", CLASSES,
                            "timeout", "7",
                            "memory", "512");
            var definition =
                    FunctionDefinition.read(
                            new Settings(
                                    "kiln.",
                                    name -> Optional.ofNullable(values.get(name)),
                                    _ -> Map.of("TABLE", "3")));

            var settings = hosting.start(List.of(definition)).getFirst().settings();

            assertThat(settings.name()).isEqualTo("svc");
            assertThat(settings.limits().timeout()).isEqualTo(Duration.ofSeconds(7));
            assertThat(settings.memoryMegabytes()).isEqualTo(512);
            assertThat(settings.ownsProcess()).isTrue();
            assertThat(settings.variables())
                    .containsEntry("SHARED", "1")
                    .containsEntry("TABLE", "3")
                    .containsEntry("_HANDLER", "com.example.cases.Bytes")
                    .containsEntry("AWS_LAMBDA_FUNCTION_TIMEOUT", "7")
                    .containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        } finally {
            hosting.close();
        }
    }

    @Test
    void senders_of_events_are_asked_for_tokens_where_an_audience_is_set() {
        var hosting = TestFunctions.hosting(Map.of());
        var knative = TestFunctions.hosting(Map.of("K_SERVICE", "svc"));
        try {
            var open = hosting.start(List.of(bytes())).getFirst();
            var onKnative = knative.start(List.of(bytes())).getFirst();
            var asked = knative.start(List.of(bytes("event-audience", "a"))).getFirst();

            assertThat(open.eventAuthorizer()).isEmpty();
            assertThat(onKnative.eventAuthorizer()).containsInstanceOf(UnverifiedSenders.class);
            assertThat(onKnative.eventAuthorizer()).isEqualTo(onKnative.eventAuthorizer());
            assertThat(onKnative.asksForTokens()).isFalse();
            assertThat(asked.eventAuthorizer()).containsInstanceOf(SenderAuthorizer.class);
            assertThat(asked.asksForTokens()).isTrue();
        } finally {
            hosting.close();
            knative.close();
        }
    }

    @Test
    void several_functions_share_the_process_and_have_limits_of_their_own() {
        var hosting = TestFunctions.hosting(Map.of("AWS_LAMBDA_FUNCTION_TIMEOUT", "9"));
        try {
            var functions =
                    hosting.start(
                            List.of(
                                    bytes("name", "a", "timeout", "500ms"),
                                    bytes("name", "b", "account-id", "000000000001")));

            assertThat(functions).noneMatch(it -> it.settings().ownsProcess());
            assertThat(functions.getFirst().settings().limits().timeout())
                    .isEqualTo(Duration.ofMillis(500));
            assertThat(functions.getLast().settings().arn())
                    .isEqualTo("arn:aws:lambda:us-east-1:000000000001:function:b");
        } finally {
            hosting.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.cases.Bytes, , HTTP_V2, which fits any",
        "com.example.cases.Cases::echo, rest-v1, REST_V1, which fits any",
        "com.example.cases.Cases::text, , RAW, the handler takes String"
    })
    void the_payload_kind_follows_the_handler(
            String handler, String defaultKind, PayloadKind kind, String reason) {
        var hosting = TestFunctions.hosting(Map.of());
        try {
            var definition =
                    FunctionDefinition.read(
                            TestSettings.of(
                                    "handler", handler,
                                    "classes", CLASSES,
                                    "default-kind", defaultKind == null ? "" : defaultKind));

            var choice = hosting.start(List.of(definition)).getFirst().payloadKind().join();

            assertThat(choice.kind()).isEqualTo(kind);
            assertThat(choice.reason()).contains(reason);
        } finally {
            hosting.close();
        }
    }

    @Test
    void requests_that_come_before_the_function_is_loaded_wait_for_it() {
        try (var door =
                Doors.openReal(
                        Doors.onAnyPort(), Map.of(), "handler", "com.example.cases.Cases::text")) {

            var reply = Caller.HTTP_1_1.post(door.port(), "/", "\"early\"");

            assertThat(reply.text()).isEqualTo("\"early\"");
        }
    }

    @Test
    void callers_of_a_handler_that_is_not_there_read_why() {
        try (var door =
                Doors.openReal(
                        Doors.onAnyPort(),
                        Map.of(),
                        "handler",
                        "com.example.Nowhere",
                        "payload-kind",
                        "raw")) {

            var plain = Caller.HTTP_1_1.post(door.port(), "/", "{}");
            var invoked =
                    Caller.HTTP_1_1.post(
                            door.port(), "/2015-03-31/functions/function/invocations", "{}");

            assertThat(plain.status()).isEqualTo(500);
            assertThat(plain.text()).contains("Class not found: com.example.Nowhere");
            assertThat(invoked.status()).isEqualTo(200);
            assertThat(invoked.header("x-amz-function-error")).contains("Unhandled");
            assertThat(invoked.text()).contains("Class not found: com.example.Nowhere");
        }
    }

    @Test
    void a_function_that_could_not_be_made_is_tried_again_with_the_next_request() {
        System.clearProperty("com.example.cases.repaired");
        try (var door =
                Doors.openReal(
                        Doors.onAnyPort(), Map.of(), "handler", "com.example.cases.Broken")) {
            var function = door.functions().iterator().next();
            Until.holds(() -> function.initState() instanceof InitState.Failed);

            var broken = Caller.HTTP_1_1.get(door.port(), "/");
            System.setProperty("com.example.cases.repaired", "true");
            var repaired = Caller.HTTP_1_1.post(door.port(), "/", "\"hello\"");

            // Nobody knew yet that the handler takes a string: gateways hide what went wrong.
            assertThat(broken.status()).isEqualTo(500);
            assertThat(broken.text()).doesNotContain("database");
            assertThat(repaired.text()).isEqualTo("\"hello\"");
            assertThat(function.payloadKind().join().kind()).isEqualTo(PayloadKind.RAW);
        } finally {
            System.clearProperty("com.example.cases.repaired");
        }
    }

    @Test
    void a_definition_without_a_handler_or_code_is_refused() {
        var hosting = TestFunctions.hosting(Map.of());

        assertThatThrownBy(() ->
                        hosting.start(
                                List.of(
                                        FunctionDefinition.read(
                                                TestSettings.of("name", "orders")))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("Function 'orders' has no handler. Set 'handler' to");
        assertThatThrownBy(() -> hosting.start(List.of(bytes("max-event-size", "much"))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("max-event-size");
    }

    private static FunctionDefinition bytes(String... more) {
        var all = new java.util.ArrayList<>(List.of(more));
        all.addAll(List.of("handler", "com.example.cases.Bytes", "classes", CLASSES));
        return FunctionDefinition.read(TestSettings.of(all.toArray(String[]::new)));
    }
}
