package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static dev.kiln.runtime.testing.TestFunction.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Failing;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.TestFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers get of a handler that throws, and what becomes of its environment. */
class FailureTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    overflow       | java.lang.StackOverflowError | java.lang.StackOverflowError
                    memory made up | made up                      | java.lang.OutOfMemoryError
                    internal       | inside                       | java.lang.InternalError
                    unknown        | java.lang.UnknownError       | java.lang.UnknownError
                    io             | java.io.IOException: disk    | java.io.IOError
                    """)
    void errors_of_the_machine_are_reported_and_end_the_environment(
            String event, String message, String type) {
        try (var function = TestFunction.start(Failing.class, "fail")) {
            assertThat(function.result("count")).isEqualTo("1");
            assertThat(function.result("count")).isEqualTo("2");

            var outcome = function.invoke(event);
            var next = function.result("count");

            assertThat(error(outcome)).startsWith(report(message, type));
            assertThat(next).isEqualTo("1");
            assertThat(function.heapExhausted()).isZero();
        }
    }

    @Test
    void a_heap_that_is_too_small_ends_the_host_after_the_answer() {
        try (var function = TestFunction.start(Failing.class, "fail")) {
            var answeredBefore = function.begin("heap").thenApply(_ -> function.heapExhausted());

            var before = await(answeredBefore);

            assertThat(before).isZero();
            assertThat(function.result("count")).isEqualTo("1");
            assertThat(function.heapExhausted()).isEqualTo(1);
            assertThat(function.out()).contains("Java heap space: java.lang.OutOfMemoryError");
        }
    }

    @Test
    void an_array_that_no_heap_could_hold_does_not() {
        try (var function = TestFunction.start(Failing.class, "fail")) {

            var error = function.error("array");

            assertThat(error)
                    .startsWith(
                            report(
                                    "Requested array size exceeds VM limit",
                                    "java.lang.OutOfMemoryError"));
            assertThat(function.result("count")).isEqualTo("1");
            assertThat(function.heapExhausted()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    assertion  | wrong               | java.lang.AssertionError
                    linkage    | com/example/Missing | java.lang.NoClassDefFoundError
                    checked    | no such file        | java.io.IOException
                    no message | java.lang.IllegalStateException | java.lang.IllegalStateException
                    """)
    void other_errors_are_reported_and_leave_the_environment_as_it_is(
            String event, String message, String type) {
        try (var function = TestFunction.start(Failing.class, "fail")) {
            assertThat(function.result("count")).isEqualTo("1");

            var outcome = function.invoke(event);
            var next = function.result("count");

            assertThat(error(outcome)).startsWith(report(message, type));
            assertThat(next).isEqualTo("3");
            assertThat(((Outcome.FunctionError) outcome).functionErrorType())
                    .isEqualTo("Runtime.UserException");
        }
    }

    @Test
    void a_result_that_cannot_be_written_leaves_the_environment_as_it_is() {
        try (var function = TestFunction.start(Failing.class, "cycle")) {

            var error = function.error("\"cycle\"");
            var next = function.result("\"count\"");

            assertThat(error)
                    .isEqualTo(
                            "{\"errorMessage\":\"An error occurred during JSON serialization of"
                                    + " response\",\"errorType\":\"java.lang.RuntimeException\","
                                    + "\"stackTrace\":[]}");
            assertThat(next).isEqualTo("{\"number\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message throws",
                "message recurses",
                "message throws the same",
                "trace throws",
                "trace is null",
                "trace has holes",
                "cause throws",
                "cause is a new one each time"
            })
    void an_exception_that_cannot_be_described_is_the_end_of_its_process(String how) {
        try (var function = TestFunction.start(Failing.class, "oddly")) {
            assertThat(function.result("count")).isEqualTo("1");

            var error = function.error(how);
            var next = function.result("count");

            assertThat(error)
                    .contains(
                            "\"errorType\":\"Runtime.ExitError\"",
                            "Error: Runtime exited with error: exit status 1\"");
            assertThat(function.err()).contains("Exception in thread \"main\" ");
            assertThat(next).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text throws", "message throws later"})
    void an_exception_that_cannot_be_printed_is_reported_first(String how) {
        try (var function = TestFunction.start(Failing.class, "oddly")) {

            var error = function.error(how);
            var next = function.result("count");

            assertThat(error).startsWith(report("odd", Failing.class.getName() + "$Odd"));
            assertThat(function.err()).contains("Exception in thread \"main\" ");
            assertThat(next).isEqualTo("1");
        }
    }

    @Test
    void an_exception_may_exit_while_it_is_described() {
        try (var function = TestFunction.start(Failing.class, "oddly")) {

            var error = function.error("message exits");

            assertThat(error).contains("Runtime.ExitError", "exit status 2");
            assertThat(function.result("count")).isEqualTo("1");
        }
    }

    @Test
    void an_exception_without_a_message_has_its_class_for_one() {
        try (var function = TestFunction.start(Failing.class, "oddly")) {

            var error = function.error("message is null");

            var type = Failing.class.getName() + "$Odd";
            assertThat(error).startsWith(report(type, type));
            assertThat(function.result("count")).isEqualTo("2");
        }
    }

    @Test
    void a_long_message_is_not_cut_and_has_no_report_for_tracing() {
        try (var function = TestFunction.start(Failing.class, "oddly")) {

            var outcome = function.invoke("message is long");

            assertThat(error(outcome))
                    .startsWith(report("m".repeat(1024 * 1024), Failing.class.getName() + "$Odd"));
            assertThat(((Outcome.FunctionError) outcome).xrayCause()).isEmpty();
            assertThat(function.result("count")).isEqualTo("2");
        }
    }

    @Test
    void a_message_of_any_characters_is_valid_json() {
        try (var function = TestFunction.start(Failing.class, "oddly")) {

            var error = function.error("message is not text");

            assertThat(error)
                    .startsWith("{\"errorMessage\":\"? \\u0000 \\u001b \\\"\\\\ \\u2028\",");
        }
    }

    @Test
    void exceptions_that_cause_each_other_are_reported_once() {
        try (var function = TestFunction.start(Failing.class, "inCircles")) {

            var error = function.error("go");

            assertThat(error).startsWith(report("first", "java.lang.IllegalStateException"));
            assertThat(function.out())
                    .contains("CIRCULAR REFERENCE", "java.lang.IllegalArgumentException: second");
        }
    }

    @Test
    void an_exception_with_causes_without_end_hurts_nobody() {
        try (var function = TestFunction.start(Failing.class, "deeply")) {

            var error = function.error("go");

            assertThat(error).contains("\"errorType\":");
            assertThat(function.result("count")).isEqualTo("1");
        }
    }

    @Test
    void a_throwable_of_no_kind_is_reported() {
        try (var function = TestFunction.start(Failing.class, "sneakily")) {

            var error = function.error("just so");

            assertThat(error).startsWith(report("just so", "java.lang.Throwable"));
        }
    }

    @Test
    void an_exception_on_another_thread_is_in_the_log_only() {
        try (var function = TestFunction.start(Failing.class, "elsewhere")) {

            var result = function.result("fine");

            assertThat(result).isEqualTo("fine");
            assertThat(function.err())
                    .contains("Exception in thread", "java.lang.IllegalStateException: elsewhere");
        }
    }

    @Test
    void a_failure_is_in_the_log_before_its_caller_reads_of_it() {
        try (var function = TestFunction.start(Failing.class, "fail")) {

            function.error("checked");

            assertThat(function.out())
                    .contains(
                            "no such file: java.io.IOException\n"
                                    + "java.io.IOException: no such file\n\tat "
                                    + Failing.class.getName()
                                    + ".fail(Failing.java:");
        }
    }

    private static String report(String message, String type) {
        return "{\"errorMessage\":\""
                + message
                + "\",\"errorType\":\""
                + type
                + "\",\"stackTrace\":[";
    }
}
