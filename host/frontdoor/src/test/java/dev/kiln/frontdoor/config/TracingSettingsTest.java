package dev.kiln.frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.frontdoor.tracing.Sampling;
import dev.kiln.runtime.InvalidSettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {

    @Test
    void without_an_endpoint_nothing_is_traced_and_nothing_else_is_looked_at() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))).isEmpty();
        assertThat(read(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http://collector:4318/v1/traces",
        "http://collector:4318/, http://collector:4318/v1/traces",
        "https://collector/otlp, https://collector/otlp/v1/traces"
    })
    void the_common_endpoint_gets_the_path_of_traces(String endpoint, String expected) {
        var settings = read(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)).orElseThrow();

        assertThat(settings.endpoint()).hasToString(expected);
        assertThat(settings.sampling()).isEqualTo(new Sampling(true, 1));
        assertThat(settings.serviceName()).isEmpty();
    }

    @Test
    void the_endpoint_of_traces_is_taken_as_it_is_and_a_property_goes_before_a_variable() {
        var settings =
                TracingSettings.read(
                                EarlySettings.of(
                                        Map.of(
                                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                                "http://other:4318",
                                                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                                                "http://collector:4318/spans",
                                                "OTEL_SERVICE_NAME",
                                                "variable"),
                                        Map.of("otel.service.name", "property"),
                                        new String[0]))
                        .orElseThrow();

        assertThat(settings.endpoint()).hasToString("http://collector:4318/spans");
        assertThat(settings.serviceName()).hasValue("property");
    }

    @ParameterizedTest
    @CsvSource({"OTEL_SDK_DISABLED, true", "OTEL_TRACES_EXPORTER, none"})
    void it_can_be_switched_off(String name, String value) {
        assertThat(read(name, value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "always_on, false, 1",
        "always_off, false, 0",
        "traceidratio, false, 0.25",
        "parentbased_always_on, true, 1",
        "parentbased_always_off, true, 0",
        "parentbased_traceidratio, true, 0.25"
    })
    void the_samplers_have_their_standard_names(String name, boolean parentBased, double ratio) {
        var settings =
                read(
                        Map.of(
                                "OTEL_EXPORTER_OTLP_ENDPOINT",
                                "http://collector:4318",
                                "OTEL_TRACES_SAMPLER",
                                name,
                                "OTEL_TRACES_SAMPLER_ARG",
                                "0.25"));

        assertThat(settings.orElseThrow().sampling()).isEqualTo(new Sampling(parentBased, ratio));
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc, 4318",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL, http/json, http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, collector:4318, http://collector:4318",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, 'http://a b', http://collector:4318",
        "OTEL_TRACES_EXPORTER, zipkin, otlp",
        "OTEL_TRACES_SAMPLER, jaeger_remote, parentbased_"
    })
    void what_is_not_offered_is_refused_with_the_way_out(String name, String value, String wayOut) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> read(name, value))
                .withMessageContainingAll(name, value, wayOut);
    }

    @Test
    void a_share_of_traces_is_a_number_from_0_to_1() {
        var variables =
                Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://collector:4318",
                        "OTEL_TRACES_SAMPLER",
                        "traceidratio",
                        "OTEL_TRACES_SAMPLER_ARG",
                        "10%");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> read(variables))
                .withMessageContainingAll("OTEL_TRACES_SAMPLER_ARG", "10%", "from 0 to 1");
    }

    private static Optional<TracingSettings> read(String name, String value) {
        var variables = new HashMap<String, String>();
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318");
        variables.put(name, value);
        return read(variables);
    }

    private static Optional<TracingSettings> read(Map<String, String> variables) {
        return TracingSettings.read(EarlySettings.of(variables, Map.of(), new String[0]));
    }
}
