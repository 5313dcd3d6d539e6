package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.MalformedEventException;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import dev.kiln.adapters.cloudevents.mapping.EventMapping;
import dev.kiln.adapters.cloudevents.mapping.MappedEvent;
import dev.kiln.adapters.cloudevents.reply.BatchItemFailures;
import dev.kiln.adapters.cloudevents.reply.Reply;
import dev.kiln.adapters.cloudevents.reply.ResultShape;
import dev.kiln.frontdoor.cloudevents.CloudEventGateway.Fitting;
import dev.kiln.frontdoor.sink.Sink;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.report.EventReport.Result;
import dev.kiln.runtime.report.SinkReport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What becomes of the outcomes of one request's invocations: replies, errors, or a sink's events.
 */
final class Results {

    private final CloudEventGateway gateway;
    private final Fitting fitting;
    private final ReceivedEvents received;
    private final Invocations invocations;

    Results(
            CloudEventGateway gateway,
            Fitting fitting,
            ReceivedEvents received,
            Invocations invocations) {
        this.invocations = invocations;
        this.gateway = gateway;
        this.fitting = fitting;
        this.received = received;
    }

    /** Gives how it ended as soon as a sink has taken what is for it. */
    Mono<Ended> of(String requestId, MappedEvent invoked, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> succeeded(requestId, invoked, result);
            case Outcome.FunctionError error -> failed(requestId, invoked, error);
            case Outcome.TimedOut(var limit) ->
                    Mono.just(
                            new Ended(
                                    Result.TIMED_OUT,
                                    invoked.sources(),
                                    gateway.answers().timeout(requestId, limit)));
            case Outcome.Throttled _ ->
                    Mono.just(
                            new Ended(
                                    Result.THROTTLED,
                                    invoked.sources(),
                                    gateway.answers().throttled()));
        };
    }

    private Mono<Ended> succeeded(String requestId, MappedEvent invoked, byte[] result) {
        if (reportsRecords(invoked)) {
            return Mono.just(ofRecords(invoked, result));
        }
        try {
            var sink = gateway.sink();
            return sink.isPresent()
                    ? toSink(requestId, invoked, replyFor(invoked, result), sink.get())
                    : Mono.just(toSender(invoked, result));
        } catch (MalformedResultException e) {
            var problem = String.valueOf(e.getMessage());
            gateway.function().problems().report(requestId, problem);
            return Mono.just(
                    new Ended(
                            Result.FAILED,
                            invoked.sources(),
                            gateway.answers().malformedResult(problem)));
        }
    }

    private boolean reportsRecords(MappedEvent invoked) {
        return !invoked.recordIds().isEmpty()
                && gateway.replySettings().reportsBatchItemFailures(fitting.result());
    }

    private Ended ofRecords(MappedEvent invoked, byte[] result) {
        var failed =
                isStream()
                        ? BatchItemFailures.ofStream(result, invoked.recordIds(), invoked.sources())
                        : BatchItemFailures.ofMessages(
                                result, invoked.recordIds(), invoked.sources());
        return failed.isEmpty()
                ? Ended.well(Result.ACCEPTED, gateway.answers().accepted())
                : new Ended(
                        Result.ACCEPTED,
                        failed,
                        gateway.answers().partlyFailed(invoked.sources().size(), failed));
    }

    private boolean isStream() {
        if (fitting.result().isBatchResponse()) {
            return fitting.result() == ResultShape.STREAMS_RESPONSE;
        }
        var mapping = fitting.mapper().mapping();
        return mapping == EventMapping.KINESIS || mapping == EventMapping.DYNAMODB;
    }

    private Ended toSender(MappedEvent invoked, byte[] result) throws MalformedResultException {
        var request = invocations.traced(invoked.sources().getFirst());
        return switch (gateway.replies().of(request, received, result, fitting.result())) {
            case Reply.Event(var event, var mode) ->
                    Ended.well(
                            Result.REPLIED,
                            gateway.answers()
                                    .reply(gateway.outgoing().reply(event, request), mode));
            case Reply.Nothing(var reason) -> nothing(reason, request);
        };
    }

    private Ended nothing(Reply.Reason reason, CloudEvent request) {
        if (reason == Reply.Reason.NOT_ASKED_FOR
                && received.mode() != ContentMode.BATCHED
                && gateway.replySettings().type().isEmpty()) {
            gateway.tellOfDropped(request.type());
        }
        var result =
                switch (reason) {
                    case NO_RESULT -> Result.ACCEPTED;
                    case NOT_ASKED_FOR -> Result.REPLY_DROPPED;
                    case LOOP -> Result.REPLY_LOOP;
                };
        return Ended.well(result, gateway.answers().accepted());
    }

    private Reply replyFor(MappedEvent invoked, byte[] result) throws MalformedResultException {
        return gateway.replies().forSink(causes(invoked), received, result, fitting.result());
    }

    private List<CloudEvent> causes(MappedEvent invoked) {
        return invoked.sources().stream().map(invocations::traced).toList();
    }

    private Mono<Ended> toSink(String requestId, MappedEvent invoked, Reply reply, Sink sink) {
        return switch (reply) {
            case Reply.Nothing(var reason) ->
                    Mono.just(nothing(reason, invoked.sources().getFirst()));
            case Reply.Event event ->
                    send(event, invoked, sink)
                            .thenReturn(Ended.well(Result.SENT, gateway.answers().accepted()))
                            .onErrorResume(
                                    problem -> Mono.just(unsent(requestId, invoked, problem)));
        };
    }

    private Mono<Void> send(Reply.Event event, MappedEvent invoked, Sink sink) {
        var startedAt = System.nanoTime();
        var message = gateway.outgoing().forSink(event, hopsBehind(invoked) + 1);
        return Mono.fromFuture(sink.send(message), true)
                .doOnSuccess(_ -> report(true, startedAt))
                .doOnError(_ -> report(false, startedAt));
    }

    private static int hopsBehind(MappedEvent invoked) {
        try {
            return Hops.most(invoked.sources());
        } catch (MalformedEventException e) {
            throw new IllegalStateException("They were counted when they came", e);
        }
    }

    private void report(boolean delivered, long startedAt) {
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        var function = gateway.function();
        function.reports().add(new SinkReport(function.name(), delivered, took));
    }

    private Ended unsent(String requestId, MappedEvent invoked, Throwable problem) {
        var message = String.valueOf(problem.getMessage());
        gateway.log(
                Level.WARNING,
                "the result of invocation "
                        + requestId
                        + " has not reached the sink, and its event's sender is told 502. "
                        + message);
        return new Ended(
                Result.SINK_FAILED, invoked.sources(), gateway.answers().sinkFailed(message));
    }

    private Mono<Ended> failed(String requestId, MappedEvent invoked, Outcome.FunctionError error) {
        var ended = failed(invoked.sources(), error);
        var sink = gateway.sink();
        if (sink.isEmpty() || !gateway.replySettings().klr()) {
            return Mono.just(ended);
        }
        // TriggerMesh's runtime sent errors there as well; the sender learns of the failure anyhow.
        try {
            var event =
                    gateway.replies()
                            .forSink(causes(invoked), received, error.error(), ResultShape.VALUE);
            return toSink(requestId, invoked, event, sink.get()).thenReturn(ended);
        } catch (MalformedResultException _) {
            return Mono.just(ended);
        }
    }

    private Ended failed(List<CloudEvent> events, Outcome.FunctionError error) {
        return error.stage() == Stage.BINDING
                ? new Ended(Result.UNBINDABLE, events, gateway.answers().notBindable(error.error()))
                : new Ended(Result.FAILED, events, gateway.answers().functionError(error.error()));
    }
}
