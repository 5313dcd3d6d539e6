package dev.kiln.adapters;

import dev.kiln.adapters.apigateway.HttpApi;
import dev.kiln.adapters.apigateway.RestApi;
import dev.kiln.adapters.direct.DirectEvent;
import java.util.Optional;

/** All payload formats, and which one fits a handler. */
public final class EventSources {

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
     * @param problems hears why results were not accepted
     * @throws IllegalArgumentException if a setting has no usable value
     */
    public static EventSource of(
            PayloadKind kind,
            GatewaySettings settings,
            HandlerInput input,
            IdSource ids,
            ProblemSink problems) {
        return switch (kind) {
            case HTTP_V2 -> new HttpApi(settings, ids, problems);
            case REST_V1 -> new RestApi(settings, ids, problems);
            case RAW -> new DirectEvent(settings, input, ids);
        };
    }
}
