package dev.kiln.runtime.report;

import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Tells of the invocations of a function that runs in no execution environment. */
public final class ReportingInvoker implements Invoker {

    private final String function;
    private final Invoker invoker;
    private final Reports reports;

    /** Runs what the invoker does under the function's name. */
    public ReportingInvoker(String function, Invoker invoker, Reports reports) {
        this.function = function;
        this.invoker = invoker;
        this.reports = reports;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        var startedAt = System.nanoTime();
        var outcome = invoker.invoke(invocation);
        var _ =
                outcome.thenAccept(it ->
                        reports.add(
                                report(
                                        invocation,
                                        it,
                                        Duration.ofNanos(System.nanoTime() - startedAt))));
        return outcome;
    }

    private Report report(Invocation invocation, Outcome outcome, Duration duration) {
        // Part of it may be a function whose queue is full.
        if (outcome instanceof Outcome.Throttled throttled) {
            return new ThrottleReport(
                    function, invocation.requestId(), throttled.waited(), Traced.now(invocation));
        }
        return new InvocationReport(
                function,
                invocation.requestId(),
                ErrorType.of(outcome),
                Duration.ZERO,
                duration,
                Optional.empty(),
                Traced.now(invocation));
    }
}
