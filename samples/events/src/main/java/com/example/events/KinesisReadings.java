package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Logs readings of thermometers, which are numbers; the partition key says whose. The first record
 * that is none ends the batch, because the order of a stream is kept: it and what follows come
 * again.
 */
public final class KinesisReadings implements RequestHandler<KinesisEvent, StreamsEventResponse> {

    @Override
    public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
        for (KinesisEventRecord record : event.getRecords()) {
            KinesisEvent.Record reading = record.getKinesis();
            String text = StandardCharsets.UTF_8.decode(reading.getData()).toString().strip();
            try {
                String line = "%s: %s °C%n".formatted(reading.getPartitionKey(), degrees(text));
                context.getLogger().log(line, LogLevel.INFO);
            } catch (NumberFormatException e) {
                String number = reading.getSequenceNumber();
                context.getLogger()
                        .log("Record %s is no number%n".formatted(number), LogLevel.ERROR);
                return new StreamsEventResponse(List.of(new BatchItemFailure(number)));
            }
        }
        return new StreamsEventResponse(List.of());
    }

    private static String degrees(String text) {
        return new BigDecimal(text).toPlainString();
    }
}
