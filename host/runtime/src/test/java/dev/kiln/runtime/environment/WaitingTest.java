package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Calls;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Callers in front of one environment: order, bounds, and those who leave. */
class WaitingTest {

    private static final int CALLERS = 32;

    @Test
    void one_invocation_runs_at_a_time() {
        try (var function = TestFunction.start(Calls.class, "inside")) {

            var outcomes = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < 10 * CALLERS; i++) {
                outcomes.add(function.begin(""));
            }

            assertThat(outcomes).allSatisfy(one -> assertThat(text(await(one))).isEqualTo("1"));
        }
    }

    @Test
    void callers_are_served_in_the_order_in_which_they_came() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await")) {
            var first = function.begin(meeting.name());
            meeting.awaitArrival();
            var others = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 1; i <= 200; i++) {
                others.add(function.begin("number " + i));
            }

            meeting.letGo();

            assertThat(text(await(first))).isEqualTo("left " + meeting.name());
            for (int i = 1; i <= 200; i++) {
                assertThat(text(await(others.get(i - 1))))
                        .isEqualTo("number " + i + " is call " + i);
            }
        }
    }

    @Test
    void nobody_overtakes_others_however_many_come_at_once() {
        try (var function = TestFunction.start(Calls.class, "count");
                var callers = Executors.newFixedThreadPool(CALLERS)) {
            var announced = new AtomicInteger();

            var overtakers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < CALLERS; i++) {
                overtakers.add(
                        CompletableFuture.supplyAsync(
                                () -> overtaken(function, announced), callers));
            }

            assertThat(overtakers).allSatisfy(count -> assertThat(await(count)).isZero());
        }
    }

    /** How often a caller was served after one that came later than its own call. */
    private static int overtaken(TestFunction function, AtomicInteger announced) {
        var overtaken = 0;
        for (int i = 0; i < 100; i++) {
            announced.incrementAndGet();
            var outcome = function.begin("");
            // Who is in the queue before this call has been announced before.
            var before = announced.get();
            if (Integer.parseInt(text(await(outcome))) > before) {
                overtaken++;
            }
        }
        return overtaken;
    }

    @Test
    void a_caller_too_many_is_refused_at_once() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .queue(2, Duration.ofMinutes(5))
                                .start()) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();
            var second = function.begin("second");
            var third = function.begin("third");

            var fourth = function.begin("fourth");

            assertThat(fourth).isCompletedWithValueMatching(Outcome.Throttled.class::isInstance);
            meeting.letGo();
            assertThat(List.of(await(running), await(second), await(third)))
                    .allMatch(Outcome.Succeeded.class::isInstance);
        }
    }

    @Test
    void a_caller_is_refused_when_it_has_waited_long_enough() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .queue(10, Duration.ofMillis(80))
                                .start()
                                .ready()) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();

            var waiting = await(function.begin("waiting"));

            assertThat(waiting)
                    .isInstanceOfSatisfying(
                            Outcome.Throttled.class,
                            throttled ->
                                    assertThat(throttled.waited())
                                            .isGreaterThanOrEqualTo(Duration.ofMillis(80)));
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(function.result("next")).isEqualTo("next is call 1");
        }
    }

    @Test
    void each_of_many_waits_no_longer_than_it_may() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .queue(1000, Duration.ofMillis(60))
                                .start()
                                .ready()) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();

            var waiting = new ArrayList<CompletableFuture<Outcome>>();
            for (int i = 0; i < 500; i++) {
                waiting.add(function.begin("waiting"));
            }

            assertThat(waiting)
                    .allSatisfy(
                            one -> assertThat(await(one)).isInstanceOf(Outcome.Throttled.class));
            Conditions.await(() -> function.pool().unfinishedInvocations() == 1);
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
        }
    }

    @Test
    void an_idle_environment_serves_callers_who_may_not_wait() {
        try (var function =
                TestFunction.of(Calls.class, "await").queue(0, Duration.ZERO).start().ready()) {

            var outcome = callUntilServed(function);

            assertThat(text(outcome)).startsWith("now is call ");
        }
    }

    /** The environment's thread may be on its way to the queue still. */
    private static Outcome callUntilServed(TestFunction function) {
        var outcome = function.invoke("now");
        while (outcome instanceof Outcome.Throttled) {
            Thread.onSpinWait();
            outcome = function.invoke("now");
        }
        return outcome;
    }

    @Test
    void a_caller_whose_own_end_has_passed_is_not_served() {
        try (var function = TestFunction.start(Calls.class, "count")) {
            assertThat(function.result("")).isEqualTo("1");

            var late =
                    function.pool()
                            .invoke(
                                    TestFunction.with(
                                            function.invocation(""),
                                            null,
                                            Instant.now().minusMillis(1)));

            assertThat(late).isCompletedWithValueMatching(Outcome.Throttled.class::isInstance);
            assertThat(function.result("")).isEqualTo("2");
        }
    }

    @Test
    void a_caller_waits_no_longer_than_its_own_end() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await")) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();
            var patient = function.begin("patient");

            var impatient =
                    await(
                            function.pool()
                                    .invoke(
                                            TestFunction.with(
                                                    function.invocation("impatient"),
                                                    null,
                                                    Instant.now().plusMillis(50))));

            assertThat(impatient).isInstanceOf(Outcome.Throttled.class);
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(text(await(patient))).isEqualTo("patient is call 1");
        }
    }

    @Test
    void a_caller_may_never_end() {
        try (var function = TestFunction.start(Calls.class, "count")) {

            var outcome =
                    function.pool()
                            .invoke(TestFunction.with(function.invocation(""), null, Instant.MAX));

            assertThat(text(await(outcome))).isEqualTo("1");
        }
    }

    @Test
    void who_gives_up_while_waiting_is_skipped_and_makes_room() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .queue(1, Duration.ofMinutes(5))
                                .start()) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();
            var waiting = function.begin("waiting");

            waiting.cancel(false);

            assertThat(function.pool().unfinishedInvocations()).isEqualTo(1);
            var next = function.begin("next");
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(text(await(next))).isEqualTo("next is call 1");
        }
    }

    @Test
    void who_gives_up_while_the_handler_runs_leaves_it_alone() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await")) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();
            var next = function.begin("next");

            running.cancel(true);

            var drained = function.pool().drained();
            assertThat(function.pool().unfinishedInvocations()).isEqualTo(2);
            assertThat(next).isNotDone();
            meeting.letGo();
            assertThat(text(await(next))).isEqualTo("next is call 1");
            await(drained);
            assertThat(function.pool().unfinishedInvocations()).isZero();
            assertThat(running).isCancelled();
        }
    }

    @Test
    void an_idle_pool_is_drained_and_a_busy_one_is_not_whatever_was_before() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await")) {
            assertThat(function.pool().drained()).isCompleted();
            var running = function.begin(meeting.name());

            var drained = function.pool().drained();

            assertThat(drained).isNotDone();
            meeting.letGo();
            await(running);
            await(drained);
        }
    }

    @Test
    void a_closed_pool_refuses_who_waits_and_who_comes_and_lets_the_handler_end() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await")) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();
            var waiting = function.begin("waiting");

            function.pool().close();

            assertThat(waiting).isCompletedWithValueMatching(Outcome.Throttled.class::isInstance);
            assertThat(function.begin("late"))
                    .isCompletedWithValueMatching(Outcome.Throttled.class::isInstance);
            assertThat(running).isNotDone();
            meeting.letGo();
            assertThat(text(await(running))).isEqualTo("left " + meeting.name());
        }
    }

    private static String text(Outcome outcome) {
        return TestFunction.result(outcome);
    }
}
