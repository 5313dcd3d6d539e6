package com.amazonaws.services.lambda.crac;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/** Remembers resources as AWS's runtime does; without snapshots nobody calls them. */
final class WeakContext extends Context<Resource> {

    private final Set<Resource> resources = Collections.newSetFromMap(new WeakHashMap<>());

    @Override
    public synchronized void register(Resource resource) {
        resources.add(resource);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
