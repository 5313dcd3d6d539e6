package dev.kiln.adapters.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statement RTE-1. */
class RouteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "ANY /{proxy+}",
                "POST /users/{id}/orders/{order-id}",
                "DELETE /a.b/~c/{x_1}/{rest+}",
                "PUT /pets/",
                "$default"
            })
    void a_route_is_written_as_it_was_read(String key) {
        assertThat(Route.parse("  " + key + " ").key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/users | has a method and a path",
                "get /users | 'get' is no method of a route",
                "TRACE / | 'TRACE' is no method of a route",
                "GET users | does not begin with a slash",
                "GET // | two slashes in a row",
                "GET /a//b | two slashes in a row",
                "GET /{a+}/b | '{a+}' takes the whole rest",
                "GET /a{b} | 'a{b}' mixes text and a variable",
                "GET /{a}b | '{a}b' mixes text and a variable",
                "GET /{} | '{}' has no variable name",
                "GET /{a b} | '{a b}' has no variable name",
                "GET /{+} | '{+}' has no variable name",
                "GET /{a}/{a+} | the variable 'a' occurs twice",
                "GET /a?b | 'a?b' holds a character",
                "GET /a b | 'a b' holds a character"
            })
    void what_is_no_route_is_explained(String key, String rule) {
        assertThatThrownBy(() -> Route.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @Test
    void a_base_path_stands_before_the_template() {
        assertThat(keysBelow("GET /users/{id}", "/v1/x")).containsExactly("GET /v1/x/users/{id}");
        assertThat(keysBelow("ANY /", "/v1")).containsExactly("ANY /v1");
        assertThat(keysBelow("$default", "/v1")).containsExactly("ANY /v1", "ANY /v1/{proxy+}");
        assertThat(keysBelow("$default", "")).containsExactly("$default");
    }

    private static List<String> keysBelow(String key, String path) {
        return Route.parse(key).below(path).stream().map(Route::key).toList();
    }
}
