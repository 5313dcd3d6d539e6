package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the launcher makes of variables, arguments and the place where it lies. */
class LauncherIT extends LaunchedHost {

    @Test
    void the_variables_of_lambda_are_enough() throws Exception {
        try (var kiln = start(variables("_HANDLER", HELLO))) {
            assertServesAndEnds(kiln);
        }
    }

    @Test
    void a_handler_among_the_arguments_wins_over_the_variable() throws Exception {
        var variables = variables("_HANDLER", "com.example.Nobody");
        try (var kiln = start(variables, HELLO, "--kiln.timeout=7s")) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("timeout 7 s");
        }
    }

    @Test
    void processes_that_a_function_starts_see_the_same_variables_of_lambda() throws Exception {
        var variables =
                variables(
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "K_SERVICE", "orders",
                        "K_REVISION", "orders-00003",
                        "HOSTNAME", "orders-00003-deployment-7d5f",
                        "KILN_INVOKE_API", "open",
                        "KILN_REVISION_AS_VERSION", "true");
        var byLauncher = variablesIn(start(variables, "com.example.Children::variables"));
        variables.keySet().removeAll(List.of("KILN_CACHE", "JAVA_HOME"));
        variables.put("_HANDLER", "com.example.Children::variables");
        var byHost = variablesIn(KilnProcess.start(folder, variables));

        var names =
                Stream.of(
                                "_HANDLER AWS_LAMBDA_FUNCTION_NAME AWS_LAMBDA_FUNCTION_VERSION"
                                        + " AWS_LAMBDA_FUNCTION_MEMORY_SIZE"
                                        + " AWS_LAMBDA_LOG_GROUP_NAME AWS_LAMBDA_LOG_STREAM_NAME"
                                        + " AWS_REGION AWS_DEFAULT_REGION AWS_EXECUTION_ENV"
                                        + " AWS_LAMBDA_INITIALIZATION_TYPE LAMBDA_TASK_ROOT"
                                        + " LAMBDA_RUNTIME_DIR TZ LANG AWS_XRAY_CONTEXT_MISSING")
                        .flatMap(it -> Stream.of(it.split(" ")))
                        .toList();
        for (var name : names) {
            var value = byHost.path("own").path(name).stringValue();
            assertThat(byLauncher.path("own").path(name).stringValue()).as(name).isEqualTo(value);
            assertThat(byLauncher.path("child").path(name).stringValue()).as(name).isEqualTo(value);
        }
        assertThat(byLauncher.path("own").path("AWS_LAMBDA_FUNCTION_VERSION").stringValue())
                .isEqualTo("3");
    }

    @Test
    void language_and_file_names_are_as_on_lambda_where_the_system_has_no_languages()
            throws Exception {
        var variables = variables("LAMBDA_TASK_ROOT", CLASSES.toString());

        try (var kiln = start(variables, "com.example.Children::language")) {
            var answer = kiln.post("/2015-03-31/functions/function/invocations", "{}");

            assertThat(answer.body()).startsWith("\"en_US Grüezi").endsWith(".txt\"");
        }
    }

    private static JsonNode variablesIn(KilnProcess started) throws Exception {
        try (var kiln = started) {
            var answer = kiln.post("/2015-03-31/functions/orders/invocations", "{}");
            assertThat(answer.statusCode()).as(kiln.output()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }

    @Test
    void functions_see_the_jdk_as_if_nobody_had_chosen_for_it() throws Exception {
        var variables =
                variables(
                        "LAMBDA_TASK_ROOT", CLASSES.toString(),
                        "K_SERVICE", "orders",
                        "KILN_INVOKE_API", "open");
        var byLauncher = seenBy(start(variables, "com.example.JdkChoices::seen"));
        var own = Files.writeString(folder.resolve("own"), "networkaddress.cache.negative.ttl=7\n");
        variables.put("JAVA_TOOL_OPTIONS", "-Djava.security.properties=" + own);
        var byUser = seenBy(start(variables, "com.example.JdkChoices::seen"));
        variables.keySet().removeAll(List.of("KILN_CACHE", "JAVA_HOME", "JAVA_TOOL_OPTIONS"));
        variables.put("_HANDLER", "com.example.JdkChoices::seen");
        var byHost = seenBy(KilnProcess.start(folder, variables));

        assertThat(byLauncher)
                .isEqualTo(byHost)
                .contains("\"negative ttl\":\"1\"")
                .contains("\"security by property\":\"-\"");
        assertThat(byUser)
                .contains("\"negative ttl\":\"7\"")
                .contains("\"security by property\":\"" + own + "\"");
    }

    private static String seenBy(KilnProcess started) throws Exception {
        try (var kiln = started) {
            var invoked = kiln.post("/2015-03-31/functions/orders/invocations", "{}");
            assertThat(invoked.statusCode()).as(kiln.output()).isEqualTo(200);
            return invoked.body();
        }
    }

    @Test
    void a_wrapper_gets_the_command_as_its_arguments() throws Exception {
        var wrapper =
                Files.writeString(
                        folder.resolve("wrapper"),
                        "#!/bin/sh\necho \"wrapped ${1##*/}\"\nexport GREETED=yes\nexec \"$@\"\n");
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
        var variables = variables("_HANDLER", HELLO, "AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());

        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("wrapped java");
        }

        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run(variables).status()).isEqualTo(126);
        Files.delete(wrapper);
        var missing = run(variables);
        assertThat(missing.status()).isEqualTo(127);
        assertThat(missing.output()).contains("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());
    }

    @Test
    void options_of_the_user_have_the_last_word() throws Exception {
        var variables =
                variables(
                        "_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Xmx99m -Da=b");

        try (var kiln = start(variables)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains("Picked up JAVA_TOOL_OPTIONS");
        }
        assertThat(run(variables, "command").output())
                .doesNotContain("-XX:+UseG1GC", "-XX:+UseSerialGC", "-Xmx");
    }

    @Test
    void what_there_is_not_is_named() throws Exception {
        assertThat(run(variables("JAVA_HOME", "/nowhere", "PATH", "/nowhere"), HELLO).output())
                .contains("/nowhere", "JAVA_HOME");
        assertThat(run(variables(), "/bin/sh", "-c", HELLO).output())
                .contains("CMD [\"package.Class::method\"]");
        assertThat(run(variables("KILN_OTEL_AGENT", "yes"), HELLO).output())
                .contains("KILN_OTEL_AGENT is 'yes'", "'true' or 'false'");
    }

    @Test
    void beans_made_ahead_of_time_serve_only_where_spring_is_told_nothing() throws Exception {
        var prepared = "class,load] dev.kiln.server.KilnApplication__ApplicationContextInitializer";
        var logging =
                variables("_HANDLER", HELLO, "JAVA_TOOL_OPTIONS", "-Xlog:class+load:stdout:tags");
        try (var kiln = start(logging)) {
            assertServesAndEnds(kiln);
            assertThat(kiln.output()).contains(prepared);
        }

        logging.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,beans");
        try (var kiln = start(logging)) {
            assertThat(kiln.get("/?name=Ada").statusCode()).isEqualTo(200);
            assertThat(kiln.manage("/actuator/beans").statusCode()).isEqualTo(200);
            assertThat(kiln.manage("/actuator/prometheus").statusCode()).isEqualTo(404);
            assertThat(kiln.output()).doesNotContain(prepared);
        }
    }

    @Test
    void the_launcher_is_built_of_its_sources() throws Exception {
        var sources = KilnProcess.REPOSITORY.resolve("host/launcher");
        assumeTrue(
                isThere("go"),
                "Go is not installed: the launcher is not compared with its sources");
        var builder =
                new ProcessBuilder(sources.resolve("build").toString(), folder.toString())
                        .redirectErrorStream(true);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();

        for (var name : List.of("kiln-linux-amd64", "kiln-linux-arm64")) {
            assertThat(folder.resolve(name))
                    .as("host/launcher/build has been run since a change")
                    .hasSameBinaryContentAs(sources.resolve("bin").resolve(name));
        }
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(it -> Path.of(it, program))
                .anyMatch(it -> Files.exists(it, new LinkOption[0]));
    }
}
