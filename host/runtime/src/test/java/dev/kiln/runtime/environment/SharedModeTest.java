package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Failing;
import com.example.functions.Shared;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.LogTail;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads on one instance, as AWS's managed instances run it. */
class SharedModeTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void so_many_invocations_run_at_the_same_time_on_one_instance(boolean virtual) {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Shared.class, "meet").shared(3, virtual).start()) {
            var all = begin(function, meeting, 4);
            for (var i = 0; i < 3; i++) {
                meeting.awaitArrival();
            }

            assertThat(meeting.hasArrival()).isFalse();
            assertThat(function.pool().environments()).isEqualTo(1);
            meeting.letGo();

            assertThat(results(all))
                    .allSatisfy(text ->
                            assertThat(text)
                                    .matches(
                                            "call \\d on pool-1-thread-[123]"
                                                    + (virtual ? " daemon virtual" : "")
                                                    + " property null context null"));
            assertThat(results(all).stream().map(text -> text.split(" ")[1]))
                    .containsExactlyInAnyOrder("1", "2", "3", "4");
            assertThat(function.out()).contains("Starting 3 concurrent function handler threads.");
        }
    }

    @Test
    void each_invocation_has_its_own_trace_id_and_the_property_is_never_set() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Shared.class, "meet").shared(2, false).start()) {
            var one =
                    function.pool()
                            .invoke(function.invocation(meeting.name()).withTraceHeader("Root=1"));
            var other =
                    function.pool()
                            .invoke(function.invocation(meeting.name()).withTraceHeader("Root=2"));
            meeting.awaitArrival();
            meeting.awaitArrival();

            meeting.letGo();

            assertThat(TestFunction.result(await(one))).endsWith(" property null context Root=1");
            assertThat(TestFunction.result(await(other))).endsWith(" property null context Root=2");
        }
    }

    @Test
    void each_invocation_has_what_it_wrote_in_its_log_tail() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Shared.class, "meet").shared(2, false).start()) {
            var tails = List.of(new LogTail(), new LogTail());
            var invocations = new ArrayList<Invocation>();
            var all = new ArrayList<CompletableFuture<Outcome>>();
            for (var tail : tails) {
                invocations.add(TestFunction.with(function.invocation(meeting.name()), tail, null));
                all.add(function.pool().invoke(invocations.getLast()));
            }
            meeting.awaitArrival();
            meeting.awaitArrival();

            meeting.letGo();

            results(all);
            for (var i = 0; i < 2; i++) {
                var id = invocations.get(i).requestId();
                assertThat(new String(tails.get(i).bytes(), StandardCharsets.UTF_8))
                        .matches(
                                "(?s)START RequestId: "
                                        + id
                                        + " .*printed by "
                                        + id
                                        + "\nlogged by "
                                        + id
                                        + "\nEND RequestId: "
                                        + id
                                        + "\nREPORT RequestId: "
                                        + id
                                        + ".*")
                        .doesNotContain(invocations.get(1 - i).requestId());
            }
        }
    }

    @Test
    void what_one_invocation_throws_ends_nothing() {
        try (var function = TestFunction.of(Shared.class, "meet").shared(2, false).start()) {
            assertThat(function.result("any")).startsWith("call 1 ");

            assertThat(function.error("overflow")).contains("java.lang.StackOverflowError");

            assertThat(function.result("any")).startsWith("call 3 ");
        }
    }

    @Test
    void an_exception_that_cannot_be_described_ends_nothing() {
        try (var function = TestFunction.of(Failing.class, "oddly").shared(2, false).start()) {
            assertThat(function.result("count")).isEqualTo("1");

            assertThat(function.error("message throws")).contains("Runtime.ExitError");

            assertThat(function.result("count")).isNotEqualTo("1");
        }
    }

    @Test
    void exit_ends_all_that_runs_on_the_instance() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Shared.class, "meet").shared(3, false).start()) {
            var all = begin(function, meeting, 2);
            meeting.awaitArrival();
            meeting.awaitArrival();

            assertThat(function.error("exit")).contains("exit status 3");

            assertThat(all)
                    .allSatisfy(cut ->
                            assertThat(TestFunction.error(await(cut))).contains("exit status 3"));
            assertThat(function.result("any")).startsWith("call 1 ");
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_timeout_costs_its_own_thread_alone(boolean virtual) {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Shared.class, "deaf")
                                .shared(1, virtual)
                                .timeout(Duration.ofMillis(100))
                                .start()) {
            assertThat(function.result("any")).isEqualTo("call 1 on pool-1-thread-1");

            assertThat(function.invoke(meeting.name())).isInstanceOf(Outcome.TimedOut.class);

            assertThat(function.result("any")).isEqualTo("call 2 on pool-1-thread-2");
            assertThat(function.pool().abandonedEnvironments()).isEqualTo(1);
            meeting.letGo();
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            assertThat(function.result("any")).isEqualTo("call 4 on pool-1-thread-2");
        }
    }

    @Test
    void nothing_is_lost_while_threads_and_environments_come_and_go() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Shared.class, "deaf")
                                .shared(4, false)
                                .timeout(Duration.ofMillis(200))
                                .start()) {
            var all = new ArrayList<CompletableFuture<Outcome>>();
            for (var i = 0; i < 400; i++) {
                all.add(function.begin(i % 100 == 99 ? meeting.name() : "any"));
            }

            assertThat(all.stream().map(TestFunction::await).map(Object::getClass))
                    .hasSize(400)
                    .filteredOn(type -> type == Outcome.TimedOut.class)
                    .hasSize(4);
            Conditions.await(() -> function.pool().unfinishedInvocations() == 0);
        }
    }

    @Test
    void what_runs_at_the_end_ends_well() {
        try (var meeting = new Meeting();
                var function = TestFunction.of(Shared.class, "meet").shared(3, false).start()) {
            var all = begin(function, meeting, 2);
            meeting.awaitArrival();
            meeting.awaitArrival();

            function.pool().close();
            meeting.letGo();

            assertThat(results(all)).hasSize(2);
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    private static List<CompletableFuture<Outcome>> begin(
            TestFunction function, Meeting meeting, int count) {
        var all = new ArrayList<CompletableFuture<Outcome>>();
        for (var i = 0; i < count; i++) {
            all.add(function.begin(meeting.name()));
        }
        return all;
    }

    private static List<String> results(List<CompletableFuture<Outcome>> all) {
        return all.stream().map(one -> TestFunction.result(await(one))).toList();
    }
}
