package dev.kiln.server.it;

import java.nio.file.Path;
import java.util.Map;

/** A host with {@link com.example.Functions}, for AWS's clients. */
final class InvokeApiHost {

    private InvokeApiHost() {}

    static KilnProcess start() throws Exception {
        var kiln =
                KilnProcess.start(
                        Path.of("."),
                        Map.of(),
                        "--kiln.config=src/test/resources/aws-clients/kiln.yaml");
        kiln.awaitStart();
        return kiln;
    }
}
