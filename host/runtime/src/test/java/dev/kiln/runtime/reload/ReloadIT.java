package dev.kiln.runtime.reload;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.deployment.JarFolder;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.testing.CapturedConsole;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import dev.kiln.runtime.testing.TestProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuilt function is served from the next invocation on. */
class ReloadIT {

    /** Answers a word; loads another class only when it is asked to, or after a meeting. */
    private static final String FUNCTION =
            """
            package fn;

            import java.util.concurrent.*;

            public class Word extends TextFunction {
                @Override
                protected Object answer(String event) throws Exception {
                    if (event.startsWith("meeting-")) {
                        ((Semaphore) System.getProperties().get(event + ".arrived")).release();
                        ((CountDownLatch) System.getProperties().get(event + ".leave")).await();
                        return "WORD, late " + Late.TEXT;
                    }
                    return "WORD";
                }

                static class Late {
                    static final String TEXT = String.valueOf("WORD");
                }
            }
            """;

    private static final String UNUSABLE =
            """
            package fn;

            public class Word extends TextFunction {
                static final int ZERO = Integer.parseInt("zero");

                @Override
                protected Object answer(String event) {
                    return ZERO;
                }
            }
            """;

    @TempDir Path folder;

    private final CapturedConsole console = new CapturedConsole();
    private @Nullable ReloadingEnvironments function;

    @AfterEach
    void close() {
        if (function != null) {
            function.close();
        }
    }

    @Test
    void new_classes_are_served_from_the_next_invocation_on() {
        build("first");
        start(this::classes);
        assertThat(call("any")).isEqualTo("first");
        assertThat(call("any")).isEqualTo("first");
        assertThat(console.out()).doesNotContain("new code");

        build("second");

        assertThat(call("any")).isEqualTo("second");
        assertThat(console.out()).contains("Function 'Word' has new code, served from now on.");
    }

    @Test
    void a_jar_that_is_written_over_is_served_too() throws IOException {
        var jar = jar("first");
        start(() -> DeploymentPackage.ofJar(jar, Optional.empty(), List.of()));
        assertThat(call("any")).isEqualTo("first");

        Files.write(jar, Files.readAllBytes(jar("second")));

        assertThat(call("any")).isEqualTo("second");
    }

    @Test
    void what_runs_ends_on_the_old_code_also_where_it_loads_a_class_of_it_late()
            throws IOException {
        var jar = jar("first");
        start(() -> DeploymentPackage.ofJar(jar, Optional.empty(), List.of()));
        try (var meeting = new Meeting()) {
            var running = begin(meeting.name());
            meeting.awaitArrival();

            Files.write(jar, Files.readAllBytes(jar("second")));

            assertThat(call("any")).isEqualTo("second");
            assertThat(running).isNotDone();
            meeting.letGo();
            assertThat(TestFunction.result(await(running))).isEqualTo("first, late first");
        }
    }

    @Test
    void code_that_cannot_be_initialised_leaves_the_old_one_and_says_so() {
        build("first");
        start(this::classes);
        assertThat(call("any")).isEqualTo("first");

        TaskRoot.in(folder).source(UNUSABLE);

        assertThat(call("any")).isEqualTo("first");
        assertThat(call("any")).isEqualTo("first");
        assertThat(console.err())
                .containsOnlyOnce("has new code that cannot be used")
                .contains("Error loading class fn.Word")
                .contains("The code before stays until the next change.");

        build("third");

        assertThat(call("any")).isEqualTo("third");
    }

    @Test
    void half_a_jar_leaves_the_old_one_and_says_so() throws IOException {
        var jar = jar("first");
        start(() -> DeploymentPackage.ofJar(jar, Optional.empty(), List.of()));
        assertThat(call("any")).isEqualTo("first");
        var whole = Files.readAllBytes(jar("second"));

        Files.write(jar, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(call("any")).isEqualTo("first");
        assertThat(console.err()).containsOnlyOnce("has new code that cannot be used");

        Files.write(jar, whole);
        assertThat(call("any")).isEqualTo("second");
    }

    @Test
    void code_that_is_not_there_for_a_while_is_said_once() throws IOException {
        var jar = jar("first");
        start(() -> {
            if (!Files.exists(jar)) {
                throw new InvalidSettingException("There is no jar.");
            }
            return DeploymentPackage.ofJar(jar, Optional.empty(), List.of());
        });
        Files.delete(jar);

        assertThat(call("any")).isEqualTo("first");
        assertThat(call("any")).isEqualTo("first");

        assertThat(console.err()).containsOnlyOnce("cannot be used: There is no jar.");
        Files.write(jar, Files.readAllBytes(jar("second")));
        assertThat(call("any")).isEqualTo("second");
    }

    @Test
    void a_function_that_could_not_be_started_is_served_when_its_code_is_mended() {
        TaskRoot.in(folder).source(UNUSABLE);
        start(this::classes);
        assertThat(TestFunction.error(await(begin("any")))).contains("Error loading class fn.Word");

        build("second");

        assertThat(call("any")).isEqualTo("second");
    }

    @Test
    void a_further_library_is_found() {
        build("first");
        start(this::classes);
        assertThat(call("any")).isEqualTo("first");

        TaskRoot.in(folder)
                .lib("more.jar", jar -> jar.file("more.txt", "a library's"))
                .source(
                        """
                        package fn;

                        public class Word extends TextFunction {
                            @Override
                            protected Object answer(String event) throws Exception {
                                return read(Word.class.getResourceAsStream("/more.txt"));
                            }
                        }
                        """);

        assertThat(call("any")).isEqualTo("a library's");
    }

    @Test
    void those_who_come_while_the_new_code_is_initialised_wait_for_it() {
        try (var meeting = new Meeting()) {
            build("first");
            start(this::classes);
            assertThat(call("any")).isEqualTo("first");
            TaskRoot.in(folder)
                    .source(
                            """
                            package fn;

                            import java.util.concurrent.*;

                            public class Word extends TextFunction {
                                public Word() throws Exception {
                                    ((Semaphore) System.getProperties().get("MEETING.arrived")).release();
                                    ((CountDownLatch) System.getProperties().get("MEETING.leave")).await();
                                }

                                @Override
                                protected Object answer(String event) {
                                    return "second " + event;
                                }
                            }
                            """
                                    .replace("MEETING", meeting.name()));

            var one = begin("one");
            var other = begin("other");
            meeting.awaitArrival();
            assertThat(one).isNotDone();
            assertThat(other).isNotDone();
            meeting.letGo();

            assertThat(TestFunction.result(await(one))).isEqualTo("second one");
            assertThat(TestFunction.result(await(other))).isEqualTo("second other");
        }
    }

    @Test
    void nothing_is_left_of_the_copies() throws IOException {
        var before = copies();
        build("first");
        var started = start(this::classes);
        for (var i = 0; i < 3; i++) {
            build("word" + i);
            assertThat(call("any")).isEqualTo("word" + i);
        }
        Conditions.await(() -> versions(before) == 1);

        started.close();

        assertThat(copies()).isEqualTo(before);
        assertThat(await(started.invoke(Invocation.of("1", "arn", new byte[0]))))
                .isInstanceOf(Outcome.Throttled.class);
    }

    @Test
    void a_function_without_code_is_not_started() {
        assertThatThrownBy(() ->
                        start(() -> {
                            throw new InvalidSettingException("There is no jar.");
                        }))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("There is no jar.");
    }

    private static long versions(List<Path> before) {
        try {
            var own = copies().stream().filter(it -> !before.contains(it)).findFirst();
            try (var versions = Files.list(own.orElseThrow())) {
                return versions.count();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> copies() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(it -> it.getFileName().toString().startsWith("kiln-watch-"))
                    .sorted()
                    .toList();
        }
    }

    private ReloadingEnvironments start(Supplier<DeploymentPackage> location) {
        var settings =
                FunctionSettings.of(
                        "fn.Word",
                        new DeploymentPackage(folder, List.of(), java.util.Set.of()),
                        Map.of(),
                        FunctionLimits.defaults(),
                        false,
                        false,
                        Clock.systemUTC());
        var started =
                ReloadingEnvironments.start(
                        settings,
                        TestProcess.with(console.console(), new Reports(), () -> {}),
                        location);
        function = started;
        return started;
    }

    private DeploymentPackage classes() {
        return TaskRoot.in(folder).code();
    }

    private void build(String word) {
        TaskRoot.in(folder).source(FUNCTION.replace("WORD", word));
    }

    private Path jar(String word) {
        var built = TaskRoot.in(folder.resolve(word)).source(FUNCTION.replace("WORD", word));
        var jar = folder.resolve(word + ".jar");
        JarFolder.in(built.folder()).writeTo(jar);
        return jar;
    }

    private String call(String event) {
        return TestFunction.result(await(begin(event)));
    }

    private CompletableFuture<Outcome> begin(String event) {
        var started = function;
        if (started == null) {
            throw new IllegalStateException("start comes first");
        }
        return started.invoke(Invocation.of("id", "arn", event.getBytes(StandardCharsets.UTF_8)));
    }
}
