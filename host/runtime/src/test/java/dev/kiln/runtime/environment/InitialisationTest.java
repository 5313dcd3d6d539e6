package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static dev.kiln.runtime.testing.TestFunction.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Initialising;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.LogTail;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way to the first invocation, and what happens when it is blocked. */
class InitialisationTest {

    private final Meeting meeting = new Meeting();

    @AfterEach
    void leave() {
        meeting.close();
    }

    private TestFunction.Preparation function(Class<?> type) {
        return TestFunction.of(type, "handle").variable("PLACE", meeting.name());
    }

    @Test
    void callers_wait_for_it() {
        try (var function = function(Initialising.Waiting.class).start()) {
            meeting.awaitArrival();
            var first = function.begin("first");
            var second = function.begin("second");
            assertThat(function.pool().initState()).isInstanceOf(InitState.Initialising.class);
            assertThat(function.pool().description()).isNotDone();

            meeting.letGo();

            assertThat(TestFunction.result(await(first))).isEqualTo("first");
            assertThat(TestFunction.result(await(second))).isEqualTo("second");
            assertThat(function.pool().initState()).isInstanceOf(InitState.Ready.class);
            assertThat(await(function.pool().description()).orElseThrow().inputType())
                    .isEqualTo("java.io.InputStream");
        }
    }

    @Test
    void those_who_wait_get_the_error_of_one_that_fails() {
        try (var function = function(Initialising.Failing.class).start()) {
            meeting.awaitArrival();
            var first = function.begin("first");
            var second = function.begin("second");

            meeting.letGo();

            var error =
                    "{\"errorMessage\":\"no database\","
                            + "\"errorType\":\"java.lang.IllegalStateException\"}";
            assertThat(error(await(first))).isEqualTo(error);
            assertThat(error(await(second))).isEqualTo(error);
            assertThat(((Outcome.FunctionError) await(second)).functionErrorType())
                    .isEqualTo("Runtime.BadFunctionCode");
            assertThat(await(function.pool().description())).isEmpty();
            assertThat(function.pool().initState())
                    .isEqualTo(
                            new InitState.Failed(
                                    "no database",
                                    "java.lang.IllegalStateException",
                                    "",
                                    1,
                                    false));
            assertThat(function.out())
                    .contains(
                            "no database: java.lang.IllegalStateException\n"
                                    + "java.lang.IllegalStateException: no database\n\tat ");
        }
    }

    @Test
    void those_who_wait_have_their_lines_in_the_log_all_the_same() {
        try (var function = function(Initialising.Failing.class).start()) {
            meeting.awaitArrival();
            var tail = new LogTail();
            var invocation = TestFunction.with(function.invocation("first"), tail, null);
            var outcome = function.pool().invoke(invocation);

            meeting.letGo();

            await(outcome);
            var id = invocation.requestId();
            assertThat(new String(tail.bytes(), StandardCharsets.UTF_8))
                    .startsWith("START RequestId: " + id + " Version: $LATEST\n")
                    .contains("\nEND RequestId: " + id + "\nREPORT RequestId: " + id + "\t");
        }
    }

    @Test
    void each_invocation_tries_again_with_fresh_classes_until_one_succeeds() {
        meeting.note("first");
        meeting.note("second");
        try (var function = function(Initialising.FailingAtFirst.class).start().ready()) {
            var first = (InitState.Failed) function.pool().initState();

            var error = function.error("hello");
            var second = (InitState.Failed) function.pool().initState();
            var result = function.result("hello");

            assertThat(List.of(first.message(), second.message()))
                    .containsExactly("first 1", "second 1");
            assertThat(List.of(first.tries(), second.tries())).containsExactly(1, 2);
            assertThat(error).contains("\"errorMessage\":\"second 1\"");
            assertThat(result).isEqualTo("hello");
            assertThat(function.pool().initState()).isInstanceOf(InitState.Ready.class);
            assertThat(await(function.pool().description())).isPresent();
        }
    }

    @Test
    void it_can_be_tried_again_without_an_invocation() {
        meeting.note("first");
        try (var function = function(Initialising.FailingAtFirst.class).start().ready()) {
            assertThat(function.pool().initState()).isInstanceOf(InitState.Failed.class);

            var description = await(function.pool().initialise());

            assertThat(description).isPresent();
            assertThat(function.pool().initState()).isInstanceOf(InitState.Ready.class);
            assertThat(await(function.pool().initialise())).isEqualTo(description);
            assertThat(function.result("hello")).isEqualTo("hello");
        }
    }

    @Test
    void failures_are_counted_in_a_row() {
        meeting.note("first");
        try (var function = function(Initialising.FailingAtFirst.class).start().ready()) {
            assertThat(function.result("hello")).isEqualTo("hello");
            meeting.note("later");

            function.error("exit");

            Conditions.await(() -> function.pool().initState() instanceof InitState.Failed);
            assertThat(((InitState.Failed) function.pool().initState()).tries()).isEqualTo(1);
            assertThat(await(function.pool().description())).isPresent();
            assertThat(function.result("hello")).isEqualTo("hello");
        }
    }

    @Test
    void a_static_initialiser_that_fails_is_reported_as_awss_loader_sees_it() {
        try (var function = function(Initialising.StaticallyFailing.class).start().ready()) {

            var error = function.error("hello");

            assertThat(error)
                    .isEqualTo(
                            "{\"errorMessage\":\"Error loading class "
                                    + Initialising.StaticallyFailing.class.getName()
                                    + "\",\"errorType\":\"java.lang.ExceptionInInitializerError\"}");
            var state = (InitState.Failed) function.pool().initState();
            assertThat(state.lasting()).isFalse();
            assertThat(state.rootCause()).isEqualTo("java.lang.IllegalStateException: static");
        }
    }

    @Test
    void an_exception_that_cannot_be_described_fails_it_like_any_other() {
        try (var function = function(Initialising.Undescribable.class).start().ready()) {

            var error = function.error("hello");

            assertThat(error)
                    .isEqualTo(
                            "{\"errorMessage\":\"Error loading "
                                    + Initialising.Undescribable.class.getName()
                                    + "::handle: java.lang.IllegalStateException\","
                                    + "\"errorType\":\"java.lang.IllegalStateException\"}");
            assertThat(function.error("hello")).isEqualTo(error);
        }
    }

    @Test
    void a_fault_of_the_declaration_answers_each_invocation_and_is_not_tried_again() {
        try (var function =
                TestFunction.of("com.example.functions.Missing::handle").start().ready()) {

            var first = function.error("first");
            var second = function.error("second");

            assertThat(first)
                    .isEqualTo(
                            "{\"errorMessage\":\"Class not found: com.example.functions.Missing\","
                                    + "\"errorType\":\"java.lang.ClassNotFoundException\"}");
            assertThat(second).isEqualTo(first);
            assertThat(function.pool().initState())
                    .isEqualTo(
                            new InitState.Failed(
                                    "Class not found: com.example.functions.Missing",
                                    "java.lang.ClassNotFoundException",
                                    "",
                                    1,
                                    true));
            assertThat(await(function.pool().initialise())).isEmpty();
            assertThat(function.out().split("Class not found: ", -1)).hasSize(3);
        }
    }

    @Test
    void a_fault_without_an_exception_has_no_type() {
        try (var function = TestFunction.start(Initialising.Fine.class, "missing").ready()) {

            var error = function.error("first");

            assertThat(error)
                    .isEqualTo(
                            "{\"errorMessage\":\"No public method named missing with appropriate"
                                    + " method signature found on class "
                                    + Initialising.Fine.class.getName()
                                    + "\"}");
        }
    }

    @Test
    void a_class_without_a_public_constructor_lasts_too() {
        try (var function = function(Initialising.Hidden.class).start().ready()) {

            var error = function.error("first");

            assertThat(error)
                    .contains(
                            "has no public zero-argument constructor",
                            "\"errorType\":\"java.lang.Exception\"");
            assertThat(((InitState.Failed) function.pool().initState()).lasting()).isTrue();
        }
    }

    @Test
    void one_that_takes_too_long_times_out_for_those_who_wait_and_is_interrupted() {
        var limit = Duration.ofMillis(150);
        try (var function = function(Initialising.Waiting.class).initTimeout(limit).start()) {
            meeting.awaitArrival();

            var outcome = function.invoke("first");

            assertThat(outcome).isEqualTo(new Outcome.TimedOut(limit));
            assertThat(function.pool().initState())
                    .isEqualTo(
                            new InitState.Failed(
                                    "Initialisation timed out after 0.15 seconds",
                                    "",
                                    "",
                                    1,
                                    false));
            assertThat(function.out()).contains("Task timed out after 0.15 seconds");
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void the_next_try_has_the_functions_own_time() {
        try (var function =
                function(Initialising.Waiting.class)
                        .initTimeout(Duration.ofMillis(50))
                        .start()
                        .ready()) {
            assertThat(function.pool().initState()).isInstanceOf(InitState.Failed.class);
            meeting.awaitArrival();

            var patient = function.begin("patient");
            meeting.awaitArrival();
            assertThat(function.pool().initState()).isInstanceOf(InitState.Initialising.class);
            meeting.letGo();

            assertThat(TestFunction.result(await(patient))).isEqualTo("patient");
        }
    }

    @Test
    void one_that_hangs_is_abandoned_and_counted() {
        try (var function =
                function(Initialising.Deaf.class).initTimeout(Duration.ofMillis(50)).start()) {

            await(function.pool().description());

            assertThat(function.pool().abandonedEnvironments()).isEqualTo(1);
            meeting.letGo();
            assertThat(function.result("hello")).isEqualTo("hello");
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void closing_the_pool_ends_it_and_leaves_nobody_waiting() {
        try (var function = function(Initialising.Waiting.class).start()) {
            meeting.awaitArrival();
            var waiting = function.begin("waiting");

            function.pool().close();

            assertThat(await(waiting)).isInstanceOf(Outcome.Throttled.class);
            assertThat(await(function.pool().description())).isEmpty();
            assertThat(await(function.pool().initialise())).isEmpty();
            assertThat(function.begin("late")).isCompleted();
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }
}
