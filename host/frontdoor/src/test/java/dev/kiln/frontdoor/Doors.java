package dev.kiln.frontdoor;

import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.TestSettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.frontdoor.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes doors for tests. */
public final class Doors {

    private Doors() {}

    /** Settings of a door on any free port. */
    public static DoorSettings onAnyPort(String... namesAndValues) {
        var all = new ArrayList<>(List.of("port", "0"));
        all.addAll(List.of(namesAndValues));
        return DoorSettings.read(TestSettings.of(all.toArray(String[]::new)), false);
    }

    /** An open door with these functions behind it. */
    public static FrontDoor open(DoorSettings settings, HostedFunction... functions) {
        var door = new FrontDoor();
        for (var function : functions) {
            door.add(function);
        }
        door.open(settings);
        return door;
    }

    /** The same, whose requests are traced. */
    public static FrontDoor openTraced(
            DoorSettings settings, Tracing tracing, HostedFunction function) {
        var door = new FrontDoor();
        door.trace(tracing);
        door.add(function);
        door.open(settings);
        return door;
    }

    /** An open door with a handler of this module's tests behind it, run by the runtime. */
    public static FrontDoor openReal(
            DoorSettings door, Map<String, String> variables, String... namesAndValues) {
        var settings = new ArrayList<>(List.of("classes", "target/test-classes"));
        settings.addAll(List.of(namesAndValues));
        var hosting = TestFunctions.hosting(variables);
        var definition = FunctionDefinition.read(TestSettings.of(settings.toArray(String[]::new)));
        var opened = open(door, hosting.start(List.of(definition)).getFirst());
        opened.onClose(hosting::close);
        return opened;
    }

    /** Requests whose answers have not left. */
    public static int running(FrontDoor door) {
        return door.running();
    }

    /** Connections that nobody has ended. */
    public static int connections(FrontDoor door) {
        return door.connections();
    }

    /** Whether there are any. */
    public static boolean isBusy(FrontDoor door) {
        return door.isBusy();
    }

    /** Waits for all that runs; whether it ended in time. */
    public static boolean drain(FrontDoor door) {
        try {
            return door.drain();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
