package dev.kiln.server.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.runtime.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

class SettingNamesTest {

    private final SettingNames names =
            new SettingNames(
                    Set.of("port", "functions"),
                    Set.of("handler", "payload-kind", "layers", "environment"),
                    Set.of("environment"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kiln.handler",
                "kiln.payload-kind",
                "kiln.payloadKind",
                "kiln.payload_kind",
                "kiln.layers[1]",
                "kiln.environment.TABLE_NAME",
                "kiln.environment.a.b",
                "kiln.functions.my_function.payload-kind",
                "kiln.functions.fuzz-emoji.environment.X",
                "other.handler"
            })
    void takes_every_spelling_that_spring_takes(String name) {
        assertThatCode(() -> names.check(properties(name), List.of())).doesNotThrowAnyException();
    }

    @Test
    void names_what_was_meant() {
        assertThatThrownBy(() -> names.check(properties("kiln.payload-knd"), List.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "Setting kiln.payload-knd is not known; did you mean kiln.payload-kind?");
        assertThatThrownBy(() -> names.check(properties("kiln.functions.echo.hander"), List.of()))
                .hasMessage(
                        "Setting kiln.functions.echo.hander is not known; did you mean"
                                + " kiln.functions.echo.handler?");
        assertThatThrownBy(() -> names.check(properties("kiln.payload.kind"), List.of()))
                .hasMessageContaining("did you mean kiln.payload-kind?");
    }

    @Test
    void arguments_have_the_prefix() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource("--payloadKind=raw", "--debug=true"));

        assertThatThrownBy(() -> names.check(environment, List.of()))
                .hasMessage(
                        "Argument --payloadKind is no setting; did you mean --kiln.payload-kind?");
    }

    @Test
    void lists_what_there_is_where_nothing_is_near() {
        assertThatThrownBy(() ->
                        names.check(properties("kiln.functions.echo.concurrency-of-it"), List.of()))
                .hasMessage(
                        "Setting kiln.functions.echo.concurrency-of-it is not known; known are"
                                + " environment, handler, layers, payload-kind.");
    }

    @Test
    void says_the_file_and_the_line(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("kiln.yaml"), "kiln:\n  prot: 80\n");
        var environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("kiln.yaml", new FileSystemResource(file))
                .forEach(environment.getPropertySources()::addLast);

        assertThatThrownBy(() -> names.check(environment, List.of()))
                .hasMessage(
                        "Setting kiln.prot (%s, line 2) is not known; did you mean kiln.port?"
                                .formatted(file));
    }

    @Test
    void a_value_where_a_function_should_stand_is_refused() {
        assertThatThrownBy(() -> names.check(properties("kiln.functions.echo"), List.of()))
                .hasMessageContaining("kiln.functions.<name>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KILN_HANDLER",
                "KILN_PAYLOAD_KIND",
                "KILN_PAYLOADKIND",
                "KILN_LAYERS_0",
                "KILN_FUNCTIONS_FUZZ_EMOJI_HANDLER",
                "KILN_SERVICE_HOST",
                "KILN_SERVICE_PORT_HTTP",
                "KILN_PORT_80_TCP_ADDR",
                "KILNHOUSE",
                "HOME"
            })
    void takes_variables_of_settings_and_leaves_those_of_others_alone(String name) {
        assertThatCode(() -> names.check(variables(name), List.of("fuzz-emoji")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_mistyped_variable_is_refused() {
        assertThatThrownBy(() -> names.check(variables("KILN_PAYLOD_KIND"), List.of()))
                .hasMessage(
                        "Environment variable KILN_PAYLOD_KIND is not known; did you mean"
                                + " KILN_PAYLOAD_KIND?");
    }

    @Test
    void a_variable_of_a_function_that_is_not_there_is_refused() {
        assertThatThrownBy(() ->
                        names.check(variables("KILN_FUNCTIONS_GET_TAX_HANDLER"), List.of("echo")))
                .hasMessageContaining("KILN_FUNCTIONS_GET_TAX_HANDLER")
                .hasMessageContaining("kiln.yaml");
    }

    private static StandardEnvironment properties(String name) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("given", Map.of(name, "value")));
        return environment;
    }

    private static StandardEnvironment variables(String name) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(name, "value")));
        return environment;
    }
}
