package dev.kiln.runtime.logging;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.report.InvocationReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The lines that Lambda itself writes around an invocation, in both of its log formats. */
public final class PlatformLines {

    private final LogFormat format;
    private final String version;
    private final boolean enabled;

    public PlatformLines(LogFormat format, String version, boolean enabled) {
        this.format = format;
        this.version = version;
        this.enabled = enabled;
    }

    /** {@code START}, or {@code platform.start}. */
    public String start(String requestId) {
        if (!enabled) {
            return "";
        }
        return format == LogFormat.JSON
                ? record(
                        "platform.start",
                        "{\"requestId\":"
                                + ErrorPayload.quote(requestId)
                                + ",\"version\":"
                                + ErrorPayload.quote(version)
                                + "}")
                : "START RequestId: " + requestId + " Version: " + version + "\n";
    }

    /** The text that AWS writes when it has ended a function's process at the deadline. */
    public String timedOut(String requestId, Duration limit) {
        if (!enabled) {
            return "";
        }
        return format == LogFormat.JSON
                ? ""
                : now()
                        + " "
                        + requestId
                        + " Task timed out after "
                        + ErrorPayload.seconds(limit)
                        + " seconds\n\n";
    }

    /**
     * {@code END} and {@code REPORT}, or {@code platform.runtimeDone} and {@code platform.report}.
     *
     * @param memoryMegabytes what the function is said to have
     * @param maxMemoryMegabytes resident memory of the process, the nearest to what AWS reports
     */
    public String end(InvocationReport report, int memoryMegabytes, int maxMemoryMegabytes) {
        if (!enabled) {
            return "";
        }
        return format == LogFormat.JSON
                ? jsonEnd(report, memoryMegabytes, maxMemoryMegabytes)
                : textEnd(report, memoryMegabytes, maxMemoryMegabytes);
    }

    private static String textEnd(
            InvocationReport report, int memoryMegabytes, int maxMemoryMegabytes) {
        var text = new StringBuilder(200);
        text.append("END RequestId: ").append(report.requestId()).append('\n');
        text.append("REPORT RequestId: ").append(report.requestId());
        text.append("\tDuration: ").append(millis(report.duration()));
        text.append(" ms\tBilled Duration: ").append(billed(report.duration()));
        text.append(" ms\tMemory Size: ").append(memoryMegabytes);
        text.append(" MB\tMax Memory Used: ").append(maxMemoryMegabytes).append(" MB\t");
        report.initDuration()
                .ifPresent(init ->
                        text.append("Init Duration: ").append(millis(init)).append(" ms\t"));
        if (report.status() == InvocationReport.Status.TIMEOUT) {
            text.append("Status: timeout");
        }
        return text.append('\n').toString();
    }

    private static String jsonEnd(
            InvocationReport report, int memoryMegabytes, int maxMemoryMegabytes) {
        var id =
                "{\"requestId\":"
                        + ErrorPayload.quote(report.requestId())
                        + ",\"status\":\""
                        + report.status().name().toLowerCase(Locale.ROOT)
                        + "\",\"metrics\":{\"durationMs\":"
                        + millis(report.duration());
        var init =
                report.initDuration().map(time -> ",\"initDurationMs\":" + millis(time)).orElse("");
        return record("platform.runtimeDone", id + "}}")
                + record(
                        "platform.report",
                        id
                                + ",\"billedDurationMs\":"
                                + billed(report.duration())
                                + ",\"memorySizeMB\":"
                                + memoryMegabytes
                                + ",\"maxMemoryUsedMB\":"
                                + maxMemoryMegabytes
                                + init
                                + "}}");
    }

    private static String record(String type, String body) {
        return "{\"time\":\"" + now() + "\",\"type\":\"" + type + "\",\"record\":" + body + "}\n";
    }

    private static String now() {
        return time(Instant.now());
    }

    /** Three decimals always, which {@link Instant#toString} leaves out at a full second. */
    static String time(Instant instant) {
        var text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.indexOf('.') < 0 ? text.replace("Z", ".000Z") : text;
    }

    /**
     * Two decimals, as in AWS's lines; no formatter, because this is on the way of every request.
     */
    private static String millis(Duration duration) {
        var hundredths = duration.toNanos() / 10_000;
        var fraction = hundredths % 100;
        return hundredths / 100 + (fraction < 10 ? ".0" : ".") + fraction;
    }

    /** Started milliseconds count. */
    private static long billed(Duration duration) {
        return Math.max(1, (duration.toNanos() + 999_999) / 1_000_000);
    }
}
