package dev.kiln.frontdoor.hosting;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.EventSources;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.PayloadKindChoice;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.frontdoor.authorizer.JwtAuthorizer;
import dev.kiln.frontdoor.authorizer.JwtAuthorizer.Gate;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.runtime.HandlerDescription;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The event source of a function's plain requests, which its handler may decide, and new code. */
final class SourceChoice {

    /** Stands for a handler that could not be loaded: its callers get the reason. */
    private static final HandlerInput UNKNOWN = new HandlerInput(Set.of(), "void", Set.of());

    private final String function;
    private final FunctionDefinition definition;
    private final GatewaySettings gateway;
    private final IdSource ids;
    private final ProblemSink problems;
    private final Optional<JwtAuthorizer> authorizer;
    private final CompletableFuture<PayloadKindChoice> kind = new CompletableFuture<>();
    private volatile boolean writesStreams;
    private volatile @Nullable Gate gate;
    private volatile @Nullable EventSource source;
    private volatile @Nullable HandlerDescription described;

    /**
     * @param function its name
     */
    SourceChoice(
            String function,
            FunctionDefinition definition,
            GatewaySettings gateway,
            IdSource ids,
            ProblemSink problems,
            Optional<JwtAuthorizer> authorizer) {
        this.function = function;
        this.definition = definition;
        this.gateway = gateway;
        this.ids = ids;
        this.problems = problems;
        this.authorizer = authorizer;
    }

    /** Completes with the first choice; exceptionally if the handler wants what is not offered. */
    CompletableFuture<PayloadKindChoice> kind() {
        return kind;
    }

    boolean writesStreams() {
        return writesStreams;
    }

    /** The last choice. */
    Optional<EventSource> known() {
        return Optional.ofNullable(source);
    }

    /** The handler that it was made for. */
    Optional<HandlerDescription> handler() {
        return Optional.ofNullable(described);
    }

    Optional<Gate> gate(EventSource entered) {
        return Optional.ofNullable(entered == source ? gate : gateOf(entered));
    }

    private @Nullable Gate gateOf(EventSource entered) {
        return authorizer.map(it -> it.forKind(entered.kind())).orElse(null);
    }

    /** Without a handler: what its callers would get of the default kind. */
    EventSource fallback() {
        var known = source;
        return known != null
                ? known
                : of(definition.payloadKind().orElse(definition.defaultKind()), UNKNOWN);
    }

    EventSource of(HandlerDescription handler) {
        var known = source;
        if (known != null && handler.equals(described)) {
            return known;
        }
        var input =
                new HandlerInput(
                        handler.handlerTypes(),
                        handler.inputType(),
                        handler.inputTypes(),
                        handler.resultTypes());
        try {
            var choice =
                    EventSources.choose(definition.payloadKind(), definition.defaultKind(), input);
            var made = of(choice.kind(), input);
            gate = gateOf(made);
            writesStreams = handler.inputType().equals(InputStream.class.getName());
            source = made;
            described = handler;
            if (!kind.complete(choice) && known != null && known.kind() != choice.kind()) {
                LateLog.write(
                        Level.INFO,
                        HostedFunction.class.getName(),
                        "Function '%s' has the payload kind %s now, because %s"
                                .formatted(function, choice.kind(), choice.reason()));
            }
            return made;
        } catch (IllegalArgumentException e) {
            kind.completeExceptionally(e);
            throw e;
        }
    }

    private EventSource of(PayloadKind chosen, HandlerInput input) {
        return EventSources.of(chosen, gateway, input, ids, problems);
    }
}
