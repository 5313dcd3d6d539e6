package dev.kiln.adapters.cloudevents.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplySettingsTest {

    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:fn";

    @ParameterizedTest
    @CsvSource({
        "reply-source=a b",
        "reply-source=http://[",
        "reply-dataschema=a b",
        "reply-mode=events",
        "reply-loops=yes",
        "reply-subject-of-request=maybe",
        "klr=CLOUDEVENTS",
        "report-batch-item-failures=ReportBatchItemFailures",
        "reply-extensions=Tenant",
        "reply-extensions=a-b",
        "reply-extensions=source",
        "reply-extensions=data",
        "reply-extensions=knativebrokerttl",
        "reply-extensions=knativeerrordest",
        "reply-correlation=a",
        "reply-correlation=a=id",
        "reply-correlation=a=B",
    })
    void a_value_that_cannot_be_meant_is_named(String setting) {
        var parts = setting.split("=", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(setting))
                .withMessageContaining("'" + parts[0] + "'")
                .withMessageContaining("but");
    }

    @Test
    void a_reply_comes_from_the_service_or_else_from_the_function() {
        var nobody =
                ReplySettings.read(_ -> Optional.empty(), ARN, Optional.of("ns"), Optional.empty());

        assertThat(settings().source()).isEqualTo("/apis/v1/namespaces/ns/services/svc");
        assertThat(nobody.source()).isEqualTo(ARN);
        assertThat(settings("reply-source=urn:x").source()).isEqualTo("urn:x");
        assertThat(settings("reply-source=").source()).isEqualTo(settings().source());
        assertThat(settings("klr=true", "reply-source=urn:x").source()).isEqualTo("urn:x");
    }

    @Test
    void reports_failures_where_the_type_says_so_unless_told_otherwise() {
        var byType = settings();
        var on = settings("report-batch-item-failures=true");
        var off = settings("report-batch-item-failures=false");

        assertThat(byType.reportsBatchItemFailures(ResultShape.VALUE)).isFalse();
        assertThat(byType.reportsBatchItemFailures(ResultShape.SQS_BATCH_RESPONSE)).isTrue();
        assertThat(byType.reportsBatchItemFailures(ResultShape.STREAMS_RESPONSE)).isTrue();
        assertThat(on.reportsBatchItemFailures(ResultShape.VALUE)).isTrue();
        assertThat(off.reportsBatchItemFailures(ResultShape.SQS_BATCH_RESPONSE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "io.cloudevents.CloudEvent, CLOUDEVENT",
        "com.amazonaws.services.lambda.runtime.events.SQSBatchResponse, SQS_BATCH_RESPONSE",
        "com.amazonaws.services.lambda.runtime.events.StreamsEventResponse, STREAMS_RESPONSE",
        "java.io.OutputStream, STREAM",
        "java.util.Map, VALUE",
        "void, VALUE",
    })
    void the_declared_result_tells_what_results_are(String type, ResultShape shape) {
        assertThat(ResultShape.of(Set.of(type, "java.lang.Object"))).isEqualTo(shape);
    }

    /** Fails on settings that nobody reads. */
    static ReplySettings settings(String... settings) {
        var values = new HashMap<String, String>();
        for (var setting : settings) {
            var equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        var unread = new HashSet<>(values.keySet());
        var read =
                ReplySettings.read(
                        name -> {
                            unread.remove(name);
                            return Optional.ofNullable(values.get(name));
                        },
                        ARN,
                        Optional.of("ns"),
                        Optional.of("svc"));
        assertThat(unread).isEmpty();
        return read;
    }
}
