package dev.kiln.frontdoor.config;

import dev.kiln.runtime.InvalidSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The socket and what is answered there without a function.
 *
 * @param port 0 for any free one
 * @param address to listen on; all addresses, IPv4 and IPv6, if empty
 * @param headerTimeout longest time from the first byte of a request to the end of its header
 * @param bodyTimeout longest pause between two pieces of a request body
 * @param drainLimit longest wait for running requests when the process has to end
 * @param invokeApi whether {@code /2015-03-31/functions/…/invocations} is served
 * @param anyFunctionName whether the Invoke API takes every name for the only function
 * @param oldTimeoutFormat whether callers of the Invoke API read of a timeout in the words of 2024
 * @param livenessPaths answered by the door; empty to leave them to the function
 * @param readinessPaths likewise
 * @param managementPort where metrics and health details are: 0 for any free one, nowhere if empty
 * @param maxLostThreads threads that may outlive their execution environments before the process is
 *     no longer live
 */
public record DoorSettings(
        int port,
        Optional<String> address,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration drainLimit,
        boolean invokeApi,
        boolean anyFunctionName,
        boolean oldTimeoutFormat,
        List<String> livenessPaths,
        List<String> readinessPaths,
        OptionalInt managementPort,
        int maxLostThreads) {

    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    /** That of TriggerMesh's Knative Lambda Runtime; Knative keeps 9090 and 9091 for itself. */
    private static final String DEFAULT_MANAGEMENT_PORT = "9092";

    /**
     * Each keeps its function's classes in memory, and a processor if it computes. Some ten are
     * what one environment of a large framework leaves behind in pools that nobody shuts down.
     */
    private static final int MAX_LOST_THREADS = 32;

    /** A header fits into a few packets, even where each of them is lost once. */
    private static final Duration HEADER_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than any pause of a sender that lives, shorter than a proxy's patience. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);

    /** Knative's queue-proxy has drained the pod before the signal; this is for the rest. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

    /**
     * Reads the settings below {@code kiln.}.
     *
     * @param onKnative the Invoke API reaches a function past every gateway: it is off there unless
     *     somebody switches it on
     * @throws InvalidSettingException if a value cannot be meant
     */
    public static DoorSettings read(Settings settings, boolean onKnative) {
        return new DoorSettings(
                port(settings),
                settings.text("address"),
                settings.duration("header-timeout").orElse(HEADER_TIMEOUT),
                settings.duration("body-timeout").orElse(BODY_TIMEOUT),
                settings.duration("drain-limit").orElse(DRAIN_LIMIT),
                invokeApi(settings, onKnative),
                settings.flag("any-function-name", false),
                oldTimeoutFormat(settings),
                paths(
                        settings,
                        "liveness-paths",
                        List.of("/health/liveness", "/actuator/health/liveness")),
                paths(
                        settings,
                        "readiness-paths",
                        List.of(
                                "/health/readiness",
                                "/actuator/health/readiness",
                                "/actuator/health")),
                managementPort(settings),
                settings.number("max-lost-threads", 0, Integer.MAX_VALUE).orElse(MAX_LOST_THREADS));
    }

    private static List<String> paths(Settings settings, String name, List<String> initial) {
        var paths = settings.list(name, initial);
        for (var path : paths) {
            if (!path.startsWith("/")) {
                throw settings.invalid(name, "a path begins with a slash");
            }
        }
        return paths;
    }

    private static int port(Settings settings) {
        return settings.number("port", 0, HIGHEST_PORT).orElse(DEFAULT_PORT);
    }

    private static OptionalInt managementPort(Settings settings) {
        var name = "management-port";
        var value = settings.text(name).orElse(DEFAULT_MANAGEMENT_PORT);
        if (settings.isOff(name)) {
            return OptionalInt.empty();
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > HIGHEST_PORT) {
            throw settings.invalid(name, "it is 'off' or a whole number from 0 to " + HIGHEST_PORT);
        }
        var port = Integer.parseInt(value);
        if (port != 0 && port == port(settings)) {
            throw new InvalidSettingException(
                    "The function's port and the management port are both "
                            + port
                            + ", but metrics are never among a function's paths. Set "
                            + settings.nameInUse(name)
                            + " to another port, or to 'off'.");
        }
        return OptionalInt.of(port);
    }

    private static boolean oldTimeoutFormat(Settings settings) {
        return switch (settings.text("timeout-format").orElse("2025")) {
            case "2025" -> false;
            case "2024" -> true;
            default -> throw settings.invalid("timeout-format", "it is either '2025' or '2024'");
        };
    }

    private static boolean invokeApi(Settings settings, boolean onKnative) {
        if (settings.isOff("invoke-api")) {
            return false;
        }
        return switch (settings.text("invoke-api").orElse("")) {
            case "" -> !onKnative;
            case "open" -> true;
            default -> throw settings.invalid("invoke-api", "it is either 'open' or 'off'");
        };
    }
}
