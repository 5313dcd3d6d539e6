package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Failing;
import com.example.functions.Slow;
import com.example.functions.Unruly;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nothing is left of hundreds of environments that ended badly. */
class LeakIT {

    private static final int MANY = 300;

    @Test
    void of_failing_invocations() {
        try (var function = TestFunction.start(Failing.class, "fail")) {

            var before = warmedUp(() -> function.error("overflow"));

            for (int i = 0; i < MANY; i++) {
                assertThat(function.error("checked")).contains("no such file");
                assertThat(function.error("internal")).contains("inside");
            }
            assertThat(function.result("count")).isEqualTo("1");
            before.areAboutTheSameStill();
        }
    }

    @Test
    void of_functions_that_exit_and_leave_threads_and_registrations_behind() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Unruly.class, "handle")) {
            Runnable use =
                    () -> {
                        function.result("threads " + meeting.name());
                        function.result("register");
                        assertThat(function.error("exit")).contains("Runtime.ExitError");
                    };

            var before = warmedUp(use);

            for (int i = 0; i < MANY / 3; i++) {
                use.run();
            }
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            before.areAboutTheSameStill();
        }
    }

    @Test
    void of_handlers_that_took_too_long() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Slow.class, "sleep")
                                .timeout(Duration.ofMillis(20))
                                .start()) {
            Runnable use =
                    () ->
                            assertThat(function.invoke(meeting.name()))
                                    .isInstanceOf(Outcome.TimedOut.class);

            var before = warmedUp(use);

            for (int i = 0; i < MANY / 3; i++) {
                use.run();
            }
            Conditions.await(() -> function.pool().abandonedEnvironments() == 0);
            before.areAboutTheSameStill();
        }
    }

    @Test
    void of_callers_who_gave_up() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Slow.class, "sleep")) {
            var running = function.begin(meeting.name());
            meeting.awaitArrival();

            for (int i = 0; i < 100 * MANY; i++) {
                function.begin("nobody waits for this").cancel(true);
            }

            assertThat(function.pool().unfinishedInvocations()).isEqualTo(1);
            meeting.letGo();
            assertThat(await(running)).isInstanceOf(Outcome.Succeeded.class);
            assertThat(function.result("next")).isEqualTo("next is call 2");
        }
    }

    private static Resources warmedUp(Runnable use) {
        for (int i = 0; i < 10; i++) {
            use.run();
        }
        return Resources.now();
    }

    /** What a process has at some time. */
    private record Resources(int threads, long files, int classes) {

        private static final Resources FLUCTUATION = new Resources(10, 10, 1000);

        static Resources now() {
            var system = ManagementFactory.getOperatingSystemMXBean();
            return new Resources(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
        }

        void areAboutTheSameStill() {
            Conditions.await(() -> {
                // Classes go when the collector finds their loader.
                System.gc();
                var now = now();
                return now.threads <= threads + FLUCTUATION.threads
                        && now.files <= files + FLUCTUATION.files
                        && now.classes <= classes + FLUCTUATION.classes;
            });
        }
    }
}
