package dev.kiln.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.LogFormat;
import dev.kiln.runtime.logging.LogLevelFilter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function's variables say, and what is made of those that are missing. */
class FunctionSettingsTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-04T23:59:59Z"), ZoneOffset.UTC);

    @Test
    void nothing_given_is_what_the_service_sets() {
        var settings = settings(Map.of());

        assertThat(settings.variables())
                .containsEntry("_HANDLER", "com.example.Orders$Created::handle")
                .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "Created")
                .containsEntry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
                .containsEntry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/Created")
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry("AWS_DEFAULT_REGION", "us-east-1")
                .containsEntry("AWS_EXECUTION_ENV", "AWS_Lambda_java25")
                .containsEntry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
                .containsEntry("LAMBDA_TASK_ROOT", "/var/task")
                .containsEntry("LAMBDA_RUNTIME_DIR", "/var/runtime")
                .containsEntry("TZ", ":UTC")
                .doesNotContainKeys("AWS_LAMBDA_RUNTIME_API", "AWS_ACCESS_KEY_ID");
        assertThat(settings.variables().get("AWS_LAMBDA_LOG_STREAM_NAME"))
                .matches("2026/03/04/\\[\\$LATEST][0-9a-f]{32}");
        assertThat(settings.memoryMegabytes()).isPositive();
        assertThat(settings.arn())
                .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:Created");
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
        assertThat(settings.logLevel()).isEqualTo(LogLevelFilter.UNDEFINED);
        assertThat(settings.printReports()).isTrue();
        assertThat(settings.limits()).isEqualTo(FunctionLimits.defaults());
    }

    @Test
    void shared_mode_has_the_name_that_aws_gave_it() {
        var ordinary = settings(Map.of()).limits().concurrency();
        var zero = settings(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "0")).limits().concurrency();
        var shared = settings(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "64")).limits().concurrency();

        assertThat(ordinary.limit()).isEqualTo(4);
        assertThat(ordinary.invocations()).isEqualTo(4);
        assertThat(zero).isEqualTo(ordinary);
        assertThat(shared.limit()).isEqualTo(1);
        assertThat(shared.invocations()).isEqualTo(64);
        assertThatThrownBy(() -> settings(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "many")))
                .hasMessage(
                        "AWS_LAMBDA_MAX_CONCURRENCY is 'many', which is no whole number up to 10000."
                                + " Set it to one, or leave it out.");
    }

    @Test
    void what_is_given_stays_and_other_variables_go_through() {
        var settings =
                settings(
                        Map.of(
                                "AWS_LAMBDA_FUNCTION_NAME", "orders",
                                "AWS_LAMBDA_FUNCTION_VERSION", "12",
                                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                                "AWS_REGION", "eu-central-1",
                                "K_SERVICE", "service",
                                "DATABASE", "db"));

        assertThat(settings.name()).isEqualTo("orders");
        assertThat(settings.version()).isEqualTo("12");
        assertThat(settings.memoryMegabytes()).isEqualTo(512);
        assertThat(settings.arn())
                .isEqualTo("arn:aws:lambda:eu-central-1:123456789012:function:orders");
        assertThat(settings.variables())
                .containsEntry("AWS_DEFAULT_REGION", "eu-central-1")
                .containsEntry("K_SERVICE", "service")
                .containsEntry("DATABASE", "db");
    }

    @Test
    void knatives_names_stand_in() {
        var settings = settings(Map.of("K_SERVICE", "hello", "HOSTNAME", "hello-00002-deployment"));

        assertThat(settings.name()).isEqualTo("hello");
        assertThat(settings.logGroup()).isEqualTo("/aws/lambda/hello");
        assertThat(settings.logStream())
                .isEqualTo(settings(Map.of("HOSTNAME", "hello-00002-deployment")).logStream())
                .isNotEqualTo(settings(Map.of("HOSTNAME", "other")).logStream());
    }

    @ParameterizedTest
    @CsvSource({"hello-00002, 2", "hello-00120, 120", "hello, $LATEST", "v-000, 0"})
    void the_revisions_number_may_be_the_version(String revision, String version) {
        var settings =
                FunctionSettings.of(
                        "com.example.Handler",
                        code(),
                        Map.of("K_REVISION", revision),
                        FunctionLimits.defaults(),
                        true,
                        true,
                        CLOCK);

        assertThat(settings.version()).isEqualTo(version);
    }

    @Test
    void the_timeout_is_awss_variable_or_the_limit() {
        var own = FunctionLimits.defaults().withTimeout(Duration.ofSeconds(7));

        assertThat(settings(Map.of(), own).limits().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings(Map.of("AWS_LAMBDA_FUNCTION_TIMEOUT", "3"), own).limits())
                .isEqualTo(own.withTimeout(Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_LAMBDA_LOG_FORMAT, XML",
        "AWS_LAMBDA_LOG_FORMAT, ''",
        "AWS_LAMBDA_LOG_LEVEL, LOUD",
        "AWS_LAMBDA_LOG_LEVEL, ''",
        "AWS_LAMBDA_FUNCTION_TIMEOUT, 0",
        "AWS_LAMBDA_FUNCTION_TIMEOUT, 1.5",
        "AWS_LAMBDA_FUNCTION_TIMEOUT, ''",
        "AWS_LAMBDA_FUNCTION_TIMEOUT, 99999999999",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE, lots",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE, -128"
    })
    void a_value_that_awss_runtime_would_not_start_with_is_refused_by_name(
            String name, String value) {
        var variables = Map.of(name, value);

        assertThatThrownBy(() -> settings(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(name + " is '" + value + "', which is no")
                .message()
                .containsIgnoringCase("leave it out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "Json", "JSON"})
    void letter_case_does_not_matter(String format) {
        assertThat(settings(Map.of("AWS_LAMBDA_LOG_FORMAT", format)).logFormat())
                .isEqualTo(LogFormat.JSON);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "FALSE, false", "true, true", "'', true", "no, true"})
    void reports_are_printed_unless_false(String value, boolean printed) {
        assertThat(settings(Map.of("PRINT_REPORTS", value)).printReports()).isEqualTo(printed);
    }

    private static FunctionSettings settings(Map<String, String> variables) {
        return settings(variables, FunctionLimits.defaults());
    }

    private static FunctionSettings settings(Map<String, String> variables, FunctionLimits limits) {
        return FunctionSettings.of(
                "com.example.Orders$Created::handle",
                code(),
                variables,
                limits,
                true,
                false,
                CLOCK);
    }

    private static DeploymentPackage code() {
        return DeploymentPackage.ofTaskRoot(Path.of("/var/task"), List.of());
    }
}
