package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.SettingText;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What events of AWS name and CloudEvents may not say.
 *
 * @param region of AWS that ARNs shall name
 * @param eventSourceArn of the queue, topic, stream, table, cluster or broker; empty: what the
 *     event tells
 * @param bucket of objects that come without its name
 * @param bootstrapServers of the Kafka cluster
 * @param virtualHost of the RabbitMQ broker
 */
public record MappingSettings(
        String accountId,
        String region,
        Optional<String> eventSourceArn,
        Optional<String> bucket,
        Optional<String> bootstrapServers,
        String virtualHost,
        EventShapes shapes) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{3,255}");

    /**
     * Reads {@code event-source-arn}, {@code event-bucket}, {@code event-bootstrap-servers}, {@code
     * event-virtual-host} and {@code event-shapes}.
     *
     * @param setting from a name to its value
     * @param accountId of AWS that ARNs shall name
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static MappingSettings read(
            Function<String, Optional<String>> setting, String accountId, String region) {
        var text = new SettingText(setting);
        var arn = setting.apply("event-source-arn").map(String::trim);
        if (arn.isPresent() && Arn.parse(arn.get()).isEmpty()) {
            throw SettingText.invalid(
                    "event-source-arn",
                    arn.get(),
                    "an ARN has the form arn:partition:service:region:account:resource");
        }
        var bucket = setting.apply("event-bucket").map(String::trim);
        if (bucket.isPresent() && !BUCKET.matcher(bucket.get()).matches()) {
            throw SettingText.invalid(
                    "event-bucket",
                    bucket.get(),
                    "a bucket's name has 3 to 255 letters, digits, dots, dashes and underscores");
        }
        return new MappingSettings(
                accountId,
                region,
                arn,
                bucket,
                setting.apply("event-bootstrap-servers").map(String::trim),
                text.string("event-virtual-host", "/"),
                EventShapes.read(text));
    }
}
