package com.amazonaws.services.lambda.crac;

/** Hooks failed after a restore; their exceptions are suppressed ones of this. */
public class RestoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public RestoreException() {}
}
