package dev.kiln.runtime.process;

import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of the JVM's that its own code reads, so that there can be only one. It is that of the
 * environment that set it last and has not ended; without any, the one from before.
 */
final class SharedDefault<T> {

    private final Supplier<@Nullable T> reader;
    private final Consumer<@Nullable T> writer;
    private final LinkedHashMap<OwnProcess, @Nullable T> values = new LinkedHashMap<>();
    private @Nullable T original;

    SharedDefault(Supplier<@Nullable T> reader, Consumer<@Nullable T> writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Nullable T get() {
        return reader.get();
    }

    /** Throws what the JDK throws; then nothing has changed. */
    synchronized void set(OwnProcess owner, @Nullable T value) {
        var before = values.isEmpty() ? reader.get() : original;
        writer.accept(value);
        original = before;
        values.remove(owner);
        values.put(owner, value);
    }

    synchronized void end(OwnProcess owner) {
        if (!values.containsKey(owner)) {
            return;
        }
        var wasLast = values.lastEntry().getKey() == owner;
        values.remove(owner);
        if (wasLast) {
            writer.accept(values.isEmpty() ? original : values.lastEntry().getValue());
        }
        if (values.isEmpty()) {
            original = null;
        }
    }
}
