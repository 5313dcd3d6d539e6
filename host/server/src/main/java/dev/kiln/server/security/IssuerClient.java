package dev.kiln.server.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

/** Asks issuers for their keys. */
final class IssuerClient {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private IssuerClient() {}

    /**
     * Makes a client.
     *
     * @param certificates of the only authorities that it trusts, in PEM; empty: those of the JVM
     * @param token file with a token to show, which is read for each request: Kubernetes renews it.
     *     It is shown where nobody can overhear it, and nowhere else
     */
    static WebClient of(Optional<Path> certificates, Optional<Path> token) {
        var http = HttpClient.newBuilder().connectTimeout(PATIENCE);
        certificates.ifPresent(file -> http.sslContext(trusting(file).createSslContext()));
        var connector = new JdkClientHttpConnector(http.build());
        connector.setReadTimeout(PATIENCE);
        var client = WebClient.builder().clientConnector(connector);
        token.ifPresent(
                file -> client.filter((request, next) -> next.exchange(showing(file, request))));
        return client.build();
    }

    private static SslBundle trusting(Path certificates) {
        var details = PemSslStoreDetails.forCertificate(certificates.toUri().toString());
        return SslBundle.of(new PemSslStoreBundle(null, details));
    }

    private static ClientRequest showing(Path token, ClientRequest request) {
        if (!"https".equals(request.url().getScheme())) {
            return request;
        }
        try {
            var text = Files.readString(token).trim();
            return ClientRequest.from(request).headers(all -> all.setBearerAuth(text)).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
