package dev.kiln.runtime.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.JarFolder;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

    /** The JDK's own loader is the judge. */
    @Test
    void urls_are_those_of_the_jdks_loader() throws Exception {
        var root =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.file("static/a.txt", "a"))
                        .lib(
                                "b.jar",
                                jar ->
                                        jar.manifest("Multi-Release", "true")
                                                .file("static/b.txt", "b"))
                        .file("inside.txt", "in the folder")
                        .source(FINDS);
        var slash = root.folder().resolve("lib/c.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(slash))) {
            out.putNextEntry(new ZipEntry("/lead.txt"));
            out.putNextEntry(new ZipEntry("//lead/lead.txt"));
        }
        var names =
                List.of(
                        "static",
                        "static/",
                        "static/a.txt",
                        "inside.txt",
                        "/inside.txt",
                        "/lead.txt",
                        "//lead/lead.txt",
                        "/nothing",
                        root.folder() + "/inside.txt",
                        root.folder() + "/lib");
        var path =
                new URL[] {
                    root.folder().toUri().toURL(),
                    root.folder().resolve("lib/a.jar").toUri().toURL(),
                    root.folder().resolve("lib/b.jar").toUri().toURL(),
                    slash.toUri().toURL()
                };

        try (var jdk = new URLClassLoader(path, null);
                var function = HOST.start(root.code(), "fn.Finds")) {
            for (var name : names) {
                assertThat(function.call("urls " + name).result())
                        .as(name)
                        .isEqualTo(Collections.list(jdk.findResources(name)).toString());
            }
        }
    }

    @Test
    void a_class_path_in_a_manifest_names_what_it_names_to_the_jdks_loader() throws Exception {
        var references =
                "m/m%20n.jar m/m[1].jar m/m^|.jar m/m+n.jar m/../m/normal.jar file:m/relative.jar"
                        + " m/folder/ m/unmarked m/marked.jar/ m/query.jar?v=1"
                        + " http://localhost/m/web.jar file://host/m/host.jar m/%zz.jar m/gone.jar";
        var root =
                TaskRoot.in(folder)
                        .source(FINDS)
                        .lib("a.jar", jar -> jar.manifest("Class-Path", references));
        for (var jar :
                List.of(
                        "m n.jar",
                        "m[1].jar",
                        "m^|.jar",
                        "m+n.jar",
                        "normal.jar",
                        "relative.jar",
                        "marked.jar",
                        "query.jar",
                        "web.jar",
                        "host.jar",
                        "%zz.jar")) {
            JarFolder.in(folder.resolve("of-" + jar))
                    .file("named.txt", jar)
                    .writeTo(root.libraryPath("m/" + jar));
        }
        root.file("lib/m/folder/named.txt", "folder").file("lib/m/unmarked/named.txt", "unmarked");
        var path =
                new URL[] {
                    root.folder().toUri().toURL(), root.libraryPath("a.jar").toUri().toURL()
                };

        try (var jdk = new URLClassLoader(path, null);
                var function = HOST.start(root.code(), "fn.Finds")) {
            var expected = new ArrayList<String>();
            for (var url : Collections.list(jdk.findResources("named.txt"))) {
                try (var in = url.openStream()) {
                    expected.add(new String(in.readAllBytes(), UTF_8));
                }
            }
            assertThat(expected).hasSizeGreaterThan(5);
            assertThat(function.call("all named.txt").result()).isEqualTo(expected.toString());
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
