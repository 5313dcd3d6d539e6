package com.amazonaws.services.lambda.crac;

/** A participant in snapshots; Kiln takes none, so its methods are never called. */
public interface Resource {

    /** Called after a snapshot was restored, in order of registration. */
    void afterRestore(Context<? extends Resource> context) throws Exception;

    /** Called before a snapshot is taken, in reverse order of registration. */
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;
}
