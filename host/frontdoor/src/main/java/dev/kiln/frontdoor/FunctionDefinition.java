package dev.kiln.frontdoor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One function as its operator describes it; what is left empty follows the environment variables
 * of AWS and Knative, and then the defaults.
 *
 * @param name {@code AWS_LAMBDA_FUNCTION_NAME} of the function, and its path where several are
 *     hosted; empty where one is hosted and nobody names it
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param jar one jar with the function's classes
 * @param classes an unpacked folder of classes and resources, the task root on AWS
 * @param lib a folder of further jars, besides {@code lib} in {@code classes}
 * @param layers folders in the shape of {@code /opt}: jars are taken from {@code java/lib}
 * @param payloadKind one of the kinds of {@code dev.kiln.adapters.PayloadKind} by its setting's
 *     name, such as {@code http-v2}
 * @param defaultKind the kind for handlers whose type does not say one
 * @param maxEventBytes largest event
 * @param environment variables that this function sees besides the process's own; they win
 * @param aliases version by alias name
 * @param versions version numbers that callers of the Invoke API may name
 * @param example an event to show in a first {@code curl} line
 */
public record FunctionDefinition(
        Optional<String> name,
        Optional<String> handler,
        Optional<Path> jar,
        Optional<Path> classes,
        Optional<Path> lib,
        List<Path> layers,
        Optional<String> payloadKind,
        Optional<String> defaultKind,
        Optional<Duration> timeout,
        OptionalInt memoryMegabytes,
        OptionalInt maxEventBytes,
        OptionalInt maxResultBytes,
        Map<String, String> environment,
        Map<String, String> aliases,
        List<String> versions,
        Optional<String> example) {}
