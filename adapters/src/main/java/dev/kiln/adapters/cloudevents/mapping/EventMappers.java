package dev.kiln.adapters.cloudevents.mapping;

import dev.kiln.adapters.HandlerInput;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** All mappings, and which one fits a handler. */
public final class EventMappers {

    private static final Map<String, Set<EventMapping>> ONLY_FOR =
            Map.of(
                    "event-source-arn",
                    EnumSet.of(
                            EventMapping.SQS,
                            EventMapping.SNS,
                            EventMapping.KINESIS,
                            EventMapping.DYNAMODB,
                            EventMapping.KAFKA,
                            EventMapping.RABBITMQ),
                    "event-bucket",
                    EnumSet.of(EventMapping.S3),
                    "event-bootstrap-servers",
                    EnumSet.of(EventMapping.KAFKA),
                    "event-virtual-host",
                    EnumSet.of(EventMapping.RABBITMQ),
                    "event-shapes",
                    EnumSet.of(
                            EventMapping.EVENTBRIDGE,
                            EventMapping.SQS,
                            EventMapping.S3,
                            EventMapping.KINESIS));

    private EventMappers() {}

    /**
     * @param setting empty: what the handler's declared input type says
     */
    public static EventMapper of(
            Optional<EventMapping> setting, HandlerInput input, MappingSettings settings) {
        return of(setting, input, settings, InstantSource.system());
    }

    /**
     * @param clock for events that do not say when they happened
     */
    public static EventMapper of(
            Optional<EventMapping> setting,
            HandlerInput input,
            MappingSettings settings,
            InstantSource clock) {
        return switch (choose(setting, input)) {
            case RAW -> RawEvent.of(input);
            case CLOUDEVENT -> new StructuredEvent();
            case EVENTBRIDGE -> new EventBridgeEvent(settings, clock);
            case SQS -> new RecordMapper(new SqsRecords(settings, clock));
            case SNS -> new RecordMapper(new SnsRecords(settings, clock));
            case S3 -> new RecordMapper(new S3Records(settings, clock));
            case KINESIS -> new RecordMapper(new KinesisRecords(settings, clock));
            case DYNAMODB -> new RecordMapper(new DynamodbRecords(settings));
            case KAFKA -> new RecordMapper(new KafkaRecords(settings, clock));
            case RABBITMQ -> new RecordMapper(new RabbitmqMessages(settings));
        };
    }

    /**
     * The setting if there is one, else what the handler declares; {@code raw} if that is nothing
     * special.
     */
    public static EventMapping choose(Optional<EventMapping> setting, HandlerInput input) {
        return setting.isPresent() ? setting.get() : DeclaredMapping.of(input);
    }

    /**
     * The settings that somebody has made and that change nothing for this mapping.
     *
     * @param setting from a name to its value
     */
    public static List<String> withoutEffect(
            EventMapping mapping, Function<String, Optional<String>> setting) {
        var without = new ArrayList<String>();
        for (var name : ONLY_FOR.entrySet()) {
            if (!name.getValue().contains(mapping) && setting.apply(name.getKey()).isPresent()) {
                without.add(name.getKey());
            }
        }
        Collections.sort(without);
        return without;
    }
}
