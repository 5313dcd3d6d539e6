package dev.kiln.adapters.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.Sources;
import dev.kiln.adapters.routes.RouteMatch.Parameter;
import dev.kiln.adapters.routes.RouteTable.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements RTE-2 to RTE-4 and RTE-7. */
class RouteTableTest {

    private static final String[] PETS = {
        "GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"
    };

    @ParameterizedTest
    @CsvSource({
        "GET, /pets/dog/1, GET /pets/dog/1",
        "GET, /pets/dog/2, GET /pets/dog/{id}",
        "GET, /pets/cat/1, GET /pets/{proxy+}",
        "GET, /pets/dog/2/3, GET /pets/{proxy+}",
        "POST, /test/5, ANY /{proxy+}",
        "POST, /pets/dog/1, ANY /{proxy+}",
        "GET, /, $default",
        "TRACE, /pets/dog/1, $default"
    })
    void the_most_specific_route_takes_the_request(String method, String path, String route) {
        var shuffled = new ArrayList<>(List.of(PETS));
        for (var seed = 0; seed < 5; seed++) {
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(key(RouteDialect.HTTP_API, method, path, shuffled.toArray(String[]::new)))
                    .isEqualTo(route);
        }
    }

    @ParameterizedTest
    @EnumSource(RouteDialect.class)
    void the_choice_goes_from_the_left(RouteDialect dialect) {
        String[] routes = {"GET /a/{x}/c/d", "GET /{y}/b/c/{z}", "GET /a/{p+}", "ANY /a/b/c/d"};

        assertThat(key(dialect, "GET", "/a/b/c/d", routes)).isEqualTo("ANY /a/b/c/d");
        assertThat(key(dialect, "GET", "/a/x/c/d", routes)).isEqualTo("GET /a/{x}/c/d");
        assertThat(key(dialect, "GET", "/a/b/c/x", routes)).isEqualTo("GET /a/{p+}");
        assertThat(key(dialect, "GET", "/x/b/c/d", routes)).isEqualTo("GET /{y}/b/c/{z}");
        assertThat(key(dialect, "GET", "/x/b/d/d", routes)).isEqualTo("none");
    }

    @ParameterizedTest
    @EnumSource(RouteDialect.class)
    void a_method_comes_before_any_and_a_sibling_blocks_nothing(RouteDialect dialect) {
        String[] routes = {"POST /test", "ANY /test/any", "OPTIONS /{proxy+}", "PUT /test/any"};

        assertThat(key(dialect, "OPTIONS", "/test", routes)).isEqualTo("OPTIONS /{proxy+}");
        assertThat(key(dialect, "PUT", "/test/any", routes)).isEqualTo("PUT /test/any");
        assertThat(key(dialect, "OPTIONS", "/test/any", routes)).isEqualTo("ANY /test/any");
        assertThat(key(dialect, "GET", "/test", routes)).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "HEAD, true",
        "POST, true",
        "PUT, true",
        "PATCH, true",
        "DELETE, true",
        "OPTIONS, true",
        "TRACE, false",
        "CONNECT, false",
        "PROPFIND, false",
        "get, false"
    })
    void any_stands_for_seven_methods(String method, boolean matches) {
        assertThat(key(RouteDialect.REST_API, method, "/a", "ANY /a"))
                .isEqualTo(matches ? "ANY /a" : "none");
    }

    @Test
    void a_get_route_does_not_answer_head() {
        assertThat(key(RouteDialect.HTTP_API, "HEAD", "/a", "GET /a")).isEqualTo("none");
    }

    @Test
    void a_slash_at_the_end_counts_for_http_apis_only() {
        assertThat(key(RouteDialect.REST_API, "GET", "/a/", "GET /a")).isEqualTo("GET /a");
        assertThat(key(RouteDialect.HTTP_API, "GET", "/a/", "GET /a")).isEqualTo("none");
        assertThat(key(RouteDialect.HTTP_API, "GET", "/a/", "GET /a", "GET /a/"))
                .isEqualTo("GET /a/");
        assertThat(key(RouteDialect.REST_API, "GET", "/a/7/", "GET /a/{x}"))
                .isEqualTo("GET /a/{x}");
    }

    @ParameterizedTest
    @EnumSource(RouteDialect.class)
    void variables_need_something_to_take(RouteDialect dialect) {
        assertThat(key(dialect, "GET", "/", "GET /{proxy+}")).isEqualTo("none");
        assertThat(key(dialect, "GET", "", "GET /{proxy+}")).isEqualTo("none");
        assertThat(key(dialect, "GET", "/a/", "GET /a/{proxy+}")).isEqualTo("none");
        assertThat(key(dialect, "GET", "/a//", "GET /a/{proxy+}")).isEqualTo("none");
        assertThat(key(dialect, "GET", "/a//b", "GET /a/{x}/b")).isEqualTo("none");
        assertThat(key(dialect, "GET", "", "GET /")).isEqualTo("GET /");
    }

    @Test
    void variables_take_what_is_there_undecoded() {
        var table =
                RouteTable.of(List.of(Route.parse("GET /{a}/{b}/{rest+}")), RouteDialect.HTTP_API);

        var match = table.match("GET", "/x%2Fy/%zz/1//2%20/").orElseThrow();

        assertThat(match.parameters())
                .containsExactly(
                        new Parameter("a", "x%2Fy"),
                        new Parameter("b", "%zz"),
                        new Parameter("rest", "1//2%20/"));
    }

    @Test
    void an_escaped_slash_is_none_but_an_escaped_letter_is_that_letter() {
        String[] routes = {"GET /admin/users", "GET /{proxy+}"};

        assertThat(key(RouteDialect.HTTP_API, "GET", "/admin%2Fusers", routes))
                .isEqualTo("GET /{proxy+}");
        assertThat(key(RouteDialect.HTTP_API, "GET", "/%61dmin/user%73", routes))
                .isEqualTo("GET /admin/users");
        assertThat(key(RouteDialect.HTTP_API, "GET", "/Admin/users", routes))
                .isEqualTo("GET /{proxy+}");
    }

    @Test
    void routes_lead_to_their_owners() {
        var table =
                RouteTable.of(
                        List.of(
                                entry("GET /orders/{id}", "reader"),
                                entry("ANY /orders/{id}", "writer"),
                                entry("$default", "rest")));

        assertThat(table.match("GET", "/orders/1").orElseThrow().owner()).isEqualTo("reader");
        assertThat(table.match("PUT", "/orders/1").orElseThrow().owner()).isEqualTo("writer");
        assertThat(table.match("PUT", "/orders").orElseThrow().owner()).isEqualTo("rest");
    }

    @Test
    void several_functions_share_a_host_by_what_their_public_urls_begin_with() {
        var entries = new ArrayList<Entry<String>>();
        for (var function :
                Map.of(
                                "orders",
                                        Map.of("base-path", "orders", "routes", "GET /{id},ANY /"),
                                "users", Map.of("base-path", "users"),
                                "rest", Map.of("routes", "$default"))
                        .entrySet()) {
            for (var route : Sources.settings(function.getValue()).publicRoutes()) {
                entries.add(new Entry<>(route, RouteDialect.HTTP_API, function.getKey()));
            }
        }
        var table = RouteTable.of(entries);

        assertThat(table.match("GET", "/orders/7").orElseThrow().owner()).isEqualTo("orders");
        assertThat(table.match("PUT", "/orders").orElseThrow().owner()).isEqualTo("orders");
        assertThat(table.match("PUT", "/orders/7").orElseThrow().owner()).isEqualTo("rest");
        assertThat(table.match("PUT", "/users").orElseThrow().owner()).isEqualTo("users");
        assertThat(table.match("PUT", "/users/a/b").orElseThrow().owner()).isEqualTo("users");
        assertThat(table.match("PUT", "/userss").orElseThrow().owner()).isEqualTo("rest");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a/{b}, GET /a/{c}",
        "GET /a, GET /a",
        "ANY /{a+}, ANY /{b+}",
        "$default, $default"
    })
    void two_routes_for_the_same_requests_are_refused_with_their_owners(String one, String two) {
        assertThatThrownBy(() -> RouteTable.of(List.of(entry(one, "f1"), entry(two, "f2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Route '%s' of f2 fits the same requests as '%s' of f1; keep one of them."
                                .formatted(two, one));
    }

    @Test
    void a_rest_api_has_neither_a_default_route_nor_slashes_at_the_end() {
        assertThatThrownBy(() -> table(RouteDialect.REST_API, "$default"))
                .hasMessageContaining("'ANY /{proxy+}'");
        assertThatThrownBy(() -> table(RouteDialect.REST_API, "GET /a/"))
                .hasMessageContaining("ends with a slash");
        assertThatThrownBy(() -> table(RouteDialect.REST_API, "GET /a", "GET /a"))
                .hasMessageContaining("'GET /a' fits the same requests as 'GET /a';");
    }

    @Test
    @Timeout(10)
    void a_path_that_fits_nothing_in_many_ways_costs_little() {
        var routes = new ArrayList<Route>();
        for (var i = 0; i < 4096; i++) {
            var template = new StringBuilder();
            for (var bit = 0; bit < 12; bit++) {
                template.append((i >> bit & 1) == 0 ? "/a" : "/{v" + bit + "}");
            }
            routes.add(Route.parse("GET " + template));
        }
        var table = RouteTable.of(routes, RouteDialect.HTTP_API);

        for (var i = 0; i < 100; i++) {
            assertThat(table.match("POST", "/a".repeat(12))).isEmpty();
        }
        assertThat(table.match("GET", "/a".repeat(100_000))).isEmpty();
    }

    private static String key(RouteDialect dialect, String method, String path, String... routes) {
        return table(dialect, routes)
                .match(method, path)
                .map(match -> match.route().key())
                .orElse("none");
    }

    private static RouteTable<RouteDialect> table(RouteDialect dialect, String... routes) {
        return RouteTable.of(List.of(routes).stream().map(Route::parse).toList(), dialect);
    }

    private static Entry<String> entry(String route, String owner) {
        return new Entry<>(Route.parse(route), RouteDialect.HTTP_API, owner);
    }
}
