package dev.kiln.adapters;

import dev.kiln.adapters.apigateway.FunctionUrl;
import dev.kiln.adapters.apigateway.HttpApi;
import dev.kiln.adapters.apigateway.RestApi;
import dev.kiln.adapters.cors.Cors;
import dev.kiln.adapters.cors.CorsGateway;
import dev.kiln.adapters.direct.DirectEvent;
import dev.kiln.adapters.loadbalancer.ApplicationLoadBalancer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All payload formats, and which one fits a handler. */
public final class EventSources {

    private static final Set<PayloadKind> REST = Set.of(PayloadKind.REST_V1);
    private static final Set<PayloadKind> APIS = Set.of(PayloadKind.REST_V1, PayloadKind.HTTP_V2);

    /** Settings that are of some kinds, and of no others. */
    private static final Map<String, Set<PayloadKind>> ONLY_FOR =
            Map.of(
                    "stage",
                    APIS,
                    "stage-in-path",
                    APIS,
                    "stage-variables",
                    APIS,
                    "binary-media-types",
                    REST,
                    "response-binary-media-types",
                    REST,
                    "rest-header-case",
                    REST,
                    "remap-headers",
                    REST,
                    "http-api-path-quirks",
                    Set.of(PayloadKind.HTTP_V2),
                    "target-group-arn",
                    Set.of(PayloadKind.ALB, PayloadKind.ALB_MULTI),
                    "raw-invoke-compatible",
                    Set.of(PayloadKind.RAW));

    private EventSources() {}

    /**
     * The kind a function gets: the setting if there is one, else what its handler declares.
     *
     * @param defaultKind for handlers that say nothing: maps, objects, streams
     * @throws IllegalArgumentException if the handler declares a format that is not offered
     */
    public static PayloadKindChoice choose(
            Optional<PayloadKind> setting, PayloadKind defaultKind, HandlerInput input) {
        if (setting.isPresent()) {
            return new PayloadKindChoice(setting.get(), "it is set so");
        }
        var declared = DeclaredKind.of(input);
        return declared.isPresent()
                ? declared.get()
                : new PayloadKindChoice(defaultKind, DeclaredKind.whyDefault(input));
    }

    /**
     * The settings that somebody has made and that change nothing for functions of this kind.
     *
     * @param setting from a name to its value
     * @param alone whether the function is the only one: else its routes say which requests are its
     */
    public static List<String> withoutEffect(
            PayloadKind kind, Function<String, Optional<String>> setting, boolean alone) {
        var without = new ArrayList<String>();
        if (alone && !kind.isApi()) {
            for (var name : List.of("base-path", "routes")) {
                setting.apply(name).ifPresent(_ -> without.add(name));
            }
        }
        for (var name : ONLY_FOR.entrySet()) {
            if (!name.getValue().contains(kind) && setting.apply(name.getKey()).isPresent()) {
                without.add(name.getKey());
            }
        }
        Collections.sort(without);
        return without;
    }

    /**
     * @param problems hears why results were not accepted
     * @throws IllegalArgumentException if a setting has no usable value, or none for this kind
     */
    public static EventSource of(
            PayloadKind kind,
            GatewaySettings settings,
            HandlerInput input,
            IdSource ids,
            ProblemSink problems) {
        checkFor(kind, settings);
        return switch (kind) {
            case FUNCTION_URL -> withCors(new FunctionUrl(settings, ids, problems), settings, ids);
            case ALB -> new ApplicationLoadBalancer(settings, false, ids, problems);
            case ALB_MULTI -> new ApplicationLoadBalancer(settings, true, ids, problems);
            case HTTP_V2 -> withCors(new HttpApi(settings, ids, problems), settings, ids);
            case REST_V1 -> new RestApi(settings, ids, problems);
            case RAW -> new DirectEvent(settings, input, ids);
        };
    }

    private static EventSource withCors(
            EventSource gateway, GatewaySettings settings, IdSource ids) {
        return settings.cors().isEmpty()
                ? gateway
                : new CorsGateway(gateway, new Cors(settings.cors().get()), ids);
    }

    private static void checkFor(PayloadKind kind, GatewaySettings settings) {
        if (settings.cors().isPresent()
                && kind != PayloadKind.HTTP_V2
                && kind != PayloadKind.FUNCTION_URL) {
            throw new IllegalArgumentException(
                    "Settings cors-* have no effect on payload kind "
                            + kind
                            + ": only HTTP APIs (http-v2) and Function URLs (function-url) answer"
                            + " browsers themselves; here the function sends these headers.");
        }
        if (settings.streamsResponses() && kind != PayloadKind.FUNCTION_URL) {
            throw new IllegalArgumentException(
                    "Setting 'invoke-mode' is 'RESPONSE_STREAM', but the payload kind is "
                            + kind
                            + ": only Function URLs (function-url) stream responses.");
        }
    }
}
