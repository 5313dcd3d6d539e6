package dev.kiln.server;

import dev.kiln.frontdoor.logging.LateLog;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads what the front door logs by way of the JDK to Spring Boot's logging library, as soon as
 * that is there. Only that: Spring Boot's own bridge would take the JDK's whole log, and with it
 * what functions write there.
 */
final class LateLogHandler extends Handler {

    // The JDK forgets a logger, and its handlers, that nobody holds.
    private static final Logger ROOT =
            Logger.getLogger(LateLog.ROOT.substring(0, LateLog.ROOT.length() - 1));

    private LateLogHandler() {}

    /** From now on; idempotent. */
    static synchronized void install() {
        if (ROOT.getUseParentHandlers()) {
            ROOT.addHandler(new LateLogHandler());
            ROOT.setUseParentHandlers(false);
        }
    }

    @Override
    public void publish(LogRecord record) {
        var name = record.getLoggerName();
        var logger = LoggerFactory.getLogger(name.substring(LateLog.ROOT.length()));
        var level =
                record.getLevel().intValue() >= Level.SEVERE.intValue()
                        ? org.slf4j.event.Level.ERROR
                        : record.getLevel().intValue() >= Level.WARNING.intValue()
                                ? org.slf4j.event.Level.WARN
                                : org.slf4j.event.Level.INFO;
        var line = logger.atLevel(level);
        if (record.getThrown() != null) {
            line = line.setCause(record.getThrown());
        }
        line.log(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
