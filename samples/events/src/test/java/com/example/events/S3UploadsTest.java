package com.example.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.util.List;
import org.junit.jupiter.api.Test;

class S3UploadsTest {

    private final LoggingContext context = new LoggingContext();

    @Test
    void each_object_is_logged_under_its_own_key() {
        var event =
                new S3Event(
                        List.of(
                                happened("ObjectCreated:Put", "caf%C3%A9/a+b.txt", 3_000_000_000L),
                                happened("ObjectRemoved:Delete", "old.txt", null)));

        new S3Uploads().handleRequest(event, context);

        assertEquals(
                List.of(
                        "INFO ObjectCreated:Put: s3://menu/café/a b.txt, 3000000000 bytes",
                        "INFO ObjectRemoved:Delete: s3://menu/old.txt, no bytes"),
                context.lines());
    }

    private static S3EventNotificationRecord happened(String name, String key, Long size) {
        var bucket = new S3BucketEntity("menu", null, "arn:aws:s3:::menu");
        var object = new S3ObjectEntity(key, size, null, null, null);
        var s3 = new S3Entity(null, bucket, object, "1.0");
        return new S3EventNotificationRecord(
                "eu-west-1", name, "aws:s3", null, "2.1", null, null, s3, null);
    }
}
