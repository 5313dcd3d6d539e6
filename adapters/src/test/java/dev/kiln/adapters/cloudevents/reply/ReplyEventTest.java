package dev.kiln.adapters.cloudevents.reply;

import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.BY_HAND;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.FROM_BROKER;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.RESULT;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.event;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.of;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.replies;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.reply;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.Events;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reply looks like. */
class ReplyEventTest {

    @Test
    void a_reply_says_who_and_when() {
        var reply = event(reply(BY_HAND, "reply-dataschema=urn:schema", "reply-subject=s"));

        assertThat(reply.attributes().keySet())
                .containsExactly(
                        "specversion",
                        "id",
                        "source",
                        "type",
                        "time",
                        "subject",
                        "dataschema",
                        "datacontenttype");
        assertThat(reply.source()).isEqualTo("/apis/v1/namespaces/ns/services/svc");
        assertThat(reply.attribute("time")).hasValue("2026-03-07T08:09:05.123Z");
        assertThat(reply.attribute("subject")).hasValue("s");
        assertThat(reply.attribute("dataschema")).hasValue("urn:schema");
        assertThat(reply.attribute("datacontenttype")).hasValue("application/json");
    }

    @Test
    void the_subject_may_be_the_requests() {
        var request = Events.event(new byte[0], "subject", "asked");

        assertThat(event(reply(request, BY_HAND, "1")).attribute("subject")).isEmpty();
        assertThat(event(reply(request, BY_HAND, "1", "reply-subject-of-request=true")))
                .returns("asked", reply -> reply.attribute("subject").orElseThrow());
        assertThat(
                        event(
                                reply(
                                        request,
                                        BY_HAND,
                                        "1",
                                        "reply-subject-of-request=true",
                                        "reply-subject=own")))
                .returns("own", reply -> reply.attribute("subject").orElseThrow());
    }

    @Test
    void the_same_event_gets_a_reply_of_the_same_id_and_no_other_event_does() {
        var id = event(reply(Events.event(new byte[0]), BY_HAND, "1")).id();

        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(event(reply(Events.event(new byte[0]), FROM_BROKER, "2", "reply-type=t2")).id())
                .isEqualTo(id);
        for (var other :
                List.of(
                        Events.event(new byte[0], "id", "2"),
                        Events.event(new byte[0], "source", "/b"),
                        Events.event(new byte[0], "source", "/a1", "id", ""),
                        Events.event(new byte[0], "source", "/", "id", "a1"))) {
            assertThat(event(reply(other, BY_HAND, "1")).id()).isNotEqualTo(id);
        }
    }

    @Test
    void replies_to_events_without_an_id_are_all_different() {
        var request = Events.event(new byte[0], "id", "");
        var replies = replies("klr=true");

        assertThat(event(of(replies, request)).id()).isNotEqualTo(event(of(replies, request)).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1.50}    | application/json         | {\"a\":1.50}",
                "\"Hello\"       | application/json         | \"Hello\"",
                "1e400           | application/json         | 1e400",
                "Hello           | application/octet-stream | Hello",
                "{\"a\":         | application/octet-stream | {\"a\":",
                "1 2             | application/octet-stream | 1 2",
            })
    void data_is_the_result_as_it_is(String result, String type, String data) {
        var reply = event(reply(Events.event(new byte[0]), BY_HAND, result));

        assertThat(reply.attribute("datacontenttype")).hasValue(type);
        assertThat(text(reply)).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1.50}            | application/json | {\"a\":1.50}",
                "[1.50]                  | application/json | [1.50]",
                "` \"Hello Joe!\"\n`     | text/plain       | Hello Joe!",
                "\"a\\n\"                | text/plain       | a\\n",
                "12                      | text/plain       | 12",
                "true                    | text/plain       | true",
                "Hello                   | text/plain       | Hello",
                "{\"a\":                 | text/plain       | {\"a\":",
                "\"\"                    | text/plain       | ``",
            })
    void klr_makes_text_of_what_is_no_object_or_array(String result, String type, String data) {
        var reply = event(reply(Events.event(new byte[0]), BY_HAND, result, "klr=true"));

        assertThat(reply.attribute("datacontenttype")).hasValue(type);
        assertThat(text(reply)).isEqualTo(data);
        assertThat(reply.source()).isEqualTo("knative-lambda-runtime");
        assertThat(reply.attribute("subject")).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_stay_bytes() throws MalformedResultException {
        var bytes = new byte[] {'"', (byte) 0xFF, '"'};

        for (var settings : List.of("klr=true", "klr=false")) {
            var request = Events.event(new byte[0]);
            var reply = event(replies(settings).of(request, BY_HAND, bytes, ResultShape.STREAM));

            assertThat(reply.attribute("datacontenttype")).hasValue("application/octet-stream");
            assertThat(reply.data()).isEqualTo(bytes);
        }
    }

    @Test
    void a_result_may_be_the_event_even_for_a_broker() {
        var result =
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/x\",\"type\":\"y\","
                        + "\"ext\":5,\"data\":{\"a\": 1.50}}";

        var reply =
                event(reply(Events.event(new byte[0]), FROM_BROKER, result, "reply-mode=event"));
        var ofSdk = event(of(replies(), FROM_BROKER, result, ResultShape.CLOUDEVENT));

        assertThat(reply.id()).isEqualTo("7");
        assertThat(reply.attribute("time")).hasValue("2026-03-07T08:09:05.123Z");
        assertThat(text(reply)).isEqualTo("{\"a\":1.50}");
        assertThat(ofSdk.attributes().keySet())
                .containsExactly("specversion", "id", "source", "type", "ext");
    }

    @Test
    void an_event_that_the_handler_put_together_is_completed() {
        var reply = event(reply(Events.event(new byte[0]), BY_HAND, "{}", "reply-mode=event"));

        assertThat(reply.type()).isEqualTo(ReplySettings.DEFAULT_TYPE);
        assertThat(reply.source()).isEqualTo("/apis/v1/namespaces/ns/services/svc");
        assertThat(reply.attribute("specversion")).hasValue("1.0");
        assertThat(UUID.fromString(reply.id())).isNotNull();
    }

    @Test
    void traces_and_correlation_go_on_and_what_is_the_brokers_does_not() {
        var request =
                Events.event(
                        new byte[0],
                        "traceparent",
                        "00-a",
                        "tracestate",
                        "b=c",
                        "correlationid",
                        "x:y:0",
                        "tenant",
                        "me",
                        "other",
                        "z",
                        "knativearrivaltime",
                        "2026-03-07T08:09:05Z",
                        "knativebrokerttl",
                        "254",
                        "knativeerrorcode",
                        "500");

        var reply = event(reply(request, BY_HAND, "1", "reply-extensions=tenant,absent"));

        assertThat(reply.attributes())
                .containsEntry("traceparent", "00-a")
                .containsEntry("tracestate", "b=c")
                .containsEntry("replyid", "x:y:0")
                .containsEntry("tenant", "me")
                .doesNotContainKeys(
                        "correlationid",
                        "absent",
                        "other",
                        "knativearrivaltime",
                        "knativebrokerttl",
                        "knativeerrorcode");
    }

    @Test
    void names_of_correlation_can_be_chosen_or_left_out() {
        var request = Events.event(new byte[0], "correlationid", "x", "mine", "y");

        assertThat(event(reply(request, BY_HAND, "1", "reply-correlation=mine=yours")).attributes())
                .containsEntry("yours", "y")
                .doesNotContainKey("replyid");
        assertThat(event(reply(request, BY_HAND, "1", "reply-correlation=none")).attributes())
                .doesNotContainKeys("replyid", "yours");
    }

    @Test
    void an_event_of_the_handlers_keeps_its_own_and_loses_the_brokers() {
        var request = Events.event(new byte[0], "correlationid", "x", "traceparent", "00-a");
        var result =
                "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/x\",\"type\":\"y\","
                        + "\"traceparent\":\"00-own\",\"knativebrokerttl\":\"9\"}";

        var reply = event(reply(request, BY_HAND, result, "reply-mode=event"));

        assertThat(reply.attributes())
                .containsEntry("traceparent", "00-own")
                .containsEntry("replyid", "x")
                .doesNotContainKey("knativebrokerttl");
    }

    @Test
    void a_result_of_several_events_speaks_of_what_they_share() throws MalformedResultException {
        var first = Events.event(new byte[0], "traceparent", "00-a", "tenant", "me");
        var second = Events.event(new byte[0], "id", "2", "traceparent", "00-b", "tenant", "me");
        var replies = replies("reply-extensions=tenant");
        var batch = Events.received(ContentMode.BATCHED, false);

        var both = replies.forSink(List.of(first, second), batch, RESULT, ResultShape.VALUE);
        var one = replies.forSink(List.of(first), batch, RESULT, ResultShape.VALUE);

        assertThat(event(both).attributes())
                .containsEntry("tenant", "me")
                .doesNotContainKey("traceparent");
        assertThat(event(both).id()).isNotEqualTo(event(one).id());
    }
}
