package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.error;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Bound;
import com.example.functions.Exits;
import com.example.functions.Failing;
import com.example.functions.Initialising;
import com.example.functions.Values;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.Outcome.Stage;
import dev.kiln.runtime.testing.TestFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a failed invocation had come, which senders of events are told by a status. */
class StageTest {

    private static final String UNBOUND =
            "{\"errorMessage\":\"An error occurred during JSON parsing\","
                    + "\"errorType\":\"java.lang.RuntimeException\",\"stackTrace\":[]}";

    @ParameterizedTest
    @ValueSource(strings = {"no JSON", "[1]", "{\"number\":\"seven\"}", "{\"inner\":7}"})
    void an_event_that_is_not_what_the_handler_takes_is_not_bound(String event) {
        try (var function = TestFunction.start(Values.class, "bean")) {

            var outcome = function.invoke(event);

            assertThat(stage(outcome)).isEqualTo(Stage.BINDING);
            assertThat(error(outcome)).isEqualTo(UNBOUND);
            assertThat(function.out())
                    .contains(
                            "An error occurred during JSON parsing: java.lang.RuntimeException\n"
                                    + "java.lang.RuntimeException: An error occurred during JSON"
                                    + " parsing\nCaused by: ");
        }
    }

    @Test
    void neither_is_one_that_is_too_deep_nor_one_that_the_functions_own_bean_refuses() {
        try (var values = TestFunction.start(Values.class, "anything");
                var bound = TestFunction.start(Bound.class, "echo")) {

            var deep = values.invoke("{\"inner\":".repeat(10_000) + "1" + "}".repeat(10_000));
            var refused = bound.invoke("{\"kind\":\"refused\"}");

            assertThat(stage(deep)).isEqualTo(Stage.BINDING);
            assertThat(stage(refused)).isEqualTo(Stage.BINDING);
            assertThat(bound.result("{\"kind\":\"fine\"}")).isEqualTo("\"fine\"");
        }
    }

    @Test
    void a_function_that_is_broken_cannot_blame_the_event() {
        try (var function = TestFunction.start(Bound.class, "echo")) {

            var outcome = function.invoke("{\"kind\":\"linkage\"}");

            assertThat(stage(outcome)).isEqualTo(Stage.HANDLER);
            assertThat(error(outcome)).isEqualTo(UNBOUND);
        }
    }

    @Test
    void a_handler_that_fails_was_called() {
        try (var failing = TestFunction.start(Failing.class, "fail");
                var cycle = TestFunction.start(Failing.class, "cycle");
                var exits = TestFunction.start(Exits.class, "exit")) {

            assertThat(stage(failing.invoke("checked"))).isEqualTo(Stage.HANDLER);
            assertThat(stage(cycle.invoke("\"cycle\""))).isEqualTo(Stage.HANDLER);
            assertThat(stage(exits.invoke("3"))).isEqualTo(Stage.HANDLER);
        }
    }

    @Test
    void a_function_that_cannot_be_initialised_was_not() {
        try (var missing = TestFunction.of("com.example.Missing").start();
                var hidden = TestFunction.start(Initialising.Hidden.class, "handle");
                var exits = TestFunction.start(Exits.InConstructor.class, "handle")) {

            assertThat(stage(missing.invoke("{}"))).isEqualTo(Stage.INITIALISATION);
            assertThat(stage(hidden.invoke("{}"))).isEqualTo(Stage.INITIALISATION);
            assertThat(stage(exits.invoke("{}"))).isEqualTo(Stage.INITIALISATION);
        }
    }

    private static Stage stage(Outcome outcome) {
        return switch (outcome) {
            case Outcome.FunctionError error -> error.stage();
            case Outcome other -> throw new AssertionError(other.toString());
        };
    }
}
