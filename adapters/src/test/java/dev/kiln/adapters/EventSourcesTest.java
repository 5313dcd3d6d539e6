package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements SEL. */
class EventSourcesTest {

    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";

    @ParameterizedTest
    @CsvSource({
        EVENTS + "APIGatewayProxyRequestEvent, REST_V1",
        "com.amazonaws.serverless.proxy.model.AwsProxyRequest, REST_V1",
        EVENTS + "APIGatewayV2HTTPEvent, HTTP_V2",
        "com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest, HTTP_V2",
        EVENTS + "ApplicationLoadBalancerRequestEvent, ALB",
        EVENTS + "SQSEvent, RAW",
        "java.lang.String, RAW",
        "java.lang.Integer, RAW",
        "int, RAW",
        "[B, RAW",
        "com.example.Order, RAW"
    })
    void the_declared_type_decides(String type, PayloadKind kind) {
        var choice = choose(new HandlerInput(Set.of(), type, Set.of("java.lang.Object")));

        assertThat(choice.kind()).isEqualTo(kind);
        assertThat(choice.reason()).startsWith("the handler takes ");
    }

    @Test
    void an_array_is_called_one() {
        assertThat(choose(new HandlerInput(Set.of(), "[Ljava.lang.String;", Set.of())).reason())
                .isEqualTo("the handler takes an array");
    }

    @Test
    void a_subclass_of_an_event_is_such_an_event() {
        var choice =
                choose(
                        new HandlerInput(
                                Set.of(),
                                "com.example.MyEvent",
                                Set.of(
                                        EVENTS + "APIGatewayProxyRequestEvent",
                                        "java.lang.Object")));

        assertThat(choice)
                .isEqualTo(
                        new PayloadKindChoice(
                                PayloadKind.REST_V1,
                                "the handler takes MyEvent, which is a kind of"
                                        + " APIGatewayProxyRequestEvent"));
    }

    @Test
    void settings_of_other_kinds_are_without_effect() {
        var made = Map.of("stage", "beta", "rest-header-case", "canonical", "api-id", "a1");

        assertThat(withoutEffect(PayloadKind.REST_V1, made)).isEmpty();
        assertThat(withoutEffect(PayloadKind.HTTP_V2, made)).containsExactly("rest-header-case");
        assertThat(withoutEffect(PayloadKind.ALB, made))
                .containsExactly("rest-header-case", "stage");
    }

    @Test
    void routes_are_of_apis_or_choose_among_several_functions() {
        var made = Map.of("routes", "GET /a");

        assertThat(withoutEffect(PayloadKind.RAW, made, true)).containsExactly("routes");
        assertThat(withoutEffect(PayloadKind.RAW, made, false)).isEmpty();
        assertThat(withoutEffect(PayloadKind.HTTP_V2, made, true)).isEmpty();
    }

    private static List<String> withoutEffect(PayloadKind kind, Map<String, String> made) {
        return withoutEffect(kind, made, true);
    }

    private static List<String> withoutEffect(
            PayloadKind kind, Map<String, String> made, boolean alone) {
        return EventSources.withoutEffect(kind, name -> Optional.ofNullable(made.get(name)), alone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.Map",
                "java.lang.Object",
                "java.io.InputStream",
                "void",
                "com.google.gson.JsonElement"
            })
    void types_that_fit_any_event_get_the_default(String type) {
        var input = new HandlerInput(Set.of(), type, Set.of());

        for (var kind : PayloadKind.values()) {
            var choice = EventSources.choose(Optional.empty(), kind, input);

            assertThat(choice.kind()).isEqualTo(kind);
            assertThat(choice.reason()).endsWith("this is the default");
        }
    }

    @Test
    void a_map_of_ones_own_and_a_json_tree_get_the_default_too() {
        assertThat(
                        choose(
                                        new HandlerInput(
                                                Set.of(),
                                                "com.example.MyMap",
                                                Set.of("java.util.Map")))
                                .reason())
                .isEqualTo("the handler takes MyMap, which fits any, and this is the default");
        assertThat(
                        choose(
                                        new HandlerInput(
                                                Set.of(),
                                                "com.fasterxml.jackson.databind.JsonNode",
                                                Set.of("com.fasterxml.jackson.core.TreeNode")))
                                .kind())
                .isEqualTo(PayloadKind.HTTP_V2);
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void a_setting_wins_over_everything(PayloadKind kind) {
        var input =
                new HandlerInput(
                        Set.of("org.http4k.serverless.ApiGatewayV1LambdaFunction"),
                        EVENTS + "ApplicationLoadBalancerRequestEvent",
                        Set.of());

        var choice = EventSources.choose(Optional.of(kind), PayloadKind.HTTP_V2, input);

        assertThat(choice).isEqualTo(new PayloadKindChoice(kind, "it is set so"));
    }

    @ParameterizedTest
    @CsvSource({
        "ApiGatewayV1LambdaFunction, REST_V1",
        "ApiGatewayRestLambdaFunction, REST_V1",
        "ApiGatewayV2LambdaFunction, HTTP_V2",
        "ApplicationLoadBalancerLambdaFunction, ALB_MULTI"
    })
    void entry_points_of_http4k_read_one_format_only(String type, PayloadKind kind) {
        var choice =
                EventSources.choose(
                        Optional.empty(),
                        PayloadKind.RAW,
                        new HandlerInput(
                                Set.of("com.example.App", "org.http4k.serverless." + type),
                                "java.io.InputStream",
                                Set.of()));

        assertThat(choice.kind()).isEqualTo(kind);
        assertThat(choice.reason()).contains(type);
    }

    @Test
    void other_classes_of_http4k_and_springs_entry_point_keep_the_default() {
        for (var type :
                new String[] {
                    "org.http4k.serverless.AwsLambdaFunction",
                    "org.springframework.cloud.function.adapter.aws.FunctionInvoker"
                }) {
            assertThat(
                            choose(new HandlerInput(Set.of(type), "java.io.InputStream", Set.of()))
                                    .kind())
                    .isEqualTo(PayloadKind.HTTP_V2);
        }
    }

    @Test
    void web_sockets_are_refused_by_name() {
        var input = new HandlerInput(Set.of(), EVENTS + "APIGatewayV2WebSocketEvent", Set.of());

        assertThatThrownBy(() -> choose(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WebSocket")
                .hasMessageContaining(EVENTS + "APIGatewayV2WebSocketEvent")
                .hasMessageContaining("payload-kind");
    }

    @Test
    void a_subclass_of_an_event_that_is_not_offered_is_refused_too() {
        var input =
                new HandlerInput(
                        Set.of(),
                        EVENTS + "APIGatewayV2ProxyRequestEvent",
                        Set.of(EVENTS + "APIGatewayV2WebSocketEvent"));

        assertThatThrownBy(() -> choose(input)).hasMessageContaining("WebSocket");
    }

    @ParameterizedTest
    @EnumSource(PayloadKind.class)
    void every_kind_has_its_source(PayloadKind kind) {
        var source =
                EventSources.of(
                        kind,
                        GatewaySettings.defaults(),
                        Sources.MAP,
                        IdSource.random(),
                        (id, problem) -> {
                            throw new AssertionError(problem);
                        });

        assertThat(source.kind()).isEqualTo(kind);
        assertThat(PayloadKind.parse(kind.toString())).isEqualTo(kind);
    }

    @Test
    void an_unknown_kind_is_named_with_those_there_are() {
        assertThatThrownBy(() -> PayloadKind.parse("sqs"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Payload kind 'sqs' is not known; known kinds: http-v2, rest-v1,"
                                + " function-url, alb, alb-multi, raw.");
    }

    private static PayloadKindChoice choose(HandlerInput input) {
        return EventSources.choose(Optional.empty(), PayloadKind.HTTP_V2, input);
    }
}
