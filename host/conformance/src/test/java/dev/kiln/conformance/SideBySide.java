package dev.kiln.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.conformance.oracle.RicProcess;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome.Succeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs functions on AWS's client and on Kiln at the same time, and lets nothing differ. */
final class SideBySide {

    /** System property that makes other events; printed with every difference. */
    static final long SEED = Long.getLong("conformance.seed", 20_240_229);

    /** System property: how many events each function gets. */
    static final int EVENTS = Integer.getInteger("conformance.events", 40);

    private static final int SHOWN = 4;

    private final RicProcess aws;
    private final boolean withLogs;
    private final KilnRuntime kiln = new KilnRuntime();
    private int invocations;
    private int results;

    /**
     * @param withLogs whether logs have to be the same too
     */
    SideBySide(RicProcess aws, boolean withLogs) {
        this.aws = aws;
        this.withLogs = withLogs;
    }

    static List<Invocation> invocations(List<byte[]> events) {
        var invocations = new ArrayList<Invocation>();
        for (var event : events) {
            invocations.add(Invocation.of("request-" + invocations.size(), Function.ARN, event));
        }
        return invocations;
    }

    /**
     * @param resultsAsJson for functions that list the properties of a hash map
     */
    void assertSame(Function function, List<Invocation> invocations, boolean resultsAsJson) {
        var awsRecording = CompletableFuture.supplyAsync(() -> aws.run(function, invocations));
        var kilnRecording = kiln.run(function, invocations);
        count(kilnRecording);

        var differences =
                new Differences(resultsAsJson, withLogs)
                        .between(awsRecording.join(), kilnRecording, invocations);

        assertThat(differences)
                .as(() ->
                        "%s with -Dconformance.seed=%d -Dconformance.events=%d: %s"
                                .formatted(
                                        function.handler(),
                                        SEED,
                                        EVENTS,
                                        Differences.readable(differences, SHOWN)))
                .isEmpty();
    }

    /** Events that hardly ever reach a function would prove little. */
    void assertThatMostEventsWereUnderstood() {
        System.out.printf(
                "seed %d: %d invocations, %d with a result%n", SEED, invocations, results);
        assertThat(results).isGreaterThanOrEqualTo(invocations / 2);
    }

    private void count(Recording recording) {
        for (var answer : recording.answers()) {
            invocations++;
            results += answer.outcome() instanceof Succeeded ? 1 : 0;
        }
    }
}
