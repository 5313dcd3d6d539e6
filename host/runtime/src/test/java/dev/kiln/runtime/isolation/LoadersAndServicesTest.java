package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loader that a function sees as its own, and what the service loader finds with it. */
class LoadersAndServicesTest {

    private static final TestHost HOST = TestHost.fresh();

    @TempDir Path folder;

    @Test
    void the_context_class_loader_is_the_functions_own_also_in_threads_that_it_starts() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.*;

                                public class Loaders extends TextFunction {
                                    static final ClassLoader MINE = Loaders.class.getClassLoader();
                                    static final ClassLoader WHILE_LOADING = context();

                                    private static ClassLoader context() {
                                        return Thread.currentThread().getContextClassLoader();
                                    }

                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        List<Boolean> mine = new ArrayList<>();
                                        mine.add(WHILE_LOADING == MINE);
                                        mine.add(context() == MINE);
                                        Thread thread = new Thread(() -> mine.add(context() == MINE));
                                        thread.start();
                                        thread.join();
                                        return mine;
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Loaders")) {
            assertThat(function.call()).isEqualTo("[true, true, true]");
        }
    }

    @Test
    void the_class_path_can_be_listed_as_on_aws() {
        var root =
                TaskRoot.in(folder)
                        .lib("b.jar", jar -> jar.file("b", ""))
                        .lib("a.jar", jar -> jar.file("a", ""))
                        .source(
                                """
                                package fn;

                                import java.net.*;
                                import java.util.*;

                                public class Urls extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        return Arrays.asList(((URLClassLoader) Urls.class.getClassLoader()).getURLs());
                                    }
                                }
                                """);

        try (var function = HOST.start(root.code(), "fn.Urls")) {
            assertThat(function.call())
                    .isEqualTo(
                            "[file:%1$s/, file:%1$s/lib/a.jar, file:%1$s/lib/b.jar]"
                                    .formatted(root.folder()));
        }
    }

    @Test
    void the_service_loader_finds_the_functions_providers_in_every_jar() {
        var root =
                TaskRoot.in(folder)
                        .lib(
                                "0-api.jar",
                                jar ->
                                        jar.source(
                                                """
                                                package api;

                                                public interface Greeting {
                                                    String text();
                                                }
                                                """))
                        .source(greeting("InRoot"))
                        .file("META-INF/services/api.Greeting", "impl.InRoot\n");
        var api = root.libraryPath("0-api.jar");
        root.lib(
                "a.jar",
                jar ->
                        jar.source(greeting("InJar"), api)
                                .source(greeting("AlsoInJar"), api)
                                .file(
                                        "META-INF/services/api.Greeting",
                                        "# two of them\nimpl.InJar # one\nimpl.AlsoInJar\n"));
        root.source(
                """
                package fn;

                import java.util.*;

                public class Services extends TextFunction {
                    @Override
                    protected Object answer(String event) {
                        List<String> found = new ArrayList<>();
                        for (api.Greeting greeting : ServiceLoader.load(api.Greeting.class)) {
                            found.add(greeting.text());
                        }
                        return found;
                    }
                }
                """);

        try (var function = HOST.start(root.code(), "fn.Services")) {
            assertThat(function.call()).isEqualTo("[InRoot, InJar, AlsoInJar]");
        }
    }

    private static String greeting(String name) {
        return """
        package impl;

        public class %s implements api.Greeting {
            @Override
            public String text() {
                return "%s";
            }
        }
        """
                .formatted(name, name);
    }

    @Test
    void no_provider_of_the_host_is_found() {
        var ofTheHost = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.Collections;

                                public class Seen extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        return Collections.list(Seen.class.getClassLoader().getResources(event));
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Seen")) {
            assertThat(getClass().getClassLoader().getResource(ofTheHost)).isNotNull();
            assertThat(function.call(ofTheHost).result()).isEqualTo("[]");
        }
    }
}
