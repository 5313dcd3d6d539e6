package com.amazonaws.services.lambda.crac;

/**
 * Resources that are notified together.
 *
 * @param <R> kind of resource
 */
public abstract class Context<R extends Resource> implements Resource {

    protected Context() {}

    @Override
    public abstract void beforeCheckpoint(Context<? extends Resource> context)
            throws CheckpointException;

    @Override
    public abstract void afterRestore(Context<? extends Resource> context) throws RestoreException;

    /** Adds a resource; it is held weakly. */
    public abstract void register(R resource);
}
