package dev.kiln.runtime.isolation;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * The JDK's {@code jar:} URLs without its cache of open jars. That cache is one for the process: an
 * environment that ends closes the jars that it has read from, and with them the streams that
 * another environment is reading.
 */
@SuppressWarnings("deprecation") // only the old constructors resolve one URL against another
final class UncachedJarUrls extends URLStreamHandler {

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        var connection = ofTheJdk(url).openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    @Override
    protected void parseURL(URL url, String spec, int start, int limit) {
        try {
            var parsed = url.getPath() == null ? new URL(spec) : new URL(ofTheJdk(url), spec);
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

    private static URL ofTheJdk(URL url) throws MalformedURLException {
        return new URL(url.toExternalForm());
    }
}
