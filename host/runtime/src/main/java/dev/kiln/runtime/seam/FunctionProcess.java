package dev.kiln.runtime.seam;

import java.lang.Thread.UncaughtExceptionHandler;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URLStreamHandlerFactory;
import java.security.Provider;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM has once and one environment's function takes for its own. Each method stands in the
 * place of the JDK's of nearly this name and answers as that does.
 */
public interface FunctionProcess {

    /** In the place of {@code ManagementFactory.getPlatformMBeanServer}. */
    MBeanServer platformBeans();

    /**
     * In the place of {@code MBeanServerFactory.createMBeanServer}.
     *
     * @param domain null for the JDK's default
     */
    MBeanServer createBeanServer(@Nullable String domain);

    /**
     * In the place of {@code MBeanServerFactory.findMBeanServer}.
     *
     * @param id null for all
     */
    List<MBeanServer> findBeanServers(@Nullable String id);

    /** In the place of {@code MBeanServerFactory.releaseMBeanServer}. */
    void releaseBeanServer(MBeanServer server);

    /** The default one. */
    @Nullable UncaughtExceptionHandler uncaughtExceptionHandler();

    void setUncaughtExceptionHandler(@Nullable UncaughtExceptionHandler handler);

    /**
     * In the place of {@code Security.insertProviderAt}.
     *
     * @param position counted from 1; 0 for the end
     */
    int insertProvider(Provider provider, int position);

    void removeProvider(@Nullable String name);

    @Nullable Provider provider(String name);

    /**
     * In the order in which the JDK asks them.
     *
     * @param shown what the JDK shows of the whole process
     */
    Provider @Nullable [] providers(Provider @Nullable [] shown);

    void addLogHandler(Logger logger, Handler handler);

    void removeLogHandler(Logger logger, @Nullable Handler handler);

    Handler[] logHandlers(Logger logger);

    void setTimeZone(@Nullable TimeZone zone);

    void setLocale(Locale locale);

    void setLocale(Locale.Category category, Locale locale);

    @Nullable CookieHandler cookies();

    void setCookies(@Nullable CookieHandler cookies);

    void setAuthenticator(@Nullable Authenticator authenticator);

    void setProxies(@Nullable ProxySelector proxies);

    void setResponseCache(@Nullable ResponseCache cache);

    void setTls(SSLContext context);

    void setHostnameVerifier(HostnameVerifier verifier);

    void setTlsSockets(SSLSocketFactory factory);

    void setUrlHandlers(@Nullable URLStreamHandlerFactory factory);
}
