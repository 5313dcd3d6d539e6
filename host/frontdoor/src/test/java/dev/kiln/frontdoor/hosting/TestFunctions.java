package dev.kiln.frontdoor.hosting;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.TestSettings;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.Reports;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes functions for tests, with the runtime and without. */
public final class TestFunctions {

    /** What a handler of {@code Map} says of itself. */
    static final HandlerDescription TAKES_A_MAP =
            new HandlerDescription(Set.of(), "java.util.Map", Set.of("java.util.Map"), Set.of());

    /** One runtime for all tests of this JVM, as a host has one. */
    private static final HostProcess PROCESS = HostProcess.of(console(), () -> {});

    /** What has happened to the functions of all tests. */
    private static final List<Report> REPORTS = new CopyOnWriteArrayList<>();

    static {
        PROCESS.reports().listen(REPORTS::add);
    }

    private TestFunctions() {}

    /** What has been told of the functions that {@link #hosting} runs, in this JVM so far. */
    public static List<Report> reports() {
        return REPORTS;
    }

    /** Functions print to the streams of the process, as they do on AWS. */
    private static Console console() {
        var console = new Console(System.out, System.err);
        console.install();
        return console;
    }

    /** A function that is whatever the invoker does. */
    public static HostedFunction function(Invoker invoker, String... namesAndValues) {
        return function(invoker, HostedEnvironments.none(TAKES_A_MAP), namesAndValues);
    }

    static HostedFunction function(
            Invoker invoker, HostedEnvironments environments, String... namesAndValues) {
        var definition = FunctionDefinition.read(TestSettings.of(namesAndValues));
        var settings =
                FunctionSettings.of(
                        "com.example.Function",
                        new DeploymentPackage(Path.of(""), List.of(), Set.of()),
                        Map.of("AWS_LAMBDA_FUNCTION_NAME", definition.name().orElse("fn")),
                        definition.limits(),
                        false,
                        false,
                        Clock.systemUTC());
        var function =
                new HostedFunction(
                        definition,
                        settings,
                        GatewaySettings.read(definition.gateway(), "fn"),
                        invoker,
                        environments,
                        IdSource.random(),
                        (_, _) -> {},
                        new Reports());
        function.chooseKind();
        return function;
    }

    /** A function whose initialisation has come so far and comes no further. */
    public static HostedFunction in(InitState state, String... namesAndValues) {
        return function(
                echo(),
                new HostedEnvironments() {
                    @Override
                    public InitState state() {
                        return state;
                    }

                    @Override
                    public CompletableFuture<Optional<HandlerDescription>> description() {
                        return new CompletableFuture<>();
                    }

                    @Override
                    public CompletableFuture<Optional<HandlerDescription>> again() {
                        return description();
                    }
                },
                namesAndValues);
    }

    /** A ready function so many of whose threads have outlived their environments. */
    public static HostedFunction losing(AtomicInteger threads, String... namesAndValues) {
        var healthy = HostedEnvironments.none(TAKES_A_MAP);
        return function(
                echo(),
                new HostedEnvironments() {
                    @Override
                    public InitState state() {
                        return healthy.state();
                    }

                    @Override
                    public CompletableFuture<Optional<HandlerDescription>> description() {
                        return healthy.description();
                    }

                    @Override
                    public CompletableFuture<Optional<HandlerDescription>> again() {
                        return healthy.again();
                    }

                    @Override
                    public int lostThreads() {
                        return threads.get();
                    }
                },
                namesAndValues);
    }

    /** Gives back its event. */
    public static Invoker echo() {
        return invocation ->
                CompletableFuture.completedFuture(new Outcome.Succeeded(invocation.event()));
    }

    /** Runs real handlers in a process with these variables. */
    public static Hosting hosting(Map<String, String> variables) {
        return new Hosting(
                EarlySettings.of(variables, Map.of(), new String[0]),
                PROCESS,
                IdSource.random(),
                Clock.systemUTC(),
                message -> {
                    throw new AssertionError(message);
                });
    }
}
