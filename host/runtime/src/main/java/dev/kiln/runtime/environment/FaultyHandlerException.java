package dev.kiln.runtime.environment;

import dev.kiln.runtime.handler.LoadResult.Fault;

/** Thrown in the place of a call to a handler that could not be loaded. */
final class FaultyHandlerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultyHandlerException(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
