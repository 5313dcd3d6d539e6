package dev.kiln.server.metrics;

import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What is counted and timed of one function. All series exist from the start, at zero. */
final class InvocationMeters {

    /** From a handler that only computes to Lambda's longest timeout. */
    private static final Duration[] DURATIONS =
            millis(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000,
                    300_000, 900_000);

    /** From an idle environment's wake-up to the longest wait by default. */
    private static final Duration[] WAITS =
            millis(1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 30_000, 60_000, 300_000);

    /** From one class to a large framework; the default limit is ten seconds. */
    private static final Duration[] INITS =
            millis(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final Timer durations;
    private final Timer waits;
    private final Map<ErrorType, Counter> errors = new EnumMap<>(ErrorType.class);
    private final Counter timeouts;
    private final Counter throttles;
    private final Timer initialised;
    private final Timer failedToInitialise;

    InvocationMeters(String function, MeterRegistry registry) {
        durations =
                timer("kiln.function.duration", function, DURATIONS)
                        .description("Time that the handler ran (AWS: Duration)")
                        .register(registry);
        FunctionCounter.builder("kiln.function.invocations", durations, Timer::count)
                .description(
                        "Invocations that ran, whatever came of them; throttled ones did not (AWS:"
                                + " Invocations)")
                .tag("function", function)
                .register(registry);
        for (var type : ErrorType.values()) {
            errors.put(
                    type,
                    Counter.builder("kiln.function.errors")
                            .description(
                                    "Invocations that failed, timeouts included, by AWS's class of"
                                            + " the error (AWS: Errors)")
                            .tag("function", function)
                            .tag("error.type", type.awsName())
                            .register(registry));
        }
        timeouts =
                Counter.builder("kiln.function.timeouts")
                        .description(
                                "Those of the errors that were timeouts (AWS: 'Status: timeout' in"
                                        + " REPORT lines)")
                        .tag("function", function)
                        .register(registry);
        throttles =
                Counter.builder("kiln.function.throttles")
                        .description(
                                "Invocations that were refused: the queue was full, or they waited"
                                        + " too long (AWS: Throttles)")
                        .tag("function", function)
                        .register(registry);
        waits =
                timer("kiln.function.queue.wait", function, WAITS)
                        .description(
                                "Time that invocations waited for an environment before they ran"
                                        + " (AWS: none, its service throttles instead)")
                        .register(registry);
        initialised = init(function, "success").register(registry);
        failedToInitialise = init(function, "failure").register(registry);
    }

    private static Timer.Builder init(String function, String outcome) {
        return timer("kiln.function.init.duration", function, INITS)
                .description(
                        "Time that an environment took to initialise; their number is that of the"
                                + " cold starts (AWS: 'Init Duration' in REPORT lines, init_duration"
                                + " in Lambda Insights)")
                .tag("outcome", outcome);
    }

    /** Buckets can be added up over containers, percentiles could not. */
    private static Timer.Builder timer(String name, String function, Duration[] buckets) {
        return Timer.builder(name).tag("function", function).serviceLevelObjectives(buckets);
    }

    private static Duration[] millis(long... millis) {
        var durations = new Duration[millis.length];
        for (var i = 0; i < millis.length; i++) {
            durations[i] = Duration.ofMillis(millis[i]);
        }
        return durations;
    }

    void ended(InvocationReport report) {
        durations.record(report.duration());
        waits.record(report.waited());
        if (report.error().isPresent()) {
            failed(report.error().get());
        }
    }

    private void failed(ErrorType type) {
        var counter = errors.get(type);
        if (counter != null) {
            counter.increment();
        }
        if (type == ErrorType.TIMED_OUT) {
            timeouts.increment();
        }
    }

    void throttled() {
        throttles.increment();
    }

    void initialised(InitReport report) {
        (report.succeeded() ? initialised : failedToInitialise).record(report.took());
    }
}
