package dev.kiln.runtime.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.functions.Drivers;
import dev.kiln.runtime.logging.EnvironmentLog;
import dev.kiln.runtime.testing.CapturedConsole;
import dev.kiln.runtime.testing.Conditions;
import dev.kiln.runtime.testing.Meeting;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's one list of JDBC drivers, shared by functions that each think it theirs. */
class DatabaseDriversTest {

    private static final ClassLoader HOST = DatabaseDriversTest.class.getClassLoader();

    @TempDir Path folder;
    private final Meeting meeting = new Meeting();
    private final CapturedConsole console = new CapturedConsole();
    private final List<HandlerClassLoader> loaders = new ArrayList<>();

    @BeforeEach
    void meet() {
        System.setProperty(Drivers.MEETING, meeting.name());
    }

    @AfterEach
    void close() throws IOException {
        meeting.letGo();
        for (var loader : loaders) {
            loader.close();
        }
        meeting.close();
        System.clearProperty(Drivers.MEETING);
    }

    @Test
    void each_function_finds_the_drivers_of_its_own_class_path() throws Exception {
        var one = functionWith("Plain");
        var other = functionWith("Strict");
        var third = functionWith("Plain");

        assertThat(use(one, "jdbc:Plain")).isEqualTo("Plain");
        assertThat(use(other, "jdbc:Strict")).isEqualTo("Strict");
        assertThat(use(other, "jdbc:Missing")).contains("No suitable driver");
        assertThat(use(third, "jdbc:Plain")).isEqualTo("Plain");
    }

    @Test
    void as_in_the_jdk_drivers_behind_one_that_cannot_be_made_are_missing() throws Exception {
        var function = functionWith("Plain", "Missing", "Strict");

        assertThat(use(function, "jdbc:Plain")).isEqualTo("Plain");
        assertThat(use(function, "jdbc:Strict")).contains("No suitable driver");
    }

    @Test
    void a_driver_that_is_initialised_by_name_does_not_stand_in_the_way_of_others()
            throws Exception {
        var function = functionWith("Strict", "Plain");

        use(function, driver("Strict"));

        assertThat(use(function, "jdbc:Strict")).isEqualTo("Strict");
        assertThat(use(function, "jdbc:Plain")).isEqualTo("Plain");
    }

    @Test
    void threads_that_come_second_wait_for_the_drivers_too() throws Exception {
        var function = functionWith("Slow");
        var first = begin(function, "jdbc:Slow");
        meeting.awaitArrival();

        var second = begin(function, "jdbc:Slow");
        second.awaitRest();
        meeting.letGo();

        assertThat(first.result()).isEqualTo("Slow");
        assertThat(second.result()).isEqualTo("Slow");
    }

    @Test
    void a_driver_that_registers_itself_does_not_wait_for_those_who_wait_for_it() throws Exception {
        var function = functionWith("Gate", "Plain");
        var search = begin(function, "jdbc:Plain");
        meeting.awaitArrival();

        var driver = begin(function, driver("Plain"));
        driver.awaitRest();
        meeting.letGo();

        assertThat(driver.result()).isEqualTo("Plain");
        assertThat(search.result()).isEqualTo("Plain");
    }

    @Test
    void drivers_go_with_their_function_even_if_one_refuses() throws Exception {
        var function = functionWith("Failing", "Plain");
        use(function, "jdbc:Plain");

        function.close();

        assertThat(meeting.notes()).containsExactly("without Plain");
        assertThat(console.err())
                .contains("Database driver '" + driver("Failing") + "' stays registered")
                .contains("java.lang.IllegalStateException")
                .doesNotContain("not now");
    }

    /** The JDK does so whenever it looks through the list, in search of what its caller knows. */
    @Test
    void drivers_go_also_that_were_initialised_for_their_name_alone() throws Exception {
        var one = functionWith("Strict");
        use(one, "java.sql.DriverManager");
        var other = functionWith("Plain");
        use(other, "java.sql.DriverManager");

        one.close();

        assertThat(meeting.notes()).containsExactly("without Strict", "without Plain");
    }

    @Test
    void a_driver_that_never_goes_does_not_hold_up_other_functions() throws Exception {
        var one = functionWith("Hanging");
        use(one, "jdbc:Hanging");
        var other = functionWith("Plain");
        use(other, "jdbc:Plain");
        var end =
                begin(() -> {
                    one.close();
                    return "closed";
                });
        meeting.awaitArrival();

        other.close();

        assertThat(end.future()).isNotDone();
        assertThat(console.err()).contains("the deregistration of another function's does not end");
        meeting.letGo();
        assertThat(end.result()).isEqualTo("closed");
    }

    private HandlerClassLoader functionWith(String... drivers) throws IOException {
        var services = folder.resolve("services-" + loaders.size());
        Files.createDirectories(services.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("META-INF/services/java.sql.Driver"),
                Stream.of(drivers)
                        .map(DatabaseDriversTest::driver)
                        .collect(Collectors.joining("\n")));
        var loader =
                new HandlerClassLoader(
                        new DeploymentPackage(folder, List.of(testClasses(), services), Set.of()),
                        new LambdaApiLoader(HOST, false),
                        new EnvironmentLog(console.console()));
        loaders.add(loader);
        return loader;
    }

    private static Path testClasses() {
        try {
            return Path.of(
                    Drivers.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static String driver(String name) {
        return Drivers.class.getName() + "$" + name;
    }

    @SuppressWarnings("unchecked")
    private static String use(HandlerClassLoader function, String wish) throws Exception {
        var own = function.loadClass(Drivers.class.getName()).getConstructor().newInstance();
        return ((UnaryOperator<String>) own).apply(wish);
    }

    private static Use begin(HandlerClassLoader function, String wish) {
        return begin(() -> use(function, wish));
    }

    private static Use begin(Callable<String> use) {
        var result = new FutureTask<>(use);
        return new Use(Thread.ofPlatform().daemon().start(result), result);
    }

    private record Use(Thread thread, FutureTask<String> future) {

        /** Until it waits for somebody, or has nothing to wait for. */
        void awaitRest() {
            Conditions.await(() ->
                    thread.getState() == Thread.State.WAITING
                            || thread.getState() == Thread.State.TERMINATED);
        }

        String result() throws Exception {
            return future.get(60, TimeUnit.SECONDS);
        }
    }
}
