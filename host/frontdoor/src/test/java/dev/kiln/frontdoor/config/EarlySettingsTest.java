package dev.kiln.frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.InvalidSettingException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlySettingsTest {

    @Test
    void an_argument_wins_over_a_property_and_a_property_over_a_variable() {
        var variables = Map.of("KILN_PAYLOAD_KIND", "raw", "_HANDLER", "a.B");
        var properties = Map.of("kiln.payload-kind", "rest-v1");

        assertThat(text("payload-kind", variables, Map.of())).isEqualTo("raw");
        assertThat(text("payload-kind", variables, properties)).isEqualTo("rest-v1");
        assertThat(text("payload-kind", variables, properties, "--kiln.payload-kind=http-v2"))
                .isEqualTo("http-v2");
    }

    @Test
    void names_bind_as_loosely_as_spring_binds_them() {
        assertThat(text("payload-kind", Map.of("KILN_PAYLOADKIND", "raw"), Map.of()))
                .isEqualTo("raw");
        assertThat(text("payload-kind", Map.of(), Map.of("kiln.payloadKind", "raw")))
                .isEqualTo("raw");
        assertThat(text("payload-kind", Map.of(), Map.of(), "--kiln.payload_kind=raw"))
                .isEqualTo("raw");
        assertThat(text("payload-kind", Map.of(), Map.of(), "--KILN.PAYLOAD-KIND=raw"))
                .isEqualTo("raw");
    }

    @Test
    void names_of_aws_and_its_peers_mean_the_same_and_come_last() {
        var variables =
                Map.of(
                        "_HANDLER", "a.B::c",
                        "AWS_LAMBDA_FUNCTION_TIMEOUT", "7",
                        "AWS_LAMBDA_FUNCTION_NAME", "orders",
                        "REQUEST_SIZE_LIMIT", "3");
        var early = EarlySettings.of(variables, Map.of(), new String[] {"--kiln.name=mine"});

        var definition = FunctionDefinition.read(early.settings());

        assertThat(definition.handler()).contains("a.B::c");
        assertThat(definition.limits().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(definition.name()).contains("mine");
        assertThat(definition.gateway().apply("max-event-size")).contains("3000000");
        assertThat(early.found())
                .containsEntry("kiln.handler", "a.B::c")
                .containsEntry("kiln.name", "mine")
                .doesNotContainKey("kiln.jar");
    }

    @Test
    void concurrency_has_the_names_of_the_peers_too() {
        assertThat(concurrency(Map.of())).isEqualTo(Concurrency.defaults());
        assertThat(concurrency(Map.of("INVOKER_COUNT", "0"))).isEqualTo(Concurrency.defaults());
        assertThat(concurrency(Map.of("INVOKER_COUNT", "8")).limit()).isEqualTo(8);
        assertThat(concurrency(Map.of("INVOKER_COUNT", "8", "MAX_CONCURRENCY", "2")).limit())
                .isEqualTo(2);
        assertThat(concurrency(Map.of("MAX_CONCURRENCY", "2", "KILN_MAX_CONCURRENCY", "3")).limit())
                .isEqualTo(3);
        assertThat(concurrency(Map.of("KILN_PROVISIONED_CONCURRENCY", "6")).limit()).isEqualTo(6);
        assertThat(concurrency(Map.of("KILN_PROVISIONED_CONCURRENCY", "6")).provisioned())
                .isEqualTo(6);
        assertThat(concurrency(Map.of("KILN_VIRTUAL_THREADS", "true")).virtual()).isTrue();
        assertThat(concurrency(Map.of("KILN_ENVIRONMENT_IDLE_TIMEOUT", "5m")).idleTimeout())
                .isEqualTo(Duration.ofMinutes(5));
        assertThatThrownBy(() -> concurrency(Map.of("MAX_CONCURRENCY", "0")))
                .hasMessage("MAX_CONCURRENCY is '0', but it is a whole number from 1 to 1000.");
        assertThatThrownBy(() ->
                        concurrency(
                                Map.of(
                                        "MAX_CONCURRENCY", "2",
                                        "KILN_PROVISIONED_CONCURRENCY", "3")))
                .hasMessage(
                        "KILN_PROVISIONED_CONCURRENCY is '3', but it cannot be more than"
                                + " MAX_CONCURRENCY, which is 2.");
    }

    private static Concurrency concurrency(Map<String, String> variables) {
        var early = EarlySettings.of(variables, Map.of(), new String[0]);
        return FunctionDefinition.read(early.settings()).limits().concurrency();
    }

    @Test
    void what_nobody_asks_for_is_noticed() {
        assertThat(unread(Map.of("KILN_TIMEOUT", "1s", "PATH", "/bin"), "--kiln.layers[0]=a"))
                .isFalse();
        assertThat(unread(Map.of(), "--kiln.environment.ANY=a", "--spring.any=a")).isFalse();
        assertThat(unread(Map.of("KILN_SERVICE_HOST", "10.0.0.1", "KILN_PORT_80_TCP", "tcp")))
                .isFalse();
        assertThat(unread(Map.of("KILN_TIMOUT", "1s"))).isTrue();
        assertThat(unread(Map.of(), "--kiln.timout=1s")).isTrue();
        assertThat(unread(Map.of(), "--kiln.timeout")).isTrue();
        assertThat(unread(Map.of(), "timeout=1s")).isTrue();
        assertThat(unread(Map.of(), "--kiln.functions.a.timeout=1s")).isTrue();
    }

    private static boolean unread(Map<String, String> variables, String... args) {
        var early = EarlySettings.of(variables, Map.of(), args);
        FunctionDefinition.read(early.settings());
        return early.hasUnread();
    }

    @Test
    void the_platform_says_the_port_unless_somebody_is_explicit() {
        var variables = Map.of("PORT", "1", "SERVER_PORT", "2", "KILN_PORT", "3");

        assertThat(text("port", variables, Map.of())).isEqualTo("1");
        assertThat(text("port", Map.of("SERVER_PORT", "2"), Map.of())).isEqualTo("2");
        assertThat(text("port", Map.of("KILN_PORT", "3"), Map.of())).isEqualTo("3");
        assertThat(text("port", variables, Map.of("server.port", "4"))).isEqualTo("4");
        assertThat(text("port", variables, Map.of(), "--kiln.port=5")).isEqualTo("5");
    }

    @Test
    void a_bad_value_is_named_as_its_user_wrote_it() {
        var early =
                EarlySettings.of(
                        Map.of("PORT", "http", "AWS_LAMBDA_FUNCTION_TIMEOUT", "-1"),
                        Map.of("kiln.payload-kind", "grpc"),
                        new String[] {"--kiln.invoke-api=sometimes"});

        assertThatThrownBy(() -> DoorSettings.read(early.settings(), false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("PORT is 'http', but it is a whole number from 0 to 65535.");
        assertThatThrownBy(() -> early.settings().duration("timeout"))
                .hasMessageStartingWith("AWS_LAMBDA_FUNCTION_TIMEOUT is '-1', but it is a time");
        assertThatThrownBy(() -> FunctionDefinition.read(early.settings()))
                .hasMessageStartingWith("kiln.payload-kind: Payload kind 'grpc' is not known");
        assertThatThrownBy(() ->
                        DoorSettings.read(
                                EarlySettings.of(
                                                Map.of(),
                                                Map.of(),
                                                new String[] {"--kiln.invoke-api=sometimes"})
                                        .settings(),
                                false))
                .hasMessage("--kiln.invoke-api is 'sometimes', but it is either 'open' or 'off'.");
    }

    @Test
    void a_variable_left_empty_says_nothing() {
        var early = EarlySettings.of(Map.of("_HANDLER", ""), Map.of(), new String[0]);

        assertThat(early.settings().text("handler")).isEmpty();
    }

    @Test
    void everything_below_a_name_is_a_map() {
        var early =
                EarlySettings.of(
                        Map.of(),
                        Map.of("kiln.environment.TABLE", "a", "kiln.environment.KEY", "b"),
                        new String[] {"--kiln.environment.KEY=c"});

        var definition = FunctionDefinition.read(early.settings());

        assertThat(definition.environment()).isEqualTo(Map.of("TABLE", "a", "KEY", "c"));
    }

    @Test
    void the_invoke_api_is_off_on_knative_unless_switched_on() {
        var laptop = EarlySettings.of(Map.of(), Map.of(), new String[0]);
        var knative = EarlySettings.of(Map.of("K_SERVICE", "orders"), Map.of(), new String[0]);

        assertThat(DoorSettings.read(laptop.settings(), laptop.onKnative()).invokeApi()).isTrue();
        assertThat(DoorSettings.read(knative.settings(), knative.onKnative()).invokeApi())
                .isFalse();
        assertThat(DoorSettings.read(TestSettings.of("invoke-api", "open"), true).invokeApi())
                .isTrue();
    }

    @Test
    void times_have_units_or_count_seconds() {
        assertThat(TestSettings.of("t", "90").duration("t")).contains(Duration.ofSeconds(90));
        assertThat(TestSettings.of("t", "250ms").duration("t")).contains(Duration.ofMillis(250));
        assertThat(TestSettings.of("t", "2m").duration("t")).contains(Duration.ofMinutes(2));
        assertThat(TestSettings.of("t", "PT1.5S").duration("t")).contains(Duration.ofMillis(1500));
        assertThat(TestSettings.of("t", "1m30s").duration("t")).contains(Duration.ofSeconds(90));
        assertThat(TestSettings.of("t", "1.5s").duration("t")).contains(Duration.ofMillis(1500));
        for (var wrong : new String[] {"0", "soon", "5 days", "-3s", "99999999999999999999"}) {
            assertThatThrownBy(() -> TestSettings.of("t", wrong).duration("t"))
                    .hasMessageStartingWith("kiln.t is '" + wrong + "', but it is a time");
        }
    }

    @Test
    void lists_pairs_and_kinds_are_read_from_text() {
        var definition =
                FunctionDefinition.read(
                        TestSettings.of(
                                "layers", "/opt/a, /opt/b",
                                "aliases", "PROD=7,BETA=8",
                                "versions", "7,8",
                                "default-kind", "rest-v1"));

        assertThat(definition.layers()).hasSize(2);
        assertThat(definition.aliases()).isEqualTo(Map.of("PROD", "7", "BETA", "8"));
        assertThat(definition.versions()).containsExactly("7", "8");
        assertThat(definition.defaultKind()).isEqualTo(PayloadKind.REST_V1);
        assertThat(TestSettings.of("l", "none").list("l", java.util.List.of("x"))).isEmpty();
    }

    private static String text(
            String name,
            Map<String, String> variables,
            Map<String, String> properties,
            String... args) {
        return EarlySettings.of(variables, properties, args).settings().text(name).orElse("");
    }
}
