package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.routes.Route;
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
        assertThat(settings.stage().name()).isEqualTo("$default");
        assertThat(settings.rest().responseBinaryMediaTypes()).containsExactly("*/*");
        assertThat(settings.rest().binaryMediaTypes()).isEmpty();
        assertThat(settings.rest().remapHeaders()).isTrue();
        assertThat(settings.maxEventSize()).isEqualTo(6_291_556);
        assertThat(settings).isEqualTo(GatewaySettings.defaults());
    }

    @Test
    void lists_are_separated_by_commas_and_may_be_empty() {
        var settings =
                Sources.settings(
                        Map.of(
                                "binary-media-types", " image/png, ,image/* ",
                                "response-binary-media-types", "none",
                                "keep-platform-headers", "Forwarded,K-Proxy-Request",
                                "trusted-proxies", "10.0.0.0/8"));

        assertThat(settings.rest().binaryMediaTypes()).isEqualTo(List.of("image/png", "image/*"));
        assertThat(settings.rest().responseBinaryMediaTypes()).isEmpty();
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
        "stage-variables, noequals",
        "account-id, abc",
        "api-id, a b",
        "stage, a/b",
        "stage-in-path, true",
        "binary-media-types, image",
        "routes, GET users",
        "base-path, /v1/{id}",
        "base-path, /v 1",
        "invoke-mode, STREAM",
        "cors-allow-origins, example.com",
        "cors-allow-origins, https://",
        "cors-allow-origins, https://example.com/",
        "cors-allow-origins, https://*.example.com",
        "cors-max-age, -1",
        "cors-max-age, 86401",
        "cors-max-age, 1h"
    })
    void a_value_that_cannot_be_meant_is_named_with_its_setting(String name, String value) {
        assertThatThrownBy(() -> Sources.settings(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "cors-allow-methods, OPTIONS, at most 6 characters",
        "cors-allow-methods, get, upper case",
        "cors-allow-headers, X A, no name of a header",
        "cors-expose-headers, é, no name of a header"
    })
    void a_cors_value_that_cannot_be_meant_is_named_too(String name, String value, String rule) {
        assertThatThrownBy(() -> Sources.settings(Map.of("cors-allow-origins", "*", name, value)))
                .hasMessageContaining("'" + name + "' is '" + value + "'")
                .hasMessageContaining(rule);
    }

    @Test
    void a_stage_variable_has_one_value() {
        assertThatThrownBy(() -> Sources.settings(Map.of("stage-variables", "a=1,b=2,a=3")))
                .hasMessageContaining("'stage-variables' is 'a=3'");
    }

    @Test
    void credentials_need_listed_origins() {
        assertThatThrownBy(() ->
                        Sources.settings(
                                Map.of(
                                        "cors-allow-origins", "https://a.example,*",
                                        "cors-allow-credentials", "true")))
                .hasMessageContaining("cors-allow-credentials");
        assertThatThrownBy(() -> Sources.settings(Map.of("cors-max-age", "1")))
                .hasMessageContaining("without 'cors-allow-origins'");
    }

    @Test
    void an_url_begins_with_a_stage_or_with_a_base_path() {
        assertThatThrownBy(() ->
                        Sources.settings(
                                Map.of("base-path", "v1", "stage", "s", "stage-in-path", "true")))
                .hasMessageContaining("stage-in-path is set too");
    }

    @Test
    void slashes_around_a_base_path_do_not_matter() {
        for (var text : List.of("v1/orders", "/v1/orders", "/v1//orders/")) {
            assertThat(Sources.settings(Map.of("base-path", text)).stage().basePath())
                    .isEqualTo("/v1/orders");
        }
        assertThat(Sources.settings(Map.of("base-path", "/")).stage().basePath()).isEmpty();
    }

    @Test
    void routes_can_be_had_as_they_stand_in_public_urls() {
        assertThat(publicRoutes(Map.of())).isEmpty();
        assertThat(publicRoutes(Map.of("routes", "GET /a,$default")))
                .containsExactly("GET /a", "$default");
        assertThat(publicRoutes(Map.of("routes", "GET /a, ANY /", "base-path", "v1")))
                .containsExactly("GET /v1/a", "ANY /v1");
        assertThat(publicRoutes(Map.of("base-path", "v1")))
                .containsExactly("ANY /v1", "ANY /v1/{proxy+}");
        assertThat(
                        publicRoutes(
                                Map.of(
                                        "routes",
                                        "GET /a",
                                        "stage",
                                        "dev",
                                        "stage-in-path",
                                        "true")))
                .containsExactly("GET /dev/a");
    }

    private static List<String> publicRoutes(Map<String, String> settings) {
        return Sources.settings(settings).publicRoutes().stream().map(Route::key).toList();
    }
}
