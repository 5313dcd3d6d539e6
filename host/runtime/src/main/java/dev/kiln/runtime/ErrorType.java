package dev.kiln.runtime;

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

    /** That of an error; whatever AWS has no class for is the function's own doing. */
    public static ErrorType of(Outcome.FunctionError error) {
        for (var type : ALL) {
            if (type.awsName.equals(error.functionErrorType())) {
                return type;
            }
        }
        return USER_EXCEPTION;
    }
}
