package dev.kiln.conformance.knative;

import dev.kiln.server.it.KilnProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The image's layout as a process, with what Knative sets in a container. */
final class Host {

    private static final String LAUNCHER = "../../server/target/kiln/bin/kiln";

    private Host() {}

    /** Starts a function of {@code com.example.knative}. */
    static KilnProcess start(Path folder, Class<?> handler, Map<String, String> more)
            throws IOException {
        var variables = new HashMap<String, String>();
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put(
                "LAMBDA_TASK_ROOT", Path.of("target/test-classes").toAbsolutePath().toString());
        variables.put("_HANDLER", handler.getName());
        variables.put("K_SERVICE", "hello");
        variables.put("K_CONFIGURATION", "hello");
        variables.put("K_REVISION", "hello-00001");
        variables.put("GATE", folder.resolve("gate").toString());
        variables.putAll(more);
        var launcher = Path.of(LAUNCHER).toAbsolutePath().normalize().toString();
        return KilnProcess.run(List.of(launcher), folder, variables);
    }
}
