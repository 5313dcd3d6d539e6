package dev.kiln.adapters.cloudevents;

import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.Sources;
import dev.kiln.adapters.cloudevents.reply.BatchItemFailures;
import dev.kiln.adapters.cloudevents.reply.Replies;
import dev.kiln.adapters.cloudevents.reply.Reply;
import dev.kiln.adapters.cloudevents.reply.ReplySettings;
import dev.kiln.adapters.cloudevents.reply.ResultShape;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Receives, runs, answers: what a host does, without a host. */
final class SmallEndpoint {

    static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:fn";

    /** A function, as far as this goes. */
    interface Handler extends Function<CloudEvent, byte[]> {}

    final EventAnswers answers;
    final List<CloudEvent> handled = new ArrayList<>();

    private final boolean lenient;
    private final CloudEventRequests requests;
    private final ReplySettings replySettings;
    private final Replies replies;

    /** Fails on settings that nobody reads. */
    SmallEndpoint(Map<String, String> settings) {
        var unread = new HashSet<>(settings.keySet());
        Function<String, Optional<String>> setting =
                name -> {
                    unread.remove(name);
                    return Optional.ofNullable(settings.get(name));
                };
        var receiving = ReceivingSettings.read(setting);
        lenient = receiving.lenient();
        requests = new CloudEventRequests(receiving);
        answers = new EventAnswers(AnswerSettings.read(setting));
        replySettings = ReplySettings.read(setting, ARN, Optional.of("default"), Optional.of("fn"));
        InstantSource clock = () -> Instant.parse("2026-03-07T08:09:05.123Z");
        replies = new Replies(replySettings, clock, Sources.countingIds());
        if (!unread.isEmpty()) {
            throw new AssertionError("There are no settings " + unread);
        }
    }

    boolean isEvent(InboundRequest request) {
        return CloudEventRequests.isEvent(request.method(), request.headers(), lenient);
    }

    OutboundResponse answer(InboundRequest request, Handler handler, ResultShape shape) {
        if (CloudEventRequests.isHandshake(request.method(), request.headers())) {
            return answers.handshake();
        }
        try {
            var received = requests.read(request);
            var answer = answers.accepted();
            for (var event : received.events()) {
                handled.add(event);
                answer = answer(event, received, handler.apply(event), shape);
            }
            return answer;
        } catch (MalformedEventException e) {
            return answers.malformed(e);
        } catch (MalformedResultException e) {
            return answers.malformedResult(e.problem());
        }
    }

    private OutboundResponse answer(
            CloudEvent event, ReceivedEvents received, byte[] result, ResultShape shape)
            throws MalformedResultException {
        if (replySettings.reportsBatchItemFailures(shape)) {
            var events = List.of(event);
            var failed = BatchItemFailures.ofMessages(result, List.of(event.id()), events);
            if (!failed.isEmpty()) {
                return answers.partlyFailed(events.size(), failed);
            }
        }
        return switch (replies.of(event, received, result, shape)) {
            case Reply.Event(var reply, var mode) -> answers.reply(reply, mode);
            case Reply.Nothing _ -> answers.accepted();
        };
    }
}
