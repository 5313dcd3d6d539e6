package dev.kiln.frontdoor.cloudevents;

import dev.kiln.frontdoor.Doors;
import dev.kiln.frontdoor.FrontDoor;
import dev.kiln.frontdoor.Until;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.hosting.TestFunctions;
import dev.kiln.runtime.environment.InitState;
import io.cloudevents.core.v1.CloudEventV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A front door with one real handler of this module's tests behind it, configured as a process is:
 * by environment variables and arguments.
 */
final class EventDoor implements AutoCloseable {

    private static final Path LIBRARIES = libraries();

    private final FrontDoor door;

    private EventDoor(FrontDoor door) {
        this.door = door;
    }

    /**
     * Opens it when the handler is ready.
     *
     * @param handler below {@code com.example.events}
     * @param arguments such as {@code --kiln.hop-limit=3}
     */
    static EventDoor open(String handler, Map<String, String> variables, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--kiln.handler=com.example.events." + handler);
        all.add("--kiln.classes=target/test-classes");
        all.add("--kiln.lib=" + LIBRARIES);
        var early = EarlySettings.of(variables, Map.of(), all.toArray(String[]::new));
        var definition = FunctionDefinition.read(early.settings());
        var hosting = TestFunctions.hosting(variables);
        var function = hosting.start(List.of(definition)).getFirst();
        var door = Doors.open(Doors.onAnyPort(), function);
        door.onClose(hosting::close);
        Until.holds(() -> function.initState() instanceof InitState.Ready);
        return new EventDoor(door);
    }

    int port() {
        return door.port();
    }

    FrontDoor door() {
        return door;
    }

    @Override
    public void close() {
        door.close();
    }

    /** What a customer packs beside such handlers: AWS's event classes and CloudEvents' SDK. */
    private static Path libraries() {
        try {
            var folder = Files.createTempDirectory("libraries-of-functions");
            folder.toFile().deleteOnExit();
            for (var type :
                    List.of(
                            com.amazonaws.services.lambda.runtime.events.SQSEvent.class,
                            org.joda.time.DateTime.class,
                            io.cloudevents.CloudEvent.class,
                            CloudEventV1.class)) {
                var jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
                var copy = folder.resolve(jar.getFileName());
                Files.copy(jar, copy);
                copy.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
