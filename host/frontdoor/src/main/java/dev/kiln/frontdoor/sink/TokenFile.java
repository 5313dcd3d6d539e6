package dev.kiln.frontdoor.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The token by which a sink knows us. Kubernetes writes a new one before the old one expires, so
 * the file is read each time.
 */
final class TokenFile {

    /** Where Knative's SinkBinding mounts it. */
    private static final Path OF_KNATIVE = Path.of("/oidc/token");

    private final Path path;
    private final boolean required;

    /**
     * @param configured empty: Knative's, if it is there
     */
    TokenFile(Optional<Path> configured) {
        path = configured.orElse(OF_KNATIVE);
        required = configured.isPresent();
    }

    /** Empty if there is none and none is required; fails if it cannot be read. */
    Mono<Optional<String>> read() {
        return Mono.fromCallable(this::content).subscribeOn(Schedulers.boundedElastic());
    }

    private Optional<String> content() {
        try {
            return Optional.of(Files.readString(path).strip());
        } catch (NoSuchFileException e) {
            if (!required) {
                return Optional.empty();
            }
            throw new SinkException(
                    "There is no token for the sink: no file is at " + path,
                    true,
                    Optional.empty());
        } catch (IOException e) {
            throw new SinkException(
                    "The token for the sink cannot be read: " + e, true, Optional.empty());
        }
    }
}
