package dev.kiln.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.conformance.oracle.RicProcess;
import dev.kiln.conformance.table.LambdaCase;
import dev.kiln.conformance.table.TableForm;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The judge is checked before it judges: our harness around AWS's client gets what the table says.
 * System property {@code conformance.self-check} is a regular expression of the cases to take, so
 * that the whole table can be run after a change.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's client brings native code for Linux only")
class OracleSelfCheckIT {

    private static final String SAMPLE =
            "string|bean|record-in|cycle|generic-swapped|method-over3|handler-string-5|init-CtorThrows"
                    + "|init-MissingParent|fault-method|fault-unicode|fault-exit3|fault-longmessage"
                    + "|response-refused|context|android|log-json|log-log4j|custom-two|event-s3-echo";

    private static final TaskRoot TASK_ROOT = new TaskRoot();
    private static final RicProcess CLIENT =
            RicProcess.in(Path.of(Setting.of("conformance.oracle")));

    static Stream<LambdaCase> cases() {
        var chosen = System.getProperty("conformance.self-check", SAMPLE);
        return LambdaCase.all().stream()
                .filter(c -> c.id().matches(chosen) && c.needsInvocationsOnly());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void our_harness_gets_what_the_table_says(LambdaCase lambdaCase) {
        var root = TASK_ROOT.layOut(lambdaCase.layout());
        var client = CLIENT.limitedTo(lambdaCase.maxResponseBytes());

        var recording = client.run(lambdaCase.function(root), lambdaCase.invocations());

        assertThat(readable(new TableForm(lambdaCase, root).of(recording)))
                .as(lambdaCase.id())
                .isEqualTo(readable(lambdaCase.expected()));
    }

    private static String readable(ObjectNode outcome) {
        return outcome.toPrettyString();
    }
}
