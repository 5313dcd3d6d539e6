package dev.kiln.runtime.environment;

/**
 * What a function's environments do at one moment.
 *
 * @param initialising environments that are being made
 * @param idle environments that have nothing to do
 * @param busy environments that run invocations
 * @param waiting invocations that wait for an environment
 * @param inFlight invocations that wait or run
 */
public record Occupancy(int initialising, int idle, int busy, int waiting, int inFlight) {}
