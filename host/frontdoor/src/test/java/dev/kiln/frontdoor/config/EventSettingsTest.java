package dev.kiln.frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.cloudevents.mapping.EventMapping;
import dev.kiln.runtime.InvalidSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSettingsTest {

    @Test
    void events_are_taken_unless_somebody_says_no() {
        assertThat(read(Map.of()).accepted()).isTrue();
        assertThat(read(Map.of("KILN_CLOUDEVENTS", "off")).accepted()).isFalse();
    }

    @Test
    void an_event_is_no_way_around_an_authorizer() {
        var guarded = Map.of("KILN_JWT_ISSUER", "https://a.example", "KILN_JWT_AUDIENCE", "shop");

        assertThat(read(guarded).accepted()).isFalse();
        assertThat(read(with(guarded, "KILN_EVENT_AUDIENCE", "fn")).accepted()).isTrue();
        assertThat(read(with(guarded, "KILN_CLOUDEVENTS", "on")).accepted()).isTrue();
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        var more = new HashMap<>(all);
        more.put(name, value);
        return more;
    }

    @Test
    void every_name_that_is_read_is_asked_for_at_the_start() {
        var asked = new LinkedHashSet<String>();
        var settings =
                new Settings(
                        "kiln.",
                        name -> {
                            asked.add(name);
                            return Optional.empty();
                        },
                        _ -> Map.of());
        FunctionDefinition.read(settings);
        GatewaySettings.read(settings::text, "fn");
        var atTheStart = List.copyOf(asked);
        asked.clear();

        var _ = EventRules.read(settings);

        assertThat(asked).isNotEmpty();
        assertThat(atTheStart).containsAll(asked);
    }

    @Test
    void knative_and_klr_have_names_of_their_own() {
        var definition =
                definition(
                        Map.of(
                                "K_SINK", "http://broker.example/default",
                                "K_CE_OVERRIDES", "{\"extensions\":{\"boosh\":\"kakow\"}}",
                                "CE_OVERRIDES_TYPE", "my.reply",
                                "CE_OVERRIDES_SOURCE", "my-source",
                                "CE_SUBJECT", "my-subject",
                                "CE_FUNCTION_RESPONSE_MODE", "event",
                                "FUNCTION_TTL", "1m30s",
                                "REQUEST_SIZE_LIMIT", "2"));
        var rules = definition.events().rules();

        assertThat(rules.sink().orElseThrow().target())
                .isEqualTo(URI.create("http://broker.example/default"));
        assertThat(rules.extensionOverrides()).isEqualTo(Map.of("boosh", "kakow"));
        assertThat(rules.setting().apply("reply-type")).contains("my.reply");
        assertThat(rules.setting().apply("reply-source")).contains("my-source");
        assertThat(rules.setting().apply("reply-subject")).contains("my-subject");
        assertThat(rules.setting().apply("reply-mode")).contains("event");
        assertThat(definition.limits().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(rules.receiving().maxDataBytes()).isEqualTo(2_000_000);
        assertThat(definition.payloadKind()).isEmpty();
        assertThat(definition.events().lenient()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RESPONSE_FORMAT, API_GATEWAY, REST_V1, false",
        "RESPONSE_WRAPPER, API_GATEWAY, REST_V1, false",
        "EVENT_TYPE, API_GATEWAY, REST_V1, false",
        "RESPONSE_FORMAT, CLOUDEVENTS, RAW, true",
        "EVENT_TYPE, CLOUDEVENTS, RAW, true"
    })
    void klr_was_told_its_gateway_in_a_variable(
            String name, String value, PayloadKind kind, boolean lenient) {
        var definition = definition(Map.of(name, value));

        assertThat(definition.payloadKind()).contains(kind);
        assertThat(definition.events().lenient()).isEqualTo(lenient);
    }

    @ParameterizedTest
    @CsvSource({"off, false", "false, false", "on, true", "true, true", "auto, true"})
    void what_yaml_makes_of_on_and_off_is_understood(String value, boolean accepted) {
        assertThat(definition(Map.of("KILN_CLOUDEVENTS", value)).events().accepted())
                .isEqualTo(accepted);
    }

    @Test
    void a_variable_of_the_functions_own_is_no_gateway() {
        var definition =
                definition(Map.of("EVENT_TYPE", "ORDER_CREATED", "RESPONSE_FORMAT", "json"));

        assertThat(definition.payloadKind()).isEmpty();
        assertThat(definition.events().lenient()).isFalse();
    }

    @Test
    void our_own_names_win() {
        var definition =
                definition(
                        Map.of(
                                "RESPONSE_FORMAT", "CLOUDEVENTS",
                                "KILN_PAYLOAD_KIND", "http-v2",
                                "KILN_KLR", "false"));

        assertThat(definition.payloadKind()).contains(PayloadKind.HTTP_V2);
        assertThat(definition.events().lenient()).isFalse();
    }

    @Test
    void an_empty_type_of_replies_means_none_and_no_type_means_the_default() {
        assertThat(rules(Map.of("CE_OVERRIDES_TYPE", "")).setting().apply("reply-type"))
                .contains("");
        assertThat(rules(Map.of("KILN_REPLY_TYPE", "none")).setting().apply("reply-type"))
                .contains("");
        assertThat(rules(Map.of()).setting().apply("reply-type")).isEmpty();
    }

    @Test
    void a_sink_has_a_path_and_patience() {
        var sink =
                rules(
                                Map.of(
                                        "K_SINK", "https://broker.example:8443",
                                        "KILN_SINK_TIMEOUT", "2s",
                                        "KILN_SINK_RETRIES", "0",
                                        "KILN_SINK_BACKOFF", "50ms",
                                        "KILN_SINK_TOKEN_FILE", "/tmp/token"))
                        .sink()
                        .orElseThrow();

        assertThat(sink.target()).isEqualTo(URI.create("https://broker.example:8443/"));
        assertThat(sink.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(sink.retries()).isZero();
        assertThat(sink.backoff()).isEqualTo(Duration.ofMillis(50));
        assertThat(sink.tokenFile()).contains(Path.of("/tmp/token"));
        assertThat(rules(Map.of("K_SINK", "http://a?b=c")).sink().orElseThrow().target())
                .isEqualTo(URI.create("http://a/?b=c"));
        assertThat(rules(Map.of("K_SINK", "http://a", "KILN_SINK", "none")).sink()).isEmpty();
    }

    @Test
    void windows_and_limits_are_as_they_are_set() {
        var rules =
                rules(
                        Map.of(
                                "KILN_DEDUP_WINDOW", "5m",
                                "KILN_BATCH_MEMORY", "1h",
                                "KILN_HOP_LIMIT", "3",
                                "KILN_EVENT_MAPPING", "kinesis",
                                "KILN_EXTENSION_OVERRIDES", "team=blue,stage=test"));

        assertThat(rules.dedupWindow()).contains(Duration.ofMinutes(5));
        assertThat(rules.batchMemory()).isEqualTo(Duration.ofHours(1));
        assertThat(rules.hopLimit()).isEqualTo(3);
        assertThat(rules.mapping()).contains(EventMapping.KINESIS);
        assertThat(rules.extensionOverrides()).isEqualTo(Map.of("team", "blue", "stage", "test"));
        assertThat(rules(Map.of("KILN_DEDUP_WINDOW", "off")).dedupWindow()).isEmpty();
        assertThat(rules(Map.of("K_CE_OVERRIDES", "{}")).extensionOverrides()).isEmpty();
        assertThat(rules(Map.of("K_CE_OVERRIDES", "{\"extensions\":null}")).extensionOverrides())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KILN_CLOUDEVENTS | yes | it is 'auto', 'on' or 'off'",
                "RESPONSE_FORMAT=CLOUDEVENTS,KILN_KLR | yes | it is either 'true' or 'false'",
                "KILN_EVENT_MAPPING | sqss | known mappings: raw, cloudevent",
                "KILN_EVENT_BATCHES | yes | it is either 'false' or 'true'",
                "KILN_EVENT_BIND_ERROR_STATUS | 404 | it is either '400' or '500'",
                "CE_FUNCTION_RESPONSE_MODE | evnt | it is either 'data' or 'event'",
                "KILN_DEDUP_WINDOW | soon | it is a time above zero",
                "KILN_BATCH_MEMORY | 0 | it is a time above zero",
                "KILN_HOP_LIMIT | -1 | it is a whole number from 0",
                "KILN_REPLY_LOOPS | no | it is either 'refuse' or 'allow'",
                "K_SINK | broker/default | it is a URL such as http",
                "K_SINK | ftp://broker | it is a URL such as http",
                "K_SINK | http:///path | it is a URL such as http",
                "K_SINK | http://a b | it is a URL such as http",
                "K_SINK=http://a,KILN_SINK_RETRIES | many | it is a whole number from 0 to 100",
                "K_SINK=http://a,KILN_SINK_TIMEOUT | 0 | it is a time above zero",
                "K_CE_OVERRIDES | {\"extensions\":{\"a\":1}} | it has the form",
                "K_CE_OVERRIDES | {\"extensions\":{\"a\":\"b\"} | it has the form",
                "K_CE_OVERRIDES | {\"extension\":{}} | it has the form",
                "K_CE_OVERRIDES | [] | it has the form",
                "K_CE_OVERRIDES | null | it has the form",
                "K_CE_OVERRIDES | {\"extensions\":{\"id\":\"same\"}} | none of the attributes that events have",
                "K_CE_OVERRIDES | {\"extensions\":{\"specversion\":\"9\"}} | none of the attributes that events have",
                "K_CE_OVERRIDES | {\"extensions\":{\"aB\":\"c\"}} | lower-case letters and digits",
                "REQUEST_SIZE_LIMIT | 6291456 | it counts millions of bytes",
                "REQUEST_SIZE_LIMIT | 5MB | it counts millions of bytes",
                "FUNCTION_TTL | never | it is a time above zero"
            })
    void what_is_wrong_is_said_at_the_start_by_name_value_and_rule(
            String names, String value, String rule) {
        var variables = new HashMap<String, String>();
        var all = new ArrayList<>(List.of(names.trim().split(",", -1)));
        var wrong = all.removeLast();
        for (var other : all) {
            variables.put(other.split("=", 2)[0], other.split("=", 2)[1]);
        }
        variables.put(wrong, value);

        assertThatThrownBy(() -> definition(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(wrong)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining(rule);
    }

    @Test
    void what_is_said_of_a_sink_needs_one() {
        assertThatThrownBy(() -> definition(Map.of("KILN_SINK_TIMEOUT", "2s")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "KILN_SINK_TIMEOUT is set, but there is no sink: set sink to its URL too,"
                                + " or remove it.");
    }

    @Test
    void a_certificate_that_is_none_is_not_repeated() {
        var variables = Map.of("K_SINK", "https://a", "K_CA_CERTS", "abc");

        assertThatThrownBy(() -> definition(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(
                        "K_CA_CERTS is no certificate: it is one or several in PEM");
    }

    private static EventSettings read(Map<String, String> variables) {
        return definition(variables).events();
    }

    private static EventRules rules(Map<String, String> variables) {
        return read(variables).rules();
    }

    private static FunctionDefinition definition(Map<String, String> variables) {
        var early = EarlySettings.of(variables, Map.of(), new String[0]);
        GatewaySettings.read(early.settings()::text, "fn");
        return FunctionDefinition.read(early.settings());
    }
}
