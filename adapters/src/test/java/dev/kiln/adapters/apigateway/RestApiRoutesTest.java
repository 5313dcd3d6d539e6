package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements RTE and RST-4 to RST-6 of a REST API. */
class RestApiRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/, /, null",
        "//, /, null",
        "/a, /{proxy+}, {proxy=a}",
        "/a/, /{proxy+}, {proxy=a}",
        "/a//b%2F, /{proxy+}, {proxy=a//b%2F}"
    })
    void without_routes_there_are_the_root_and_a_greedy_one(
            String path, String resource, String parameters) {
        var event = Sources.of(PayloadKind.REST_V1, Map.of()).event(Requests.get(path));

        assertThat(at(event, "resource")).isEqualTo(resource);
        assertThat(at(event, "requestContext", "resourcePath")).isEqualTo(resource);
        assertThat(at(event, "pathParameters")).hasToString(parameters);
    }

    @Test
    void variables_are_named_by_the_template_and_stay_encoded() {
        var event =
                event(
                        Map.of("routes", "GET /users/{id}/{rest+}"),
                        Requests.get("/users/%C3%A9/a/b%20c/"));

        assertThat(at(event, "resource")).isEqualTo("/users/{id}/{rest+}");
        assertThat(at(event, "path")).isEqualTo("/users/%C3%A9/a/b%20c/");
        assertThat(at(event, "pathParameters"))
                .isEqualTo(Map.of("id", "%C3%A9", "rest", "a/b%20c"));
    }

    @Test
    void a_single_variable_does_not_take_the_slash_at_the_end() {
        var event = event(Map.of("routes", "GET /users/{id}"), Requests.get("/users/7/"));

        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("id", "7"));
        assertThat(at(event, "path")).isEqualTo("/users/7/");
    }

    @Test
    void a_resources_id_is_short_stable_and_its_own() {
        var settings = Map.of("routes", "GET /a,GET /b");

        var a = at(event(settings, Requests.get("/a")), "requestContext", "resourceId");
        var b = at(event(settings, Requests.get("/b")), "requestContext", "resourceId");
        var again = at(event(settings, Requests.get("/a/")), "requestContext", "resourceId");

        assertThat(a).asString().matches("[a-z0-9]{6}");
        assertThat(a).isEqualTo(again).isNotEqualTo(b);
    }

    @ParameterizedTest
    @CsvSource({"GET, /b", "POST, /a", "TRACE, /", "GET, /a/b"})
    void no_route_is_a_missing_token(String method, String path) {
        var response =
                Sources.of(PayloadKind.REST_V1, Map.of("routes", "GET /a,ANY /"))
                        .refusal(Requests.of(method, path));

        assertThat(response.status()).isEqualTo(403);
        assertThat(Sources.text(response))
                .isEqualTo("{\"message\": \"Missing Authentication Token\"}");
        assertThat(Sources.header(response, "x-amzn-ErrorType"))
                .containsExactly("MissingAuthenticationTokenException");
    }

    @Test
    void what_is_not_below_the_stage_is_forbidden() {
        var api = Sources.of(PayloadKind.REST_V1, Map.of("stage", "beta", "stage-in-path", "true"));

        assertThat(api.refusal(Requests.get("/other")).status()).isEqualTo(403);
        assertThat(Sources.text(api.refusal(Requests.get("/betas"))))
                .isEqualTo("{\"message\": \"Forbidden\"}");
    }

    @Test
    void a_base_path_is_shown_but_not_matched() {
        var event =
                event(
                        Map.of(
                                "routes",
                                "GET /users/{id}",
                                "base-path",
                                "/v1/shop",
                                "stage",
                                "prod"),
                        Requests.get("//v1/shop/users/7"));

        assertThat(at(event, "resource")).isEqualTo("/users/{id}");
        assertThat(at(event, "path")).isEqualTo("/v1/shop/users/7");
        assertThat(at(event, "requestContext", "path")).isEqualTo("//v1/shop/users/7");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("prod");
        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("id", "7"));
    }

    @Test
    void the_base_path_alone_is_the_root() {
        var event = event(Map.of("base-path", "v1"), Requests.get("/v1"));

        assertThat(at(event, "resource")).isEqualTo("/");
        assertThat(at(event, "path")).isEqualTo("/v1");
        assertThat(at(event, "pathParameters")).isSameAs(JsonText.NULL);
    }

    @ParameterizedTest
    @CsvSource({"/", "/v2/a", "/v11", "/a/v1"})
    void outside_of_the_base_path_nothing_is_mapped(String path) {
        var response =
                Sources.of(PayloadKind.REST_V1, Map.of("base-path", "v1"))
                        .refusal(Requests.get(path));

        assertThat(response.status()).isEqualTo(403);
        assertThat(Sources.text(response)).isEqualTo("{\"message\": \"Forbidden\"}");
    }

    @Test
    void routes_that_no_rest_api_has_are_refused() {
        assertThatThrownBy(() -> Sources.of(PayloadKind.REST_V1, Map.of("routes", "$default")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ANY /{proxy+}");
    }

    private static Object event(Map<String, String> settings, Requests request) {
        return Sources.of(PayloadKind.REST_V1, settings).event(request);
    }
}
