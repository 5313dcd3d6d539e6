package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.JarFolder;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a jar's manifest and layout do below {@code lib}, and what they do not in a deployment
 * package.
 */
class JarFeaturesTest {

    private static final TestHost HOST = TestHost.fresh();

    /** Tells what a class and a resource of a library say, and where they come from. */
    private static final String ASKS =
            """
            package fn;

            import java.util.*;

            public class Asks extends TextFunction {
                @Override
                protected Object answer(String event) throws Exception {
                    Class<?> type = Class.forName("lib.Version");
                    return type.getMethod("text").invoke(null) + ", "
                            + read(type.getResourceAsStream("/version.txt")) + ", "
                            + read(type.getResource("/version.txt").openStream());
                }
            }
            """;

    @TempDir Path folder;

    private static String version(String text) {
        return """
        package lib;

        public class Version {
            public static String text() {
                return "%s";
            }
        }
        """
                .formatted(text);
    }

    private static JarFolder multiRelease(JarFolder jar) {
        return jar.manifest("Multi-Release", "true")
                .source(version("base class"))
                .file("version.txt", "base resource")
                .sourceBelow("META-INF/versions/11", 11, version("class of 11"))
                .file("META-INF/versions/11/version.txt", "resource of 11")
                .sourceBelow("META-INF/versions/21", 21, version("class of 21"))
                .file("META-INF/versions/21/version.txt", "resource of 21");
    }

    @Test
    void a_multi_release_library_shows_its_newest_version() {
        var code =
                TaskRoot.in(folder).lib("a.jar", JarFeaturesTest::multiRelease).source(ASKS).code();

        try (var function = HOST.start(code, "fn.Asks")) {
            assertThat(function.call()).isEqualTo("class of 21, resource of 21, resource of 21");
        }
    }

    @Test
    void a_jar_that_does_not_say_multi_release_shows_its_base() {
        var code =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> multiRelease(jar).manifest("Multi-Release", "false"))
                        .source(ASKS)
                        .code();

        try (var function = HOST.start(code, "fn.Asks")) {
            assertThat(function.call()).isEqualTo("base class, base resource, base resource");
        }
    }

    /** AWS unpacks what was uploaded, and nothing of a manifest is left but a file. */
    @Test
    void a_deployment_package_is_as_good_as_unpacked() {
        var other = JarFolder.in(folder.resolve("other")).file("by-class-path.txt", "there");
        other.writeTo(folder.resolve("other.jar"));
        var jar =
                multiRelease(JarFolder.in(folder.resolve("function")))
                        .manifest("Implementation-Version", "7")
                        .manifest("Class-Path", "other.jar")
                        .file("META-INF/STALE.SF", "Signature-Version: 1.0\n\n")
                        .file("META-INF/STALE.RSA", "left over from a library that was shaded in")
                        .function(ASKS)
                        .function(
                                """
                                package fn;

                                public class Manifests extends TextFunction {
                                    @Override
                                    protected Object answer(String event) {
                                        return Manifests.class.getPackage().getImplementationVersion()
                                                + ", " + Manifests.class.getResource("/by-class-path.txt")
                                                + ", " + Manifests.class.getProtectionDomain().getCodeSource().getCodeSigners();
                                    }
                                }
                                """)
                        .writeTo(folder.resolve("function.jar"));
        var code = DeploymentPackage.ofJar(jar, Optional.empty(), List.of());

        try (var function = HOST.start(code, "fn.Asks")) {
            assertThat(function.call()).isEqualTo("base class, base resource, base resource");
        }
        try (var function = HOST.start(code, "fn.Manifests")) {
            assertThat(function.call()).isEqualTo("null, null, null");
        }
    }

    @Test
    void packages_tell_what_their_librarys_manifest_says() {
        var code =
                TaskRoot.in(folder)
                        .lib(
                                "a.jar",
                                jar ->
                                        jar.source(version(""))
                                                .manifest("Implementation-Title", "Library")
                                                .manifest("Implementation-Version", "1.2.3")
                                                .manifest("Specification-Vendor", "Somebody")
                                                .manifestOf("lib/", "Specification-Vendor", "Else"))
                        .source(
                                """
                                package fn;

                                public class Packages extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        Package of = Class.forName("lib.Version").getPackage();
                                        return of.getImplementationTitle() + " " + of.getImplementationVersion()
                                                + " " + of.getSpecificationVendor();
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Packages")) {
            assertThat(function.call()).isEqualTo("Library 1.2.3 Else");
        }
    }

    @Test
    void a_librarys_class_path_leads_to_further_jars_right_behind_it() {
        var root =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.manifest("Class-Path", "more/m%20n.jar gone.jar"))
                        .lib("b.jar", jar -> jar.file("version.txt", "b").source(version("b")))
                        .source(ASKS);
        JarFolder.in(folder.resolve("m"))
                .source(version("m"))
                .file("version.txt", "m")
                .writeTo(root.libraryPath("more/m n.jar"));

        try (var function = HOST.start(root.code(), "fn.Asks")) {
            assertThat(function.call()).isEqualTo("m, m, m");
        }
    }

    @Test
    void a_sealed_package_takes_no_class_from_elsewhere() {
        var code =
                TaskRoot.in(folder)
                        .lib("a.jar", jar -> jar.source(version("a")).manifest("Sealed", "true"))
                        .lib(
                                "b.jar",
                                jar ->
                                        jar.source(
                                                """
                                                package lib;

                                                public class Intruder {
                                                }
                                                """))
                        .source(
                                """
                                package fn;

                                public class Seals extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        return Class.forName("lib.Version").getPackage().isSealed()
                                                + " " + Class.forName("lib.Intruder");
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Seals")) {
            var answer = function.call("{}");

            assertThat(answer.error())
                    .startsWith(
                            "{\"errorMessage\":\"sealing violation: package lib is sealed\",\"errorType\":\"java.lang.SecurityException\"");
        }
    }

    @Test
    void classes_may_stand_in_no_package_at_all() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                import java.util.Map;

                                public class Plain {
                                    public String handle(Map<String, String> event) {
                                        return event.get("name") + " in " + Plain.class.getPackageName();
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "Plain::handle")) {
            assertThat(function.call("{\"name\":\"Ada\"}").result()).isEqualTo("\"Ada in \"");
        }
    }

    @Test
    void a_file_that_is_no_jar_is_passed_over_with_a_warning() throws Exception {
        var root =
                TaskRoot.in(folder)
                        .lib("b.jar", jar -> jar.source(version("b")).file("version.txt", "b"))
                        .source(ASKS);
        Files.writeString(root.libraryPath("a.jar"), "no jar");

        try (var function = HOST.start(root.code(), "fn.Asks")) {
            var answer = function.call("{}");

            assertThat(answer.result()).isEqualTo("b, b, b");
            assertThat(answer.log())
                    .contains("Ignoring '" + root.libraryPath("a.jar") + "' on the class path");
        }
    }

    @Test
    void a_file_named_as_a_package_hides_no_class() {
        var code =
                TaskRoot.in(folder)
                        .lib(
                                "a.jar",
                                jar ->
                                        jar.source(
                                                """
                                                package org.library;

                                                public class Name {
                                                }
                                                """))
                        .file("org", "a script perhaps")
                        .source(
                                """
                                package fn;

                                public class Looks extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        return Class.forName("org.library.Name").getSimpleName();
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Looks")) {
            assertThat(function.call()).isEqualTo("Name");
        }
    }

    @Test
    void a_name_that_no_file_can_have_is_a_class_that_is_not_found() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                public class Odd extends TextFunction {
                                    @Override
                                    protected Object answer(String event) throws Exception {
                                        return Class.forName("a\\0b");
                                    }
                                }
                                """)
                        .code();

        try (var function = HOST.start(code, "fn.Odd")) {
            assertThat(function.call("{}").error()).contains("java.lang.ClassNotFoundException");
        }
    }
}
