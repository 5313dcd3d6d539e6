package dev.kiln.runtime.remains;

import dev.kiln.runtime.isolation.HandlerClassLoader;
import dev.kiln.runtime.threads.AbandonedExecutors;
import dev.kiln.runtime.threads.FunctionThreads;
import java.security.Security;
import java.util.Collections;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What an environment's function has changed of its process, and what its libraries have registered
 * for it in ways that are not redirected. The end of a process would remove it; here it would keep
 * an ended environment's classes for ever.
 */
public final class ProcessTraces {

    private final HandlerClassLoader functionLoader;

    /** Of the function that has this loader. */
    public ProcessTraces(HandlerClassLoader functionLoader) {
        this.functionLoader = functionLoader;
    }

    /** The loader of the function whose traces these are. */
    public HandlerClassLoader functionLoader() {
        return functionLoader;
    }

    /**
     * Removes what is an instance of one of the function's classes; safe to repeat. Runs code of
     * the function's, so it belongs on an environment's thread.
     */
    public void remove() {
        functionLoader.endProcess();
        var executors = new AbandonedExecutors(functionLoader);
        for (var thread : FunctionThreads.of(functionLoader)) {
            executors.end(thread);
        }
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        if (isFunctions(handler)) {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
        for (var provider : Security.getProviders()) {
            if (isFunctions(provider)) {
                Security.removeProvider(provider.getName());
            }
        }
        removeLogHandlers();
        for (var server : MBeanServerFactory.findMBeanServer(null)) {
            removeBeans(server);
        }
    }

    /** One of those that are still there: what it is and its name. */
    public Optional<String> first() {
        for (var provider : Security.getProviders()) {
            if (isFunctions(provider)) {
                return Optional.of("security provider '" + provider.getName() + "'");
            }
        }
        for (var server : MBeanServerFactory.findMBeanServer(null)) {
            for (var name : server.queryNames(null, null)) {
                if (isFunctions(name, server)) {
                    return Optional.of("MBean '" + name + "'");
                }
            }
        }
        return Optional.empty();
    }

    private void removeLogHandlers() {
        var manager = LogManager.getLogManager();
        for (var name : Collections.list(manager.getLoggerNames())) {
            var logger = manager.getLogger(name);
            if (logger != null) {
                removeHandlers(logger);
            }
        }
    }

    private void removeHandlers(Logger logger) {
        for (var handler : logger.getHandlers()) {
            if (isFunctions(handler)) {
                logger.removeHandler(handler);
            }
        }
    }

    private void removeBeans(MBeanServer server) {
        for (var name : server.queryNames(null, null)) {
            try {
                if (isFunctions(name, server)) {
                    server.unregisterMBean(name);
                }
            } catch (JMException | JMRuntimeException e) {
                // It has gone meanwhile, or its own code refuses to leave.
            }
        }
    }

    private boolean isFunctions(ObjectName name, MBeanServer server) {
        try {
            return belongs(server.getClassLoaderFor(name));
        } catch (InstanceNotFoundException e) {
            return false;
        }
    }

    private boolean isFunctions(@Nullable Object object) {
        return object != null && belongs(object.getClass().getClassLoader());
    }

    private boolean belongs(@Nullable ClassLoader candidate) {
        for (var next = candidate; next != null; next = next.getParent()) {
            if (next == functionLoader) {
                return true;
            }
        }
        return false;
    }
}
