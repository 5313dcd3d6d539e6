package dev.kiln.runtime.report;

import java.time.Duration;

/**
 * What is known of the initialisation of one execution environment.
 *
 * @param took from the turn of this environment to its end, whatever that was
 * @param succeeded whether its handler can be invoked
 */
public record InitReport(String function, Duration took, boolean succeeded) implements Report {}
