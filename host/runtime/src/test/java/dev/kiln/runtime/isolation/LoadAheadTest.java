package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.testing.CapturedConsole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded before the function asks for it. */
class LoadAheadTest {

    private static final String READY =
            """
            package fn;

            public class Ready {
                static {
                    if (true) {
                        throw new IllegalStateException("initialised");
                    }
                }
            }
            """;

    private final CapturedConsole console = new CapturedConsole();
    @TempDir Path folder;

    @Test
    void it_is_not_initialised_and_what_cannot_be_loaded_is_left_to_the_function()
            throws Exception {
        var code =
                TaskRoot.in(folder)
                        .source(
                                READY,
                                "package fn;\npublic class Base {}",
                                "package fn;\npublic class Orphan extends Base {}")
                        .file("fn/Broken.class", "no class")
                        .code();
        var classes = code.taskRoot().resolve("fn");
        Files.delete(classes.resolve("Base.class"));
        try (var loader =
                new HandlerClassLoader(
                        code,
                        new LambdaApiLoader(getClass().getClassLoader(), false),
                        new EnvironmentLog(console.console()))) {

            loader.loadAhead(
                    List.of(
                            "fn/None.class",
                            "fn/Broken.class",
                            "fn/Orphan.class",
                            "module-info.class",
                            "fn/Ready.class"));

            Files.delete(classes.resolve("Ready.class"));
            var ready = loader.loadClass("fn.Ready");
            assertThatExceptionOfType(ExceptionInInitializerError.class)
                    .isThrownBy(() -> ready.getConstructor().newInstance());
            assertThatExceptionOfType(ClassFormatError.class)
                    .isThrownBy(() -> loader.loadClass("fn.Broken"));
            assertThatExceptionOfType(NoClassDefFoundError.class)
                    .isThrownBy(() -> loader.loadClass("fn.Orphan"))
                    .withMessage("fn/Base");
            assertThatExceptionOfType(ClassNotFoundException.class)
                    .isThrownBy(() -> loader.loadClass("fn.None"));
        }
        assertThat(console.out() + console.err()).isEmpty();
    }
}
