package dev.kiln.frontdoor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The socket and what is answered there without a function.
 *
 * @param port 0 for any free one
 * @param address to listen on; all addresses, IPv4 and IPv6, if empty
 * @param bodyTimeout longest pause between two pieces of a request body
 * @param drainLimit longest wait for running requests when the process has to end
 * @param invokeApi whether {@code /2015-03-31/functions} is served
 * @param anyFunctionName whether the Invoke API takes every name for the only function
 * @param livenessPaths answered by the door; empty to leave them to the function
 * @param readinessPaths likewise
 */
public record DoorSettings(
        int port,
        Optional<String> address,
        Duration bodyTimeout,
        Duration drainLimit,
        boolean invokeApi,
        boolean anyFunctionName,
        List<String> livenessPaths,
        List<String> readinessPaths) {

    private static final int DEFAULT_PORT = 8080;

    /** All defaults, as on a laptop. */
    public static DoorSettings defaults() {
        return new DoorSettings(
                DEFAULT_PORT,
                Optional.empty(),
                Duration.ofSeconds(30),
                // Knative's queue-proxy has drained the pod before the signal comes; this is for
                // what runs longer than that.
                Duration.ofSeconds(20),
                true,
                false,
                List.of("/health/liveness", "/actuator/health/liveness"),
                List.of("/health/readiness", "/actuator/health/readiness", "/actuator/health"));
    }

    public DoorSettings withPort(int other) {
        return new DoorSettings(
                other,
                address,
                bodyTimeout,
                drainLimit,
                invokeApi,
                anyFunctionName,
                livenessPaths,
                readinessPaths);
    }
}
