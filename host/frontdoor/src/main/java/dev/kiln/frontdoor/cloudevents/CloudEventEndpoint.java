package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.cloudevents.MalformedEventException;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import dev.kiln.frontdoor.authorizer.EventVerdict;
import dev.kiln.frontdoor.cloudevents.CloudEventGateway.Fitting;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.frontdoor.http.Endpoint;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.report.EventReport.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request that is an event, or several, or asks if it may be. */
final class CloudEventEndpoint implements Endpoint {

    private final CloudEventGateways gateways;
    private final CloudEventGateway gateway;
    private final String target;
    private final int maxBodyBytes;
    private final EventReports reports;

    private volatile @Nullable EventRun running;

    /**
     * To be used for one request only.
     *
     * @param target the request target as the function is to see it
     * @param inBody whether the body is the event, and not only its data
     */
    CloudEventEndpoint(
            CloudEventGateways gateways, CloudEventGateway gateway, String target, boolean inBody) {
        this.gateways = gateways;
        this.gateway = gateway;
        this.target = target;
        var receiving = gateway.rules().receiving();
        maxBodyBytes = inBody ? receiving.maxBodyBytes() : receiving.maxDataBytes();
        reports = new EventReports(gateway.function());
    }

    @Override
    public int maxBodyBytes() {
        return maxBodyBytes;
    }

    @Override
    public void onBody(Conversation conversation, byte[] body) {
        conversation.trace().ifPresent(trace -> trace.serves(gateway.function().name()));
        var request = HttpMapper.inbound(conversation.request(), target, body);
        var authorizer = gateway.function().eventAuthorizer();
        if (authorizer.isEmpty()) {
            receive(request, conversation);
            return;
        }
        var _ =
                authorizer
                        .get()
                        .judge(request.headers())
                        .thenAccept(verdict ->
                                conversation.guarded(() -> admit(verdict, request, conversation)))
                        .exceptionally(problem -> refuse(conversation, problem));
    }

    private void admit(EventVerdict verdict, InboundRequest request, Conversation conversation) {
        switch (verdict) {
            case EventVerdict.Admitted() -> receive(request, conversation);
            case EventVerdict.Refused(var why, var message) ->
                    conversation.answer(refused(why, message));
            case EventVerdict.Unknown(var message) -> {
                reports.add(Result.UNAVAILABLE);
                conversation.answer(gateway.answers().unavailable(message));
            }
        }
    }

    private OutboundResponse refused(Rejection why, String message) {
        return switch (why.reason()) {
            case UNAUTHENTICATED -> {
                reports.add(Result.UNAUTHENTICATED);
                yield gateway.answers().unauthenticated(why.challenge(), message);
            }
            case FORBIDDEN -> {
                reports.add(Result.FORBIDDEN);
                yield gateway.answers().forbidden(why.challenge(), message);
            }
        };
    }

    private void receive(InboundRequest request, Conversation conversation) {
        try {
            var received = gateway.requests().read(request);
            var limit = gateway.rules().hopLimit();
            if (Hops.most(received.events()) + 1 > limit) {
                reports.addAll(received.events(), Result.TOO_MANY_HOPS);
                conversation.answer(gateway.answers().tooManyHops(limit));
            } else if (received.events().isEmpty()) {
                conversation.answer(gateway.answers().accepted());
            } else {
                fit(received, request, conversation);
            }
        } catch (MalformedEventException e) {
            reports.add(e.status() == 413 ? Result.TOO_LARGE : Result.MALFORMED);
            conversation.answer(gateway.answers().malformed(e));
        }
    }

    private void fit(ReceivedEvents received, InboundRequest request, Conversation conversation) {
        var known = gateway.fitting();
        if (known.isPresent()) {
            run(known.get(), received, request, conversation);
            return;
        }
        var _ =
                gateway.awaitFitting()
                        .thenAccept(found ->
                                conversation.guarded(
                                        () -> runLate(found, received, request, conversation)))
                        .exceptionally(problem -> refuse(conversation, problem));
    }

    private void runLate(
            Optional<Fitting> found,
            ReceivedEvents received,
            InboundRequest request,
            Conversation conversation) {
        if (found.isPresent()) {
            run(found.get(), received, request, conversation);
            return;
        }
        if (gateway.function().initState() instanceof InitState.Failed failed
                && !failed.lasting()) {
            gateway.function().refused(gateways.ids().uuid());
            reports.addAll(received.events(), Result.UNAVAILABLE);
            conversation.answer(
                    gateway.answers()
                            .unavailable(
                                    "The function cannot be initialised: " + failed.message()));
        } else {
            // Its runtime knows what the sender has to read.
            run(gateway.fittingForNone(), received, request, conversation);
        }
    }

    private static @Nullable Void refuse(Conversation conversation, Throwable problem) {
        conversation.failed(problem);
        return null;
    }

    private void run(
            Fitting fitting,
            ReceivedEvents received,
            InboundRequest request,
            Conversation conversation) {
        reports.mappedAs(fitting.mapper().mapping());
        followTrace(received, request, conversation);
        var invocations =
                new Invocations(
                        gateway.function(),
                        request.headers(),
                        conversation.trace(),
                        gateways.ids(),
                        gateways.clock());
        var run = new EventRun(gateway, fitting, received, invocations, reports);
        running = run;
        gateways.start(run)
                .whenComplete((answer, problem) -> {
                    if (answer != null) {
                        conversation.guarded(() -> conversation.answer(answer));
                    } else if (problem != null) {
                        conversation.failed(problem);
                    }
                });
    }

    private void followTrace(
            ReceivedEvents received, InboundRequest request, Conversation conversation) {
        var trace = conversation.trace();
        if (trace.isPresent() && received.events().size() == 1) {
            gateways.follow(trace.get(), received.events().getFirst(), request.headers());
        }
    }

    @Override
    public void onTooLarge(Conversation conversation) {
        reports.add(Result.TOO_LARGE);
        conversation.answer(gateway.answers().tooLarge(maxBodyBytes));
    }

    @Override
    public OutboundResponse onStalled() {
        return Answers.plain(408, "The rest of the request did not arrive in time.");
    }

    @Override
    public void onHangUp() {
        var run = running;
        if (run != null) {
            run.giveUp();
        }
    }
}
