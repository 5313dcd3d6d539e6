package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewaySettingsTest {

    @Test
    void without_settings_everything_has_its_initial_value() {
        var settings = GatewaySettings.defaults();

        assertThat(settings.apiId()).isEmpty();
        assertThat(settings.accountId()).isEqualTo("123456789012");
        assertThat(settings.stage()).isEqualTo("$default");
        assertThat(settings.responseBinaryMediaTypes()).containsExactly("*/*");
        assertThat(settings.binaryMediaTypes()).isEmpty();
        assertThat(settings.remapHeaders()).isTrue();
        assertThat(settings.maxEventSize()).isEqualTo(6_291_556);
        assertThat(settings).isEqualTo(GatewaySettings.defaults());
    }

    @Test
    void lists_are_separated_by_commas_and_may_be_empty() {
        var settings =
                Sources.settings(
                        Map.of(
                                "binary-media-types", " image/png, ,image/* ",
                                "response-binary-media-types", "",
                                "keep-platform-headers", "Forwarded,K-Proxy-Request",
                                "trusted-proxies", "10.0.0.0/8"));

        assertThat(settings.binaryMediaTypes()).isEqualTo(List.of("image/png", "image/*"));
        assertThat(settings.responseBinaryMediaTypes()).isEmpty();
        assertThat(settings.keepPlatformHeaders())
                .isEqualTo(Set.of("forwarded", "k-proxy-request"));
        assertThat(settings.trustedProxies()).containsExactly("10.0.0.0/8");
    }

    @ParameterizedTest
    @CsvSource({
        "remap-headers, yes",
        "stage-in-path, ''",
        "rest-header-case, upper",
        "max-event-size, 0",
        "max-event-size, 6MB",
        "max-event-size, 99999999999",
        "stage-variables, noequals"
    })
    void a_value_that_cannot_be_meant_is_named_with_its_setting(String name, String value) {
        assertThatThrownBy(() -> Sources.settings(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is '" + value + "'");
    }
}
