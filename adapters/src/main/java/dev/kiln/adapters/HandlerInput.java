package dev.kiln.adapters;

import java.util.Set;

/**
 * What a handler takes and gives, by class names alone: its event classes are not on the host's
 * class path.
 *
 * @param handlerTypes names of the handler's class and all its superclasses and interfaces
 * @param inputType name of the erased declared input type as {@link Class#getName()} gives it;
 *     {@code java.io.InputStream} for stream handlers, {@code void} without an input
 * @param inputTypes names of the input type and all its superclasses and interfaces
 * @param resultTypes the same of the declared result type; {@code java.io.OutputStream} and its
 *     supertypes for handlers that write a stream, {@code void} alone for methods without a result
 */
public record HandlerInput(
        Set<String> handlerTypes,
        String inputType,
        Set<String> inputTypes,
        Set<String> resultTypes) {

    /** One of whose result nothing is known. */
    public HandlerInput(Set<String> handlerTypes, String inputType, Set<String> inputTypes) {
        this(handlerTypes, inputType, inputTypes, Set.of());
    }
}
