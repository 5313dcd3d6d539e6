package dev.kiln.conformance;

import static dev.kiln.conformance.SideBySide.EVENTS;
import static dev.kiln.conformance.SideBySide.SEED;
import static dev.kiln.conformance.SideBySide.invocations;

import dev.kiln.conformance.TaskRoot.Layout;
import dev.kiln.conformance.generated.EventGenerator;
import dev.kiln.conformance.generated.FunctionTypes;
import dev.kiln.conformance.oracle.RicProcess;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records as input. AWS's client 2.9.0 cannot read them, 2.8.7 could: that one is the judge here.
 * Its mapper is an older one, so that only outcomes are compared and not the logs of failures.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's client brings native code for Linux only")
class RecordsIT {

    private static final SideBySide SIDE_BY_SIDE =
            new SideBySide(
                    RicProcess.in(Path.of(Setting.of("conformance.oracle-with-records"))), false);

    private static final Path ROOT = new TaskRoot().layOut(Layout.USUAL);
    private static final FunctionTypes TYPES = new FunctionTypes(ROOT);

    static Stream<String> functions() {
        return Stream.of("conformance.Records", "oracle.Types$Record")
                .flatMap(prefix -> TYPES.handlersIn(prefix).stream());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void records_are_read_as_aws_read_them(String handler) {
        var events = new EventGenerator(SEED, handler).events(TYPES.inputOf(handler), EVENTS);

        SIDE_BY_SIDE.assertSame(Function.of(handler, ROOT), invocations(events), false);
    }

    @AfterAll
    static void most_events_were_understood() {
        SIDE_BY_SIDE.assertThatMostEventsWereUnderstood();
    }
}
