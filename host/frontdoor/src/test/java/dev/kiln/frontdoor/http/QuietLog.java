package dev.kiln.frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to everything that is logged while it is open. */
final class QuietLog extends Handler {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    QuietLog() {
        Logger.getLogger("").addHandler(this);
    }

    /** Fails if there was an error, or the trace of one. */
    void requireNoError() {
        assertThat(records)
                .noneMatch(it ->
                        it.getLevel().intValue() >= Level.SEVERE.intValue()
                                || it.getThrown() != null);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
