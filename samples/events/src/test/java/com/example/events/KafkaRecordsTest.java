package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void keys_values_and_headers_are_logged_as_text() {
        var record =
                KafkaEventRecord.builder()
                        .withTopic("orders")
                        .withPartition(1)
                        .withOffset(17)
                        .withKey(base64("tea"))
                        .withValue(base64("grün"))
                        .withHeaders(List.of(Map.of("trace", bytes("abc"))))
                        .build();

        new KafkaRecords().handleRequest(event(record), context);

        assertEquals(List.of("INFO orders[1]@17: tea = grün [trace:abc]"), context.lines());
    }

    @Test
    void a_tombstone_without_key_and_headers_is_logged_too() {
        var record = KafkaEventRecord.builder().withTopic("orders").build();

        new KafkaRecords().handleRequest(event(record), context);

        assertEquals(List.of("INFO orders[0]@0: null = null []"), context.lines());
    }

    private static KafkaEvent event(KafkaEventRecord record) {
        return KafkaEvent.builder().withRecords(Map.of("orders-1", List.of(record))).build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
