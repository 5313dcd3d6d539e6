package dev.kiln.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.runtime.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

class KilnPropertiesTest {

    @TempDir Path folder;

    @Test
    void reads_several_functions_from_a_file() throws Exception {
        var properties =
                read(
                        """
                        kiln:
                          port: 9000
                          extensions: [ext/a.jar, ext/b]
                          functions:
                            fuzz-emoji:
                              handler: com.example.FuzzEmoji
                              classes: target/classes
                              layers:
                                - layers/one
                                - layers/two
                              timeout: 5
                              environment:
                                TABLE_NAME: orders
                                a.b: c
                              example: "-d '{\\"a\\":1,\\"b\\":2}' '{url}'"
                            my_function:
                              handler: com.example.Mine::handle
                              payload-kind: raw
                              stage-variables:
                                colour: blue
                        """);

        assertThat(properties.door().port()).isEqualTo(9000);
        assertThat(properties.extensions()).containsExactly(Path.of("ext/a.jar"), Path.of("ext/b"));
        assertThat(properties.functions())
                .extracting(it -> it.definition().name().orElseThrow())
                .containsExactly("fuzz-emoji", "my_function");
        var fuzz = properties.functions().getFirst().definition();
        assertThat(fuzz.handler()).contains("com.example.FuzzEmoji");
        assertThat(fuzz.layers()).containsExactly(Path.of("layers/one"), Path.of("layers/two"));
        assertThat(fuzz.timeout()).contains(Duration.ofSeconds(5));
        assertThat(fuzz.environment()).isEqualTo(Map.of("TABLE_NAME", "orders", "a.b", "c"));
        assertThat(fuzz.example()).contains("-d '{\"a\":1,\"b\":2}' '{url}'");
        var mine = properties.functions().getLast().definition();
        assertThat(mine.payloadKind()).contains(PayloadKind.RAW);
        assertThat(gateway(mine).stage().variables()).isEqualTo(Map.of("colour", "blue"));
    }

    @Test
    void environment_variables_and_arguments_win_over_the_file() throws Exception {
        var properties =
                read(
                        """
                        kiln.functions:
                          fuzz-emoji: { handler: com.example.FuzzEmoji, timeout: 5s }
                        """,
                        Map.of("KILN_FUNCTIONS_FUZZ_EMOJI_TIMEOUT", "9s", "PORT", "9001"),
                        "--kiln.functions.fuzz-emoji.handler=com.example.Other");

        assertThat(properties.functions()).hasSize(1);
        assertThat(properties.functions().getFirst().definition().timeout())
                .contains(Duration.ofSeconds(9));
        assertThat(properties.functions().getFirst().definition().handler())
                .contains("com.example.Other");
        assertThat(properties.door().port()).isEqualTo(9001);
    }

    @Test
    void a_function_can_come_from_environment_variables_alone() throws Exception {
        var properties =
                read(
                        "",
                        Map.of(
                                "KILN_FUNCTIONS_ECHO_HANDLER", "com.example.Echo",
                                "KILN_FUNCTIONS_ECHO_PAYLOAD_KIND", "raw",
                                "KILN_FUNCTIONS_ECHO_JAR", "echo.jar"));

        assertThat(properties.functions())
                .extracting(it -> it.definition().name().orElseThrow())
                .containsExactly("echo");
        assertThat(properties.functions().getFirst().definition().jar())
                .contains(Path.of("echo.jar"));
    }

    @Test
    void settings_without_a_function_are_defaults_of_all() throws Exception {
        var properties =
                read(
                        """
                        kiln:
                          default-kind: rest-v1
                          timeout: 10s
                          stage: live
                          environment: { REGION: eu, LEVEL: info }
                          functions:
                            one: { handler: a.One, timeout: 2s }
                            two: { handler: a.Two, stage: test, environment: { LEVEL: debug } }
                        """);

        var one = properties.functions().getFirst().definition();
        var two = properties.functions().getLast().definition();
        assertThat(one.defaultKind()).isEqualTo(PayloadKind.REST_V1);
        assertThat(one.timeout()).contains(Duration.ofSeconds(2));
        assertThat(two.timeout()).contains(Duration.ofSeconds(10));
        assertThat(gateway(one).stage().name()).isEqualTo("live");
        assertThat(gateway(two).stage().name()).isEqualTo("test");
        assertThat(two.environment()).isEqualTo(Map.of("REGION", "eu", "LEVEL", "debug"));
    }

    @Test
    void a_sink_is_every_functions_until_one_says_otherwise() throws Exception {
        var properties =
                read(
                        """
                        kiln.functions:
                          one:
                            handler: a.One
                            reply-type: my.reply
                            extension-overrides: { team: blue }
                            reply-correlation: { asked: answered }
                          two: { handler: a.Two, sink: none }
                          three: { handler: a.Three, sink: "http://other.example" }
                        """,
                        Map.of(
                                "K_SINK", "http://broker.example",
                                "K_CE_OVERRIDES", "{\"extensions\":{\"stage\":\"test\"}}"));

        var rules =
                properties.functions().stream()
                        .map(it -> it.definition().events().rules())
                        .toList();
        assertThat(rules.get(0).sink().orElseThrow().target()).hasHost("broker.example");
        assertThat(rules.get(0).extensionOverrides()).isEqualTo(Map.of("team", "blue"));
        assertThat(rules.get(0).setting().apply("reply-correlation")).contains("asked=answered");
        assertThat(rules.get(1).sink()).isEmpty();
        assertThat(rules.get(1).extensionOverrides()).isEqualTo(Map.of("stage", "test"));
        assertThat(rules.get(2).sink().orElseThrow().target()).hasHost("other.example");
    }

    @Test
    void a_rule_of_events_that_cannot_be_meant_is_refused_with_its_function() {
        assertThatThrownBy(() ->
                        read(
                                """
                                kiln.functions.echo: { handler: a.Echo, reply-mode: evnt }
                                """))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "kiln.functions.echo.reply-mode is 'evnt', but it is either 'data' or"
                                + " 'event'.");
    }

    @Test
    void functions_may_share_their_code() throws Exception {
        var properties =
                read(
                        """
                        kiln:
                          jar: all.jar
                          functions:
                            one: { handler: a.One }
                            two: { handler: a.Two, classes: target/classes }
                        """);

        var one = properties.functions().getFirst().definition();
        var two = properties.functions().getLast().definition();
        assertThat(one.jar()).contains(Path.of("all.jar"));
        assertThat(two.jar()).isEmpty();
        assertThat(two.classes()).contains(Path.of("target/classes"));
    }

    @Test
    void one_function_stands_directly_below_kiln() throws Exception {
        var properties =
                read(
                        """
                        kiln:
                          handler: com.example.App::handle
                          jar: app.jar
                          definition: redact|app
                          name: app
                        """);

        assertThat(properties.functions()).hasSize(1);
        assertThat(properties.functions().getFirst().definition().jar())
                .contains(Path.of("app.jar"));
        assertThat(properties.functions().getFirst().composition()).contains("redact|app");
    }

    @Test
    void what_belongs_to_one_function_is_no_default_of_several() {
        assertThatThrownBy(() ->
                        read(
                                """
                                kiln:
                                  handler: com.example.App
                                  functions: { echo: { handler: com.example.Echo } }
                                """))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kiln.handler is 'com.example.App'")
                .hasMessageContaining("below the name of the function");
    }

    @Test
    void a_function_without_handler_and_definition_is_refused() {
        assertThatThrownBy(() -> read("kiln.functions.echo.timeout: 3s"))
                .hasMessage(
                        "kiln.functions.echo has no handler: set kiln.functions.echo.handler to"
                                + " package.Class::method or package.Class.");
    }

    @Test
    void a_mistyped_setting_is_refused_with_its_line() {
        assertThatThrownBy(() ->
                        read(
                                """
                                kiln:
                                  functions:
                                    echo:
                                      hander: com.example.Echo
                                """))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "Setting kiln.functions.echo.hander (%s, line 4) is not known; did you mean"
                                        .formatted(folder.resolve("kiln.yaml"))
                                + " kiln.functions.echo.handler?");
    }

    @Test
    void a_bad_value_is_refused_by_setting_value_and_rule() {
        assertThatThrownBy(
                        () -> read("kiln.functions.echo: { handler: a.Echo, timeout: soon" + " }"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kiln.functions.echo.timeout is 'soon'")
                .hasMessageContaining("30s");
    }

    @Test
    void a_name_that_is_a_path_of_the_host_is_refused() {
        assertThatThrownBy(() -> read("kiln.functions.actuator.handler: a.B"))
                .hasMessageContaining("'actuator'");
        assertThatThrownBy(() -> read("kiln.functions.\"[a/b]\".handler: a.B"))
                .hasMessageContaining("'a/b'");
    }

    @Test
    void every_setting_that_is_read_is_known() {
        var known = KilnProperties.knownNames();

        assertThat(known.function())
                .contains(
                        "handler", "payload-kind", "environment", "stage-variables", "definition");
        assertThat(known.host()).contains("port", "invoke-api", "extensions", "functions");
    }

    @Test
    void files_may_repeat_what_the_environment_says_but_not_contradict_it() throws Exception {
        var variables = Map.of("_HANDLER", "a.B::c", "KILN_TIMEOUT", "3s");

        assertThatCode(() ->
                        EarlyStart.check(
                                environment("kiln.timeout: 3s", variables), early(variables)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        EarlyStart.check(
                                environment("kiln.timeout: 4s", variables), early(variables)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("kiln.timeout is '4s' (%s".formatted(folder))
                .hasMessageContaining("says '3s'");
        assertThatThrownBy(() ->
                        EarlyStart.check(
                                environment("kiln.payload-kind: raw", variables), early(variables)))
                .hasMessageContaining("KILN_PAYLOAD_KIND");
        assertThatThrownBy(() ->
                        EarlyStart.check(
                                environment("kiln.functions.x.handler: a.X", variables),
                                early(variables)))
                .hasMessageContaining("several functions");
    }

    private GatewaySettings gateway(FunctionDefinition definition) {
        return GatewaySettings.read(definition.gateway(), "localhost");
    }

    private KilnProperties read(String yaml) throws Exception {
        return read(yaml, Map.of());
    }

    private KilnProperties read(String yaml, Map<String, String> variables, String... args)
            throws Exception {
        return KilnProperties.read(environment(yaml, variables, args), early(variables, args));
    }

    private static EarlySettings early(Map<String, String> variables, String... args) {
        return EarlySettings.of(variables, Map.of(), args);
    }

    private StandardEnvironment environment(
            String yaml, Map<String, String> variables, String... args) throws Exception {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.copyOf(variables)));
        sources.addFirst(new SimpleCommandLinePropertySource(args));
        var file = Files.writeString(folder.resolve("kiln.yaml"), yaml);
        new YamlPropertySourceLoader()
                .load("kiln.yaml", new FileSystemResource(file))
                .forEach(sources::addLast);
        return environment;
    }
}
