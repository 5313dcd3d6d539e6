package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import java.util.Optional;

/** Where an API's own path begins in a public one. */
record StagePath(ApiStage stage) {

    /**
     * What follows the stage's name, which may be ""; empty if the URL should begin with that and
     * does not.
     */
    Optional<String> behindStage(String path) {
        return stage.inPath() ? behind("/" + stage.name(), path) : Optional.of(path);
    }

    /**
     * The path that routes know; empty if it is not below the custom domain's base path.
     *
     * @param publicPath without the stage's name
     */
    Optional<String> behindBasePath(String publicPath) {
        return stage.basePath().isEmpty()
                ? Optional.of(publicPath)
                : behind(stage.basePath(), publicPath);
    }

    // Any number of slashes may stand before it.
    private static Optional<String> behind(String prefix, String path) {
        var start = Math.max(0, leadingSlashes(path) - 1);
        var end = start + prefix.length();
        return path.startsWith(prefix, start) && (end == path.length() || path.charAt(end) == '/')
                ? Optional.of(path.substring(end))
                : Optional.empty();
    }

    /** The path with one slash at its start. */
    static String withOneSlash(String path) {
        return "/" + path.substring(leadingSlashes(path));
    }

    private static int leadingSlashes(String path) {
        var slashes = 0;
        while (slashes < path.length() && path.charAt(slashes) == '/') {
            slashes++;
        }
        return slashes;
    }
}
