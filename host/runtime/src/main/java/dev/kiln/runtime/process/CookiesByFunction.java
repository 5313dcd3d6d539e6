package dev.kiln.runtime.process;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's one cookie handler, which leads a connection's cookies to its environment's own:
 * sessions of one environment are none of another's business.
 */
final class CookiesByFunction extends CookieHandler {

    private final @Nullable CookieHandler ofTheHost;

    private CookiesByFunction(@Nullable CookieHandler ofTheHost) {
        this.ofTheHost = ofTheHost;
    }

    /** Idempotent. */
    static void install() {
        synchronized (CookiesByFunction.class) {
            var present = CookieHandler.getDefault();
            if (!(present instanceof CookiesByFunction)) {
                CookieHandler.setDefault(new CookiesByFunction(present));
            }
        }
    }

    private @Nullable CookieHandler own() {
        var process = CurrentProcess.find();
        return process == null ? ofTheHost : process.cookies();
    }

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers)
            throws IOException {
        var own = own();
        return own == null ? Map.of() : own.get(uri, headers);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> headers) throws IOException {
        var own = own();
        if (own != null) {
            own.put(uri, headers);
        }
    }
}
