package dev.kiln.adapters.cloudevents.mapping;

import static dev.kiln.adapters.cloudevents.mapping.Events.event;
import static dev.kiln.adapters.cloudevents.mapping.Events.mapped;
import static dev.kiln.adapters.cloudevents.mapping.Events.sample;
import static dev.kiln.adapters.cloudevents.mapping.Events.text;
import static dev.kiln.adapters.cloudevents.mapping.Events.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import dev.kiln.adapters.JsonText;
import dev.kiln.adapters.LambdaJson;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBridgeEventTest {

    @Test
    void a_ping_is_the_scheduled_event_that_handlers_test_for() {
        var mapped = mapped(EventMapping.EVENTBRIDGE, sample("ping-source"));

        var event = read(mapped);
        assertThat(event.getVersion()).isEqualTo("0");
        assertThat(event.getId()).isEqualTo("6f3f9f43");
        assertThat(event.getDetailType()).isEqualTo("Scheduled Event");
        assertThat(event.getSource()).isEqualTo("aws.events");
        assertThat(event.getAccount()).isEqualTo("123456789012");
        assertThat(event.getRegion()).isEqualTo("us-east-1");
        assertThat(event.getTime().getMillis())
                .isEqualTo(Instant.parse("2020-09-30T15:58:34.5Z").toEpochMilli());
        assertThat(event.getResources())
                .containsExactly("/apis/v1/namespaces/default/pingsources/p");
        assertThat(event.getDetail()).containsEntry("message", "Hello").hasSize(2);
        assertThat(text(mapped.event()))
                .contains("\"ratio\":1.50", "\"time\":\"2020-09-30T15:58:34.5Z\"");
        assertThat(mapped.recordIds()).isEmpty();
    }

    @Test
    void a_tick_whose_data_is_no_object_has_no_detail() {
        var event = read(mapped(EventMapping.EVENTBRIDGE, sample("integration-timer")));

        assertThat(event.getDetailType()).isEqualTo("Scheduled Event");
        assertThat(event.getDetail()).isEmpty();
        assertThat(event.getTime().getMillis()).isEqualTo(Events.NOW.toEpochMilli());
    }

    @Test
    void any_other_event_is_told_by_its_type_and_source() {
        var event = read(mapped(EventMapping.EVENTBRIDGE, sample("apiserver-source")));

        assertThat(event.getDetailType()).isEqualTo("dev.knative.apiserver.ref.update");
        assertThat(event.getSource()).isEqualTo("https://10.96.0.1:443");
        assertThat(event.getResources()).containsExactly("/apis/v1/namespaces/default/pods/p");
        assertThat(event.getTime().getMillis())
                .isEqualTo(Instant.parse("2024-01-01T08:00:00Z").toEpochMilli());
        assertThat(event.getDetail()).containsEntry("apiVersion", "v1").hasSize(4);
    }

    @Test
    void an_event_of_eventbridge_goes_through_as_it_is() {
        var sample = sample("triggermesh-eventbridge");

        var mapped = mapped(EventMapping.EVENTBRIDGE, sample);

        assertThat(mapped.event()).isEqualTo(sample.data());
        var event = read(mapped);
        assertThat(event.getAccount()).isEqualTo("210987654321");
        assertThat(event.getDetail()).containsEntry("state", "pending");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "application/json;[1, 2];{\"data\":[1, 2]}",
                "application/json;1.50;{\"data\":1.50}",
                "text/plain;1.50;{\"data\":\"1.50\"}",
                "text/plain;{\"a\": 1};{\"a\": 1}",
                "text/xml;<a/>;{\"data\":\"<a/>\"}",
                "application/json;``;{}"
            })
    void detail_is_the_data_if_that_is_an_object(String type, String data, String detail) {
        var event = event(Map.of("datacontenttype", type), data);

        assertThat(text(mapped(EventMapping.EVENTBRIDGE, event).event()))
                .endsWith(",\"resources\":[],\"detail\":" + detail + "}");
    }

    @Test
    void data_that_are_no_text_are_detail_in_base64() {
        var mapped = mapped(EventMapping.EVENTBRIDGE, event(Map.of(), new byte[] {(byte) 0xFF, 1}));

        assertThat(JsonText.at(JsonText.parse(mapped.event()), "detail", "data_base64"))
                .isEqualTo("/wE=");
    }

    @Test
    void a_setting_tells_ticks_by_their_source() {
        var event = with(sample("ping-source"), "type", "com.acme.tick");
        var settings = Map.of("event-shapes", "source:*/pingsources/*=schedule");

        assertThat(read(mapped(EventMapping.EVENTBRIDGE, event)).getDetailType())
                .isEqualTo("com.acme.tick");
        assertThat(read(mapped(EventMapping.EVENTBRIDGE, settings, event)).getDetailType())
                .isEqualTo("Scheduled Event");
    }

    private static ScheduledEvent read(MappedEvent mapped) {
        return LambdaJson.read(ScheduledEvent.class, mapped.event());
    }
}
