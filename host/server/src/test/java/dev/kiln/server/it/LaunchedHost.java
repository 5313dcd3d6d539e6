package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The layout of the image as {@code mvn package} leaves it, started by its launcher. */
abstract class LaunchedHost {

    static final Path LAYOUT = Path.of("target/kiln").toAbsolutePath();
    static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
    static final String JAVA = System.getProperty("java.home");
    static final String HELLO = "com.example.helloproxy.HelloProxy";

    /** With a cache of its own, for whoever changes something in it. */
    @TempDir Path folder;

    @BeforeAll
    static void on_a_system_that_the_launcher_is_for() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "The launcher is for Linux");
    }

    Map<String, String> variables(String... more) throws IOException {
        var variables = new HashMap<String, String>();
        variables.put("JAVA_HOME", JAVA);
        variables.put("LAMBDA_TASK_ROOT", task().toString());
        variables.put("KILN_CACHE", folder.resolve("cache").toString());
        for (var i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    /** The sample as it lies in an image. */
    Path task() throws IOException {
        var task = folder.resolve("task");
        if (!Files.exists(task)) {
            var sample = KilnProcess.REPOSITORY.resolve("samples/hello-proxy/target");
            copy(sample.resolve("classes"), task);
            copy(sample.resolve("dependency"), task.resolve("lib"));
        }
        return task;
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    KilnProcess start(Map<String, String> variables, String... arguments) throws IOException {
        return start(LAYOUT, variables, arguments);
    }

    KilnProcess start(Path layout, Map<String, String> variables, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(layout.resolve("bin/kiln").toString()));
        command.addAll(List.of(arguments));
        return KilnProcess.run(command, folder, variables);
    }

    /** What the launcher prints and how it ends, where it starts nothing that stays. */
    record Ended(int status, String output) {}

    Ended run(Map<String, String> variables, String... arguments) throws Exception {
        return run(LAYOUT, variables, arguments);
    }

    Ended run(Path layout, Map<String, String> variables, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(layout.resolve("bin/kiln").toString()));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(output).isTrue();
        return new Ended(process.exitValue(), output);
    }

    static void assertServesAndEnds(KilnProcess kiln) throws Exception {
        var answer = kiln.get("/?name=Ada");
        assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello, Ada!\n");
        assertThat(kiln.manage("/actuator/health").statusCode()).isEqualTo(200);
        kiln.terminate();
        assertThat(kiln.awaitExit()).as(kiln.output()).isZero();
    }
}
