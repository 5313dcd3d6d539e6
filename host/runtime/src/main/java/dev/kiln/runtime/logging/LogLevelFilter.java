package dev.kiln.runtime.logging;

/**
 * Values of {@code AWS_LAMBDA_LOG_LEVEL}, lowest first; {@code UNDEFINED} lets everything through.
 */
public enum LogLevelFilter {
    UNDEFINED,
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
}
