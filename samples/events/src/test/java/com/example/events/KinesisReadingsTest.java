package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinesisReadingsTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void readings_are_logged_with_their_digits() {
        var event = event(record("cellar", "1", "7.50"), record("attic", "2", "31\n"));

        var response = new KinesisReadings().handleRequest(event, context);

        assertEquals(new StreamsEventResponse(List.of()), response);
        assertEquals(List.of("INFO cellar: 7.50 °C", "INFO attic: 31 °C"), context.lines());
    }

    @Test
    void the_first_record_that_is_no_number_comes_again_with_all_that_follow() {
        var event =
                event(
                        record("cellar", "1", "7.5"),
                        record("cellar", "2", "warm"),
                        record("cellar", "3", "7.7"));

        var response = new KinesisReadings().handleRequest(event, context);

        assertEquals(new StreamsEventResponse(List.of(new BatchItemFailure("2"))), response);
        assertEquals(
                List.of("INFO cellar: 7.5 °C", "ERROR Record 2 is no number"), context.lines());
    }

    private static KinesisEvent event(KinesisEventRecord... records) {
        var event = new KinesisEvent();
        event.setRecords(List.of(records));
        return event;
    }

    private static KinesisEventRecord record(String key, String number, String text) {
        var reading = new KinesisEvent.Record();
        reading.setPartitionKey(key);
        reading.setSequenceNumber(number);
        reading.setData(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        var record = new KinesisEventRecord();
        record.setKinesis(reading);
        return record;
    }
}
