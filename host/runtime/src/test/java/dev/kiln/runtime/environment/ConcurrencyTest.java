package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.functions.Calls;
import com.example.functions.Initialising;
import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several environments of one function, which come and go with the invocations. */
class ConcurrencyTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void invocations_at_the_same_time_have_environments_of_their_own() {
        try (var meeting = new Meeting();
                var function = calls(4, 1, LONG).start()) {

            var all = begin(function, meeting, 4);
            awaitArrivals(meeting, 4);

            assertThat(meeting.guests().stream().map(WeakReference::get)).doesNotHaveDuplicates();
            assertThat(function.pool().environments()).isEqualTo(4);
            meeting.letGo();
            succeed(all);
        }
    }

    @Test
    void there_are_no_more_than_the_limit() {
        try (var meeting = new Meeting();
                var function = calls(2, 1, LONG).start()) {

            var all = begin(function, meeting, 3);
            awaitArrivals(meeting, 2);

            assertThat(function.pool().environments()).isEqualTo(2);
            assertThat(meeting.hasArrival()).isFalse();
            meeting.letGo();
            succeed(all);
            assertThat(meeting.guests().stream().map(WeakReference::get).distinct()).hasSize(2);
        }
    }

    @Test
    void one_environment_is_enough_for_invocations_that_follow_each_other() {
        try (var function = calls(4, 1, LONG).start()) {

            for (var i = 1; i <= 2_000; i++) {
                assertThat(function.result("one")).isEqualTo("one is call " + i);
            }

            assertThat(function.pool().environments()).isEqualTo(1);
        }
    }

    @Test
    void provisioned_environments_are_made_before_anybody_calls() {
        try (var meeting = new Meeting();
                var function =
                        initialising(Initialising.Waiting.class, meeting)
                                .concurrency(3, 3, LONG)
                                .start()) {

            meeting.letGo();
            awaitArrivals(meeting, 3);

            assertThat(function.pool().environments()).isEqualTo(3);
        }
    }

    @Test
    void idle_ones_are_retired_but_for_the_provisioned_ones() {
        try (var meeting = new Meeting();
                var function = calls(4, 2, SHORT).start()) {
            var all = begin(function, meeting, 4);
            awaitArrivals(meeting, 4);
            assertThat(function.pool().environments()).isEqualTo(4);

            meeting.letGo();
            succeed(all);

            Conditions.await(() -> function.pool().environments() == 2);
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            assertThat(function.invoke("next")).isInstanceOf(Outcome.Succeeded.class);
            assertThat(function.pool().environments()).isEqualTo(2);
        }
    }

    @Test
    void nothing_is_lost_while_environments_come_and_go() {
        try (var function = calls(4, 1, Duration.ofNanos(1)).start()) {
            for (var round = 0; round < 200; round++) {
                var all = new ArrayList<CompletableFuture<Outcome>>();
                for (var i = 0; i <= round % 7; i++) {
                    all.add(function.begin("any"));
                }

                succeed(all);
            }
            Conditions.await(() -> function.pool().unfinishedInvocations() == 0);
        }
    }

    @Test
    void one_that_cannot_be_made_leaves_its_callers_to_the_others() {
        try (var places = new Meeting();
                var meeting = new Meeting();
                var function =
                        TestFunction.of(Initialising.FailingOnSecond.class, "handle")
                                .variable("PLACE", places.name())
                                .concurrency(4, 1, LONG)
                                .start()
                                .ready()) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();

            var waiting = function.begin("waiting");
            Conditions.await(() -> places.guests().size() == 2);
            Conditions.await(() -> function.pool().environments() == 1);

            assertThat(waiting).isNotDone();
            meeting.letGo();
            succeed(List.of(running, waiting));
            assertThat(function.pool().initState()).isInstanceOf(InitState.Ready.class);
            assertThat(function.err() + function.out()).contains("only one licence");
        }
    }

    @Test
    void one_that_times_out_is_replaced_while_the_others_go_on() {
        try (var meeting = new Meeting();
                var function = calls(2, 1, LONG).timeout(Duration.ofMillis(300)).start()) {
            var all = begin(function, meeting, 2);

            assertThat(all)
                    .allSatisfy(one -> assertThat(await(one)).isInstanceOf(Outcome.TimedOut.class));

            assertThat(function.result("next")).isEqualTo("next is call 1");
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            assertThat(function.pool().environments()).isEqualTo(2);
        }
    }

    @Test
    void each_invocation_sees_its_own_trace_header_in_the_property() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "trace").concurrency(3, 1, LONG).start()) {

            var first = function.pool().invoke(traced(function, meeting, Optional.of("Root=1-1")));
            var second = function.pool().invoke(traced(function, meeting, Optional.of("Root=1-2")));
            var third = function.pool().invoke(traced(function, meeting, Optional.empty()));
            awaitArrivals(meeting, 3);
            meeting.letGo();

            assertThat(TestFunction.result(await(first))).isEqualTo("Root=1-1");
            assertThat(TestFunction.result(await(second))).isEqualTo("Root=1-2");
            assertThat(TestFunction.result(await(third))).isEqualTo("none");
        }
    }

    private static Invocation traced(
            TestFunction function, Meeting meeting, Optional<String> header) {
        var plain = function.invocation(meeting.name());
        return new Invocation(
                plain.requestId(),
                plain.event(),
                plain.latestEnd(),
                plain.invokedFunctionArn(),
                plain.clientContext(),
                plain.identity(),
                plain.tenantId(),
                header,
                plain.logTail());
    }

    @Test
    void all_end_with_the_pool() {
        try (var meeting = new Meeting();
                var function = calls(3, 1, LONG).start()) {
            var all = begin(function, meeting, 3);
            awaitArrivals(meeting, 3);

            function.pool().close();
            meeting.letGo();

            succeed(all);
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void a_pool_has_an_environment_at_least() {
        assertThatThrownBy(() -> new Concurrency(1, 0, LONG))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Concurrency(1, 2, LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TestFunction.Preparation calls(int limit, int provisioned, Duration idle) {
        return TestFunction.of(Calls.class, "await").concurrency(limit, provisioned, idle);
    }

    private static TestFunction.Preparation initialising(Class<?> type, Meeting meeting) {
        return TestFunction.of(type, "handle").variable("PLACE", meeting.name());
    }

    private static List<CompletableFuture<Outcome>> begin(
            TestFunction function, Meeting meeting, int count) {
        var all = new ArrayList<CompletableFuture<Outcome>>();
        for (var i = 0; i < count; i++) {
            all.add(function.begin(meeting.name()));
        }
        return all;
    }

    private static void awaitArrivals(Meeting meeting, int count) {
        for (var i = 0; i < count; i++) {
            meeting.awaitArrival();
        }
    }

    private static void succeed(List<CompletableFuture<Outcome>> all) {
        assertThat(all)
                .allSatisfy(one -> assertThat(await(one)).isInstanceOf(Outcome.Succeeded.class));
    }
}
