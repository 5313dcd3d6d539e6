package dev.kiln.runtime.process;

import dev.kiln.runtime.process.SharedDefaults.Locales;
import dev.kiln.runtime.seam.FunctionProcess;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.security.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one environment's function has changed of what it takes for its process. Where the JVM's own
 * code asks for an object that functions set, it gets one that finds the environment for which it
 * is called; what is a plain value for the JVM's code is shared, and goes with its environment.
 */
public final class OwnProcess implements FunctionProcess {

    private final BeanServers beans = new BeanServers();
    private final OwnProviders providers = new OwnProviders();
    private final Map<String, @Nullable URLStreamHandler> urlHandlers = new HashMap<>();
    private volatile @Nullable UncaughtExceptionHandler uncaught;
    private volatile @Nullable CookieHandler cookies;
    private @Nullable URLStreamHandlerFactory urls;
    private boolean hasLogHandlers;
    private boolean hasDefaults;
    private boolean ended;

    public OwnProcess() {}

    /**
     * Takes back what others would see. Threads of the function that go on change nothing more;
     * safe to repeat. Runs code of the function's.
     */
    public void end() {
        boolean logs;
        boolean defaults;
        synchronized (this) {
            ended = true;
            logs = hasLogHandlers;
            defaults = hasDefaults;
            hasLogHandlers = false;
            hasDefaults = false;
        }
        providers.removeAll();
        if (defaults) {
            SharedDefaults.end(this);
        }
        if (logs) {
            OwnLogHandler.removeAll(this);
        }
    }

    @Override
    public MBeanServer platformBeans() {
        return beans.platform();
    }

    @Override
    public MBeanServer createBeanServer(@Nullable String domain) {
        return beans.create(domain);
    }

    @Override
    public List<MBeanServer> findBeanServers(@Nullable String id) {
        return beans.find(id);
    }

    @Override
    public void releaseBeanServer(MBeanServer server) {
        beans.release(server);
    }

    @Override
    public @Nullable UncaughtExceptionHandler uncaughtExceptionHandler() {
        return uncaught;
    }

    @Override
    public void setUncaughtExceptionHandler(@Nullable UncaughtExceptionHandler handler) {
        UncaughtExceptions.install();
        uncaught = handler;
    }

    @Override
    public synchronized int insertProvider(Provider provider, int position) {
        return ended ? -1 : providers.insert(provider, position);
    }

    @Override
    public void removeProvider(@Nullable String name) {
        providers.remove(name);
    }

    @Override
    public @Nullable Provider provider(String name) {
        return providers.find(name);
    }

    /** One that this function has registered itself. */
    @Nullable Provider ownProvider(String name) {
        return providers.own(name);
    }

    @Override
    public Provider @Nullable [] providers(Provider @Nullable [] shown) {
        return providers.all(shown);
    }

    @Override
    public synchronized void addLogHandler(Logger logger, Handler handler) {
        if (!ended) {
            OwnLogHandler.add(this, logger, handler);
            hasLogHandlers = true;
        }
    }

    @Override
    public void removeLogHandler(Logger logger, @Nullable Handler handler) {
        OwnLogHandler.remove(this, logger, handler);
    }

    @Override
    public Handler[] logHandlers(Logger logger) {
        return OwnLogHandler.of(this, logger);
    }

    @Override
    public void setTimeZone(@Nullable TimeZone zone) {
        set(SharedDefaults.TIME_ZONE, zone);
    }

    @Override
    public void setLocale(Locale locale) {
        set(SharedDefaults.LOCALES, Locales.of(locale));
    }

    @Override
    public void setLocale(Locale.Category category, Locale locale) {
        set(SharedDefaults.LOCALES, Locales.now().with(category, locale));
    }

    @Override
    public @Nullable CookieHandler cookies() {
        return cookies;
    }

    @Override
    public void setCookies(@Nullable CookieHandler handler) {
        CookiesByFunction.install();
        cookies = handler;
    }

    @Override
    public void setAuthenticator(@Nullable Authenticator authenticator) {
        set(SharedDefaults.AUTHENTICATOR, authenticator);
    }

    @Override
    public void setProxies(@Nullable ProxySelector proxies) {
        set(SharedDefaults.PROXIES, proxies);
    }

    @Override
    public void setResponseCache(@Nullable ResponseCache cache) {
        set(SharedDefaults.RESPONSE_CACHE, cache);
    }

    @Override
    public void setTls(SSLContext context) {
        set(SharedDefaults.TLS, context);
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        set(SharedDefaults.HOSTNAME_VERIFIER, verifier);
    }

    @Override
    public void setTlsSockets(SSLSocketFactory factory) {
        set(SharedDefaults.TLS_SOCKETS, factory);
    }

    private synchronized <T> void set(SharedDefault<T> shared, @Nullable T value) {
        if (!ended) {
            shared.set(this, value);
            hasDefaults = true;
        }
    }

    @Override
    public synchronized void setUrlHandlers(@Nullable URLStreamHandlerFactory factory) {
        if (urls != null && factory != null) {
            throw new Error("factory already defined"); // the JDK's words
        }
        UrlHandlers.install();
        urls = factory;
        urlHandlers.clear();
    }

    /** What the function's factory makes for the protocol, once. */
    synchronized @Nullable URLStreamHandler urlHandler(String protocol) {
        if (urls == null) {
            return null;
        }
        if (!urlHandlers.containsKey(protocol)) {
            urlHandlers.put(protocol, urls.createURLStreamHandler(protocol));
        }
        return urlHandlers.get(protocol);
    }
}
