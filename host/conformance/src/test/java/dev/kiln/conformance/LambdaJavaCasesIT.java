package dev.kiln.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.conformance.TaskRoot.Layout;
import dev.kiln.conformance.table.Comparison;
import dev.kiln.conformance.table.HostDecisions;
import dev.kiln.conformance.table.LambdaCase;
import dev.kiln.conformance.table.TableForm;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome.Succeeded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the table, through the real class loaders and the real queue. */
class LambdaJavaCasesIT {

    private static final TaskRoot TASK_ROOT = new TaskRoot();

    static Stream<LambdaCase> cases() {
        return LambdaCase.all().stream()
                .filter(c -> !HostDecisions.NOT_APPLICABLE.containsKey(c.id()))
                .filter(c -> !HostDecisions.REFUSED_SETTINGS.contains(c.id()));
    }

    static Stream<LambdaCase> casesWithARefusedSetting() {
        return LambdaCase.all().stream()
                .filter(c -> HostDecisions.REFUSED_SETTINGS.contains(c.id()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_function_cannot_tell_kiln_from_aws(LambdaCase lambdaCase) {
        var root = TASK_ROOT.layOut(lambdaCase.layout());
        var kiln = new KilnRuntime().limitedTo(lambdaCase.maxResponseBytes());

        var recording =
                lambdaCase.together()
                        ? kiln.runTogether(lambdaCase.function(root), invocations(lambdaCase))
                        : kiln.run(lambdaCase.function(root), invocations(lambdaCase));

        var comparison = new Comparison(lambdaCase);
        assertThat(comparison.text(new TableForm(lambdaCase, root).of(recording)))
                .as(lambdaCase.id())
                .isEqualTo(comparison.text(HostDecisions.expected(lambdaCase)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithARefusedSetting")
    void a_function_with_a_setting_that_aws_refuses_does_not_start(LambdaCase lambdaCase) {
        var root = TASK_ROOT.layOut(lambdaCase.layout());
        var kiln = new KilnRuntime();

        assertThatThrownBy(() -> kiln.run(lambdaCase.function(root), invocations(lambdaCase)))
                .isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void functions_are_not_on_the_class_path_of_the_host() {
        var host = getClass().getClassLoader();

        assertThatThrownBy(() -> Class.forName("oracle.Types", false, host))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void an_undecided_choice_between_overloads_takes_either() {
        var root = TASK_ROOT.layOut(Layout.USUAL);
        var function = Function.of("oracle.Methods::streamOrPojo", root);
        var invocation = Invocation.of("1", Function.ARN, "\"x\"".getBytes(UTF_8));

        var outcome = new KilnRuntime().run(function, List.of(invocation)).answers().getFirst();

        assertThat(outcome.outcome()).isInstanceOf(Succeeded.class);
        assertThat(((Succeeded) outcome.outcome()).result())
                .asString(UTF_8)
                .isIn("stream", "\"context\"");
    }

    /** The function's timeout takes the place of a deadline that is over before it begins. */
    private static List<Invocation> invocations(LambdaCase lambdaCase) {
        var now = Instant.now();
        return lambdaCase.invocations().stream()
                .map(i -> i.latestEnd().filter(now::isAfter).isPresent() ? withoutDeadline(i) : i)
                .toList();
    }

    private static Invocation withoutDeadline(Invocation invocation) {
        return new Invocation(
                invocation.requestId(),
                invocation.event(),
                Optional.empty(),
                invocation.invokedFunctionArn(),
                invocation.clientContext(),
                invocation.identity(),
                invocation.tenantId(),
                invocation.traceHeader(),
                invocation.logTail());
    }
}
