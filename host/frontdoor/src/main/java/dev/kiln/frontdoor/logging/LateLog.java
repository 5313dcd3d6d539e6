package dev.kiln.frontdoor.logging;

import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import reactor.util.Loggers;

/**
 * The log of the libraries below the door. Looking for a logging library, and starting the one that
 * is found, would be most of the time until the first answer; so it is looked for with the first
 * warning, by way of the JDK.
 */
public final class LateLog {

    /**
     * Of the names that its loggers have in the JDK. What a function logs there is the function's
     * own, so the host's other loggers stay as they are; this one can be led to a logging library.
     */
    public static final String ROOT = "dev.kiln.host.";

    private LateLog() {}

    /** To be called before the first class of Netty or Reactor is loaded. */
    public static void install() {
        installForNetty();
        installForReactor();
    }

    /** To be called before the first class of Netty is loaded. */
    public static void installForNetty() {
        InternalLoggerFactory.setDefaultFactory(new NettyWarnings());
    }

    /**
     * To be called before the first class of Reactor is loaded, but not before it is needed:
     * Reactor looks for a logging library in all jars of the class path first.
     */
    public static void installForReactor() {
        OfReactor.install();
    }

    /** Its initialisation is done once, and waited for. */
    private static final class OfReactor {

        static {
            Loggers.useCustomLoggers(ReactorWarnings::new);
        }

        private static void install() {}
    }

    /** Writes a line. */
    public static void write(Level level, String logger, String text) {
        System.getLogger(ROOT + logger).log(level, text);
    }

    /** Writes a line with its stack trace. */
    public static void write(Level level, String logger, String text, Throwable problem) {
        System.getLogger(ROOT + logger).log(level, text, problem);
    }

    /**
     * @param format with {@code {}} in the place of each argument; a last argument without a place
     *     may be what was thrown
     */
    static void write(
            Level level, String logger, String format, @Nullable Object @Nullable ... arguments) {
        var given = arguments == null ? new Object[0] : arguments;
        var text = new StringBuilder();
        var from = 0;
        var used = 0;
        for (var hole = format.indexOf("{}");
                hole >= 0 && used < given.length;
                hole = format.indexOf("{}", from)) {
            text.append(format, from, hole).append(given[used++]);
            from = hole + 2;
        }
        text.append(format, from, format.length());
        if (used < given.length && given[given.length - 1] instanceof Throwable problem) {
            write(level, logger, text.toString(), problem);
        } else {
            System.getLogger(ROOT + logger).log(level, text.toString());
        }
    }
}
