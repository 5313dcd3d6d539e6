package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import dev.kiln.adapters.cloudevents.mapping.MappedEvent;
import dev.kiln.adapters.cloudevents.mapping.UnmappableEventException;
import dev.kiln.frontdoor.cloudevents.CloudEventGateway.Fitting;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.report.EventReport.Result;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The events of one request on their way through the function: one invocation after the other, in
 * their order.
 */
final class EventRun {

    private final CloudEventGateway gateway;
    private final Fitting fitting;
    private final ReceivedEvents received;
    private final Invocations invocations;
    private final EventReports reports;
    private final Results results;
    private final Claims claims;
    // By identity: one batch may have the same event twice.
    private final Set<CloudEvent> failed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<CloudEvent> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile @Nullable CompletableFuture<Outcome> running;
    private volatile boolean givenUp;

    /** Nothing runs yet. */
    EventRun(
            CloudEventGateway gateway,
            Fitting fitting,
            ReceivedEvents received,
            Invocations invocations,
            EventReports reports) {
        this.gateway = gateway;
        this.fitting = fitting;
        this.received = received;
        this.invocations = invocations;
        this.reports = reports;
        results = new Results(gateway, fitting, received, invocations);
        claims = new Claims(gateway);
    }

    /** Runs them all; gives the answer to their sender. */
    CompletableFuture<OutboundResponse> start() {
        var fresh = claims.claim(received.events());
        for (var event : claims.skipped()) {
            reports.add(event, Result.DUPLICATE);
        }
        if (fresh.isEmpty()) {
            reports.add(received.events().getFirst(), Result.DUPLICATE_RUNNING);
            return CompletableFuture.completedFuture(gateway.answers().stillRunning());
        }
        return fresh.get().isEmpty()
                ? CompletableFuture.completedFuture(gateway.answers().accepted())
                : map(fresh.get());
    }

    private CompletableFuture<OutboundResponse> map(List<CloudEvent> fresh) {
        try {
            // All of them before the first is run.
            return run(fitting.mapper().map(fresh));
        } catch (UnmappableEventException e) {
            claims.release(fresh);
            reports.addAll(fresh, Result.UNMAPPABLE);
            return CompletableFuture.completedFuture(
                    gateway.answers().unmappable(e.status(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            claims.release(fresh);
            throw e;
        }
    }

    private CompletableFuture<OutboundResponse> run(List<MappedEvent> mapped) {
        return Flux.fromIterable(mapped)
                .concatMap(invoked -> invoke(invoked, mapped.size() == 1), 1)
                // Who is refused for want of room needs not ask again at once.
                .takeUntil(ended -> ended.result() == Result.THROTTLED)
                .collectList()
                .map(ended -> answer(mapped, ended))
                .doOnError(_ -> settle(mapped, givenUp ? Result.GIVEN_UP : Result.FAILED))
                .toFuture();
    }

    private Mono<Ended> invoke(MappedEvent invoked, boolean only) {
        return Mono.defer(() -> {
            if (givenUp) {
                return Mono.error(new CancellationException());
            }
            var invocation = invocations.of(invoked, only);
            var outcome = gateway.function().invoker().invoke(invocation);
            running = outcome;
            if (givenUp) {
                outcome.cancel(false);
            }
            return Mono.fromFuture(outcome, true)
                    .flatMap(it -> results.of(invocation.requestId(), invoked, it))
                    .doOnNext(ended -> note(invoked, ended));
        });
    }

    private void note(MappedEvent invoked, Ended ended) {
        failed.addAll(ended.failed());
        for (var event : invoked.sources()) {
            var isFailed = failed.contains(event);
            if (!isFailed) {
                done.add(event);
            }
            claims.end(event, !isFailed);
            var withItsInvocation = !isFailed || !ended.result().isSuccess();
            reports.add(event, withItsInvocation ? ended.result() : Result.FAILED);
        }
    }

    private OutboundResponse answer(List<MappedEvent> mapped, List<Ended> ended) {
        settle(mapped, ended.getLast().result());
        var asOne = failed.isEmpty() || done.isEmpty();
        if (asOne && (mapped.size() == 1 || ended.getFirst().result() == Result.THROTTLED)) {
            return ended.getFirst().answer();
        }
        return failed.isEmpty()
                ? gateway.answers().accepted()
                : gateway.answers().partlyFailed(received.events().size(), failedInOrder());
    }

    private List<CloudEvent> failedInOrder() {
        return received.events().stream().filter(failed::contains).toList();
    }

    /** What was not run has failed too; what went well beside it is not to run again. */
    private void settle(List<MappedEvent> mapped, Result result) {
        for (var invoked : mapped) {
            for (var event : invoked.sources()) {
                if (!done.contains(event) && !failed.contains(event)) {
                    failed.add(event);
                    claims.end(event, false);
                    reports.add(event, result);
                }
            }
        }
        if (!failed.isEmpty()) {
            gateway.remember(done);
        }
    }

    /**
     * The sender has gone. What waits for an environment is taken out of the queue and a handler
     * that runs is left alone, unless the sender's next attempt is to find what became of this one.
     */
    void giveUp() {
        if (gateway.window().isPresent()) {
            return;
        }
        givenUp = true;
        var outcome = running;
        if (outcome != null) {
            outcome.cancel(false);
        }
    }
}
