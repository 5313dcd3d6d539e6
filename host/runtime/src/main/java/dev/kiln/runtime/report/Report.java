package dev.kiln.runtime.report;

/** Something that has happened to a function. */
public sealed interface Report
        permits InvocationReport,
                ThrottleReport,
                InitReport,
                RequestReport,
                EventReport,
                SinkReport {

    /** The function's name. */
    String function();
}
