package dev.kiln.runtime.deployment;

import dev.kiln.runtime.isolation.HandlerClassLoader;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads on which environments of this JVM live. */
final class EnvironmentThreads {

    private EnvironmentThreads() {}

    static Set<Thread> all() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("main"))
                .filter(thread -> thread.getContextClassLoader() instanceof HandlerClassLoader)
                .collect(Collectors.toSet());
    }

    static Set<Thread> startedSince(Set<Thread> earlier) {
        var started = new HashSet<>(all());
        started.removeAll(earlier);
        return started;
    }
}
