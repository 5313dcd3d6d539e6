package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.deployment.Json;
import dev.kiln.runtime.deployment.RunningFunction;
import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a function can and cannot load (contract 6.2.4), in the first environment of a process,
 * which takes AWS's libraries from the class path, and in a later one, which has its own copies.
 */
class VisibilityTest {

    @TempDir static Path folder;
    private static RunningFunction first;
    private static RunningFunction later;

    @BeforeAll
    static void start() {
        var code =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.*;

                                public class Loads {
                                    public List<String> visible(List<String> types) {
                                        List<String> found = new ArrayList<>();
                                        for (String type : types) {
                                            try {
                                                Class.forName(type, false, Loads.class.getClassLoader());
                                                found.add(type);
                                            } catch (ClassNotFoundException e) {
                                                // as hoped
                                            }
                                        }
                                        return found;
                                    }

                                    public List<String> resources(List<String> names) {
                                        List<String> found = new ArrayList<>();
                                        for (String name : names) {
                                            if (Loads.class.getClassLoader().getResource(name) != null) {
                                                found.add(name);
                                            }
                                        }
                                        return found;
                                    }
                                }
                                """)
                        .code();
        var host = TestHost.onClassPath();
        first = host.start(code, "fn.Loads::visible");
        later = host.start(code, "fn.Loads::visible");
    }

    @AfterAll
    static void stop() {
        first.close();
        later.close();
    }

    static Stream<Named<RunningFunction>> environments() {
        return Stream.of(Named.of("first environment", first), Named.of("later one", later));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("environments")
    void a_function_sees_no_library_of_the_host(RunningFunction function) {
        var ofTheHost =
                List.of(
                        "org.assertj.core.api.Assertions",
                        "org.junit.jupiter.api.Test",
                        "org.jspecify.annotations.NullMarked",
                        "com.fasterxml.jackson.databind.ObjectMapper",
                        "org.slf4j.Logger",
                        "org.slf4j.bridge.SLF4JBridgeHandler",
                        "org.apache.logging.log4j.LogManager",
                        "ch.qos.logback.classic.Logger");

        var visible = function.call(Json.array(ofTheHost)).result();

        assertThat(ofTheHost).allSatisfy(type -> assertThat(Class.forName(type)).isNotNull());
        assertThat(visible).isEqualTo("[]");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("environments")
    void a_function_sees_no_class_of_the_runtime_but_seam_and_bridge(RunningFunction function)
            throws Exception {
        var runtime = classesOfTheRuntime();

        var visible = function.call(Json.array(runtime)).result();

        assertThat(runtime).hasSizeGreaterThan(50);
        assertThat(visible)
                .isEqualTo(
                        Json.array(
                                runtime.stream()
                                        .filter(type ->
                                                type.startsWith("dev.kiln.runtime.seam.")
                                                        || type.startsWith(
                                                                "dev.kiln.runtime.bridge.")
                                                        || type.startsWith("com.amazonaws."))
                                        .toList()));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("environments")
    void a_function_sees_the_jdk_and_what_aws_puts_beside_its_runtime(RunningFunction function) {
        var expected =
                List.of(
                        "java.net.http.HttpClient",
                        "java.sql.Connection",
                        "javax.xml.parsers.SAXParser",
                        "com.sun.net.httpserver.HttpServer",
                        "com.sun.source.tree.Tree",
                        "com.sun.tools.attach.VirtualMachine",
                        "com.amazonaws.services.lambda.runtime.Context",
                        "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
                        "com.amazonaws.lambda.thirdparty.com.fasterxml.jackson.databind.ObjectMapper",
                        "com.amazonaws.services.lambda.crac.Core",
                        "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
                        "software.amazon.awssdk.annotations.SdkInternalApi");

        var visible = function.call(Json.array(expected)).result();

        assertThat(visible).isEqualTo(Json.array(expected));
    }

    private static List<String> classesOfTheRuntime() throws IOException, URISyntaxException {
        var classes =
                Path.of(Invoker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
