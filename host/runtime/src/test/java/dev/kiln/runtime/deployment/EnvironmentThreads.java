package dev.kiln.runtime.deployment;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads on which environments of this JVM live. */
final class EnvironmentThreads {

    private static final long THE_JVMS_OWN = 1;

    private EnvironmentThreads() {}

    static Set<Thread> all() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("main"))
                // Their context class loader says less: it is the host's while an answer is given.
                .filter(thread -> thread.threadId() != THE_JVMS_OWN)
                .collect(Collectors.toSet());
    }

    static Set<Thread> startedSince(Set<Thread> earlier) {
        var started = new HashSet<>(all());
        started.removeAll(earlier);
        return started;
    }
}
