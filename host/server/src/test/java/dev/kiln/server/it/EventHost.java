package dev.kiln.server.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A host with {@link com.example.EventReceiver}. */
final class EventHost {

    private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();

    private EventHost() {}

    static KilnProcess start(Map<String, String> settings) throws Exception {
        var variables = new HashMap<>(settings);
        variables.put("_HANDLER", "com.example.EventReceiver::told");
        variables.put("LAMBDA_TASK_ROOT", CLASSES.toString());
        var kiln = KilnProcess.start(Path.of("."), Map.copyOf(variables));
        kiln.awaitStart();
        return kiln;
    }
}
