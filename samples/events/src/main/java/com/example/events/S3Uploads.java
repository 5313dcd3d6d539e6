package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/** Logs what happened to the objects of a bucket. */
public final class S3Uploads implements RequestHandler<S3Event, Void> {

    @Override
    public Void handleRequest(S3Event event, Context context) {
        for (S3EventNotificationRecord record : event.getRecords()) {
            S3ObjectEntity object = record.getS3().getObject();
            String line =
                    "%s: s3://%s/%s, %s bytes%n"
                            .formatted(
                                    record.getEventName(),
                                    record.getS3().getBucket().getName(),
                                    // The event has keys as they stand in URLs.
                                    object.getUrlDecodedKey(),
                                    // Events of removed objects have no size.
                                    object.getSizeAsLong() == null ? "no" : object.getSizeAsLong());
            context.getLogger().log(line, LogLevel.INFO);
        }
        return null;
    }
}
