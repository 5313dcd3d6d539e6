package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Unruly;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.logging.LogTail;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that do to their process what concerns others here. */
class UnrulyHandlerTest {

    private final TestFunction function = TestFunction.start(Unruly.class, "handle");

    @AfterEach
    void close() {
        function.close();
    }

    @Test
    void a_handler_that_interrupts_itself_disturbs_no_later_one() {
        assertThat(function.result("interrupt")).isEqualTo("1");
        assertThat(function.result("sleep")).isEqualTo("2");

        var error = function.error("interrupt-and-fail");

        assertThat(error)
                .startsWith(
                        "{\"errorMessage\":\"my own\","
                                + "\"errorType\":\"java.lang.InterruptedException\"");
        assertThat(function.result("sleep")).isEqualTo("4");
    }

    @Test
    void an_interrupt_between_two_invocations_hits_neither() {
        try (var meeting = new Meeting()) {
            function.result("interrupt-later " + meeting.name());
            meeting.awaitArrival();

            meeting.letGo();

            assertThat(meeting.awaitNote()).isEqualTo("interrupted");
            Conditions.await(() -> function.result("sleep").compareTo("4") > 0);
        }
    }

    @Test
    void nobody_can_close_the_standard_streams() {
        var result = function.result("close-out");

        assertThat(result).isEqualTo("1");
        assertThat(function.out()).contains("after closing\n");
        assertThat(function.err()).contains("after closing, too\n");
        assertThat(function.result("print hello")).isEqualTo("2");
        assertThat(function.out()).contains("hello\n");
    }

    @Test
    void a_function_without_standard_output_is_so_alone() {
        assertThat(function.result("no-out")).isEqualTo("1");

        var error = function.error("print hello");

        assertThat(error).contains("\"errorType\":\"java.lang.NullPointerException\"");
        assertThat(System.out).isNotNull();
        try (var other = TestFunction.start(Unruly.class, "handle")) {
            assertThat(other.result("print hello")).isEqualTo("1");
            assertThat(other.out()).contains("hello\n");
        }
    }

    @Test
    void a_fresh_copy_of_the_function_has_standard_output_again() {
        function.result("no-out");
        function.error("exit");

        var result = function.result("print hello");

        assertThat(result).isEqualTo("1");
        assertThat(function.out()).contains("hello\n");
    }

    @Test
    void a_function_may_print_to_a_stream_of_its_own() {
        assertThat(function.result("own-out to itself")).isEqualTo("captured to itself");
        assertThat(function.out()).doesNotContain("to itself");

        assertThat(function.result("wrap-out")).isEqualTo("2");
        assertThat(function.result("print hello")).isEqualTo("3");

        assertThat(function.out()).contains("wrapped hello\n");
    }

    @Test
    void empty_system_properties_stop_nobody() {
        var properties = System.getProperties();
        try {
            assertThat(function.result("empty-properties")).isEqualTo("1");

            assertThat(function.result("print hello")).isEqualTo("2");
            assertThat(function.error("exit")).contains("Runtime.ExitError");
            assertThat(function.result("print hello")).isEqualTo("1");
        } finally {
            System.setProperties(properties);
        }
    }

    @Test
    void another_context_class_loader_stays_and_hurts_nobody() {
        var tail = new LogTail();
        assertThat(function.result("loader")).isEqualTo("1");
        assertThat(function.result("no-loader")).isEqualTo("2");

        await(
                function.pool()
                        .invoke(TestFunction.with(function.invocation("print hello"), tail, null)));

        assertThat(new String(tail.bytes(), StandardCharsets.UTF_8)).contains("hello\n");
    }

    @Test
    void the_threads_name_is_awss_until_the_function_gives_another() {
        assertThat(function.result("thread-name")).isEqualTo("main");

        assertThat(function.result("thread")).isEqualTo("2");

        assertThat(function.result("thread-name")).isEqualTo("mine");
    }

    @Test
    void a_fresh_environments_thread_takes_after_nobody() {
        var state = function.result("thread-state");
        assertThat(state).isEqualTo("main user 5 null");

        function.error("exit-elsewhere");

        assertThat(function.result("thread-state")).isEqualTo(state);
        var timedOut =
                TestFunction.with(
                        function.invocation("exit-never"), null, Instant.now().plusMillis(50));
        assertThat(await(function.pool().invoke(timedOut))).isInstanceOf(Outcome.TimedOut.class);
        assertThat(function.result("thread-state")).isEqualTo(state);
    }

    @Test
    void threads_may_be_left_behind_until_the_environment_ends() {
        try (var meeting = new Meeting()) {
            function.result("threads " + meeting.name());
            meeting.awaitArrival();
            meeting.awaitArrival();
            assertThat(function.result("print next")).isEqualTo("2");
            assertThat(function.pool().abandonedEnvironments()).isZero();

            function.error("exit");

            assertThat(meeting.awaitNote()).isEqualTo("thread interrupted");
            assertThat(meeting.awaitNote()).isEqualTo("thread interrupted");
            assertThat(function.result("print next")).isEqualTo("1");
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
        }
    }

    @Test
    void a_security_manager_is_refused_by_the_jdk() {
        var error = function.error("security-manager");

        assertThat(error).contains("\"errorType\":\"java.lang.UnsupportedOperationException\"");
        assertThat(function.result("print hello")).isEqualTo("2");
    }

    @Test
    void what_a_process_allows_once_only_is_allowed_to_a_fresh_copy_too() {
        assertThat(function.result("stream-handlers")).isEqualTo("1");
        function.error("exit");

        assertThat(function.result("stream-handlers")).isEqualTo("1");

        assertThat(function.error("stream-handlers"))
                .startsWith("{\"errorMessage\":\"factory already defined\"");
        assertThat(function.result("print hello")).isEqualTo("3");
    }

    @Test
    void what_libraries_register_for_the_process_goes_with_the_environment() throws Exception {
        assertThat(function.result("register")).isEqualTo("1");
        assertThat(Security.getProvider("Own")).isNotNull();
        assertThat(hasNoBean()).isTrue();

        function.error("exit");

        // The fresh copy would fail on a bean that is registered still.
        assertThat(function.result("register")).isEqualTo("1");
        assertThat(Security.getProvider("Own")).isNotNull();
        function.pool().close();
        Conditions.await(() -> Security.getProvider("Own") == null);
        Conditions.await(() ->
                Arrays.stream(Logger.getLogger("").getHandlers())
                        .noneMatch(it -> it.getClass().getName().contains("Own")));
    }

    private static boolean hasNoBean() throws JMException {
        return !ManagementFactory.getPlatformMBeanServer()
                .isRegistered(new ObjectName("com.example:type=Own"));
    }
}
