package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static dev.kiln.runtime.testing.TestFunction.error;
import static dev.kiln.runtime.testing.TestFunction.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Closed;
import com.example.functions.Exits;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A function that ends its process ends its environment, and nothing else. */
class ProcessEndTest {

    @Test
    void exit_with_zero_gives_no_reason() {
        try (var function = TestFunction.start(Exits.class, "exit")) {
            var invocation = function.invocation("0");

            var outcome = await(function.pool().invoke(invocation));

            assertThat(error(outcome))
                    .isEqualTo(exited(invocation, "Runtime exited without providing a reason"));
        }
    }

    @Test
    void exit_with_another_status_names_it() {
        try (var function = TestFunction.start(Exits.class, "exit")) {
            var invocation = function.invocation("3");

            var outcome = await(function.pool().invoke(invocation));

            assertThat(error(outcome))
                    .isEqualTo(exited(invocation, "Runtime exited with error: exit status 3"));
        }
    }

    @Test
    void halt_is_the_same() {
        try (var function = TestFunction.start(Exits.class, "halt")) {
            var invocation = function.invocation("130");

            var outcome = await(function.pool().invoke(invocation));

            assertThat(error(outcome))
                    .isEqualTo(exited(invocation, "Runtime exited with error: exit status 130"));
        }
    }

    @Test
    void the_next_caller_is_served_by_a_fresh_copy_of_the_function() {
        try (var function = TestFunction.start(Exits.class, "exit")) {
            assertThat(function.result("count")).isEqualTo("1");
            assertThat(function.result("count")).isEqualTo("2");
            function.error("1");

            var next = function.result("count");

            assertThat(next).isEqualTo("1");
        }
    }

    @Test
    void a_handler_that_catches_everything_is_answered_for_all_the_same() {
        try (var function = TestFunction.start(Exits.class, "survive")) {

            var error = function.error("");

            assertThat(error).contains("Runtime.ExitError", "exit status 4");
        }
    }

    @Test
    void another_thread_of_the_function_may_end_it_while_the_handler_runs() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "exitOnAnotherThread")) {
            assertThat(function.result("count")).isEqualTo("1");

            var error = function.error(meeting.name());
            var next = function.result("count");

            assertThat(error).contains("Runtime.ExitError", "exit status 5");
            assertThat(next).isEqualTo("1");
            assertThat(function.pool().abandonedEnvironments()).isEqualTo(1);
            meeting.letGo();
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void another_thread_of_the_function_may_end_it_while_nothing_runs() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "exitLater")) {
            assertThat(function.result(meeting.name())).isEqualTo("1");
            assertThat(function.result("again")).isEqualTo("2");

            meeting.letGo();

            // One call may be running just when the end comes.
            Conditions.await(() ->
                    function.invoke("again") instanceof Outcome.Succeeded(var result)
                            && new String(result, StandardCharsets.UTF_8).equals("1"));
        }
    }

    @Test
    void a_function_that_ends_by_itself_is_started_again_for_a_caller_only() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Exits.BySelf.class, "handle")
                                .variable("PLACE", meeting.name())
                                .start()
                                .ready()) {
            assertThat(meeting.awaitNote()).isEqualTo("made");

            meeting.letGo();

            assertThat(meeting.noteWithin(Duration.ofMillis(300))).isEmpty();
            assertThat(function.result("hello")).isEqualTo("hello");
            assertThat(meeting.awaitNote()).isEqualTo("made");
        }
    }

    @Test
    void a_constructor_that_exits_fails_the_initialisation() {
        try (var function = TestFunction.start(Exits.InConstructor.class, "handle")) {

            var first = function.error("first");
            var second = function.error("second");

            assertThat(first).contains("Runtime.ExitError", "exit status 7");
            assertThat(second).contains("Runtime.ExitError", "exit status 7");
            assertThat(function.pool().initState())
                    .isInstanceOfSatisfying(
                            InitState.Failed.class,
                            failed -> {
                                assertThat(failed.message()).contains("exit status 7");
                                assertThat(failed.tries()).isBetween(2, 3);
                                assertThat(failed.lasting()).isFalse();
                            });
        }
    }

    @Test
    void a_static_initialiser_that_exits_does_so_too() {
        try (var function = TestFunction.start(Exits.InStatic.class, "handle")) {

            var error = function.error("first");

            assertThat(error).contains("Runtime.ExitError", "exit status 8");
        }
    }

    @Test
    void exit_runs_the_shutdown_hooks_before_the_caller_is_answered() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "exitWithHook")) {

            function.error(meeting.name());

            assertThat(meeting.notes()).containsExactly("hook");
        }
    }

    @Test
    void halt_runs_no_shutdown_hooks() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "haltWithHook")) {

            function.error(meeting.name());
            function.pool().close();

            assertThat(meeting.notes()).containsExactly("halt");
        }
    }

    @Test
    void a_hook_can_be_removed_once() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "exitWithoutItsHook")) {

            function.error(meeting.name());

            assertThat(meeting.notes()).containsExactly("removed true", "removed false");
        }
    }

    @Test
    void hooks_that_hang_or_exit_or_register_others_are_cut_off() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "exitWithBadHooks")) {
            var begun = System.nanoTime();

            var error = function.error(meeting.name());

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(error).contains("Runtime.ExitError", "exit status 3");
            assertThat(meeting.notes()).containsExactly("Shutdown in progress");
        }
    }

    @Test
    void the_end_of_the_host_runs_the_shutdown_hooks() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Exits.class, "keepHook")) {
            function.result(meeting.name());

            function.pool().close();

            assertThat(meeting.notes()).containsExactly("hook with its classes");
        }
    }

    @Test
    void a_handler_is_closed_before_the_hooks_run() {
        try (var meeting = new Meeting();
                var function = closed(meeting, "")) {
            assertThat(function.result("any")).isEqualTo("done");

            function.pool().close();

            assertThat(meeting.notes())
                    .containsExactly("closed on main", "hook of " + meeting.name());
        }
    }

    @Test
    void a_handler_that_cannot_be_closed_is_logged_and_its_hooks_run() {
        try (var meeting = new Meeting();
                var function = closed(meeting, "throw")) {
            assertThat(function.result("any")).isEqualTo("done");

            function.pool().close();

            assertThat(meeting.notes())
                    .containsExactly("closed on main", "hook of " + meeting.name());
            assertThat(function.out()).contains("cannot be closed: java.lang.IllegalState");
        }
    }

    @Test
    void a_handler_whose_closing_does_not_end_is_left() {
        try (var meeting = new Meeting();
                var function = closed(meeting, "hang")) {
            assertThat(function.result("any")).isEqualTo("done");

            function.pool().close();

            assertThat(meeting.notes()).containsExactly("closed on main");
            assertThat(function.err()).contains("is left without an end of its clean-up");
        }
    }

    @Test
    void a_handler_is_closed_when_its_last_invocation_has_ended() {
        try (var meeting = new Meeting();
                var other = new Meeting();
                var function = closed(meeting, "")) {
            var running = function.begin(other.name());
            other.awaitArrival();

            function.pool().close();

            assertThat(meeting.notes()).isEmpty();
            other.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(meeting.awaitNote()).isEqualTo("closed on main");
            assertThat(meeting.awaitNote()).isEqualTo("hook of " + meeting.name());
        }
    }

    @Test
    void a_handler_that_ends_its_process_is_not_closed() {
        try (var meeting = new Meeting();
                var function = closed(meeting, "")) {
            assertThat(function.error("exit")).contains("Runtime.ExitError");

            assertThat(meeting.notes()).containsExactly("hook of " + meeting.name());
        }
    }

    private static TestFunction closed(Meeting meeting, String how) {
        return TestFunction.of(Closed.class, "handle")
                .variable("PLACE", meeting.name())
                .variable("CLOSE", how)
                .start();
    }

    @Test
    void no_invocation_is_lost_where_environments_end_all_the_time() {
        try (var function = TestFunction.start(Exits.class, "exitLater")) {
            for (int i = 0; i < 15; i++) {
                try (var meeting = new Meeting()) {
                    // The environment may end before a later call is taken, while it runs, or
                    // after.
                    function.invoke(meeting.name());
                    var before = function.begin("before");
                    meeting.letGo();
                    var after = function.begin("after");

                    isAnswered(await(before));
                    isAnswered(await(after));
                }
            }
        }
    }

    private static void isAnswered(Outcome outcome) {
        assertThat(outcome)
                .satisfiesAnyOf(
                        ended -> assertThat(result(ended)).matches("\\d+"),
                        ended -> assertThat(error(ended)).contains("exit status 6"));
    }

    private static String exited(Invocation invocation, String reason) {
        return "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
                + invocation.requestId()
                + " Error: "
                + reason
                + "\"}";
    }
}
