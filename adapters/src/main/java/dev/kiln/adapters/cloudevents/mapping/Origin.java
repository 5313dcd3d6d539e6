package dev.kiln.adapters.cloudevents.mapping;

import java.util.Optional;

/** Where records come from, in AWS's terms. */
final class Origin {

    private Origin() {}

    /** The setting, else the event's source if it is an ARN. */
    static Optional<String> arn(MappingSettings settings, EventData event) {
        return settings.eventSourceArn().isPresent()
                ? settings.eventSourceArn()
                : Arn.parse(event.source()).map(Arn::toString);
    }

    /** The region that an ARN names, else the one of the settings. */
    static String region(MappingSettings settings, Optional<String> arn) {
        return arn.flatMap(Arn::parse)
                .map(Arn::region)
                .filter(it -> !it.isEmpty())
                .orElse(settings.region());
    }

    /** What stands last in a source: {@code q1} of {@code /apis/…/rabbitmqsources/src#q1}. */
    static String lastSegment(String source) {
        var end = source.length();
        while (end > 0 && isSeparator(source.charAt(end - 1))) {
            end--;
        }
        var start = end;
        while (start > 0 && !isSeparator(source.charAt(start - 1))) {
            start--;
        }
        return source.substring(start, end);
    }

    private static boolean isSeparator(char one) {
        return one == '/' || one == '#';
    }
}
