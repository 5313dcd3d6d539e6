package com.example.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Handlers that give back the event that they got, by its class. */
public class EventsOfAws {

    public SQSEvent sqs(SQSEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public SNSEvent sns(SNSEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public S3Event s3(S3Event event, Context context) {
        Seen.call(context);
        return event;
    }

    public KinesisEvent kinesis(KinesisEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public DynamodbEvent dynamodb(DynamodbEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public KafkaEvent kafka(KafkaEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public RabbitMQEvent rabbitmq(RabbitMQEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    public ScheduledEvent scheduled(ScheduledEvent event, Context context) {
        Seen.call(context);
        return event;
    }

    /** The other way for the same: what the test wants, as a map. */
    public Object reported(SQSEvent event, Context context) {
        Seen.call(context);
        return Seen.returned();
    }

    /** What the test wants, as far as the class can say it. */
    @SuppressWarnings("unchecked")
    public SQSBatchResponse batch(SQSEvent event, Context context) {
        Seen.call(context);
        var returned = (Map<String, List<Map<String, String>>>) Seen.returned();
        if (returned == null) {
            return null;
        }
        var named = returned.get("batchItemFailures");
        if (named == null) {
            return new SQSBatchResponse(null);
        }
        var failures = new ArrayList<BatchItemFailure>();
        for (var failure : named) {
            failures.add(new BatchItemFailure(failure.get("itemIdentifier")));
        }
        return new SQSBatchResponse(failures);
    }

    public Object http(APIGatewayV2HTTPEvent event, Context context) {
        Seen.input("plain HTTP", context);
        return Map.of("statusCode", 200);
    }
}
