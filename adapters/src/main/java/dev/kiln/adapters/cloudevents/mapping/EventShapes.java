package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.SettingText;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Which events have data of which shape: by patterns that somebody set, else by the types that
 * sources give. Sources of Knative's integrations let users override these types.
 */
public final class EventShapes {

    private static final String SETTING = "event-shapes";

    private static final Map<String, EventShape> OF_TYPE =
            Map.of(
                    "dev.knative.sources.ping", EventShape.SCHEDULE,
                    "dev.knative.eventing.timer", EventShape.SCHEDULE,
                    "aws.sqs.message", EventShape.SQS_MESSAGE,
                    "com.amazon.sqs.message", EventShape.SQS_MESSAGE,
                    "dev.knative.eventing.aws-s3", EventShape.S3_OBJECT,
                    "com.amazon.kinesis.stream_record", EventShape.KINESIS_RECORD);

    private final List<Rule> rules;

    private EventShapes(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(String attribute, Pattern pattern, EventShape shape) {}

    /**
     * Reads {@code pattern=shape,…}: an asterisk stands for any text; a pattern is for the event's
     * type unless it begins with {@code source:} or {@code subject:}. The first that matches
     * counts.
     *
     * @throws IllegalArgumentException if an element has another form
     */
    static EventShapes read(SettingText setting) {
        var rules = new ArrayList<Rule>();
        for (var element : setting.list(SETTING, List.of())) {
            var equals = element.lastIndexOf('=');
            var shape = equals < 1 ? Optional.<EventShape>empty() : shape(element, equals);
            if (shape.isEmpty()) {
                throw SettingText.invalid(
                        SETTING, element, "each element has the form pattern=shape, " + known());
            }
            rules.add(rule(element.substring(0, equals).trim(), shape.get()));
        }
        return new EventShapes(List.copyOf(rules));
    }

    EventShape of(CloudEvent event) {
        for (var rule : rules) {
            var value = event.attribute(rule.attribute());
            if (value.isPresent() && rule.pattern().matcher(value.get()).matches()) {
                return rule.shape();
            }
        }
        return OF_TYPE.getOrDefault(event.type(), EventShape.DATA);
    }

    private static Rule rule(String text, EventShape shape) {
        for (var attribute : List.of("type", "source", "subject")) {
            if (text.startsWith(attribute + ":")) {
                return new Rule(attribute, pattern(text.substring(attribute.length() + 1)), shape);
            }
        }
        return new Rule("type", pattern(text), shape);
    }

    private static Pattern pattern(String text) {
        var pattern = new StringBuilder();
        for (var literal : text.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static Optional<EventShape> shape(String element, int equals) {
        var name = element.substring(equals + 1).trim();
        for (var shape : EventShape.values()) {
            if (shape.settingValue().equals(name)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }

    private static String known() {
        var names = new StringJoiner(", ", "where a shape is ", "");
        for (var shape : EventShape.values()) {
            names.add(shape.settingValue());
        }
        return names.toString();
    }
}
