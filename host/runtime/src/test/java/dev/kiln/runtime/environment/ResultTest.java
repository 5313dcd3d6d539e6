package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Results;
import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handler writes, how much of it, and when. */
class ResultTest {

    private static final int LIMIT = FunctionLimits.MAX_PAYLOAD_BYTES;
    private static final String TOO_LARGE =
            "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size"
                    + " (6291556 bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}";

    @Test
    void a_result_may_be_as_large_as_aws_allows_and_no_larger() {
        try (var function = TestFunction.start(Results.class, "write")) {

            assertThat(function.result("" + LIMIT)).hasSize(LIMIT);
            assertThat(function.error("" + (LIMIT + 1))).isEqualTo(TOO_LARGE);
            assertThat(function.result("0")).isEmpty();
        }
    }

    @Test
    void a_result_that_is_too_large_has_its_own_class_of_error() {
        try (var function = TestFunction.start(Results.class, "write")) {

            var outcome = function.invoke("" + 7 * 1024 * 1024);

            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.FunctionError.class,
                            error -> {
                                assertThat(error.functionErrorType())
                                        .isEqualTo("Function.ResponseSizeTooLarge");
                                assertThat(error.xrayCause()).isEmpty();
                            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"writeByteByByte", "value"})
    void it_is_the_same_for_all_ways_to_write(String method) {
        try (var function = TestFunction.start(Results.class, method)) {

            assertThat(function.error("" + 7 * 1024 * 1024)).isEqualTo(TOO_LARGE);
            assertThat(function.result("1000000")).hasSizeBetween(1_000_000, 1_000_002);
        }
    }

    @Test
    void what_comes_after_too_much_is_not_put_in_its_place() {
        try (var function = TestFunction.start(Results.class, "writeAndClose")) {

            var error = function.error("" + 2 * LIMIT);

            assertThat(error).isEqualTo(TOO_LARGE);
        }
    }

    @Test
    void closing_the_stream_has_no_effect() {
        try (var function = TestFunction.start(Results.class, "writeAndClose")) {

            var result = function.result("3");

            assertThat(result).isEqualTo("xxx!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "7000000"})
    void a_handler_that_throws_after_writing_has_only_thrown(String size) {
        try (var function = TestFunction.start(Results.class, "writeAndFail")) {

            var error = function.error(size);

            assertThat(error)
                    .startsWith(
                            "{\"errorMessage\":\"changed my mind\","
                                    + "\"errorType\":\"java.io.IOException\"");
        }
    }

    @Test
    void what_is_written_after_the_return_is_in_no_result() {
        try (var function = TestFunction.start(Results.class, "writeTooLate")) {

            var first = function.begin("first");
            var second = function.begin("second");
            var third = function.begin("third");

            assertThat(TestFunction.result(await(first))).isEqualTo("first");
            assertThat(TestFunction.result(await(second))).isEqualTo("second");
            assertThat(TestFunction.result(await(third))).isEqualTo("third");
        }
    }

    @Test
    void a_thread_that_goes_on_writing_changes_no_result() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Results.class, "writeForEver")) {

            var outcome = (Outcome.Succeeded) function.invoke(meeting.name());

            var length = outcome.result().length;
            function.pool().close();
            assertThat(meeting.awaitNote()).isEqualTo("stopped");
            assertThat(outcome.result()).hasSize(length).containsOnly('.');
        }
    }

    @Test
    void a_context_that_is_kept_stays_what_it_was() {
        try (var function = TestFunction.start(Results.class, "readTooLate")) {
            var first = function.invocation("");
            var second = function.invocation("");

            await(function.pool().invoke(first));
            var result = TestFunction.result(await(function.pool().invoke(second)));

            assertThat(result).isEqualTo(first.requestId() + " true");
        }
    }
}
