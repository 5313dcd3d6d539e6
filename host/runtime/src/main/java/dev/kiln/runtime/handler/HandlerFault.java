package dev.kiln.runtime.handler;

import dev.kiln.runtime.handler.LoadResult.Consequence;
import dev.kiln.runtime.handler.LoadResult.Fault;
import java.util.Optional;

/** Leaves the search for a handler with a fault. */
final class HandlerFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    private HandlerFault(Fault fault) {
        super(fault.message());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    /** A rule is broken that no exception told. */
    static HandlerFault declaration(String message) {
        return new HandlerFault(
                new Fault(message, Optional.empty(), Consequence.EACH_INVOCATION_FAILS));
    }

    static HandlerFault deferred(String message, Throwable cause) {
        return new HandlerFault(
                new Fault(message, Optional.of(cause), Consequence.EACH_INVOCATION_FAILS));
    }

    static HandlerFault deferred(Throwable cause) {
        return deferred(messageOf(cause), cause);
    }

    static HandlerFault terminal(String message, Throwable cause) {
        return new HandlerFault(
                new Fault(message, Optional.of(cause), Consequence.ENVIRONMENT_ENDS));
    }

    static HandlerFault terminalUnlessShared(String message, Throwable cause) {
        return new HandlerFault(
                new Fault(message, Optional.of(cause), Consequence.ENVIRONMENT_ENDS_UNLESS_SHARED));
    }

    static HandlerFault terminal(Throwable cause) {
        return terminal(messageOf(cause), cause);
    }

    private static String messageOf(Throwable cause) {
        var message = cause.getLocalizedMessage();
        return message == null ? cause.getClass().getName() : message;
    }
}
