package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.SettingText;
import java.util.Optional;
import java.util.function.Function;

/**
 * What events of AWS name and CloudEvents may not say.
 *
 * @param region of AWS that ARNs shall name
 * @param eventSourceArn of the queue, stream, topic or broker; empty: what the event tells
 * @param bucket whose objects come without its name
 * @param bootstrapServers of the Kafka cluster
 * @param virtualHost of the RabbitMQ broker
 */
public record MappingSettings(
        String accountId,
        String region,
        Optional<String> eventSourceArn,
        Optional<String> bucket,
        Optional<String> bootstrapServers,
        String virtualHost) {

    /**
     * Reads {@code event-source-arn}, {@code event-bucket}, {@code event-bootstrap-servers}, {@code
     * event-virtual-host} and {@code event-shapes}.
     *
     * @param setting from a name to its value
     * @param region of AWS
     * @throws IllegalArgumentException if a value cannot be meant; the message names setting, value
     *     and rule
     */
    public static MappingSettings read(
            Function<String, Optional<String>> setting, String accountId, String region) {
        var text = new SettingText(setting);
        return new MappingSettings(
                accountId,
                region,
                setting.apply("event-source-arn"),
                setting.apply("event-bucket"),
                setting.apply("event-bootstrap-servers"),
                text.string("event-virtual-host", "/"));
    }
}
