package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import dev.kiln.adapters.LambdaJson;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3RecordsTest {

    @Test
    void a_record_alone_keeps_all_that_it_has() {
        var record = read(mapped(EventMapping.S3, sample("triggermesh-s3")));

        assertThat(record.getEventVersion()).isEqualTo("2.0");
        assertThat(record.getEventSource()).isEqualTo("aws:s3");
        assertThat(record.getAwsRegion()).isEqualTo("eu-central-1");
        assertThat(record.getEventTime().getMillis()).isZero();
        assertThat(record.getEventName()).isEqualTo("ObjectCreated:Put");
        assertThat(record.getUserIdentity().getPrincipalId()).isEqualTo("EXAMPLE");
        assertThat(record.getRequestParameters().getSourceIPAddress()).isEqualTo("127.0.0.1");
        assertThat(record.getResponseElements().getxAmzRequestId()).isEqualTo("EXAMPLE123456789");
        assertThat(record.getResponseElements().getxAmzId2()).isEqualTo("EXAMPLE123/5678");
        var s3 = record.getS3();
        assertThat(s3.getS3SchemaVersion()).isEqualTo("1.0");
        assertThat(s3.getConfigurationId()).isEqualTo("testConfigRule");
        assertThat(s3.getBucket().getName()).isEqualTo("example-bucket");
        assertThat(s3.getBucket().getArn()).isEqualTo("arn:aws:s3:::example-bucket");
        assertThat(s3.getBucket().getOwnerIdentity().getPrincipalId()).isEqualTo("EXAMPLE");
        assertThat(s3.getObject().getKey()).isEqualTo("test/key");
        assertThat(s3.getObject().getSizeAsLong()).isEqualTo(1024);
        assertThat(s3.getObject().geteTag()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(s3.getObject().getVersionId()).isEqualTo("1");
        assertThat(s3.getObject().getSequencer()).isEqualTo("0A1B2C3D4E5F678901");
    }

    @Test
    void what_minio_says_goes_through_as_it_is() {
        var mapped = mapped(EventMapping.S3, sample("minio"));

        assertThat(mapped.event()).isEqualTo(sample("minio").data());
        assertThat(mapped.recordIds()).isEmpty();
        assertThat(read(mapped).getS3().getBucket().getName()).isEqualTo("images");
        assertThat(read(mapped).getS3().getObject().getKey()).isEqualTo("a.png");
    }

    @Test
    void content_becomes_a_notification_if_bucket_and_key_are_known() {
        var event = with(sample("integration-s3"), "subject", "in/a b+ä.txt");

        var record = read(mapped(EventMapping.S3, Map.of("event-bucket", "images"), event));

        assertThat(record.getEventSource()).isEqualTo("aws:s3");
        assertThat(record.getEventName()).isEqualTo("ObjectCreated:Put");
        assertThat(record.getAwsRegion()).isEqualTo("us-east-1");
        assertThat(record.getEventTime().getMillis())
                .isEqualTo(Instant.parse("2024-11-05T10:20:30Z").toEpochMilli());
        assertThat(record.getS3().getBucket().getName()).isEqualTo("images");
        assertThat(record.getS3().getBucket().getArn()).isEqualTo("arn:aws:s3:::images");
        assertThat(record.getS3().getObject().getKey()).isEqualTo("in/a+b%2B%C3%A4.txt");
        assertThat(record.getS3().getObject().getUrlDecodedKey()).isEqualTo("in/a b+ä.txt");
        assertThat(record.getS3().getObject().getSizeAsLong()).isEqualTo(18);
        assertThat(record.getS3().getObject().geteTag()).isEmpty();
    }

    @Test
    void a_source_that_is_a_bucket_names_it() {
        var event =
                with(with(sample("integration-s3"), "subject", "k"), "source", "arn:aws:s3:::b");

        assertThat(read(mapped(EventMapping.S3, event)).getS3().getBucket().getName())
                .isEqualTo("b");
    }

    @Test
    void a_key_is_never_invented() {
        requireRefused(
                sample("integration-s3"), Map.of("event-bucket", "images"), "nowhere its key");
        requireRefused(
                with(sample("integration-s3"), "subject", "k"), Map.of(), "Set event-bucket");
        assertThat(Events.mapper(EventMapping.S3, Map.of()).warning())
                .get()
                .asString()
                .contains("422", "event-bucket", "subject");
    }

    @Test
    void what_is_no_notification_is_refused_unless_a_setting_says_that_it_is_content() {
        var event = event(Map.of("type", "com.acme.object", "subject", "k"), "content");
        var settings =
                Map.of("event-bucket", "images", "event-shapes", "com.acme.object=s3-object");

        requireRefused(event, Map.of("event-bucket", "images"), "com.acme.object");
        assertThat(read(mapped(EventMapping.S3, settings, event)).getS3().getObject().getKey())
                .isEqualTo("k");
    }

    private static void requireRefused(CloudEvent event, Map<String, String> settings, String why) {
        assertThatThrownBy(() -> Events.mapper(EventMapping.S3, settings).map(List.of(event)))
                .isInstanceOfSatisfying(
                        UnmappableEventException.class,
                        it -> assertThat(it.status()).isEqualTo(422))
                .hasMessageContaining(why);
    }

    private static S3EventNotificationRecord read(MappedEvent mapped) {
        var records = LambdaJson.read(S3Event.class, mapped.event()).getRecords();
        assertThat(records).hasSize(1);
        return records.getFirst();
    }
}
