package dev.kiln.frontdoor.eventsource;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.frontdoor.authorizer.Verdict;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.frontdoor.http.Endpoint;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.InitState;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One request to a function by plain HTTP: request to event, result to response. */
public final class EventSourceEndpoint implements Endpoint {

    private final HostedFunction function;
    private final String target;
    private final IdSource ids;
    private final Clock clock;

    private volatile @Nullable CompletableFuture<Outcome> running;

    /**
     * To be used for one request only.
     *
     * @param target the request target as the function is to see it
     */
    public EventSourceEndpoint(HostedFunction function, String target, IdSource ids, Clock clock) {
        this.function = function;
        this.target = target;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public int maxBodyBytes() {
        return function.gateway().maxEventSize();
    }

    @Override
    public void onBody(Conversation conversation, byte[] body) {
        var source = function.source();
        if (source.isPresent()) {
            invoke(source.get(), conversation, body);
        } else {
            var _ =
                    function.awaitSource()
                            .thenAccept(found -> invokeLate(found, conversation, body))
                            .exceptionally(problem -> refuse(conversation, problem));
        }
    }

    private void invokeLate(Optional<EventSource> found, Conversation conversation, byte[] body) {
        conversation.guarded(() -> {
            if (found.isPresent()) {
                invoke(found.get(), conversation, body);
            } else {
                invokeFailed(conversation, body);
            }
        });
    }

    private static @Nullable Void refuse(Conversation conversation, Throwable problem) {
        conversation.failed(problem);
        return null;
    }

    /** The function cannot be initialised: its runtime or we know what the caller has to read. */
    private void invokeFailed(Conversation conversation, byte[] body) {
        var source = function.fallbackSource();
        if (function.initState() instanceof InitState.Failed failed && !failed.lasting()) {
            admit(
                    source,
                    conversation,
                    body,
                    (exchange, requestId) -> {
                        function.refused(requestId);
                        conversation.answer(exchange.onFunctionError(error(failed)));
                    });
        } else {
            invoke(source, conversation, body);
        }
    }

    private static byte[] error(InitState.Failed failed) {
        var type =
                failed.errorType().isEmpty()
                        ? ""
                        : ",\"errorType\":" + ErrorPayload.quote(failed.errorType());
        return ("{\"errorMessage\":" + ErrorPayload.quote(failed.message()) + type + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void invoke(EventSource source, Conversation conversation, byte[] body) {
        admit(
                source,
                conversation,
                body,
                (exchange, requestId) -> run(source, exchange, requestId, conversation));
    }

    /** Makes the event of a caller who is let in; what its gateway answers itself goes out. */
    private void admit(
            EventSource source,
            Conversation conversation,
            byte[] body,
            BiConsumer<Exchange, String> next) {
        var request = HttpMapper.inbound(conversation.request(), target, body);
        var identity = identity(conversation);
        var exchange = open(source, request, identity, conversation);
        if (exchange == null) {
            return;
        }
        var gate = function.gate(source);
        if (gate.isEmpty()) {
            next.accept(exchange, identity.invocationId());
            return;
        }
        var _ =
                gate.get()
                        .judge(request)
                        .thenAccept(verdict ->
                                conversation.guarded(() -> {
                                    if (verdict instanceof Verdict.Admitted(var caller)) {
                                        var known = identity.of(caller);
                                        var admitted = open(source, request, known, conversation);
                                        if (admitted != null) {
                                            next.accept(admitted, known.invocationId());
                                        }
                                    } else if (verdict instanceof Verdict.Refused(var why)) {
                                        conversation.answer(
                                                source.onRejected(request, identity, why));
                                    }
                                }))
                        .exceptionally(problem -> refuse(conversation, problem));
    }

    private RequestIdentity identity(Conversation conversation) {
        var identity = new RequestIdentity(ids.uuid(), clock.instant());
        var trace = conversation.trace();
        if (trace.isEmpty()) {
            return identity;
        }
        trace.get().serves(function.name());
        return identity.traced(Optional.of(trace.get().header()));
    }

    private void run(
            EventSource source, Exchange exchange, String requestId, Conversation conversation) {
        var invocation =
                Invocation.of(requestId, function.settings().arn(), exchange.event())
                        .withTraceHeader(exchange.traceHeader())
                        .withTrace(conversation.invocationTrace("http"));
        if (function.writesStreams()) {
            var stream = StreamedResult.of(exchange, conversation);
            if (stream.isPresent()) {
                invokeStreaming(invocation, stream.get(), exchange, conversation);
                return;
            }
        }
        var outcome = function.invoker().invoke(invocation);
        running = outcome;
        var patience = source.gatewayTimeout();
        if (patience.isPresent()) {
            giveUpAfter(patience.get(), exchange, outcome, conversation);
        }
        var _ =
                outcome.whenComplete((ended, problem) -> {
                    if (ended != null) {
                        conversation.guarded(() -> conversation.answer(answer(exchange, ended)));
                    } else if (problem != null) {
                        conversation.failed(problem);
                    }
                });
    }

    private void invokeStreaming(
            Invocation invocation,
            StreamedResult stream,
            Exchange exchange,
            Conversation conversation) {
        var outcome = function.invoker().invoke(invocation.withResultStream(stream));
        running = outcome;
        var _ =
                outcome.whenComplete((ended, problem) -> {
                    if (problem != null) {
                        conversation.failed(problem);
                    } else if (!(ended instanceof Outcome.Succeeded && stream.finish())) {
                        conversation.guarded(
                                () -> conversation.answerOrBreakOff(answer(exchange, ended)));
                    }
                });
    }

    private static @Nullable Exchange open(
            EventSource source,
            InboundRequest request,
            RequestIdentity identity,
            Conversation conversation) {
        try {
            return source.open(request, identity);
        } catch (UnmappableRequestException e) {
            conversation.answer(e.response());
            return null;
        }
    }

    private static void giveUpAfter(
            Duration patience,
            Exchange exchange,
            CompletableFuture<Outcome> outcome,
            Conversation conversation) {
        var timer = CompletableFuture.delayedExecutor(patience.toNanos(), TimeUnit.NANOSECONDS);
        var giveUp =
                CompletableFuture.runAsync(
                        () ->
                                conversation.guarded(
                                        () -> conversation.answer(exchange.onGatewayTimeout())),
                        timer);
        var _ = outcome.whenComplete((_, _) -> giveUp.cancel(false));
    }

    private static OutboundResponse answer(Exchange exchange, Outcome outcome) {
        // Not a case of the switch: its bootstrap would be a part of the first answer.
        return outcome instanceof Outcome.Succeeded success
                ? exchange.onResult(success.result())
                : answerFailure(exchange, outcome);
    }

    private static OutboundResponse answerFailure(Exchange exchange, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> exchange.onResult(result);
            case Outcome.FunctionError(var error, _, _, _) -> exchange.onFunctionError(error);
            case Outcome.TimedOut(var limit) -> exchange.onTimeout(limit);
            case Outcome.Throttled _ -> exchange.onThrottled();
        };
    }

    @Override
    public void onTooLarge(Conversation conversation) {
        conversation.answer(anySource().onTooLarge());
    }

    @Override
    public OutboundResponse onStalled() {
        return Answers.plain(408, "The rest of the request did not arrive in time.");
    }

    private EventSource anySource() {
        var source = function.source();
        return source.isPresent() ? source.get() : function.fallbackSource();
    }

    @Override
    public void onHangUp() {
        var invocation = running;
        if (invocation != null) {
            // Takes it out of the queue; a handler that runs is left alone.
            invocation.cancel(false);
        }
    }
}
