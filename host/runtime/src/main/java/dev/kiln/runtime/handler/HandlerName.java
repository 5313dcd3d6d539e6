package dev.kiln.runtime.handler;

import java.util.Optional;

/**
 * {@code package.Class::method} or {@code package.Class}.
 *
 * @param className binary name, not trimmed and not checked
 * @param methodName empty for a class that implements one of AWS's interfaces
 */
public record HandlerName(String className, Optional<String> methodName) {

    /** Splits at the last {@code ::}; empty if class or method are. */
    public static Optional<HandlerName> parse(String handler) {
        var separator = handler.lastIndexOf("::");
        if (separator < 0) {
            return handler.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HandlerName(handler, Optional.empty()));
        }
        var className = handler.substring(0, separator);
        var methodName = handler.substring(separator + 2);
        return className.isEmpty() || methodName.isEmpty()
                ? Optional.empty()
                : Optional.of(new HandlerName(className, Optional.of(methodName)));
    }
}
