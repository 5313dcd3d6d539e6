package dev.kiln.runtime.process;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's one factory for the handlers of URLs, which leads each URL to the handler of its
 * environment. The JDK takes no second factory and keeps the first handler that it gets for a
 * protocol; so this handler is for all.
 */
final class UrlHandlers implements URLStreamHandlerFactory {

    private UrlHandlers() {}

    /**
     * Takes effect once.
     *
     * @throws Error if somebody else in this JVM has set a factory, with the JDK's words
     */
    static void install() {
        Installed.done();
    }

    private static final class Installed {

        static {
            URL.setURLStreamHandlerFactory(new UrlHandlers());
        }

        /** Returns when it is. */
        static void done() {}
    }

    @Override
    public @Nullable URLStreamHandler createURLStreamHandler(String protocol) {
        var own = own(protocol);
        return own == null ? null : new ByFunction(protocol, own);
    }

    private static @Nullable URLStreamHandler own(String protocol) {
        var process = CurrentProcess.find();
        return process == null ? null : process.urlHandler(protocol);
    }

    /** Calls the environment's own handler by way of the JDK: its methods are not for others. */
    @SuppressWarnings("deprecation") // only the old constructors resolve one URL against another
    private static final class ByFunction extends URLStreamHandler {

        private final String protocol;
        private final int defaultPort;

        ByFunction(String protocol, URLStreamHandler first) {
            this.protocol = protocol;
            this.defaultPort = defaultPortOf(first);
        }

        private int defaultPortOf(URLStreamHandler first) {
            try {
                return new URL(protocol, "", -1, "", first).getDefaultPort();
            } catch (MalformedURLException e) {
                return -1;
            }
        }

        @Override
        protected int getDefaultPort() {
            return defaultPort;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return ofFunction(null, url.toExternalForm()).openConnection();
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return ofFunction(null, url.toExternalForm()).openConnection(proxy);
        }

        @Override
        protected void parseURL(URL url, String spec, int start, int limit) {
            try {
                var context = url.getPath() == null ? null : ofFunction(null, url.toExternalForm());
                var parsed = ofFunction(context, spec);
                setURL(
                        url,
                        parsed.getProtocol(),
                        parsed.getHost(),
                        parsed.getPort(),
                        parsed.getAuthority(),
                        parsed.getUserInfo(),
                        parsed.getPath(),
                        parsed.getQuery(),
                        parsed.getRef());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        private URL ofFunction(@Nullable URL context, String spec) throws MalformedURLException {
            var own = own(protocol);
            if (own == null) {
                throw new MalformedURLException("unknown protocol: " + protocol);
            }
            return new URL(context, spec, own);
        }
    }
}
