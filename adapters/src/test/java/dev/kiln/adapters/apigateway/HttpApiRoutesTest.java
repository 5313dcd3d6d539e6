package dev.kiln.adapters.apigateway;

import static dev.kiln.adapters.JsonText.ABSENT;
import static dev.kiln.adapters.JsonText.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Requests;
import dev.kiln.adapters.Sources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements RTE, HV2-6, HV2-11 and HV2-12 of an HTTP API. */
class HttpApiRoutesTest {

    @Test
    void without_routes_everything_goes_to_the_default() {
        var event = event(Map.of(), Requests.of("PROPFIND", "/a/b"));

        assertThat(at(event, "routeKey")).isEqualTo("$default");
        assertThat(at(event, "pathParameters")).isSameAs(ABSENT);
    }

    @Test
    void the_route_is_named_as_it_was_written() {
        var event =
                event(
                        Map.of("routes", "ANY /users/{id}/{rest+}"),
                        Requests.of("PUT", "/users/%C3%A9+/a/b%20c/"));

        assertThat(at(event, "routeKey")).isEqualTo("ANY /users/{id}/{rest+}");
        assertThat(at(event, "requestContext", "routeKey")).isEqualTo("ANY /users/{id}/{rest+}");
        assertThat(at(event, "pathParameters")).isEqualTo(Map.of("id", "é+", "rest", "a/b c/"));
    }

    @Test
    void a_configured_default_takes_what_no_other_route_does() {
        var settings = Map.of("routes", "GET /a,$default");

        assertThat(at(event(settings, Requests.get("/a")), "routeKey")).isEqualTo("GET /a");
        assertThat(at(event(settings, Requests.get("/a/")), "routeKey")).isEqualTo("$default");
        assertThat(at(event(settings, Requests.of("TRACE", "/a")), "routeKey"))
                .isEqualTo("$default");
    }

    @Test
    void an_escaped_slash_separates_nothing() {
        var event = event(Map.of("routes", "GET /a/{x}"), Requests.get("/a/b%2Fc"));

        assertThat(at(event, "pathParameters", "x")).isEqualTo("b/c");
        assertThat(at(event, "rawPath")).isEqualTo("/a/b/c");
    }

    @ParameterizedTest
    @CsvSource({"GET, /b", "POST, /a", "GET, /a/"})
    void no_route_is_not_found(String method, String path) {
        var response =
                Sources.of(PayloadKind.HTTP_V2, Map.of("routes", "GET /a"))
                        .refusal(Requests.of(method, path));

        assertThat(response.status()).isEqualTo(404);
        assertThat(Sources.text(response)).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(Sources.header(response, "Apigw-Requestid")).hasSize(1);
    }

    @Test
    void a_base_path_is_shown_in_the_place_of_the_stage() {
        var event =
                event(
                        Map.of("routes", "GET /users/{id}", "base-path", "v1", "stage", "prod"),
                        Requests.get("/v1/users/7"));

        assertThat(at(event, "rawPath")).isEqualTo("/v1/users/7");
        assertThat(at(event, "requestContext", "http", "path")).isEqualTo("/v1/users/7");
        assertThat(at(event, "requestContext", "stage")).isEqualTo("prod");
        assertThat(at(event, "routeKey")).isEqualTo("GET /users/{id}");
    }

    @Test
    void outside_of_the_base_path_nothing_is_found() {
        var api = Sources.of(PayloadKind.HTTP_V2, Map.of("base-path", "v1"));

        assertThat(api.refusal(Requests.get("/users/7")).status()).isEqualTo(404);
        assertThat(api.refusal(Requests.get("/v11")).status()).isEqualTo(404);
        assertThat(at(api.event(Requests.get("/v1")), "routeKey")).isEqualTo("$default");
    }

    private static Object event(Map<String, String> settings, Requests request) {
        return Sources.of(PayloadKind.HTTP_V2, settings).event(request);
    }
}
