package dev.kiln.runtime.environment;

import static dev.kiln.runtime.testing.TestFunction.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Calls;
import com.example.functions.Exits;
import com.example.functions.Failing;
import com.example.functions.Initialising;
import com.example.functions.Slow;
import dev.kiln.runtime.ErrorType;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.ThrottleReport;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import dev.kiln.runtime.testing.TestFunction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is told of a function's invocations and initialisations. */
class ReportingTest {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final List<Report> reports = new CopyOnWriteArrayList<>();

    @Test
    void an_invocation_that_waited_tells_how_long_it_waited_and_how_long_it_ran() {
        try (var meeting = new Meeting();
                var function = TestFunction.start(Calls.class, "await").ready()) {
            function.reports().listen(reports::add);
            var first = function.begin(meeting.name());
            meeting.awaitArrival();
            var second = function.begin("second");
            var begun = System.nanoTime();
            Conditions.await(() -> System.nanoTime() - begun > PAUSE.toNanos());

            meeting.letGo();
            await(first);
            await(second);

            var invocations = invocations(2);
            assertThat(invocations).allSatisfy(it -> assertThat(it.error()).isEmpty());
            assertThat(invocations.getFirst().duration()).isGreaterThan(PAUSE);
            assertThat(invocations.getFirst().initDuration()).isPresent();
            assertThat(invocations.getLast().waited()).isGreaterThan(PAUSE);
            assertThat(invocations.getLast().initDuration()).isEmpty();
            assertThat(invocations.getLast().function()).isEqualTo(function.settings().name());
        }
    }

    @Test
    void an_exception_is_of_one_class_whatever_it_is() {
        assertThat(errorOf(TestFunction.of(Failing.class, "fail"), "checked"))
                .isEqualTo(ErrorType.USER_EXCEPTION);
    }

    @Test
    void the_end_of_a_process_is_told() {
        assertThat(errorOf(TestFunction.of(Exits.class, "exit"), "3")).isEqualTo(ErrorType.EXIT);
    }

    @Test
    void a_timeout_is_told() {
        try (var meeting = new Meeting()) {
            var function = TestFunction.of(Slow.class, "sleep").timeout(Duration.ofMillis(50));

            assertThat(errorOf(function, meeting.name())).isEqualTo(ErrorType.TIMED_OUT);
        }
    }

    @Test
    void a_handler_that_is_not_there_fails_its_initialisation_and_each_invocation() {
        var function = TestFunction.of(Calls.class, "nothing");

        assertThat(errorOf(function, "")).isEqualTo(ErrorType.BAD_FUNCTION_CODE);
        assertThat(reports)
                .filteredOn(it -> it instanceof InitReport init && !init.succeeded())
                .hasSize(1);
    }

    @Test
    void whoever_finds_the_queue_full_is_told_of_as_throttled() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .queue(1, Duration.ofMinutes(1))
                                .start()) {
            function.reports().listen(reports::add);
            var first = function.begin(meeting.name());
            meeting.awaitArrival();
            var waiting = function.begin("waiting");

            await(function.begin("refused"));

            Conditions.await(() -> reports.stream().anyMatch(ThrottleReport.class::isInstance));
            meeting.letGo();
            await(first);
            await(waiting);
        }
    }

    @Test
    void an_initialisation_tells_how_long_it_took() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Initialising.Waiting.class, "handle")
                                .variable("PLACE", meeting.name())
                                .start()) {
            function.reports().listen(reports::add);
            meeting.awaitArrival();
            var begun = System.nanoTime();
            assertThat(function.pool().occupancy()).isEqualTo(new Occupancy(1, 0, 0, 0, 0));
            Conditions.await(() -> System.nanoTime() - begun > PAUSE.toNanos());

            meeting.letGo();
            function.ready();

            Conditions.await(() -> !reports.isEmpty());
            assertThat(reports)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            InitReport.class,
                            it -> {
                                assertThat(it.succeeded()).isTrue();
                                assertThat(it.took()).isGreaterThan(PAUSE);
                            });
        }
    }

    @Test
    void its_occupancy_tells_who_works_and_who_waits() {
        try (var meeting = new Meeting();
                var function =
                        TestFunction.of(Calls.class, "await")
                                .concurrency(2, 2, Duration.ofMinutes(1))
                                .start()
                                .ready()) {
            Conditions.await(() -> function.pool().occupancy().idle() == 2);
            var first = function.begin(meeting.name());
            meeting.awaitArrival();

            assertThat(function.pool().occupancy()).isEqualTo(new Occupancy(0, 1, 1, 0, 1));

            var second = function.begin(meeting.name());
            meeting.awaitArrival();
            var third = function.begin("third");
            assertThat(function.pool().occupancy()).isEqualTo(new Occupancy(0, 0, 2, 1, 3));
            meeting.letGo();
            List.of(first, second, third).forEach(TestFunction::await);
        }
    }

    private ErrorType errorOf(TestFunction.Preparation preparation, String event) {
        try (var function = preparation.start()) {
            function.reports().listen(reports::add);

            function.invoke(event);

            return invocations(1).getFirst().error().orElseThrow();
        }
    }

    /** They come after the caller's answer. */
    private List<InvocationReport> invocations(int expected) {
        Conditions.await(() -> invocations().size() >= expected, reports::toString);
        return invocations();
    }

    private List<InvocationReport> invocations() {
        return reports.stream()
                .filter(InvocationReport.class::isInstance)
                .map(InvocationReport.class::cast)
                .toList();
    }
}
