package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which compiled code names what concerns its process. A way that is not redirected
 * ends the JVM that runs this test, or reads the variables of that JVM.
 */
class CallSiteRedirectTest {

    private static final String EXITS =
            """
            package fn;

            import java.util.function.*;

            public class Exits extends TextFunction {
                interface Ending {
                    default void ofInstance(int status) {
                        System.exit(status);
                    }

                    static void ofInterface(int status) {
                        Runtime.getRuntime().halt(status);
                    }
                }

                static class Initialised {
                    static final int NEVER = end();

                    private static int end() {
                        System.exit(8);
                        return 1;
                    }
                }

                private Runtime kept = Runtime.getRuntime();

                private static Runtime runtime(int[] calls) {
                    calls[0]++;
                    return Runtime.getRuntime();
                }

                @Override
                protected Object answer(String way) throws Exception {
                    switch (way) {
                        case "exit 1":
                            System.exit(1);
                            return way;
                        case "exit 2":
                            Runtime.getRuntime().exit(2);
                            return way;
                        case "exit 3":
                            kept.halt(way.length() > 3 ? 3 : 0);
                            return way;
                        case "exit 4":
                            Runnable lambda = () -> System.exit(4);
                            lambda.run();
                            return way;
                        case "exit 5":
                            IntConsumer exit = System::exit;
                            exit.accept(5);
                            return way;
                        case "exit 6":
                            int[] calls = {0};
                            IntConsumer bound = runtime(calls)::exit;
                            bound.accept(calls[0] + 5);
                            return way;
                        case "exit 7":
                            BiConsumer<Runtime, Integer> unbound = Runtime::halt;
                            unbound.accept(kept, 7);
                            return way;
                        case "exit 8":
                            return Initialised.NEVER;
                        case "exit 9":
                            new Ending() {}.ofInstance(9);
                            return way;
                        case "exit 10":
                            Ending.ofInterface(10);
                            return way;
                        case "exit 11":
                            try {
                                return way;
                            } finally {
                                for (long i = 0, n = 1; i < n; i++) {
                                    Runtime.getRuntime().exit((int) (10 + n));
                                }
                            }
                        case "exit 12":
                            Thread thread = new Thread(() -> System.exit(12));
                            thread.start();
                            thread.join();
                            Thread.sleep(60_000);
                            return way;
                        default:
                            return "alive";
                    }
                }
            }
            """;

    @TempDir static Path folder;
    private static final TestHost HOST = TestHost.fresh();
    private static final List<Named<RunningFunction>> EXITING = new ArrayList<>();

    @BeforeAll
    static void compile() {
        for (var release : new int[] {8, 11, 25}) {
            var code = TaskRoot.in(folder.resolve("" + release)).release(release).source(EXITS);
            EXITING.add(Named.of("release " + release, HOST.start(code.code(), "fn.Exits")));
        }
    }

    @AfterAll
    static void stop() {
        EXITING.forEach(named -> named.getPayload().close());
    }

    static Stream<Arguments> exits() {
        return EXITING.stream()
                .flatMap(function ->
                        IntStream.rangeClosed(1, 12)
                                .mapToObj(status -> Arguments.of(function, status)));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("exits")
    void an_exit_ends_the_environment_and_not_the_host(RunningFunction function, int status) {
        var answer = function.call("exit " + status);

        assertThat(answer.error())
                .contains("\"errorType\":\"Runtime.ExitError\"")
                .contains("Runtime exited with error: exit status " + status + "\"");
        assertThat(function.call("still there?").result()).isEqualTo("alive");
    }
}
