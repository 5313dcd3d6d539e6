package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import dev.kiln.adapters.http.Percent;
import java.util.Optional;

/**
 * How an HTTP API shows a request's path: decoded, and below the stage's name.
 *
 * @param quirks decode twice and cut the path at a question mark that decoding brought forth, as
 *     measured on AWS
 */
record HttpApiPath(ApiStage stage, boolean quirks) {

    /**
     * @param path not decoded
     * @return empty if AWS would refuse the path
     */
    Optional<String> shown(String path) {
        var decoded = Percent.decoded(staged(path));
        if (!quirks) {
            return Optional.of(decoded);
        }
        if (Percent.hasMalformedEscape(decoded)) {
            return Optional.empty();
        }
        var twice = Percent.decoded(decoded);
        var question = twice.indexOf('?');
        return Optional.of(question < 0 ? twice : twice.substring(0, question));
    }

    // A named stage is part of the path, whether the public URL has it or not; a custom domain
    // with a base path shows that in its place.
    private String staged(String path) {
        return stage.isDefault() || !stage.basePath().isEmpty()
                ? path
                : "/" + stage.name() + new StagePath(stage).behindStage(path).orElse(path);
    }
}
