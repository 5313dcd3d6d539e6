package dev.kiln.frontdoor.logging;

import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;

/**
 * A logger of Reactor's that wakes no logging library until there is something to warn of.
 * Everything below a warning is nothing.
 */
record ReactorWarnings(String name) implements Logger {

    /**
     * Warn of requests that are malformed, with all of their text, and of clients that go away.
     * Whoever does that must not fill the log.
     */
    private static final Set<String> OF_CLIENTS =
            Set.of(
                    "reactor.netty.http.server.HttpServerOperations",
                    "reactor.netty.channel.FluxReceive");

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public void trace(String text) {}

    @Override
    public void trace(String format, @Nullable Object @Nullable ... arguments) {}

    @Override
    public void trace(String text, Throwable problem) {}

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String text) {}

    @Override
    public void debug(String format, @Nullable Object @Nullable ... arguments) {}

    @Override
    public void debug(String text, Throwable problem) {}

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public void info(String text) {}

    @Override
    public void info(String format, @Nullable Object @Nullable ... arguments) {}

    @Override
    public void info(String text, Throwable problem) {}

    @Override
    public boolean isWarnEnabled() {
        return !OF_CLIENTS.contains(name);
    }

    @Override
    public void warn(String text) {
        if (isWarnEnabled()) {
            LateLog.write(Level.WARNING, name, text);
        }
    }

    @Override
    public void warn(String format, @Nullable Object @Nullable ... arguments) {
        if (isWarnEnabled()) {
            LateLog.write(Level.WARNING, name, format, arguments);
        }
    }

    @Override
    public void warn(String text, Throwable problem) {
        if (isWarnEnabled()) {
            LateLog.write(Level.WARNING, name, text, problem);
        }
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }

    @Override
    public void error(String text) {
        LateLog.write(Level.ERROR, name, text);
    }

    @Override
    public void error(String format, @Nullable Object @Nullable ... arguments) {
        LateLog.write(Level.ERROR, name, format, arguments);
    }

    @Override
    public void error(String text, Throwable problem) {
        LateLog.write(Level.ERROR, name, text, problem);
    }
}
