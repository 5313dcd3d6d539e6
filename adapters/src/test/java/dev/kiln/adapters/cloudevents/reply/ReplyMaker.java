package dev.kiln.adapters.cloudevents.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ContentMode;
import dev.kiln.adapters.cloudevents.Events;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Replies to simple events, at a time that stands still. */
final class ReplyMaker {

    static final ReceivedEvents BY_HAND = Events.received(ContentMode.BINARY, false);
    static final ReceivedEvents FROM_BROKER = Events.received(ContentMode.BINARY, true);
    static final byte[] RESULT = Sources.utf8("{\"a\":1.50}");

    private ReplyMaker() {}

    static Replies replies(String... settings) {
        return new Replies(
                ReplySettingsTest.settings(settings),
                () -> Instant.parse("2026-03-07T08:09:05.123Z"),
                Sources.countingIds());
    }

    static Reply reply(ReceivedEvents how, String... settings) {
        return reply(
                Events.event(new byte[0]),
                how,
                new String(RESULT, StandardCharsets.UTF_8),
                settings);
    }

    static Reply reply(CloudEvent request, ReceivedEvents how, String result, String... settings) {
        try {
            return replies(settings).of(request, how, Sources.utf8(result), ResultShape.STREAM);
        } catch (MalformedResultException e) {
            throw new AssertionError(e);
        }
    }

    static Reply of(Replies replies, ReceivedEvents how, String result, ResultShape shape) {
        try {
            return replies.of(Events.event(new byte[0]), how, Sources.utf8(result), shape);
        } catch (MalformedResultException e) {
            throw new AssertionError(e);
        }
    }

    static Reply of(Replies replies, CloudEvent request) {
        try {
            return replies.of(request, BY_HAND, RESULT, ResultShape.VALUE);
        } catch (MalformedResultException e) {
            throw new AssertionError(e);
        }
    }

    static Reply sink(String... settings) {
        try {
            return replies(settings)
                    .forSink(
                            List.of(Events.event(new byte[0])),
                            FROM_BROKER,
                            RESULT,
                            ResultShape.VALUE);
        } catch (MalformedResultException e) {
            throw new AssertionError(e);
        }
    }

    static CloudEvent event(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Event.class);
        return ((Reply.Event) reply).event();
    }

    static String text(CloudEvent event) {
        return new String(event.data(), StandardCharsets.UTF_8);
    }
}
