package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.JarFolder;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources, as functions and their libraries look for them. */
class ResourcesTest {

    private static final TestHost HOST = TestHost.fresh();

    private static final String FINDS =
            """
            package fn;

            import java.net.URL;
            import java.util.*;

            public class Finds extends TextFunction {
                static final ClassLoader LOADER = Finds.class.getClassLoader();

                @Override
                protected Object answer(String event) throws Exception {
                    String name = event.substring(event.indexOf(' ') + 1);
                    switch (event.substring(0, event.indexOf(' '))) {
                        case "one":
                            URL url = LOADER.getResource(name);
                            return url == null ? "none" : read(url.openStream());
                        case "all":
                            List<String> all = new ArrayList<>();
                            for (URL each : Collections.list(LOADER.getResources(name))) {
                                all.add(read(each.openStream()));
                            }
                            return all;
                        case "urls":
                            return Collections.list(LOADER.getResources(name));
                        case "streams":
                            return Arrays.asList(
                                    read(LOADER.getResourceAsStream(name)),
                                    read(Finds.class.getResourceAsStream("/" + name)),
                                    read(Thread.currentThread().getContextClassLoader().getResourceAsStream(name)));
                        case "beside":
                            return read(Finds.class.getResourceAsStream(name));
                        case "relative":
                            String[] fromTo = name.split(">");
                            return read(new URL(LOADER.getResource(fromTo[0]), fromTo[1]).openStream());
                        default:
                            throw new IllegalArgumentException(event);
                    }
                }
            }
            """;

    @TempDir Path folder;

    private TaskRoot threeCopies() {
        return TaskRoot.in(folder)
                .lib("b.jar", jar -> jar.file("settings.txt", "from b"))
                .lib("a.jar", jar -> jar.file("settings.txt", "from a"))
                .file("settings.txt", "from the root")
                .source(FINDS);
    }

    @Test
    void resources_of_one_name_come_in_the_order_of_the_class_path() {
        var root = threeCopies();

        try (var function = HOST.start(root.code(), "fn.Finds")) {
            assertThat(function.call("one settings.txt").result()).isEqualTo("from the root");
            assertThat(function.call("all settings.txt").result())
                    .isEqualTo("[from the root, from a, from b]");
            assertThat(function.call("urls settings.txt").result())
                    .isEqualTo(
                            "[file:%1$s/settings.txt, jar:file:%1$s/lib/a.jar!/settings.txt, jar:file:%1$s/lib/b.jar!/settings.txt]"
                                    .formatted(root.folder()));
        }
    }

    @Test
    void every_way_to_a_stream_leads_to_the_same_resource() {
        var code =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.file("data/ü #1 100%.txt", "found"))
                        .file("data/ü #2 100%.txt", "found too")
                        .source(FINDS)
                        .code();

        try (var function = HOST.start(code, "fn.Finds")) {
            assertThat(function.call("streams data/ü #1 100%.txt").result())
                    .isEqualTo("[found, found, found]");
            assertThat(function.call("streams data/ü #2 100%.txt").result())
                    .isEqualTo("[found too, found too, found too]");
        }
    }

    @Test
    void a_missing_resource_is_null() {
        var code = TaskRoot.in(folder).source(FINDS).code();

        try (var function = HOST.start(code, "fn.Finds")) {
            assertThat(function.call("one nothing/here").result()).isEqualTo("none");
            assertThat(function.call("streams nothing/here").result())
                    .isEqualTo("[none, none, none]");
            assertThat(function.call("urls nothing/here").result()).isEqualTo("[]");
        }
    }

    @Test
    void a_resource_of_a_package_is_found_by_its_short_name_in_whatever_jar() {
        var code =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.file("fn/beside.txt", "in the package, in a jar"))
                        .source(FINDS)
                        .code();

        try (var function = HOST.start(code, "fn.Finds")) {
            assertThat(function.call("beside beside.txt").result())
                    .isEqualTo("in the package, in a jar");
        }
    }

    @Test
    void a_url_relative_to_a_resource_in_a_jar_leads_into_the_jar() {
        var code =
                TaskRoot.in(folder).lib("a.jar", ResourcesTest::withSchemas).source(FINDS).code();

        try (var function = HOST.start(code, "fn.Finds")) {
            assertThat(function.call("relative schema/a.xsd>b.xsd").result()).isEqualTo("b");
            assertThat(function.call("relative schema/a.xsd>../c.xsd").result()).isEqualTo("c");
            assertThat(function.call("relative schema/a.xsd>/c.xsd").result()).isEqualTo("c");
        }
    }

    private static JarFolder withSchemas(JarFolder jar) {
        return jar.file("schema/a.xsd", "a").file("schema/b.xsd", "b").file("c.xsd", "c");
    }

    @Test
    void folders_are_resources_too() throws Exception {
        var root = TaskRoot.in(folder).source(FINDS);
        Files.createDirectories(root.folder().resolve("data"));

        try (var function = HOST.start(root.code(), "fn.Finds")) {
            assertThat(function.call("urls data").result())
                    .isEqualTo("[file:%s/data]".formatted(root.folder()));
            assertThat(function.call("urls ").result())
                    .isEqualTo("[file:%s/]".formatted(root.folder()));
        }
    }

    @Test
    void a_resource_name_cannot_leave_the_folder() throws Exception {
        var code = TaskRoot.in(folder).source(FINDS).code();
        Files.writeString(folder.resolve("outside.txt"), "not the function's");

        try (var function = HOST.start(code, "fn.Finds")) {
            assertThat(function.call("one ../outside.txt").result()).isEqualTo("none");
            assertThat(function.call("one fn/../../outside.txt").result()).isEqualTo("none");
        }
    }

    @Test
    void another_environment_that_ends_cuts_nobody_off_from_a_resource() {
        var code =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.file("long.txt", "x".repeat(1_000_000)))
                        .source(
                                """
                                package fn;

                                import java.io.InputStream;

                                public class Reads extends TextFunction {
                                    private InputStream open;

                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        if (event.equals("open")) {
                                            open = Reads.class.getResourceAsStream("/long.txt");
                                            return open.read();
                                        }
                                        return open.readAllBytes().length + 1;
                                    }
                                }
                                """)
                        .code();

        try (var reader = HOST.start(code, "fn.Reads")) {
            reader.call("open");
            try (var other = HOST.start(code, "fn.Reads")) {
                other.call("open");
                other.endAndWait();
            }

            assertThat(reader.call("rest").result()).isEqualTo("1000000");
        }
    }
}
