package dev.kiln.server.catalog;

import dev.kiln.runtime.Outcome;

/** Carries an outcome that is no result out of a composition: what follows is not run. */
final class HandlerEnded extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    HandlerEnded(String function, Outcome outcome) {
        super(
                "Function '%s' gave no result: %s".formatted(function, name(outcome)),
                null,
                false,
                false);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    private static String name(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "succeeded";
            case Outcome.FunctionError _ -> "function error";
            case Outcome.TimedOut _ -> "timed out";
            case Outcome.Throttled _ -> "throttled";
        };
    }
}
