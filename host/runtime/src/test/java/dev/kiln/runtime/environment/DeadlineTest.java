package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static dev.kiln.runtime.testing.TestFunction.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Slow;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.LogTail;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens when a handler takes longer than it may. */
class DeadlineTest {

    private static final Duration LIMIT = Duration.ofMillis(150);

    /** On a machine with nothing else to do it is some milliseconds. */
    private static final Duration LATE_ON_A_BUSY_MACHINE = Duration.ofSeconds(1);

    @Test
    void a_handler_that_takes_too_long_is_interrupted_and_its_caller_answered() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Slow.class, "sleep").timeout(LIMIT).start()) {

            var outcome = function.invoke(meeting.name());

            assertThat(outcome).isEqualTo(new Outcome.TimedOut(LIMIT));
            assertThat(meeting.awaitNote()).isEqualTo("interrupted");
        }
    }

    @Test
    void the_next_caller_is_served_by_a_fresh_copy_of_the_function() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Slow.class, "sleep").timeout(LIMIT).start()) {
            assertThat(function.result("first")).isEqualTo("first is call 1");
            assertThat(function.result("second")).isEqualTo("second is call 2");
            function.invoke(meeting.name());

            var next = function.result("next");

            assertThat(next).isEqualTo("next is call 1");
        }
    }

    @Test
    void those_who_wait_behind_it_are_served_in_their_order() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Slow.class, "sleep").timeout(LIMIT).start()) {
            var slow = function.begin(meeting.name());
            var second = function.begin("second");
            var third = function.begin("third");

            assertThat(await(slow)).isInstanceOf(Outcome.TimedOut.class);
            assertThat(result(await(second))).isEqualTo("second is call 1");
            assertThat(result(await(third))).isEqualTo("third is call 2");
        }
    }

    @Test
    void the_callers_own_end_counts_where_it_comes_first() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Slow.class, "sleep").ready()) {
            var end = Instant.now().plusMillis(200);

            var outcome =
                    await(
                            function.pool()
                                    .invoke(
                                            TestFunction.with(
                                                    function.invocation(meeting.name()),
                                                    null,
                                                    end)));

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.TimedOut.class,
                            timeout ->
                                    assertThat(timeout.limit())
                                            .isPositive()
                                            .isLessThanOrEqualTo(Duration.ofMillis(200)));
            assertThat(Instant.now()).isAfterOrEqualTo(end);
        }
    }

    @Test
    void the_functions_timeout_counts_where_the_callers_end_is_later() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Slow.class, "sleep").timeout(LIMIT).start()) {

            var outcome =
                    await(
                            function.pool()
                                    .invoke(
                                            TestFunction.with(
                                                    function.invocation(meeting.name()),
                                                    null,
                                                    Instant.now().plusSeconds(60))));

            assertThat(outcome).isEqualTo(new Outcome.TimedOut(LIMIT));
        }
    }

    @Test
    void awss_variable_wins_over_the_limits() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "sleep")
                                .timeout(Duration.ofMinutes(5))
                                .variable("AWS_LAMBDA_FUNCTION_TIMEOUT", "1")
                                .start()) {

            var outcome = function.invoke(meeting.name());

            assertThat(outcome).isEqualTo(new Outcome.TimedOut(Duration.ofSeconds(1)));
        }
    }

    @Test
    void the_remaining_time_falls_to_zero_and_stays_there() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Slow.class, "watchTime").timeout(LIMIT).start()) {

            function.invoke(meeting.name());

            assertThat(meeting.awaitNote()).isEqualTo("0 at the end");
        }
    }

    @Test
    void more_remaining_time_than_an_int_holds_is_the_largest_int() {
        try (var function =
                TestFunction.of(Slow.class, "remaining").timeout(Duration.ofDays(40_000)).start()) {

            var remaining = function.result("");

            assertThat(remaining).isEqualTo(Integer.toString(Integer.MAX_VALUE));
        }
    }

    @Test
    void callers_are_answered_at_the_deadline_though_every_processor_is_busy() {
        var limit = Duration.ofMillis(200);
        var many = 4 * Runtime.getRuntime().availableProcessors();
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "watchTime")
                                .concurrency(many, many, Duration.ofMinutes(5))
                                .timeout(limit)
                                .start()) {
            var reports = new ConcurrentLinkedQueue<InvocationReport>();
            function.reports()
                    .listen(report -> {
                        if (report instanceof InvocationReport ended) {
                            reports.add(ended);
                        }
                    });
            Conditions.await(() -> function.pool().occupancy().idle() == many);

            var all =
                    IntStream.range(0, many).mapToObj(_ -> function.begin(meeting.name())).toList();

            assertThat(all)
                    .allSatisfy(one -> assertThat(await(one)).isInstanceOf(Outcome.TimedOut.class));
            Conditions.await(() -> reports.size() == many);
            assertThat(reports)
                    .allSatisfy(report ->
                            assertThat(report.duration())
                                    .isBetween(limit, limit.plus(LATE_ON_A_BUSY_MACHINE)));
        }
    }

    @Test
    void a_handler_that_ignores_its_interrupt_is_abandoned_and_counted_until_it_ends() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "ignoreInterrupts").timeout(LIMIT).start()) {

            var abandoned = function.invoke(meeting.name());
            var next = function.result("next");

            assertThat(abandoned).isInstanceOf(Outcome.TimedOut.class);
            assertThat(next).isEqualTo("next is call 1");
            assertThat(function.pool().abandonedEnvironments()).isEqualTo(1);
            meeting.letGo();
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void what_an_abandoned_handler_does_later_reaches_nobody() {
        try (var abandonment = new Meeting();
                var meeting = new Meeting();
                var function = TestFunction.start(Slow.class, "ignoreInterrupts").ready()) {
            var itsTail = new LogTail();
            var abandoned =
                    function.pool()
                            .invoke(
                                    TestFunction.with(
                                            function.invocation(abandonment.name()),
                                            itsTail,
                                            Instant.now().plus(LIMIT)));
            assertThat(await(abandoned)).isInstanceOf(Outcome.TimedOut.class);
            var tailAtTheEnd = new String(itsTail.bytes(), UTF_8);
            var laterTail = new LogTail();
            var later =
                    function.pool()
                            .invoke(
                                    TestFunction.with(
                                            function.invocation(meeting.name()), laterTail, null));
            meeting.awaitArrival();

            abandonment.letGo();

            assertThat(abandonment.awaitNote()).isEqualTo("0 ms left");
            meeting.letGo();
            assertThat(result(await(later))).isEqualTo("too late");
            assertThat(await(abandoned)).isInstanceOf(Outcome.TimedOut.class);
            assertThat(new String(itsTail.bytes(), UTF_8)).isEqualTo(tailAtTheEnd);
            assertThat(new String(laterTail.bytes(), UTF_8))
                    .containsOnlyOnce("late line on System.out")
                    .containsOnlyOnce("late line of the logger");
            assertThat(function.out()).contains("late line on System.out\nlate line of the logger");
        }
    }

    @Test
    void a_lock_on_system_out_that_is_never_released_stops_nobody_else() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "holdSystemOut").timeout(LIMIT).start()) {
            assertThat(function.invoke(meeting.name())).isInstanceOf(Outcome.TimedOut.class);

            var next = function.result("the next");

            assertThat(next).isEqualTo("the next");
            assertThat(function.out()).contains("printed by the next\n");
        }
    }

    @Test
    void an_end_at_the_very_deadline_is_decided_once_and_disturbs_nobody_else() {
        try (var function =
                TestFunction.of(Slow.class, "nap").timeout(Duration.ofMillis(12)).start()) {

            for (int i = 0; i < 10; i++) {
                var first = function.begin("12");
                var second = function.begin("0");

                assertThat(await(first))
                        .isInstanceOfAny(Outcome.Succeeded.class, Outcome.TimedOut.class);
                // Where the machine is busy even the short one may be late, but it is not woken.
                assertThat(await(second))
                        .satisfiesAnyOf(
                                ended -> assertThat(result(ended)).isEqualTo("slept"),
                                ended -> assertThat(ended).isInstanceOf(Outcome.TimedOut.class));
            }
        }
    }
}
