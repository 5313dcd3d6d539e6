package dev.kiln.frontdoor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.Caller;
import dev.kiln.frontdoor.http.Caller.Reply;
import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.frontdoor.http.RequestListener;
import dev.kiln.frontdoor.http.Wire;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Outcome;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(Caller.class)
    void the_only_function_owns_all_paths(Caller caller) throws IOException {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {

            var event = event(caller.post(door.port(), "/orders/7?a=b", "hello"));

            assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/orders/7");
            assertThat(event.at("/rawQueryString").asText()).isEqualTo("a=b");
            assertThat(event.at("/requestContext/http/sourceIp").asText())
                    .isIn("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");
            assertThat(event.at("/headers/host").asText()).isEqualTo("localhost:" + door.port());
            assertThat(event.get("headers").properties())
                    .noneMatch(header -> header.getKey().startsWith("x-http2"));
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void several_functions_have_a_path_each(Caller caller) throws IOException {
        var orders = TestFunctions.function(TestFunctions.echo(), "name", "orders");
        var taxes =
                TestFunctions.function(
                        TestFunctions.echo(), "name", "taxes", "payload-kind", "raw");
        try (var door = Doors.open(Doors.onAnyPort(), orders, taxes)) {
            door.adopt(FrontDoorTest::refuse);

            var event = event(caller.get(door.port(), "/orders/a%2Fb/7?c=d"));

            assertThat(event.get("rawPath").asText()).isEqualTo("/a/b/7");
            assertThat(event(caller.get(door.port(), "/orders")).get("rawPath").asText())
                    .isEqualTo("/");
            assertThat(caller.post(door.port(), "/taxes/x", "{\"a\":1}").text())
                    .isEqualTo("{\"a\":1}");
            assertThat(caller.get(door.port(), "/others").status()).isEqualTo(418);
            assertThat(caller.get(door.port(), "/").status()).isEqualTo(418);
        }
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void routes_choose_among_functions(Caller caller) throws IOException {
        var users =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "users",
                        "routes",
                        "GET /users/{id},ANY /{proxy+}");
        var orders =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "orders",
                        "payload-kind",
                        "rest-v1",
                        "base-path",
                        "shop",
                        "routes",
                        "POST /orders/{id}/items");
        var taxes = TestFunctions.function(TestFunctions.echo(), "name", "taxes");
        try (var door = Doors.open(Doors.onAnyPort(), users, orders, taxes)) {

            var user = event(caller.get(door.port(), "/users/7%2F8"));
            var order = caller.post(door.port(), "/shop/orders/1/items", "x");
            var tax = event(caller.get(door.port(), "/taxes/users/7"));

            assertThat(user.get("routeKey").asText()).isEqualTo("GET /users/{id}");
            assertThat(user.at("/pathParameters/id").asText()).isEqualTo("7/8");
            // A REST API does not take the keys of an event for a result.
            assertThat(order.status()).isEqualTo(502);
            assertThat(tax.get("rawPath").asText()).isEqualTo("/users/7");
            assertThat(event(caller.get(door.port(), "/other")).get("routeKey").asText())
                    .isEqualTo("ANY /{proxy+}");
            assertThat(caller.get(door.port(), "/").text())
                    .isEqualTo("{\"message\":\"Not Found\"}");
        }
    }

    @Test
    void what_fits_no_route_is_refused_as_the_first_api_does() {
        var one =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "one",
                        "payload-kind",
                        "alb",
                        "routes",
                        "GET /one");
        var two =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "two",
                        "payload-kind",
                        "rest-v1",
                        "routes",
                        "GET /two");
        try (var door = Doors.open(Doors.onAnyPort(), one, two)) {

            var reply = Caller.HTTP_1_1.get(door.port(), "/three");

            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text()).isEqualTo("{\"message\": \"Missing Authentication Token\"}");
        }
    }

    @Test
    void what_fits_no_route_is_refused_by_the_api_that_it_is_nearest_to() throws IOException {
        var shop =
                TestFunctions.function(
                        TestFunctions.echo(),
                        "name",
                        "shop",
                        "payload-kind",
                        "http-v2",
                        "routes",
                        "GET /shop,$default",
                        "base-path",
                        "/v1");
        var orders =
                TestFunctions.function(
                        _ ->
                                CompletableFuture.completedFuture(
                                        new Outcome.Succeeded(
                                                "{\"statusCode\":204}"
                                                        .getBytes(StandardCharsets.UTF_8))),
                        "name",
                        "orders",
                        "payload-kind",
                        "rest-v1",
                        "stage",
                        "beta",
                        "stage-in-path",
                        "true",
                        "routes",
                        "GET /orders/{id}");
        try (var door = Doors.open(Doors.onAnyPort(), shop, orders)) {

            var unknown = Caller.HTTP_1_1.get(door.port(), "/beta/other");
            var elsewhere = Caller.HTTP_1_1.get(door.port(), "/other");
            var twoSlashes = Caller.HTTP_1_1.get(door.port(), "//beta/orders/5");
            var noMethodOfAny =
                    Caller.HTTP_1_1.send(door.port(), "TRACE", "/v1/any", Map.of(), new byte[0]);

            assertThat(unknown.status()).isEqualTo(403);
            assertThat(unknown.text()).isEqualTo("{\"message\": \"Missing Authentication Token\"}");
            assertThat(elsewhere.status()).isEqualTo(404);
            assertThat(twoSlashes.status()).isEqualTo(204);
            assertThat(event(noMethodOfAny).get("routeKey").asText()).isEqualTo("$default");
        }
    }

    @Test
    void routes_of_two_functions_that_fit_the_same_requests_are_refused() {
        var door = new FrontDoor();
        door.add(TestFunctions.function(TestFunctions.echo(), "name", "a", "routes", "GET /x/{y}"));

        assertThatThrownBy(() ->
                        door.add(
                                TestFunctions.function(
                                        TestFunctions.echo(), "name", "b", "routes", "GET /x/{z}")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("Route 'GET /x/{z}' of b fits the same requests as")
                .hasMessageContaining("of a");
    }

    @Test
    void two_functions_of_one_name_are_refused() {
        var door = new FrontDoor();
        door.add(TestFunctions.function(TestFunctions.echo()));

        assertThatThrownBy(() -> door.add(TestFunctions.function(TestFunctions.echo())))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("Two functions are named 'fn'");
    }

    @ParameterizedTest
    @EnumSource(Caller.class)
    void who_asks_before_the_adoption_waits_for_it(Caller caller) {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {
            var early =
                    CompletableFuture.supplyAsync(
                            () -> caller.post(door.port(), "/actuator/info", "body"));
            door.othersWanted().join();

            door.adopt(exchange -> exchange.receive(new Reading(exchange)));

            assertThat(early.join().text()).isEqualTo("adopted body");
            assertThat(caller.post(door.port(), "/actuator/info", "later").text())
                    .isEqualTo("adopted later");
        }
    }

    @Test
    void who_hangs_up_before_the_adoption_leaves_nothing_behind() throws IOException {
        var served = new AtomicInteger();
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {
            try (var wire = new Wire(door.port())) {
                wire.send("GET /actuator/info HTTP/1.1\r\nHost: a\r\n\r\n");
                Until.holds(door::isBusy);
            }
            Until.holds(() -> !door.isBusy());

            door.adopt(exchange -> {
                served.incrementAndGet();
                HttpMapper.write(Answers.plain(200, ""), exchange);
            });

            assertThat(Caller.HTTP_1_1.get(door.port(), "/actuator/info").status()).isEqualTo(200);
            assertThat(served).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator", "/actuator/metrics", "/2015-03-31/functions", "/2021-11-15/x"})
    void management_and_the_rest_of_the_api_belong_to_the_adopter(String path) {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {
            door.adopt(FrontDoorTest::refuse);

            assertThat(Caller.HTTP_1_1.get(door.port(), path).status()).isEqualTo(418);
        }
    }

    @Test
    void what_only_looks_like_management_is_the_functions() {
        try (var door =
                Doors.open(Doors.onAnyPort(), TestFunctions.function(TestFunctions.echo()))) {

            assertThat(Caller.HTTP_1_1.get(door.port(), "/actuators").status()).isEqualTo(200);
            assertThat(Caller.HTTP_1_1.get(door.port(), "/2015-03/x").status()).isEqualTo(200);
        }
    }

    @Test
    void an_invoke_api_that_is_off_says_how_to_switch_it_on() {
        var settings = Doors.onAnyPort("invoke-api", "off");
        try (var door = Doors.open(settings, TestFunctions.function(TestFunctions.echo()))) {

            var reply =
                    Caller.HTTP_1_1.post(door.port(), "/2015-03-31/functions/fn/invocations", "{}");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).contains("kiln.invoke-api=open");
            assertThat(Caller.HTTP_1_1.get(door.port(), "/x").status()).isEqualTo(200);
        }
    }

    @Test
    void any_name_reaches_the_only_function_if_so_set() {
        var settings = Doors.onAnyPort("any-function-name", "true");
        try (var door = Doors.open(settings, TestFunctions.function(TestFunctions.echo()))) {

            var reply =
                    Caller.HTTP_1_1.post(
                            door.port(), "/2015-03-31/functions/whatever/invocations", "{\"a\":1}");

            assertThat(reply.text()).isEqualTo("{\"a\":1}");
        }
    }

    private static JsonNode event(Reply reply) throws IOException {
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return JSON.readTree(reply.body());
    }

    private static void refuse(HttpExchange exchange) {
        HttpMapper.write(Answers.plain(418, "No coffee here."), exchange);
    }

    /** Sends the body back. */
    private static final class Reading implements RequestListener {

        private final HttpExchange exchange;
        private final StringBuilder body = new StringBuilder("adopted ");

        private Reading(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onPiece(ByteBuf piece) {
            body.append(piece.toString(US_ASCII));
        }

        @Override
        public void onEnd() {
            HttpMapper.write(
                    Answers.of(200, "text/plain", List.of(), body.toString().getBytes(US_ASCII)),
                    exchange);
        }

        @Override
        public void onBroken(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void onGone() {
            throw new AssertionError("The client has gone");
        }
    }
}
