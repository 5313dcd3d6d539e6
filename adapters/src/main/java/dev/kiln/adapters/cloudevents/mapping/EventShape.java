package dev.kiln.adapters.cloudevents.mapping;

import java.util.Locale;

/** What the data of an event is, where the data itself does not show it. */
public enum EventShape {
    /** A tick of a timer. */
    SCHEDULE,
    /** A message of SQS as AWS's SDK gives it. */
    SQS_MESSAGE,
    /** The content of an object of S3. */
    S3_OBJECT,
    /** A record of a Kinesis stream as AWS's SDK gives it. */
    KINESIS_RECORD,
    /** Nothing special. */
    DATA;

    /** The name in settings. */
    public String settingValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
