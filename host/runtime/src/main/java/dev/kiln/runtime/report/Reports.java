package dev.kiln.runtime.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what happens to the functions of a process. As functions run before anybody listens,
 * the first reports are kept for who will; of more than that the number alone is.
 */
public final class Reports {

    /** Some megabytes, or as many invocations as two processors run while Spring starts. */
    private static final int MOST_KEPT = 32_768;

    private final int mostKept;
    // Of no use any more when there is a listener.
    private List<Report> kept = new ArrayList<>();
    private long dropped;
    private volatile @Nullable Consumer<Report> listener;

    public Reports() {
        this(MOST_KEPT);
    }

    Reports(int mostKept) {
        this.mostKept = mostKept;
    }

    /** Tells of something, on the thread on which it happened. */
    public void add(Report report) {
        var heard = listener;
        if (heard == null) {
            heard = keep(report);
        }
        if (heard != null) {
            heard.accept(report);
        }
    }

    private synchronized @Nullable Consumer<Report> keep(Report report) {
        var heard = listener;
        if (heard == null) {
            if (kept.size() < mostKept) {
                kept.add(report);
            } else {
                dropped++;
            }
        }
        return heard;
    }

    /**
     * Hands over what has been kept, on the calling thread, and from now on each report at once.
     *
     * @param listener called by many threads, each of which has a caller waiting for it: quick, and
     *     never throws
     * @throws IllegalStateException if there is one already
     */
    public void listen(Consumer<Report> listener) {
        List<Report> missed;
        synchronized (this) {
            if (this.listener != null) {
                throw new IllegalStateException("Somebody listens already");
            }
            this.listener = listener;
            missed = kept;
            kept = List.of();
        }
        missed.forEach(listener);
    }

    /** Reports that nobody heard of, because too many came before the listener. */
    public synchronized long dropped() {
        return dropped;
    }
}
