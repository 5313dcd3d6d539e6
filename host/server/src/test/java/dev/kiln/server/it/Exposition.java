package dev.kiln.server.it;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a host tells Prometheus.
 *
 * @param text in Prometheus's format
 */
record Exposition(String text, List<Sample> samples) {

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final String COMMON = "application=\"kiln\",";

    /**
     * A line of it.
     *
     * @param labels as they stand between the braces
     */
    record Sample(String name, String labels, double value) {}

    static Exposition of(KilnProcess kiln) throws Exception {
        var answer = kiln.manage("/actuator/prometheus");
        if (answer.statusCode() != 200) {
            throw new AssertionError("No metrics: " + answer.statusCode() + " " + answer.body());
        }
        var samples =
                answer.body()
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(Exposition::sample)
                        .toList();
        return new Exposition(answer.body(), samples);
    }

    private static Sample sample(String line) {
        var parts = SAMPLE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("No sample: " + line);
        }
        var labels = parts.group(2) == null ? "" : parts.group(2);
        return new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3)));
    }

    Set<String> names() {
        return samples.stream().map(Sample::name).collect(Collectors.toSet());
    }

    /** Names with what a histogram adds taken off. */
    Set<String> families(String prefix) {
        return names().stream()
                .filter(it -> it.startsWith(prefix))
                .map(it -> it.replaceFirst("_(bucket|count|sum|max)$", ""))
                .collect(Collectors.toSet());
    }

    Set<String> labelsOf(String name) {
        return samples.stream()
                .filter(it -> it.name().equals(name))
                .flatMap(it -> LABEL.matcher(it.labels()).results())
                .map(it -> it.group(1))
                .collect(Collectors.toSet());
    }

    Set<String> valuesOf(String label) {
        return samples.stream()
                .flatMap(it -> LABEL.matcher(it.labels()).results())
                .filter(it -> it.group(1).equals(label))
                .map(it -> it.group(2))
                .collect(Collectors.toSet());
    }

    /** That of the one series with these labels, besides those that all have. */
    double value(String name, String labels) {
        return samples.stream()
                .filter(it -> it.name().equals(name))
                .filter(it -> it.labels().replace(COMMON, "").equals(labels))
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + "{" + labels + "} in:\n" + text));
    }
}
