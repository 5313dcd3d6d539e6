package dev.kiln.server.tracing;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/**
 * Ids that were chosen before their span is made, because the function has been told of them; for
 * all other spans random ones.
 */
final class ChosenIds implements IdGenerator {

    private record Ids(String trace, String span) {}

    private static final ScopedValue<Ids> CHOSEN = ScopedValue.newInstance();

    private final IdGenerator others = IdGenerator.random();

    /** What the work makes on this thread has these ids: one span at most. */
    static <T> T with(String traceId, String spanId, Supplier<T> work) {
        return ScopedValue.where(CHOSEN, new Ids(traceId, spanId)).call(work::get);
    }

    @Override
    public String generateTraceId() {
        return CHOSEN.isBound() ? CHOSEN.get().trace() : others.generateTraceId();
    }

    @Override
    public String generateSpanId() {
        return CHOSEN.isBound() ? CHOSEN.get().span() : others.generateSpanId();
    }
}
