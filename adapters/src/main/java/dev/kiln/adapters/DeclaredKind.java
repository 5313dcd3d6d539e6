package dev.kiln.adapters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a handler's declared types say of the event it wants. */
final class DeclaredKind {

    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
    private static final String CONTAINER = "com.amazonaws.serverless.proxy.model.";
    private static final String HTTP4K = "org.http4k.serverless.";

    // In this order: a type may be several of them.
    private static final Map<String, PayloadKind> OF_TYPE = new LinkedHashMap<>();

    static {
        OF_TYPE.put(EVENTS + "APIGatewayProxyRequestEvent", PayloadKind.REST_V1);
        OF_TYPE.put(CONTAINER + "AwsProxyRequest", PayloadKind.REST_V1);
        OF_TYPE.put(EVENTS + "APIGatewayV2HTTPEvent", PayloadKind.HTTP_V2);
        OF_TYPE.put(CONTAINER + "HttpApiV2ProxyRequest", PayloadKind.HTTP_V2);
        OF_TYPE.put(EVENTS + "ApplicationLoadBalancerRequestEvent", PayloadKind.ALB);
    }

    private DeclaredKind() {}

    /** Empty if the types fit every format. */
    static Optional<PayloadKindChoice> of(HandlerInput input) {
        var frameworks = ofFramework(input);
        if (frameworks.isPresent()) {
            return frameworks;
        }
        if (takes(input, EVENTS + "APIGatewayV2WebSocketEvent")) {
            throw webSocket(input.inputType());
        }
        for (var type : OF_TYPE.entrySet()) {
            if (takes(input, type.getKey())) {
                return declared(type.getValue(), input, type.getKey());
            }
        }
        return fitsAny(input)
                ? Optional.empty()
                : declared(PayloadKind.RAW, input, input.inputType());
    }

    /** Continues "because …". */
    static String whyDefault(HandlerInput input) {
        return input.inputType().equals("void")
                ? "the handler takes no event, and this is the default"
                : takesA(input) + ", which fits any, and this is the default";
    }

    // Entry points of frameworks are stream handlers, yet each reads one format only.
    private static Optional<PayloadKindChoice> ofFramework(HandlerInput input) {
        for (var type : input.handlerTypes()) {
            if (!type.startsWith(HTTP4K)) {
                continue;
            }
            switch (type.substring(HTTP4K.length())) {
                case "ApiGatewayV1LambdaFunction", "ApiGatewayRestLambdaFunction" -> {
                    return extending(type, PayloadKind.REST_V1);
                }
                case "ApiGatewayV2LambdaFunction" -> {
                    return extending(type, PayloadKind.HTTP_V2);
                }
                case "ApplicationLoadBalancerLambdaFunction" -> {
                    return extending(type, PayloadKind.ALB_MULTI);
                }
                default -> {
                    // Other classes of that library say nothing of the event.
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fitsAny(HandlerInput input) {
        return switch (input.inputType()) {
            case "void", "java.lang.Object", "java.io.InputStream" -> true;
            default ->
                    takes(
                            input,
                            "java.util.Map",
                            "com.fasterxml.jackson.core.TreeNode",
                            "tools.jackson.core.TreeNode",
                            "com.google.gson.JsonElement",
                            "jakarta.json.JsonValue",
                            "javax.json.JsonValue",
                            "org.json.JSONObject");
        };
    }

    private static boolean takes(HandlerInput input, String... types) {
        for (var type : types) {
            if (input.inputType().equals(type) || input.inputTypes().contains(type)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<PayloadKindChoice> declared(
            PayloadKind kind, HandlerInput input, String type) {
        var why = input.inputType().equals(type) ? "" : ", which is a kind of " + simple(type);
        return Optional.of(new PayloadKindChoice(kind, takesA(input) + why));
    }

    private static Optional<PayloadKindChoice> extending(String type, PayloadKind kind) {
        return Optional.of(new PayloadKindChoice(kind, "the handler extends " + type));
    }

    private static String takesA(HandlerInput input) {
        var type = input.inputType();
        return type.startsWith("[")
                ? "the handler takes an array"
                : "the handler takes " + simple(type);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static IllegalArgumentException webSocket(String type) {
        return new IllegalArgumentException(
                "The handler's type "
                        + type
                        + " belongs to events of a WebSocket API, which are not offered; set"
                        + " payload-kind to one that the handler can read: http-v2, rest-v1,"
                        + " function-url, alb, alb-multi or raw.");
    }
}
