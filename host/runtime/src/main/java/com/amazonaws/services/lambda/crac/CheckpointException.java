package com.amazonaws.services.lambda.crac;

/** Hooks failed before a snapshot; their exceptions are suppressed ones of this. */
public class CheckpointException extends Exception {

    private static final long serialVersionUID = 1L;

    public CheckpointException() {}
}
