package dev.kiln.conformance;

import static dev.kiln.conformance.SideBySide.EVENTS;
import static dev.kiln.conformance.SideBySide.SEED;
import static dev.kiln.conformance.SideBySide.invocations;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.conformance.TaskRoot.Layout;
import dev.kiln.conformance.generated.EventGenerator;
import dev.kiln.conformance.generated.FunctionTypes;
import dev.kiln.conformance.oracle.RicProcess;
import dev.kiln.runtime.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same functions and events through AWS's client in a process of its own and through Kiln: any
 * difference in response, error report or log is a defect of Kiln, unless a test says otherwise.
 *
 * <p>Events are made from a seed. System properties {@code conformance.seed} and {@code
 * conformance.events} (per function) take the tests further than the build does.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's client brings native code for Linux only")
class DifferentialIT {

    private static final String EVENT_PACKAGE = "com.amazonaws.services.lambda.runtime.events";

    private static final String EVENT_HANDLERS = "conformance.Events$Of";

    private static final List<String> CLIENT_CONTEXTS =
            List.of(
                    """
                    {"client":{"installation_id":"i","app_title":"t","app_version_name":"1.0",\
                    "app_version_code":"10","app_package_name":"p"},"custom":{"a":"b"},"env":{"locale":"de"}}\
                    """,
                    """
                    {"custom":{"n":1,"d":1.50,"b":true,"z":null},"env":{"platform":"Android"}}\
                    """,
                    """
                    {"custom":{"deep":{"a":1}}}\
                    """,
                    """
                    {"client":"text"}\
                    """,
                    """
                    {'client':{app_title:'Zürich ✓'},"services":{"x":[1]}} trailing\
                    """,
                    "{}",
                    "null",
                    "{bad");

    private static final List<String> IDENTITIES =
            List.of(
                    """
                    {"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}\
                    """,
                    """
                    {"cognitoIdentityId":7,"other":[]}\
                    """,
                    "{}",
                    "null",
                    "[]",
                    "{");

    /**
     * Their output lists the properties of a hash map, or of Joda's times, which are getters
     * without fields: those come in the order in which the JVM lists methods, and that depends on
     * where their names stand in the memory of the process.
     */
    private static final Set<String> RESULTS_AS_JSON =
            Set.of(
                    "conformance.Events$OfAPIGatewayV2CustomAuthorizerEvent",
                    "oracle.Types$JodaOut",
                    "conformance.Events$OfS3Event",
                    "conformance.Events$OfS3EventNotification",
                    "oracle.Events$S3Echo");

    /**
     * How deep a cycle is written before it overflows the stack is up to the stack; and records are
     * read by Kiln, see RecordsIT.
     */
    private static final Set<String> NOT_ALIKE =
            Set.of("oracle.Types$Cycle", "oracle.Types$RecordIn");

    private static final SideBySide SIDE_BY_SIDE =
            new SideBySide(RicProcess.in(Path.of(Setting.of("conformance.oracle"))), true);

    private static final Path ROOT = new TaskRoot().layOut(Layout.USUAL);
    private static final FunctionTypes TYPES = new FunctionTypes(ROOT);

    @AfterAll
    static void most_events_were_understood() {
        SIDE_BY_SIDE.assertThatMostEventsWereUnderstood();
    }

    static Stream<String> functions() {
        return Stream.of("conformance.", "oracle.Types", "oracle.Generics", "oracle.Events")
                .flatMap(prefix -> TYPES.handlersIn(prefix).stream())
                .filter(handler -> !handler.startsWith("conformance.Records"))
                .filter(handler -> !NOT_ALIKE.contains(handler));
    }

    static Stream<String> methods() {
        return Stream.of(
                "conformance.Methods::order",
                "conformance.Methods::colours",
                "conformance.Methods::page",
                "conformance.Methods::truck",
                "conformance.Methods::array",
                "conformance.Methods::number",
                "conformance.Methods::truth",
                "conformance.Methods::letter",
                "conformance.Failures::asMethod",
                "oracle.Methods::prim",
                "oracle.Methods::varargs",
                "oracle.Methods::genericFree");
    }

    @ParameterizedTest
    @MethodSource({"functions", "methods"})
    void values_are_converted_alike(String handler) {
        var generator = new EventGenerator(SEED, handler);
        var events = generator.events(TYPES.inputOf(handler), EVENTS);
        sampleFor(handler).ifPresent(json -> events.addAll(generator.variants(json, EVENTS)));

        assertSame(handler, Map.of(), invocations(events));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oracle.Streams$Echo",
                "oracle.Streams$Closes",
                "conformance.Failures$AsStream",
                "oracle.Methods::inOutCtx",
                "oracle.Methods::inOnly",
                "oracle.Methods::outOnly"
            })
    void bytes_pass_alike(String handler) {
        var events = new EventGenerator(SEED, handler).events(Optional.empty(), EVENTS);

        assertSame(handler, Map.of(), invocations(events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "JSON"})
    void logs_and_failures_look_alike_in_either_format(String format) {
        for (var handler : List.of("conformance.Logs", "conformance.Failures")) {
            var generator = new EventGenerator(SEED, handler + format);
            var events = generator.events(TYPES.inputOf(handler), EVENTS);
            var level = generator.oneIn(2) ? "WARN" : "INFO";

            assertSame(
                    handler,
                    Map.of(
                            "AWS_LAMBDA_LOG_FORMAT", Optional.of(format),
                            "AWS_LAMBDA_LOG_LEVEL", Optional.of(level)),
                    invocations(events));
        }
    }

    @Test
    void what_surrounds_an_event_arrives_alike() {
        var handler = "conformance.Surroundings";
        var generator = new EventGenerator(SEED, handler);
        var invocations = new ArrayList<Invocation>();
        for (var i = 1; i <= EVENTS; i++) {
            invocations.add(
                    new Invocation(
                            "request-" + i,
                            "\"event\"".getBytes(UTF_8),
                            Optional.empty(),
                            Function.ARN + (i % 3 == 0 ? ":alias" : ""),
                            generator.header(CLIENT_CONTEXTS),
                            generator.header(IDENTITIES),
                            i % 4 == 0 ? Optional.of("tenant-" + i) : Optional.empty(),
                            i % 5 == 0 ? Optional.empty() : Optional.of("Root=1-" + i),
                            Optional.empty()));
        }

        assertSame(
                handler, Map.of("CONFORMANCE_MARK", Optional.of("of the function")), invocations);
    }

    @Test
    void every_event_class_of_aws_has_its_handler() {
        var handlers = TYPES.handlersIn(EVENT_HANDLERS);

        var eventClasses = TYPES.classesOf("aws-lambda-java-events", EVENT_PACKAGE);

        assertThat(handlers).hasSizeGreaterThan(60);
        assertThat(eventClasses).allMatch(name -> handlers.contains(EVENT_HANDLERS + name));
    }

    private static Optional<JsonNode> sampleFor(String handler) {
        if (!handler.startsWith(EVENT_HANDLERS)) {
            return Optional.empty();
        }
        var name = "/events/" + handler.substring(EVENT_HANDLERS.length()) + ".json";
        try (var file = DifferentialIT.class.getResourceAsStream(name)) {
            return Optional.ofNullable(file).map(JsonMapper.shared()::readTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSame(
            String handler, Map<String, Optional<String>> variables, List<Invocation> invocations) {
        SIDE_BY_SIDE.assertSame(
                Function.of(handler, ROOT).with(variables),
                invocations,
                RESULTS_AS_JSON.contains(handler));
    }
}
