package dev.kiln.adapters.cloudevents.reply;

import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.BY_HAND;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.FROM_BROKER;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.RESULT;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.event;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.of;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.replies;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.reply;
import static dev.kiln.adapters.cloudevents.reply.ReplyMaker.sink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.Events;
import dev.kiln.adapters.cloudevents.reply.Reply.Nothing;
import dev.kiln.adapters.cloudevents.reply.Reply.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether there is a reply. */
class RepliesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "null", " null\n", " \n"})
    void nothing_comes_of_nothing(String result) {
        for (var settings : new String[] {"reply-type=t2", "klr=true", "reply-mode=event"}) {
            assertThat(reply(Events.event(new byte[0]), FROM_BROKER, result, settings))
                    .isEqualTo(new Nothing(Reason.NO_RESULT));
        }
    }

    @Test
    void a_broker_gets_no_reply_that_nobody_configured() {
        assertThat(reply(FROM_BROKER)).isEqualTo(new Nothing(Reason.NOT_ASKED_FOR));
        assertThat(event(reply(FROM_BROKER, "reply-type=my.type")).type()).isEqualTo("my.type");
        assertThat(event(reply(FROM_BROKER, "klr=true")).type()).isEqualTo("ce.klr.triggermesh.io");
    }

    @Test
    void who_sends_by_hand_sees_the_result() {
        var reply = event(reply(BY_HAND));

        assertThat(reply.type()).isEqualTo(ReplySettings.DEFAULT_TYPE);
        assertThat(reply.data()).isEqualTo(RESULT);
    }

    @Test
    void an_empty_type_means_no_replies() {
        for (var settings : List.of("reply-type=", "reply-type= ")) {
            assertThat(reply(BY_HAND, settings)).isEqualTo(new Nothing(Reason.NOT_ASKED_FOR));
            assertThat(reply(BY_HAND, settings, "klr=true"))
                    .isEqualTo(new Nothing(Reason.NOT_ASKED_FOR));
            assertThat(sink(settings)).isEqualTo(new Nothing(Reason.NOT_ASKED_FOR));
        }
    }

    @Test
    void a_batch_gets_no_reply_but_a_sink_gets_its_results() throws MalformedResultException {
        var batch = Events.received(ContentMode.BATCHED, false);

        assertThat(reply(batch, "reply-type=t2")).isEqualTo(new Nothing(Reason.NOT_ASKED_FOR));
        var toSink =
                replies("reply-type=t2")
                        .forSink(
                                List.of(Events.event(new byte[0])),
                                batch,
                                RESULT,
                                ResultShape.VALUE);
        assertThat(toSink).isInstanceOf(Reply.Event.class);
        assertThat(((Reply.Event) toSink).mode()).isEqualTo(ContentMode.BINARY);
    }

    @Test
    void a_sink_gets_results_that_no_sender_asked_for() {
        assertThat(event(sink()).type()).isEqualTo(ReplySettings.DEFAULT_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "BINARY, klr=false, BINARY",
        "STRUCTURED, klr=false, STRUCTURED",
        "BINARY, klr=true, STRUCTURED",
    })
    void the_mode_is_the_requests(ContentMode request, String settings, ContentMode reply) {
        var made = (Reply.Event) reply(Events.received(request, false), settings);

        assertThat(made.mode()).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"a\"",
                "oops",
                "{\"type\":1}",
                "{\"time\":\"now\"}",
                "{\"statusCode\":200}",
                "{\"specversion\":\"0.3\"}",
                "{\"datacontenttype\":\"a\\r\\nb: c\"}",
            })
    void a_result_that_should_be_an_event_and_is_none_is_an_error(String result) {
        assertThatExceptionOfType(MalformedResultException.class)
                .isThrownBy(() ->
                        replies("reply-mode=event")
                                .of(
                                        Events.event(new byte[0]),
                                        BY_HAND,
                                        Sources.utf8(result),
                                        ResultShape.VALUE))
                .withMessageStartingWith("The handler's result should be an event");
    }

    @Test
    void an_sdks_event_is_never_completed() {
        assertThatExceptionOfType(MalformedResultException.class)
                .isThrownBy(() ->
                        replies()
                                .of(
                                        Events.event(new byte[0]),
                                        BY_HAND,
                                        Sources.utf8("{\"type\":\"t\"}"),
                                        ResultShape.CLOUDEVENT))
                .withMessageContaining("no specversion, no id, no source");
    }

    @Test
    void a_reply_that_would_come_back_for_ever_is_refused_unless_allowed() {
        var loop = new String[] {"reply-type=t", "reply-source=/a"};

        assertThat(reply(BY_HAND, loop)).isEqualTo(new Nothing(Reason.LOOP));
        assertThat(sink(loop)).isEqualTo(new Nothing(Reason.LOOP));
        assertThat(reply(BY_HAND, "reply-type=t", "reply-source=/b"))
                .isInstanceOf(Reply.Event.class);
        assertThat(reply(BY_HAND, "reply-type=t", "reply-source=/a", "reply-loops=allow"))
                .isInstanceOf(Reply.Event.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ResultShape.class,
            names = {"SQS_BATCH_RESPONSE", "STREAMS_RESPONSE"})
    void a_batch_result_is_never_a_reply(ResultShape shape) {
        var result = "{\"batchItemFailures\":[]}";

        assertThat(of(replies("reply-type=t2"), BY_HAND, result, shape))
                .isEqualTo(new Nothing(Reason.NO_RESULT));
        assertThat(
                        of(
                                replies("reply-type=t2", "report-batch-item-failures=false"),
                                BY_HAND,
                                result,
                                shape))
                .isEqualTo(new Nothing(Reason.NO_RESULT));
        assertThat(reply(BY_HAND, "reply-type=t2", "report-batch-item-failures=true"))
                .isEqualTo(new Nothing(Reason.NO_RESULT));
    }
}
