package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose events a function takes, where that is asked: senders show an OpenID Connect token, as
 * those of Knative Eventing do.
 *
 * @param audience of which a token must name at least one
 * @param issuer exactly as tokens have it in {@code iss}; empty: the cluster's own
 * @param keys where the issuer's keys are; empty: where it announces them
 * @param subjects one of which must be the token's {@code sub}; empty: any will do
 * @param certificates of the authorities, in PEM, that the issuer's own is checked against; empty:
 *     those of the JVM, or those that the cluster has given to the pod
 * @param token with which the issuer is asked; empty: none, or the one that the cluster has given
 *     to the pod
 * @see <a href="https://knative.dev/docs/eventing/features/sender-identity/">sender identity</a>
 */
public record SenderSettings(
        List<String> audience,
        Optional<String> issuer,
        Optional<URI> keys,
        List<String> subjects,
        Optional<Path> certificates,
        Optional<Path> token) {

    private static final List<String> FURTHER =
            List.of(
                    "event-issuer",
                    "event-jwks-uri",
                    "event-subjects",
                    "event-issuer-ca-certs",
                    "event-issuer-token-file");

    /**
     * Empty where no audience is set.
     *
     * @throws InvalidSettingException if a value cannot be meant, or there are others without an
     *     audience
     */
    static Optional<SenderSettings> read(Settings settings) {
        var audience = settings.list("event-audience", List.of());
        if (audience.isEmpty()) {
            refuseWithoutAudience(settings);
            return Optional.empty();
        }
        return Optional.of(
                new SenderSettings(
                        audience,
                        url(settings, "event-issuer").map(URI::toString),
                        url(settings, "event-jwks-uri"),
                        settings.list("event-subjects", List.of()),
                        file(settings, "event-issuer-ca-certs"),
                        file(settings, "event-issuer-token-file")));
    }

    private static void refuseWithoutAudience(Settings settings) {
        for (var name : FURTHER) {
            if (settings.text(name).isPresent()) {
                throw settings.invalid(
                        name,
                        "no sender is asked for a token: set event-audience too, or remove it");
            }
        }
    }

    private static Optional<URI> url(Settings settings, String name) {
        var text = settings.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(text.get());
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException _) {
            // Said below, with the name of the setting.
        }
        throw settings.invalid(name, "it is an URL");
    }

    private static Optional<Path> file(Settings settings, String name) {
        var path = settings.path(name);
        if (path.isPresent() && !Files.isReadable(path.get())) {
            throw settings.invalid(name, "there is no such file that can be read");
        }
        return path;
    }
}
