package dev.kiln.adapters.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayLimitsTest {

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void an_event_of_the_longest_length_passes_and_one_byte_more_does_not(PayloadKind kind) {
        var length = Sources.of(kind, Map.of()).open(request("x".repeat(100))).event().length;
        var api = Sources.of(kind, Map.of("max-event-size", String.valueOf(length)));

        var longest = api.open(request("x".repeat(100)));
        var refused = api.refusal(request("x".repeat(101)));

        assertThat(longest.event()).hasSize(length);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(Sources.text(refused)).isEqualTo(Sources.text(api.source().onTooLarge()));
        assertThat(api.source().maxBodyBytes()).isEqualTo(length);
    }

    @Test
    void lambdas_own_limit_is_the_initial_one() {
        for (var kind : PayloadKind.values()) {
            assertThat(Sources.of(kind, Map.of()).source().maxBodyBytes()).isEqualTo(6_291_556);
        }
    }

    @Test
    void each_gateway_has_its_own_words_for_too_large() {
        assertThat(text(PayloadKind.REST_V1)).isEqualTo("{\"message\":\"Request Too Long\"}");
        assertThat(text(PayloadKind.HTTP_V2))
                .isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void gateways_time_out_only_where_their_limits_are_emulated() {
        var emulated = Map.of("emulate-gateway-limits", "true");

        assertThat(Sources.of(PayloadKind.REST_V1, emulated).source().gatewayTimeout())
                .contains(Duration.ofSeconds(29));
        assertThat(Sources.of(PayloadKind.HTTP_V2, emulated).source().gatewayTimeout())
                .contains(Duration.ofSeconds(30));
        assertThat(Sources.of(PayloadKind.RAW, emulated).source().gatewayTimeout()).isEmpty();
        assertThat(Sources.of(PayloadKind.HTTP_V2, Map.of()).source().gatewayTimeout()).isEmpty();
    }

    @Test
    void gateways_take_ten_megabytes_at_most_where_their_limits_are_emulated() {
        var api =
                Sources.of(
                        PayloadKind.HTTP_V2,
                        Map.of("emulate-gateway-limits", "true", "max-event-size", "100000000"));

        assertThat(api.source().maxBodyBytes()).isEqualTo(10 * 1024 * 1024);
        assertThat(api.refusal(Requests.post("/").body(new byte[10 * 1024 * 1024 + 1])).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void a_target_that_names_nothing_is_refused(PayloadKind kind) {
        OutboundResponse response = Sources.of(kind, Map.of()).refusal(Requests.of("OPTIONS", "*"));

        assertThat(response.status()).isEqualTo(400);
        assertThat(Sources.header(response, "Content-Type"))
                .containsExactly(
                        switch (kind) {
                            case HTTP_V2, REST_V1, RAW -> "application/json";
                            case FUNCTION_URL -> "text/plain";
                            case ALB, ALB_MULTI -> "text/html";
                        });
    }

    private static Requests request(String body) {
        return Requests.post("/").header("Content-Type", "application/json").body(body);
    }

    private static String text(PayloadKind kind) {
        return Sources.text(Sources.of(kind, Map.of()).source().onTooLarge());
    }
}
