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
        var command = new ArrayList<>(List.of("podman"));
        if (Command.exists("runc")) {
            command.addAll(List.of("--runtime", "runc"));
        }
        command.addAll(List.of(arguments));
        return Command.run(command);
    }
}
