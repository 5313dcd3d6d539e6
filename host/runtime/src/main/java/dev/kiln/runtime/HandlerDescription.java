package dev.kiln.runtime;

import java.util.Set;

/**
 * What a loaded handler says of itself, by class names alone: front ends choose a payload format by
 * it.
 *
 * @param handlerTypes names of the handler's class and all its superclasses and interfaces
 * @param inputType name of the erased declared input type; {@code java.io.InputStream} for stream
 *     handlers, {@code void} without an input
 * @param inputTypes names of the input type and all its superclasses and interfaces; {@code
 *     java.lang.Enum}, {@code java.util.Map} and so on can be looked up here
 * @param resultTypes the same of the declared result type; {@code java.io.OutputStream} and its
 *     supertypes for handlers that write a stream, {@code void} alone for methods without a result
 */
public record HandlerDescription(
        Set<String> handlerTypes,
        String inputType,
        Set<String> inputTypes,
        Set<String> resultTypes) {}
