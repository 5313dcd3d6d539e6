package dev.kiln.server.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other people's jars as one, beside those that Maven has found for the host. */
class LibrariesIT {

    private static final Path MERGED = LaunchedHost.LAYOUT.resolve("lib/libraries.jar");
    private static final Pattern OF_ONE_JAR =
            Pattern.compile(
                    "(.*/)?module-info\\.class|META-INF/(INDEX\\.LIST|MANIFEST\\.MF|.*/OSGI-INF/.*)");
    private static final String SERVICES = "META-INF/services/";

    /** Rewritten for the layout, with an interface that the original has not. */
    private static final String REWRITTEN = "tools/jackson/core/base/ParserMinimalBase.class";

    private static final String ADDED = "tools/jackson/core/base/ParserMinimalBase$Later.class";

    private final List<JarFile> libraries = new ArrayList<>();
    private JarFile merged;

    @BeforeEach
    void open() throws IOException {
        merged = new JarFile(MERGED.toFile());
        var jars = System.getProperty("java.class.path").split(File.pathSeparator);
        for (var jar : Stream.of(jars).filter(it -> it.endsWith(".jar")).toList()) {
            var library = new JarFile(jar);
            libraries.add(library);
            if (names(library)
                    .noneMatch(it -> isClass(it) && isKept(it) && merged.getEntry(it) != null)) {
                libraries.remove(library);
                library.close();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        merged.close();
        for (var library : libraries) {
            library.close();
        }
    }

    @Test
    void each_library_is_whole_in_it_and_nothing_is_twice() throws Exception {
        var expected = new TreeSet<>(List.of(JarFile.MANIFEST_NAME, ADDED));
        for (var library : libraries) {
            for (var name : names(library).filter(LibrariesIT::isKept).toList()) {
                expected.add(name);
                assertThat(merged.getEntry(name)).as(name).isNotNull();
                if (name.equals(REWRITTEN)) {
                    assertThat(text(merged, name)).isNotEqualTo(text(library, name));
                } else if (isClass(name)) {
                    assertThat(text(merged, name)).as(name).isEqualTo(text(library, name));
                } else {
                    assertThat(text(merged, name)).as(name).contains(text(library, name));
                }
            }
        }

        assertThat(libraries).hasSizeGreaterThan(20);
        assertThat(names(merged).filter(it -> !it.startsWith(SERVICES)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void services_are_those_of_all_libraries_in_the_order_of_their_jars() throws Exception {
        libraries.sort((one, other) -> fileName(one).compareTo(fileName(other)));

        assertThat(names(merged).filter(it -> it.startsWith(SERVICES))).isNotEmpty();
        for (var name : names(merged).filter(it -> it.startsWith(SERVICES)).toList()) {
            var expected = new ArrayList<String>();
            for (var library : libraries) {
                if (library.getEntry(name) != null) {
                    expected.addAll(providers(text(library, name)));
                }
            }
            assertThat(providers(text(merged, name))).as(name).isEqualTo(expected);
        }
    }

    @Test
    void classes_for_newer_java_are_taken() throws Exception {
        try (var jar = new JarFile(MERGED.toFile(), true, JarFile.OPEN_READ, Runtime.version())) {
            var newer = "META-INF/versions/[0-9]+/(.*\\.class)";
            for (var name : names(jar).filter(it -> it.matches(newer)).toList()) {
                var taken = jar.getJarEntry(name.replaceFirst(newer, "$1"));

                assertThat(taken.getRealName()).startsWith("META-INF/versions/");
            }
            assertThat(names(jar)).anyMatch(it -> it.matches(newer));
        }
    }

    @Test
    void netty_knows_the_versions_of_all_its_parts() throws Exception {
        var found = Version.identify(getClass().getClassLoader());

        try (var loader = new URLClassLoader(new URL[] {MERGED.toUri().toURL()}, null)) {
            var merged = Version.identify(loader);

            assertThat(merged).isNotEmpty();
            assertThat(merged.toString()).isEqualTo(found.toString());
        }
    }

    private static Stream<String> names(JarFile jar) {
        return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName);
    }

    private static boolean isKept(String name) {
        return !name.startsWith(SERVICES) && !OF_ONE_JAR.matcher(name).matches();
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class");
    }

    private static String fileName(JarFile jar) {
        return Path.of(jar.getName()).getFileName().toString();
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static List<String> providers(String file) {
        return file.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
}
