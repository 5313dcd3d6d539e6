package dev.kiln.frontdoor.logging;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.Serial;
import java.lang.System.Logger.Level;

/** Netty's loggers, which wake no logging library until there is something to warn of. */
final class NettyWarnings extends InternalLoggerFactory {

    @Override
    protected InternalLogger newInstance(String name) {
        return new Warnings(name);
    }

    /** Everything below a warning is nothing. */
    private static final class Warnings extends AbstractInternalLogger {

        @Serial private static final long serialVersionUID = 1;

        Warnings(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String text) {}

        @Override
        public void trace(String format, Object argument) {}

        @Override
        public void trace(String format, Object first, Object second) {}

        @Override
        public void trace(String format, Object... arguments) {}

        @Override
        public void trace(String text, Throwable problem) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String text) {}

        @Override
        public void debug(String format, Object argument) {}

        @Override
        public void debug(String format, Object first, Object second) {}

        @Override
        public void debug(String format, Object... arguments) {}

        @Override
        public void debug(String text, Throwable problem) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String text) {}

        @Override
        public void info(String format, Object argument) {}

        @Override
        public void info(String format, Object first, Object second) {}

        @Override
        public void info(String format, Object... arguments) {}

        @Override
        public void info(String text, Throwable problem) {}

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public void warn(String text) {
            LateLog.write(Level.WARNING, name(), text);
        }

        @Override
        public void warn(String format, Object argument) {
            LateLog.write(Level.WARNING, name(), format, argument);
        }

        @Override
        public void warn(String format, Object first, Object second) {
            LateLog.write(Level.WARNING, name(), format, first, second);
        }

        @Override
        public void warn(String format, Object... arguments) {
            LateLog.write(Level.WARNING, name(), format, arguments);
        }

        @Override
        public void warn(String text, Throwable problem) {
            LateLog.write(Level.WARNING, name(), text, problem);
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public void error(String text) {
            LateLog.write(Level.ERROR, name(), text);
        }

        @Override
        public void error(String format, Object argument) {
            LateLog.write(Level.ERROR, name(), format, argument);
        }

        @Override
        public void error(String format, Object first, Object second) {
            LateLog.write(Level.ERROR, name(), format, first, second);
        }

        @Override
        public void error(String format, Object... arguments) {
            LateLog.write(Level.ERROR, name(), format, arguments);
        }

        @Override
        public void error(String text, Throwable problem) {
            LateLog.write(Level.ERROR, name(), text, problem);
        }
    }
}
