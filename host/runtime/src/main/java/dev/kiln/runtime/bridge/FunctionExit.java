package dev.kiln.runtime.bridge;

/**
 * Unwinds the stack of a function that has ended its process; its invocation is answered already.
 */
public final class FunctionExit extends Error {

    private static final long serialVersionUID = 1L;

    FunctionExit() {
        super("The function has ended its process", null, false, false);
    }
}
