package dev.kiln.runtime.report;

import java.time.Duration;

/**
 * What became of a result that was to go to a sink as an event.
 *
 * @param delivered whether the sink has taken it
 * @param took with all attempts
 */
public record SinkReport(String function, boolean delivered, Duration took) implements Report {}
