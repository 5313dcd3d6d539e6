package dev.kiln.server.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Says once that spans do not arrive, and once that they do again, where OpenTelemetry's exporter
 * would have a line or two for each batch.
 */
final class QuietExporter implements SpanExporter {

    private static final Log LOG = LogFactory.getLog(QuietExporter.class);

    // The JDK forgets a logger, and its filter, that nobody holds.
    private static final Logger EXPORTERS_OWN =
            Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter");

    /** An endpoint that refuses every other batch is down all the same. */
    private static final long LEAST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final SpanExporter exporter;
    private final String endpoint;
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicLong nextLineAt = new AtomicLong(System.nanoTime());

    private QuietExporter(SpanExporter exporter, String endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    /** In the place of the exporter. */
    static SpanExporter of(SpanExporter exporter, String endpoint) {
        var before = EXPORTERS_OWN.getFilter();
        EXPORTERS_OWN.setFilter(
                record -> !isHosts() && (before == null || before.isLoggable(record)));
        return new QuietExporter(exporter, endpoint);
    }

    /** A function may have such an exporter too, whose lines are the function's own. */
    private static boolean isHosts() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames ->
                        frames.anyMatch(it ->
                                it.getClassName().equals(EXPORTERS_OWN.getName())
                                        && it.getDeclaringClass().getClassLoader()
                                                == SpanExporter.class.getClassLoader()));
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        var result = exporter.export(spans);
        result.whenComplete(() -> {
            if (result.isSuccess()) {
                arrived();
            } else {
                lost(result.getFailureThrowable());
            }
        });
        return result;
    }

    private void arrived() {
        if (down.compareAndSet(true, false)) {
            LOG.info("Spans arrive at " + endpoint + " again");
        }
    }

    private void lost(@Nullable Throwable why) {
        var now = System.nanoTime();
        var due = nextLineAt.get();
        if (now - due >= 0
                && down.compareAndSet(false, true)
                && nextLineAt.compareAndSet(due, now + LEAST_PAUSE)) {
            LOG.warn(
                    "Spans do not arrive at "
                            + endpoint
                            + " and are dropped until they do"
                            + (why == null ? "" : ": " + why));
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
