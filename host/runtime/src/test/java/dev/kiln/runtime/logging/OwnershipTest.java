package dev.kiln.runtime.logging;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Logging;
import dev.kiln.runtime.testing.CapturedConsole;
import dev.kiln.runtime.testing.TestFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which line belongs to whom, where several functions share a console. */
class OwnershipTest {

    @Test
    void functions_that_print_at_the_same_time_never_mix() {
        var console = new CapturedConsole();
        var words = List.of("alpha", "beta", "gamma", "delta");
        var functions = new ArrayList<TestFunction>();
        for (int i = 0; i < words.size(); i++) {
            functions.add(TestFunction.of(Logging.class, "chatter").console(console).start());
        }
        functions.forEach(TestFunction::ready);

        var tails = new ArrayList<LogTail>();
        var outcomes = new ArrayList<CompletableFuture<?>>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < words.size(); i++) {
                var tail = new LogTail();
                tails.add(tail);
                var function = functions.get(i);
                outcomes.add(
                        function.pool()
                                .invoke(
                                        TestFunction.with(
                                                function.invocation(words.get(i)), tail, null)));
            }
        }
        outcomes.forEach(outcome -> await(outcome));
        functions.forEach(TestFunction::close);

        for (int i = 0; i < tails.size(); i++) {
            var own = words.get(i % words.size());
            assertThat(text(tails.get(i)))
                    .hasSizeBetween(4000, 4096)
                    .contains(own + " err 99\n")
                    .doesNotContain(words.stream().filter(word -> !word.equals(own)).toList());
        }
        assertThat(console.out().lines()).allMatch(OwnershipTest::isWhole);
        assertThat(console.err().lines()).allMatch(line -> line.matches("[a-z]+ err \\d+"));
    }

    /** A line in parts may be cut between its parts, but never continued by another function. */
    private static boolean isWhole(String line) {
        return line.matches("[a-z]+ (println|printf|print|log) \\d+")
                || line.matches("[a-z]+ print |\\d+")
                || line.matches("(START|END|REPORT) RequestId: .*")
                || line.equals("constructed");
    }

    @Test
    void threads_of_a_function_print_to_its_log() {
        try (var function = TestFunction.start(Logging.class, "onThreads").ready()) {
            var tail = new LogTail();

            await(function.pool().invoke(TestFunction.with(function.invocation(""), tail, null)));

            assertThat(text(tail))
                    .contains(
                            "on the invocation's thread",
                            "on a thread of its own",
                            "printed on a thread of its own\n",
                            "printed on a thread of the JVM's\n",
                            "printed on a thread without a loader\n",
                            "java.lang.IllegalStateException: printed by the JDK\n\tat ");
            assertThat(function.err()).contains("printed by the JDK");
        }
    }

    @Test
    void every_method_of_a_print_stream_prints_as_the_jdks_own_does() {
        try (var function = TestFunction.start(Logging.class, "everyMethod").ready()) {

            function.invoke("");

            assertThat(function.out())
                    .contains(
                            """
                            truec123.54.5xynullnull
                            true
                            c
                            1
                            2
                            3.5
                            4.5
                            xy
                            null
                            null
                            appended!12
                            00042|formatted
                            1,5
                            write
                            """);
        }
    }

    @Test
    void a_character_may_be_printed_in_two_halves() {
        try (var function = TestFunction.start(Logging.class, "charByChar").ready()) {

            function.invoke("smile 😀 and € and \uD83D\uDE80");

            assertThat(function.out()).contains("smile 😀 and € and 🚀\n");
        }
    }

    @Test
    void what_no_thread_of_a_function_prints_is_the_hosts() {
        var console = new CapturedConsole();
        var log = new EnvironmentLog(console.console());

        log.stream(false).print("open");
        console.console().line("a line of the host");
        log.stream(false).println("of the function");
        console.console().errorLine("an error of the host");

        assertThat(console.out()).isEqualTo("open\na line of the host\nof the function\n");
        assertThat(console.err()).isEqualTo("an error of the host\n");
    }

    private static String text(LogTail tail) {
        return new String(tail.bytes(), StandardCharsets.UTF_8);
    }
}
