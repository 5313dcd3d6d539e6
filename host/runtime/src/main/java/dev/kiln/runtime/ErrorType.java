package dev.kiln.runtime;

import java.util.Optional;

/** AWS's classes of errors, as its runtime tells them to its service: few, whatever is thrown. */
public enum ErrorType {
    /** The handler threw. */
    USER_EXCEPTION("Runtime.UserException"),
    /** The handler could not be loaded or constructed. */
    BAD_FUNCTION_CODE("Runtime.BadFunctionCode"),
    /** The function ended its process. */
    EXIT("Runtime.ExitError"),
    /** The deadline passed. */
    TIMED_OUT("Sandbox.Timedout"),
    RESULT_TOO_LARGE("Function.ResponseSizeTooLarge");

    private static final ErrorType[] ALL = values();

    private final String awsName;

    ErrorType(String awsName) {
        this.awsName = awsName;
    }

    /** Such as {@code Runtime.UserException}. */
    public String awsName() {
        return awsName;
    }

    /**
     * That of an invocation which ran; empty if it succeeded.
     *
     * @throws IllegalArgumentException if it never ran
     */
    public static Optional<ErrorType> of(Outcome outcome) {
        // Not in the switch alone: its bootstrap would be a part of the first answer.
        return outcome instanceof Outcome.Succeeded ? Optional.empty() : ofFailure(outcome);
    }

    private static Optional<ErrorType> ofFailure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> Optional.empty();
            case Outcome.TimedOut _ -> Optional.of(TIMED_OUT);
            case Outcome.FunctionError error -> Optional.of(named(error.functionErrorType()));
            case Outcome.Throttled _ ->
                    throw new IllegalArgumentException("A throttled invocation has not run");
        };
    }

    /** Whatever AWS has no class for is the function's own doing. */
    private static ErrorType named(String awsName) {
        for (var type : ALL) {
            if (type.awsName.equals(awsName)) {
                return type;
            }
        }
        return USER_EXCEPTION;
    }
}
