package dev.kiln.runtime.environment;

import java.util.ArrayList;
import java.util.List;

/** Environments that have ended as far as callers are concerned, but perhaps not their threads. */
final class EndedEnvironments {

    private final List<FunctionThreads> ended = new ArrayList<>();

    synchronized void add(FunctionThreads threads) {
        forgetDead();
        ended.add(threads);
    }

    synchronized int alive() {
        forgetDead();
        return ended.size();
    }

    private void forgetDead() {
        for (var all = ended.iterator(); all.hasNext(); ) {
            if (!all.next().anyAlive()) {
                all.remove();
            }
        }
    }
}
