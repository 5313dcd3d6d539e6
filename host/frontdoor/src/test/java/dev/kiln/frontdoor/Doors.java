package dev.kiln.frontdoor;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Makes doors and functions for tests. */
final class Doors {

    /** What a handler of {@code Map} says of itself. */
    static final HandlerDescription TAKES_A_MAP =
            new HandlerDescription(Set.of(), "java.util.Map", Set.of("java.util.Map"));

    /** One runtime for all tests of this JVM, as a host has one. */
    private static final HostProcess PROCESS = HostProcess.of(console(), () -> {});

    private Doors() {}

    /** Functions print to the streams of the process, as they do on AWS. */
    private static Console console() {
        var console = new Console(System.out, System.err);
        console.install();
        return console;
    }

    /** Settings below {@code kiln.} with these values. */
    static Settings settings(String... namesAndValues) {
        var values = map(namesAndValues);
        return new Settings("kiln.", name -> Optional.ofNullable(values.get(name)), _ -> Map.of());
    }

    static Map<String, String> map(String... namesAndValues) {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    static DoorSettings onAnyPort(String... namesAndValues) {
        var all = new ArrayList<>(List.of("port", "0"));
        all.addAll(List.of(namesAndValues));
        return DoorSettings.read(settings(all.toArray(String[]::new)), false);
    }

    /** An open door with these functions behind it. */
    static FrontDoor open(DoorSettings settings, HostedFunction... functions) {
        var door = new FrontDoor();
        for (var function : functions) {
            door.add(function);
        }
        door.open(settings);
        return door;
    }

    /** A function that is whatever the invoker does. */
    static HostedFunction function(Invoker invoker, String... namesAndValues) {
        return function(invoker, Initialisation.over(TAKES_A_MAP), namesAndValues);
    }

    static HostedFunction function(
            Invoker invoker, Initialisation initialisation, String... namesAndValues) {
        var definition = FunctionDefinition.read(settings(namesAndValues));
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
                        initialisation,
                        IdSource.random(),
                        (_, _) -> {});
        function.chooseKind();
        return function;
    }

    /** Gives back its event. */
    static Invoker echo() {
        return invocation ->
                CompletableFuture.completedFuture(new Outcome.Succeeded(invocation.event()));
    }

    /** An open door with a handler of this module's tests behind it, run by the runtime. */
    static FrontDoor openReal(
            DoorSettings door, Map<String, String> variables, String... namesAndValues) {
        var settings = new ArrayList<>(List.of("classes", "target/test-classes"));
        settings.addAll(List.of(namesAndValues));
        var hosting = hosting(variables);
        var definition = FunctionDefinition.read(settings(settings.toArray(String[]::new)));
        var opened = open(door, hosting.start(List.of(definition)).getFirst());
        opened.onClose(hosting::close);
        return opened;
    }

    static Hosting hosting(Map<String, String> variables) {
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
