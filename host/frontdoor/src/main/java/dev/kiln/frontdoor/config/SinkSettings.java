package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where results go as events, and how.
 *
 * @param target with a path, at least {@code /}
 * @param timeout of one attempt, from the connection to the head of the answer
 * @param retries further attempts at most
 * @param backoff before the first further attempt; it doubles from one to the next
 * @param certificates of authorities that are trusted besides those of the system
 * @param tokenFile whose content is sent as the bearer token, read anew for each attempt; empty:
 *     Knative's, if it is there
 */
public record SinkSettings(
        URI target,
        Duration timeout,
        int retries,
        Duration backoff,
        List<X509Certificate> certificates,
        Optional<Path> tokenFile) {

    /** A broker keeps the event before it answers; callers wait meanwhile. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int RETRIES = 3;
    private static final int MOST_RETRIES = 100;
    private static final Duration BACKOFF = Duration.ofMillis(200);

    private static final List<String> OF_A_SINK =
            List.of(
                    "sink-timeout",
                    "sink-retries",
                    "sink-backoff",
                    "sink-ca-certs",
                    "sink-token-file");

    /**
     * Empty if results go to nobody but the caller.
     *
     * @throws InvalidSettingException if a value cannot be meant, or something is said of a sink
     *     that is not there
     */
    static Optional<SinkSettings> read(Settings settings) {
        var sink = settings.text("sink").orElse("");
        if (sink.isEmpty()) {
            refuseWithoutSink(settings);
        }
        // One of several functions may do without the sink of the others.
        return sink.isEmpty() || sink.equals("none")
                ? Optional.empty()
                : Optional.of(
                        new SinkSettings(
                                target(sink, settings),
                                settings.duration("sink-timeout").orElse(TIMEOUT),
                                settings.number("sink-retries", 0, MOST_RETRIES).orElse(RETRIES),
                                settings.duration("sink-backoff").orElse(BACKOFF),
                                certificates(settings),
                                settings.path("sink-token-file")));
    }

    private static void refuseWithoutSink(Settings settings) {
        for (var name : OF_A_SINK) {
            if (settings.text(name).isPresent()) {
                throw new InvalidSettingException(
                        settings.nameInUse(name)
                                + " is set, but there is no sink: set sink to its URL too, or"
                                + " remove it.");
            }
        }
    }

    private static URI target(String text, Settings settings) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null) {
                return uri.getRawPath().isEmpty() ? uri.resolve(withPath(uri)) : uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw settings.invalid(
                "sink",
                "it is a URL such as http://broker-ingress.knative-eventing.svc.cluster.local, or"
                        + " 'none'");
    }

    private static String withPath(URI uri) {
        return uri.getRawQuery() == null ? "/" : "/?" + uri.getRawQuery();
    }

    private static List<X509Certificate> certificates(Settings settings) {
        var pem = settings.text("sink-ca-certs");
        if (pem.isEmpty()) {
            return List.of();
        }
        try {
            var bytes = pem.get().getBytes(StandardCharsets.US_ASCII);
            var certificates = new ArrayList<X509Certificate>();
            for (var certificate :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))) {
                certificates.add((X509Certificate) certificate);
            }
            if (!certificates.isEmpty()) {
                return List.copyOf(certificates);
            }
        } catch (CertificateException _) {
            // Said below.
        }
        throw new InvalidSettingException(
                settings.nameInUse("sink-ca-certs")
                        + " is no certificate: it is one or several in PEM form, each from"
                        + " -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.");
    }
}
