package dev.kiln.server.image;

import java.util.ArrayList;
import java.util.List;

/** Debian's podman, with runc where it is installed: the other runtime needs more rights. */
final class Podman {

    private Podman() {}

    static boolean isInstalled() {
        return Command.exists("podman");
    }

    static String call(String... arguments) {
        return Command.run(commandOf(arguments));
    }

    /** What a container has written to both of its streams. */
    static String logs(String container) {
        return Command.runForBoth(commandOf("logs", container));
    }

    private static List<String> commandOf(String... arguments) {
        var command = new ArrayList<>(List.of("podman"));
        if (Command.exists("runc")) {
            command.addAll(List.of("--runtime", "runc"));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /** The digests of an image's layers, the lowest first. */
    static List<String> layersOf(String image) {
        var format = "{{range .RootFS.Layers}}{{.}} {{end}}";
        return List.of(call("image", "inspect", "--format", format, image).strip().split(" "));
    }
}
