package dev.kiln.conformance.frameworks;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes alike what differs from one process to the next, whoever runs the function. */
final class Neutral {

    /** As a header line, or in a JSON object of headers. */
    private static final Pattern ALLOWED_METHODS =
            Pattern.compile("(Allow(?:: |\":\\[?\"))([A-Z]+(?:, ?[A-Z]+)+)");

    /** In Spring's description of an error; its quotes are escaped within a result. */
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\"timestamp\\\\?\":\\\\?\")[0-9-]+T[0-9:.]+Z");

    /** In a header that the application sends. */
    private static final Pattern DATE =
            Pattern.compile("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT");

    private static final Pattern PLATFORM_LINE = Pattern.compile("^(START|END|REPORT) RequestId: ");

    /** A metric of the first invocation, which is another one on either side. */
    private static final String COLD_START = "\"Name\":\"ColdStart\"";

    /** Two getters, in the order in which the JVM happens to list them. */
    private static final Pattern METRICS_FIRST =
            Pattern.compile("(\"Metrics\":\\[[^]]*]),(\"Dimensions\":\\[.*?]])");

    private static final Pattern LOG_VALUES =
            Pattern.compile(
                    "(\"(?:timestamp|Timestamp|function_request_id|xray_trace_id|cold_start)\":)"
                            + "(?:\"[^\"]*\"|\\d+|true|false)");

    /** Time and process at the beginning of a line in Spring Boot's form. */
    private static final Pattern SPRING_LINE =
            Pattern.compile("^[0-9-]+T[0-9:.]+Z +([A-Z]+) \\d+ ---");

    /** In the container's line about a request whose event has no time. */
    private static final Pattern ACCESS_TIME =
            Pattern.compile("\\[\\d\\d/\\d\\d/\\d{4}:[0-9:]{8}Z]");

    private Neutral() {}

    static String text(String text) {
        // Spring lists methods in the order of hashes that are identities.
        var neutral =
                ALLOWED_METHODS
                        .matcher(text)
                        .replaceAll(found -> found.group(1) + sorted(found.group(2)));
        neutral = TIMESTAMP.matcher(neutral).replaceAll("$1TIME");
        return DATE.matcher(neutral).replaceAll("DATE");
    }

    /** What the function wrote of an invocation: neither the platform's lines nor times nor ids. */
    static String log(String text) {
        return text.lines()
                .filter(line -> !PLATFORM_LINE.matcher(line).find())
                .filter(line -> !line.contains(COLD_START))
                .map(line -> LOG_VALUES.matcher(line).replaceAll("$1VALUE"))
                .map(line -> SPRING_LINE.matcher(line).replaceAll("TIME $1 PID ---"))
                .map(line -> ACCESS_TIME.matcher(line).replaceAll("[TIME]"))
                .map(line -> METRICS_FIRST.matcher(line).replaceAll("$2,$1"))
                .collect(Collectors.joining("\n"));
    }

    private static String sorted(String methods) {
        return Stream.of(methods.split(", ?", -1)).sorted().collect(Collectors.joining(", "));
    }
}
