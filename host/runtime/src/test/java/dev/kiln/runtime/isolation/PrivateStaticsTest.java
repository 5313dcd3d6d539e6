package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statics are as private to an environment as on AWS, where it is a process. */
class PrivateStaticsTest {

    @TempDir Path folder;
    private TaskRoot root;
    private final TestHost host = TestHost.fresh();

    @BeforeEach
    void compile() {
        root =
                TaskRoot.in(folder)
                        .lib(
                                "counter.jar",
                                jar ->
                                        jar.source(
                                                """
                                                package lib;

                                                public class Counter {
                                                    public static int count;
                                                }
                                                """))
                        .source(
                                """
                                package fn;

                                import lib.Counter;

                                public class Counts extends TextFunction {
                                    private static int calls;

                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        calls++;
                                        Counter.count++;
                                        switch (event) {
                                            case "exit":
                                                System.exit(3);
                                                return "unreachable";
                                            case "hang":
                                                Thread.sleep(600_000);
                                                return "too late";
                                            case "overflow":
                                                throw new StackOverflowError("made up");
                                            default:
                                                return calls + " " + Counter.count;
                                        }
                                    }
                                }
                                """);
    }

    private RunningFunction start() {
        return host.start(root.code(), "fn.Counts");
    }

    @Test
    void calls_of_one_environment_share_statics() {
        try (var function = start()) {
            function.call();

            assertThat(function.call()).isEqualTo("2 2");
        }
    }

    @Test
    void two_environments_of_the_same_code_do_not() {
        try (var one = start();
                var other = start()) {
            one.call();
            one.call();

            assertThat(other.call()).isEqualTo("1 1");
            assertThat(one.call()).isEqualTo("3 3");
        }
    }

    @Test
    void after_an_exit_everything_starts_afresh() {
        try (var function = start()) {
            function.call();
            assertThat(function.call("exit").error()).contains("Runtime.ExitError");

            assertThat(function.call()).isEqualTo("1 1");
        }
    }

    @Test
    void after_an_error_of_the_virtual_machine_everything_starts_afresh() {
        try (var function = start()) {
            function.call();
            assertThat(function.call("overflow").error()).contains("StackOverflowError");

            assertThat(function.call()).isEqualTo("1 1");
        }
    }

    @Test
    void after_a_timeout_everything_starts_afresh() {
        var limits = FunctionLimits.defaults().withTimeout(Duration.ofSeconds(1));
        try (var function = host.start(root.code(), "fn.Counts", Map.of(), limits)) {
            function.call();
            assertThat(function.call("hang").outcome().toString()).startsWith("TimedOut");

            assertThat(function.call()).isEqualTo("1 1");
        }
    }
}
