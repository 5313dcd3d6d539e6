package dev.kiln.runtime.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Keeps;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.clock.Deadlines;
import dev.kiln.runtime.remains.LeakWatch;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.testing.CapturedConsole;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import dev.kiln.runtime.testing.TestProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines in the log that say what keeps the classes of an ended environment. */
class LeakWatchTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    private final CapturedConsole console = new CapturedConsole();
    private final Meeting meeting = new Meeting();
    private final Deadlines deadlines = new Deadlines();
    private final List<EnvironmentPool> pools = new ArrayList<>();

    /** Its copy of AWS's libraries is the tests' own, whose statics keep it for good reason. */
    @BeforeEach
    void theFirstOfTheProcess() {
        try (var first = TestFunction.start(Keeps.class, "handle").ready()) {
            assertThat(first.result("nothing")).isEqualTo("done");
        }
    }

    @AfterEach
    void close() {
        meeting.letGo();
        pools.forEach(EnvironmentPool::close);
        System.getProperties().remove(Keeps.KEPT);
        meeting.close();
    }

    private EnvironmentPool start() {
        var settings = TestFunction.of(Keeps.class, "handle").settings();
        var process = TestProcess.with(console.console(), new Reports(), () -> {});
        var leaks = new LeakWatch(settings.name(), console.console(), deadlines, SHORT);
        var pool = EnvironmentPool.start(settings, process, leaks);
        pools.add(pool);
        return pool;
    }

    private static void end(EnvironmentPool pool, String wish) {
        assertThat(call(pool, wish)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(call(pool, "exit")).isInstanceOf(Outcome.FunctionError.class);
    }

    private static Outcome call(EnvironmentPool pool, String event) {
        return TestFunction.await(
                pool.invoke(
                        Invocation.of("request", "arn", event.getBytes(StandardCharsets.UTF_8))));
    }

    private void awaitLine(String text) {
        Conditions.await(
                () -> {
                    System.gc();
                    return console.err().contains(text);
                },
                () -> "No line with '" + text + "' in: " + console.err());
    }

    @Test
    void a_thread_that_goes_on_is_named_with_what_it_does() {
        var pool = start();

        end(pool, "thread " + meeting.name());

        awaitLine(
                "kept in memory by thread 'deaf' (WAITING in java.util.concurrent.locks.LockSupport.park for com.example.functions.Place.awaitLeaveDeaf)");
        assertThat(console.err())
                .contains("Function 'Keeps': an environment that ended ")
                .contains("let it heed interrupts, or end it in a shutdown hook");
    }

    @Test
    void each_environment_has_one_line_and_a_function_ten_at_most() {
        var pool = start();

        for (var i = 0; i < 12; i++) {
            end(pool, "thread " + meeting.name());
        }

        awaitLine("No more such lines for this function.");
        assertThat(console.err().lines().filter(line -> line.contains("kept in memory by")))
                .hasSize(10);
    }

    @Test
    void what_is_neither_a_thread_nor_registered_is_counted() {
        var pool = start();

        end(pool, "static");
        awaitLine("something else than its threads and what it has registered; 1 is there so far");
        end(pool, "static");

        awaitLine("2 are there so far");
    }

    @Test
    void an_environment_that_leaves_nothing_behind_has_no_line() {
        var pool = start();

        end(pool, "nothing");
        end(pool, "static");

        awaitLine("something else");
        assertThat(console.err().lines().filter(line -> line.contains("kept in memory by")))
                .hasSize(1);
    }
}
