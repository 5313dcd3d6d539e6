package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.GatewaySettings;

/** Where the stage's name stands in a public URL, if it does. */
record StagePath(String stage, boolean inPath) {

    static final String DEFAULT_STAGE = "$default";

    static StagePath of(GatewaySettings settings) {
        return new StagePath(settings.stage(), settings.stageInPath());
    }

    /**
     * The path behind the stage's segment, which may follow any number of slashes; "" is possible.
     */
    String behindStage(String path) {
        if (!inPath) {
            return path;
        }
        var start = leadingSlashes(path);
        var end = start + stage.length();
        return path.startsWith(stage, start) && (end == path.length() || path.charAt(end) == '/')
                ? path.substring(end)
                : path;
    }

    static int leadingSlashes(String path) {
        var slashes = 0;
        while (slashes < path.length() && path.charAt(slashes) == '/') {
            slashes++;
        }
        return slashes;
    }
}
