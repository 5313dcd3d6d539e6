package dev.kiln.frontdoor.sink;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates a sink may show: those that the system trusts, and further ones. */
final class TrustedAuthorities {

    private TrustedAuthorities() {}

    static SslContext with(List<X509Certificate> further) {
        try {
            var all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            var number = 0;
            for (var manager : factory(null).getTrustManagers()) {
                if (manager instanceof X509TrustManager system) {
                    for (var authority : system.getAcceptedIssuers()) {
                        all.setCertificateEntry("system-" + number++, authority);
                    }
                }
            }
            for (var authority : further) {
                all.setCertificateEntry("further-" + number++, authority);
            }
            return SslContextBuilder.forClient().trustManager(factory(all)).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificates of the sink cannot be trusted", e);
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore keys)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        return factory;
    }
}
