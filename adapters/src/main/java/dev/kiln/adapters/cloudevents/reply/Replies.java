package dev.kiln.adapters.cloudevents.reply;

import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.ReceivedEvents;
import java.time.InstantSource;
import java.util.List;

/**
 * Decides what goes out for a result. A reply's id follows from the events that it answers and the
 * function, so it is the same when they come again. Safe for use by many threads.
 */
public final class Replies {

    private final ReplySettings settings;
    private final InstantSource clock;
    private final IdSource ids;

    /**
     * @param ids for replies to events that have none, which only lenient receivers take
     */
    public Replies(ReplySettings settings, InstantSource clock, IdSource ids) {
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The answer to a sender.
     *
     * @param request the event that the function got
     * @param how it came
     * @param result what the handler wrote
     * @throws MalformedResultException if the result should be an event and is none
     */
    public Reply of(CloudEvent request, ReceivedEvents how, byte[] result, ResultShape shape)
            throws MalformedResultException {
        return later(settings, clock, ids);
    }

    /**
     * What goes to a sink, where every result is wanted, of batches too.
     *
     * @param requests the events that the function got at once, at least one
     * @throws MalformedResultException if the result should be an event and is none
     */
    public Reply forSink(
            List<CloudEvent> requests, ReceivedEvents how, byte[] result, ResultShape shape)
            throws MalformedResultException {
        return later(settings, clock, ids);
    }

    private static Reply later(ReplySettings s, InstantSource c, IdSource i) {
        throw new UnsupportedOperationException(s.toString() + c.instant() + i.uuid());
    }
}
