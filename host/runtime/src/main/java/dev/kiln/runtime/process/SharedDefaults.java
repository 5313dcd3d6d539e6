package dev.kiln.runtime.process;

import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Locale.Category;
import java.util.TimeZone;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** The values of which the JVM has one each; so there is one of these each. */
final class SharedDefaults {

    static final SharedDefault<TimeZone> TIME_ZONE =
            new SharedDefault<>(TimeZone::getDefault, TimeZone::setDefault);
    static final SharedDefault<Locales> LOCALES = new SharedDefault<>(Locales::now, Locales::apply);
    static final SharedDefault<Authenticator> AUTHENTICATOR =
            new SharedDefault<>(Authenticator::getDefault, Authenticator::setDefault);
    static final SharedDefault<ProxySelector> PROXIES =
            new SharedDefault<>(ProxySelector::getDefault, ProxySelector::setDefault);
    static final SharedDefault<ResponseCache> RESPONSE_CACHE =
            new SharedDefault<>(ResponseCache::getDefault, ResponseCache::setDefault);
    static final SharedDefault<SSLContext> TLS =
            new SharedDefault<>(SharedDefaults::tls, SSLContext::setDefault);
    static final SharedDefault<HostnameVerifier> HOSTNAME_VERIFIER =
            new SharedDefault<>(
                    HttpsURLConnection::getDefaultHostnameVerifier,
                    HttpsURLConnection::setDefaultHostnameVerifier);
    static final SharedDefault<SSLSocketFactory> TLS_SOCKETS =
            new SharedDefault<>(
                    HttpsURLConnection::getDefaultSSLSocketFactory,
                    HttpsURLConnection::setDefaultSSLSocketFactory);

    private SharedDefaults() {}

    static void end(OwnProcess owner) {
        TIME_ZONE.end(owner);
        LOCALES.end(owner);
        AUTHENTICATOR.end(owner);
        PROXIES.end(owner);
        RESPONSE_CACHE.end(owner);
        TLS.end(owner);
        HOSTNAME_VERIFIER.end(owner);
        TLS_SOCKETS.end(owner);
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    /** The default of all, and those of the two categories. */
    record Locales(Locale all, Locale display, Locale format) {

        static Locales now() {
            return new Locales(
                    Locale.getDefault(),
                    Locale.getDefault(Category.DISPLAY),
                    Locale.getDefault(Category.FORMAT));
        }

        static Locales of(Locale locale) {
            return new Locales(locale, locale, locale);
        }

        Locales with(Category category, Locale locale) {
            return switch (category) {
                case DISPLAY -> new Locales(all, locale, format);
                case FORMAT -> new Locales(all, display, locale);
            };
        }

        void apply() {
            Locale.setDefault(all);
            Locale.setDefault(Category.DISPLAY, display);
            Locale.setDefault(Category.FORMAT, format);
        }
    }
}
