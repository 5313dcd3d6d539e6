package dev.kiln.runtime.bridge;

import dev.kiln.runtime.seam.FunctionProcess;
import java.lang.Thread.UncaughtExceptionHandler;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URLStreamHandlerFactory;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a function's calls end that change or read what the JVM has once; the class loader
 * redirects them here. Each method has name and parameters of the JDK's, virtual ones their
 * receiver first.
 */
public final class FunctionDefaults {

    private FunctionDefaults() {}

    private static FunctionProcess process() {
        return FunctionSystem.process();
    }

    public static MBeanServer getPlatformMBeanServer() {
        return process().platformBeans();
    }

    public static MBeanServer createMBeanServer() {
        return process().createBeanServer(null);
    }

    public static MBeanServer createMBeanServer(String domain) {
        return process().createBeanServer(domain);
    }

    @SuppressWarnings("NonApiType") // the JDK's
    public static ArrayList<MBeanServer> findMBeanServer(@Nullable String id) {
        return new ArrayList<>(process().findBeanServers(id));
    }

    public static void releaseMBeanServer(MBeanServer server) {
        process().releaseBeanServer(server);
    }

    public static @Nullable UncaughtExceptionHandler getDefaultUncaughtExceptionHandler() {
        return process().uncaughtExceptionHandler();
    }

    public static void setDefaultUncaughtExceptionHandler(
            @Nullable UncaughtExceptionHandler handler) {
        process().setUncaughtExceptionHandler(handler);
    }

    public static int addProvider(Provider provider) {
        return process().insertProvider(provider, 0);
    }

    public static int insertProviderAt(Provider provider, int position) {
        return process().insertProvider(provider, position);
    }

    public static void removeProvider(@Nullable String name) {
        process().removeProvider(name);
    }

    public static @Nullable Provider getProvider(String name) {
        return process().provider(name);
    }

    public static Provider[] getProviders() {
        return Objects.requireNonNull(process().providers(Security.getProviders()));
    }

    public static Provider @Nullable [] getProviders(String filter) {
        return process().providers(Security.getProviders(filter));
    }

    public static Provider @Nullable [] getProviders(Map<String, String> filter) {
        return process().providers(Security.getProviders(filter));
    }

    public static void addHandler(Logger logger, Handler handler) {
        process().addLogHandler(logger, Objects.requireNonNull(handler));
    }

    public static void removeHandler(Logger logger, @Nullable Handler handler) {
        process().removeLogHandler(logger, handler);
    }

    public static Handler[] getHandlers(Logger logger) {
        return process().logHandlers(logger);
    }

    public static void setDefault(@Nullable TimeZone zone) {
        process().setTimeZone(zone);
    }

    public static void setDefault(Locale locale) {
        process().setLocale(locale);
    }

    public static void setDefault(Locale.Category category, Locale locale) {
        process().setLocale(category, locale);
    }

    public static void setDefault(@Nullable Authenticator authenticator) {
        process().setAuthenticator(authenticator);
    }

    public static void setDefault(@Nullable ProxySelector proxies) {
        process().setProxies(proxies);
    }

    public static void setDefault(@Nullable ResponseCache cache) {
        process().setResponseCache(cache);
    }

    public static void setDefault(@Nullable CookieHandler cookies) {
        process().setCookies(cookies);
    }

    /** In the place of {@code CookieHandler}'s. */
    public static @Nullable CookieHandler getDefault() {
        return process().cookies();
    }

    public static void setDefault(SSLContext context) {
        process().setTls(context);
    }

    public static void setDefaultHostnameVerifier(HostnameVerifier verifier) {
        process().setHostnameVerifier(verifier);
    }

    public static void setDefaultSSLSocketFactory(SSLSocketFactory factory) {
        process().setTlsSockets(factory);
    }

    public static void setURLStreamHandlerFactory(@Nullable URLStreamHandlerFactory factory) {
        process().setUrlHandlers(factory);
    }
}
