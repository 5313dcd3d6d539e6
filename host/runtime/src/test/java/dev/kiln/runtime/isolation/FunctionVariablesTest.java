package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.runtime.deployment.TaskRoot;
import dev.kiln.runtime.deployment.TestHost;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables that a handler reads by {@code System.getenv}: KNC-8, KNC-9, contract 6.1.2. */
class FunctionVariablesTest {

    @TempDir static Path folder;
    private static TaskRoot root;
    private static final TestHost HOST = TestHost.fresh();

    @BeforeAll
    static void compile() {
        root =
                TaskRoot.in(folder)
                        .source(
                                """
                                package fn;

                                import java.util.*;

                                public class Reads extends TextFunction {
                                    private static final String WHILE_LOADING = System.getenv("_HANDLER");

                                    @Override
                                    protected Object answer(String event) {
                                        switch (event) {
                                            case "all":
                                                return new TreeMap<>(System.getenv());
                                            case "while loading":
                                                return WHILE_LOADING;
                                            case "write":
                                                System.getenv().put("A", "b");
                                                return "written";
                                            case "null":
                                                return System.getenv(null);
                                            default:
                                                String one = System.getenv(event);
                                                String ofMap = System.getenv().get(event);
                                                return Objects.equals(one, ofMap) ? one : one + " but " + ofMap;
                                        }
                                    }
                                }
                                """);
    }

    private static String read(Map<String, String> given, String name) {
        try (var function = HOST.start(root.code(), "fn.Reads", given)) {
            return function.call(name).result();
        }
    }

    @Test
    void without_any_variable_given_each_row_has_its_default() {
        try (var function = HOST.start(root.code(), "fn.Reads")) {
            assertThat(function.call("AWS_LAMBDA_FUNCTION_NAME").result()).isEqualTo("Reads");
            assertThat(function.call("AWS_LAMBDA_FUNCTION_VERSION").result()).isEqualTo("$LATEST");
            assertThat(function.call("AWS_LAMBDA_LOG_GROUP_NAME").result())
                    .isEqualTo("/aws/lambda/Reads");
            assertThat(function.call("AWS_LAMBDA_LOG_STREAM_NAME").result())
                    .matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST][0-9a-f]{32}")
                    .startsWith(
                            LocalDate.now(ZoneOffset.UTC)
                                    .format(DateTimeFormatter.ofPattern("yyyy/MM/dd")));
            assertThat(function.call("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").result())
                    .matches("[1-9]\\d*");
            assertThat(function.call("AWS_REGION").result()).isEqualTo("us-east-1");
            assertThat(function.call("AWS_DEFAULT_REGION").result()).isEqualTo("us-east-1");
            assertThat(function.call("AWS_EXECUTION_ENV").result()).isEqualTo("AWS_Lambda_java25");
            assertThat(function.call("AWS_LAMBDA_INITIALIZATION_TYPE").result())
                    .isEqualTo("on-demand");
            assertThat(function.call("LAMBDA_TASK_ROOT").result())
                    .isEqualTo(root.folder().toString());
            assertThat(function.call("LAMBDA_RUNTIME_DIR").result()).isEqualTo("/var/runtime");
            assertThat(function.call("_HANDLER").result()).isEqualTo("fn.Reads");
            assertThat(function.call("while loading").result()).isEqualTo("fn.Reads");
            assertThat(function.call("TZ").result()).isEqualTo(":UTC");
            assertThat(function.call("AWS_LAMBDA_RUNTIME_API").result()).isEqualTo("null");
        }
    }

    @Test
    void knatives_variables_name_the_function_and_stay_readable() {
        var ofKnative =
                Map.of(
                        "K_SERVICE", "orders",
                        "K_REVISION", "orders-00042",
                        "K_CONFIGURATION", "orders",
                        "PORT", "8080",
                        "HOSTNAME", "orders-00042-deployment-abc");

        try (var function = HOST.start(root.code(), "fn.Reads", ofKnative)) {
            assertThat(function.call("AWS_LAMBDA_FUNCTION_NAME").result()).isEqualTo("orders");
            assertThat(function.call("AWS_LAMBDA_LOG_GROUP_NAME").result())
                    .isEqualTo("/aws/lambda/orders");
            assertThat(function.call("AWS_LAMBDA_FUNCTION_VERSION").result()).isEqualTo("$LATEST");
            assertThat(function.call("K_REVISION").result()).isEqualTo("orders-00042");
            assertThat(function.call("K_CONFIGURATION").result()).isEqualTo("orders");
            assertThat(function.call("PORT").result()).isEqualTo("8080");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_LAMBDA_FUNCTION_NAME, mine",
        "AWS_LAMBDA_FUNCTION_VERSION, 17",
        "AWS_LAMBDA_LOG_GROUP_NAME, /logs/mine",
        "AWS_LAMBDA_LOG_STREAM_NAME, stream",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE, 512",
        "AWS_REGION, eu-central-1",
        "AWS_DEFAULT_REGION, eu-west-3",
        "AWS_EXECUTION_ENV, AWS_Lambda_java21",
        "AWS_LAMBDA_INITIALIZATION_TYPE, provisioned-concurrency",
        "LAMBDA_TASK_ROOT, /srv/task",
        "LAMBDA_RUNTIME_DIR, /srv/runtime",
        "_HANDLER, somebody.Else",
        "TZ, Asia/Tokyo",
        "ANY_OTHER, value"
    })
    void a_value_that_is_given_stays(String name, String value) {
        assertThat(read(Map.of("K_SERVICE", "orders", name, value), name)).isEqualTo(value);
    }

    @Test
    void either_name_of_the_region_fills_in_the_other() {
        assertThat(read(Map.of("AWS_REGION", "eu-central-1"), "AWS_DEFAULT_REGION"))
                .isEqualTo("eu-central-1");
        assertThat(read(Map.of("AWS_DEFAULT_REGION", "eu-west-3"), "AWS_REGION"))
                .isEqualTo("eu-west-3");
    }

    @Test
    void the_task_root_is_absolute_however_the_host_was_told() {
        var relative = Path.of("").toAbsolutePath().relativize(root.folder());
        var code = DeploymentPackage.ofTaskRoot(relative, List.of());

        try (var function = HOST.start(code, "fn.Reads")) {
            assertThat(function.call("LAMBDA_TASK_ROOT").result())
                    .isEqualTo(root.folder().toString());
        }
    }

    @Test
    void two_functions_of_one_process_see_their_own_values() {
        try (var one = HOST.start(root.code(), "fn.Reads", Map.of("TABLE", "one", "ONLY", "1"));
                var other = HOST.start(root.code(), "fn.Reads", Map.of("TABLE", "other"))) {
            assertThat(one.call("TABLE").result()).isEqualTo("one");
            assertThat(other.call("TABLE").result()).isEqualTo("other");
            assertThat(other.call("ONLY").result()).isEqualTo("null");
            assertThat(one.call("TABLE").result()).isEqualTo("one");
        }
    }

    @Test
    void no_variable_of_the_host_is_seen() {
        var ofTheHost = System.getenv().keySet().stream().filter(name -> name.equals("PATH"));

        try (var function = HOST.start(root.code(), "fn.Reads")) {
            assertThat(ofTheHost).isNotEmpty();
            assertThat(function.call("PATH").result()).isEqualTo("null");
            assertThat(function.call("all").result()).doesNotContain("PATH=");
        }
    }

    @Test
    void the_map_cannot_be_changed() {
        try (var function = HOST.start(root.code(), "fn.Reads")) {
            assertThat(function.call("write").error())
                    .contains("java.lang.UnsupportedOperationException");
            assertThat(function.call("A").result()).isEqualTo("null");
            assertThat(function.call("null").error()).contains("java.lang.NullPointerException");
        }
    }
}
