package dev.kiln.runtime.logging;

/** Values of {@code AWS_LAMBDA_LOG_FORMAT}. */
public enum LogFormat {
    TEXT,
    JSON
}
