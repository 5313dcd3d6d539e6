package dev.kiln.runtime.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A function's handler at one of the JVM's loggers, which hears only what its own environment logs.
 * Others may have such a handler at the same logger: a bridge to another logging library, say.
 */
final class OwnLogHandler extends Handler {

    private final OwnProcess process;
    private final Handler handler;

    private OwnLogHandler(OwnProcess process, Handler handler) {
        this.process = process;
        this.handler = handler;
    }

    static void add(OwnProcess process, Logger logger, Handler handler) {
        logger.addHandler(new OwnLogHandler(process, handler));
    }

    static void remove(OwnProcess process, Logger logger, @Nullable Handler handler) {
        for (var present : logger.getHandlers()) {
            if (present instanceof OwnLogHandler own
                    && own.process == process
                    && own.handler == handler) {
                logger.removeHandler(own);
                return;
            }
        }
        logger.removeHandler(handler);
    }

    /** As the function has added them; those of other environments are left out. */
    static Handler[] of(OwnProcess process, Logger logger) {
        var handlers = new ArrayList<Handler>();
        for (var present : logger.getHandlers()) {
            if (!(present instanceof OwnLogHandler own)) {
                handlers.add(present);
            } else if (own.process == process) {
                handlers.add(own.handler);
            }
        }
        return handlers.toArray(new Handler[0]);
    }

    /** Removes and closes them all, as the end of a process does. */
    static void removeAll(OwnProcess process) {
        var manager = LogManager.getLogManager();
        for (var name : Collections.list(manager.getLoggerNames())) {
            var logger = manager.getLogger(name);
            if (logger == null) {
                continue;
            }
            for (var present : logger.getHandlers()) {
                if (present instanceof OwnLogHandler own && own.process == process) {
                    logger.removeHandler(own);
                    own.closeQuietly();
                }
            }
        }
    }

    private void closeQuietly() {
        try {
            handler.close();
        } catch (RuntimeException | LinkageError e) {
            // Its function has ended: nobody is left who could do anything about it.
        }
    }

    @Override
    public void publish(LogRecord record) {
        if (CurrentProcess.find() == process) {
            handler.publish(record);
        }
    }

    @Override
    public void flush() {
        handler.flush();
    }

    @Override
    public void close() {
        handler.close();
    }
}
