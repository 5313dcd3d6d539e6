package dev.kiln.runtime.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.environment.InvocationQueue.Admission;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.logging.InvocationLog;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.testing.CapturedConsole;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.TestFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The queue between callers and environments that come and go. */
class InvocationQueueTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final InvocationQueue queue =
            new InvocationQueue(3, Duration.ofMinutes(1), new Deadlines());
    private final InvocationLog log =
            new InvocationLog(
                    new EnvironmentLog(new CapturedConsole().console()),
                    TestFunction.of("com.example.Any").settings());

    @Test
    void an_environment_that_takes_no_more_leaves_the_head_in_its_place() throws Exception {
        var first = add("first");
        var second = add("second");

        var declined = queue.take(_ -> null, LONG);

        assertThat(declined).isNull();
        assertThat(taken()).isSameAs(first.invocation());
        assertThat(taken()).isSameAs(second.invocation());
    }

    @Test
    void one_whose_caller_has_given_up_is_passed_over() throws Exception {
        var first = add("first");
        var second = add("second");

        first.outcome().cancel(false);

        assertThat(taken()).isSameAs(second.invocation());
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void one_that_is_claimed_at_the_last_moment_is_passed_over_too() throws Exception {
        var first = add("first");
        var second = add("second");

        assertThat(first.claim()).isTrue();

        assertThat(taken()).isSameAs(second.invocation());
    }

    @Test
    void its_bound_counts_those_who_wait() {
        var three = List.of(add("first"), add("second"), add("third"));

        assertThat(queue.add(pending("fourth"))).isEqualTo(Admission.REFUSED);
        three.getFirst().outcome().complete(new Outcome.Throttled(Duration.ZERO));

        assertThat(queue.add(pending("fifth"))).isEqualTo(Admission.WAITS);
    }

    @Test
    void draining_takes_all_that_nobody_has_claimed() {
        var first = add("first");
        var second = add("second");
        assertThat(first.claim()).isTrue();

        var drained = queue.drain();

        assertThat(drained).containsExactly(second);
        assertThat(second.isClaimed()).isTrue();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void an_environment_that_leaves_passes_on_what_it_was_woken_for() throws Exception {
        try (var environments = Executors.newFixedThreadPool(2)) {
            var leaving = new CountDownLatch(2);
            InvocationQueue.Taker ended =
                    _ -> {
                        leaving.countDown();
                        return null;
                    };
            var both =
                    List.of(
                            CompletableFuture.runAsync(() -> take(ended), environments),
                            CompletableFuture.runAsync(() -> take(ended), environments));

            add("only one, and both are woken in turn");

            both.forEach(TestFunction::await);
            assertThat(leaving.getCount()).isZero();
            assertThat(queue.isEmpty()).isFalse();
        }
    }

    @Test
    void the_environment_that_came_last_takes_what_comes_next() throws Exception {
        var takers = new ConcurrentLinkedQueue<String>();
        var first = idle("first", takers);
        var last = idle("last", takers);

        add("for the last");

        last.join();
        add("for the first");
        first.join();
        assertThat(takers).containsExactly("last", "first");
    }

    private Thread idle(String name, Queue<String> takers) {
        var environment =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                taken();
                                takers.add(name);
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        Conditions.await(() -> environment.getState() == Thread.State.TIMED_WAITING);
        return environment;
    }

    @Test
    void one_that_waits_in_vain_comes_back_with_nothing() throws Exception {
        assertThat(queue.take(_ -> null, Duration.ofMillis(1))).isNull();

        var first = add("first");
        assertThat(taken()).isSameAs(first.invocation());
    }

    @Test
    void many_environments_share_the_work_and_lose_nothing() {
        var wide = new InvocationQueue(100_000, Duration.ofMinutes(1), new Deadlines());
        var served = new ConcurrentLinkedQueue<PendingInvocation>();
        try (var environments = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                environments.submit(() -> {
                    // Each leaves every now and then, and another one comes.
                    for (int turn = 0; !Thread.currentThread().isInterrupted(); turn++) {
                        var leaves = turn % 3 == 0;
                        wide.take(
                                pending -> {
                                    if (leaves || !pending.claim()) {
                                        return null;
                                    }
                                    served.add(pending);
                                    return execution(pending);
                                },
                                LONG);
                    }
                    return null;
                });
            }
            for (int i = 0; i < 20_000; i++) {
                assertThat(wide.add(pending("number " + i))).isNotEqualTo(Admission.REFUSED);
            }

            Conditions.await(() -> served.size() == 20_000);
            environments.shutdownNow();
        }
        assertThat(served).doesNotHaveDuplicates();
        assertThat(wide.isEmpty()).isTrue();
    }

    private static void take(InvocationQueue queue, InvocationQueue.Taker taker) {
        try {
            assertThat(queue.take(taker, LONG)).isNull();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void take(InvocationQueue.Taker taker) {
        take(queue, taker);
    }

    private Invocation taken() throws InterruptedException {
        var execution = queue.take(pending -> pending.claim() ? execution(pending) : null, LONG);
        assertThat(execution).isNotNull();
        return execution.invocation();
    }

    private Execution execution(PendingInvocation pending) {
        return new Execution(pending, Duration.ofMinutes(1), Optional.empty(), log);
    }

    private PendingInvocation add(String id) {
        var pending = pending(id);
        assertThat(queue.add(pending)).isNotEqualTo(Admission.REFUSED);
        pending.onGivenUp(queue);
        return pending;
    }

    private static PendingInvocation pending(String id) {
        return new PendingInvocation(
                "queued", Invocation.of(id, "arn", new byte[0]), new Reports(), () -> {});
    }
}
