package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Logs the records of Kafka topics whose keys and values are text. */
public final class KafkaRecords implements RequestHandler<KafkaEvent, Void> {

    @Override
    public Void handleRequest(KafkaEvent event, Context context) {
        // The records come in groups, one a partition, under keys such as orders-0.
        for (List<KafkaEventRecord> partition : event.getRecords().values()) {
            for (KafkaEventRecord record : partition) {
                context.getLogger().log(line(record), LogLevel.INFO);
            }
        }
        return null;
    }

    private static String line(KafkaEventRecord record) {
        return "%s[%d]@%d: %s = %s %s%n"
                .formatted(
                        record.getTopic(),
                        record.getPartition(),
                        record.getOffset(),
                        text(record.getKey()),
                        text(record.getValue()),
                        headers(record));
    }

    /** A record may have no key, and a tombstone has no value. */
    private static String text(String base64) {
        return base64 == null
                ? "null"
                : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static List<String> headers(KafkaEventRecord record) {
        if (record.getHeaders() == null) {
            return List.of();
        }
        return record.getHeaders().stream()
                .flatMap(header -> header.entrySet().stream())
                .map(header ->
                        header.getKey()
                                + ":"
                                + new String(header.getValue(), StandardCharsets.UTF_8))
                .toList();
    }
}
