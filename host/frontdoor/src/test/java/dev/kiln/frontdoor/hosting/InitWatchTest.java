package dev.kiln.frontdoor.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.Until;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.logging.Console;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class InitWatchTest {

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<String> ends = new CopyOnWriteArrayList<>();

    @Test
    void a_failure_is_said_in_one_line_with_a_way_out() {
        watch(failing("Class not found: a.B", "java.lang.ClassNotFoundException", true), true);
        watch(failing("a/C", "java.lang.NoClassDefFoundError", false), false);
        watch(
                failing(
                        "Error loading class a.B: a/B has been compiled by a more recent version of"
                                + " the Java Runtime (class file version 70.0), this version of the"
                                + " Java Runtime only recognizes class file versions up to 69.0",
                        "java.lang.UnsupportedClassVersionError",
                        false),
                false);

        var lines = errors.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0))
                .startsWith(
                        "Function 'fn' cannot be initialised: Class not found: a.B. Check the"
                                + " handler, 'com.example.Function', and where its classes are: ");
        assertThat(lines.get(1))
                .startsWith("Function 'fn' cannot be initialised: class a.C is missing. Its jar ")
                .contains("'lib'", "kiln.lib", "the class path is [");
        assertThat(lines.get(2))
                .contains("It was compiled for Java 26, and this is Java ")
                .contains("--release");
        assertThat(ends).isEmpty();
    }

    @Test
    void on_knative_the_process_ends_after_three_failures() {
        var environments = failing("the database is not there", "a.B", false);

        watch(environments, true);

        Until.holds(() -> !ends.isEmpty());
        assertThat(ends).hasSize(1);
        assertThat(ends.getFirst())
                .contains("'fn' failed to initialise 3 times")
                .contains("kiln.init-errors=serve");
        assertThat(environments.tries).isEqualTo(3);
    }

    @Test
    void a_later_success_is_the_end_of_the_watch() {
        var environments = failing("the database is not there", "a.B", false);
        environments.succeedsAt = 2;

        watch(environments, true);

        Until.holds(() -> environments.state() instanceof InitState.Ready);
        assertThat(ends).isEmpty();
    }

    @Test
    void a_handler_that_wants_what_is_not_offered_ends_the_process() {
        var socket = "com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent";
        var environments =
                HostedEnvironments.none(
                        new HandlerDescription(Set.of(), socket, Set.of(socket), Set.of()));

        watch(environments, false);

        assertThat(ends).hasSize(1);
        assertThat(ends.getFirst())
                .startsWith("Function 'fn' cannot be served. ")
                .contains("APIGatewayV2WebSocketEvent");
    }

    private void watch(HostedEnvironments environments, boolean mayEnd) {
        var function = TestFunctions.function(TestFunctions.echo(), environments);
        new InitWatch(function, new Console(new ByteArrayOutputStream(), errors), mayEnd, ends::add)
                .begin();
    }

    private static Failing failing(String message, String type, boolean lasting) {
        return new Failing(message, type, lasting);
    }

    /** Fails until it is told to succeed. */
    private static final class Failing implements HostedEnvironments {

        private final String message;
        private final String type;
        private final boolean lasting;
        private volatile int tries = 1;
        private volatile int succeedsAt = Integer.MAX_VALUE;

        Failing(String message, String type, boolean lasting) {
            this.message = message;
            this.type = type;
            this.lasting = lasting;
        }

        @Override
        public InitState state() {
            return tries < succeedsAt
                    ? new InitState.Failed(message, type, "", tries, lasting)
                    : HostedEnvironments.none(TestFunctions.TAKES_A_MAP).state();
        }

        @Override
        public CompletableFuture<Optional<HandlerDescription>> description() {
            return CompletableFuture.completedFuture(
                    tries < succeedsAt ? Optional.empty() : Optional.of(TestFunctions.TAKES_A_MAP));
        }

        @Override
        public synchronized CompletableFuture<Optional<HandlerDescription>> again() {
            tries = tries + 1;
            return description();
        }
    }
}
