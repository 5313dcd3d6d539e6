package dev.kiln.frontdoor.cloudevents;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.kiln.adapters.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Optional;

/**
 * Events that have been here, by what CloudEvents calls their identity: source and id. Memory is
 * bounded: where too many come, the oldest are forgotten before their time. Events without an id,
 * which only lenient receivers take, are never known.
 */
final class KnownEvents {

    /** Characters of sources and ids, about 32 MB at most: some 100,000 events. */
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private static final int OF_ANY_ENTRY = 64;

    private final Cache<Identity, State> events;

    private record Identity(String source, String id) {

        private static Identity of(CloudEvent event) {
            return new Identity(event.source(), event.id());
        }
    }

    /** How far one has come. */
    enum State {
        RUNNING,
        DONE
    }

    /**
     * @param kept how long an event stays known that is done
     */
    KnownEvents(Duration kept) {
        events =
                Caffeine.newBuilder()
                        .maximumWeight(MOST_CHARACTERS)
                        .weigher((Identity it, State _) ->
                                OF_ANY_ENTRY + it.source().length() + it.id().length())
                        .expireAfter(
                                Expiry.<Identity, State>writing(
                                        (_, state) -> lifetime(state, kept)))
                        // The common pool is where functions work.
                        .executor(Runnable::run)
                        .build();
    }

    // Whoever has begun an event ends it, be it by its timeout.
    private static Duration lifetime(State state, Duration kept) {
        return state == State.RUNNING ? Duration.ofNanos(Long.MAX_VALUE) : kept;
    }

    boolean isDone(CloudEvent event) {
        return events.getIfPresent(Identity.of(event)) == State.DONE;
    }

    /**
     * Marks an event as running that is not known.
     *
     * @return how far it has come already; empty: it is the caller's now, who has to end it
     */
    Optional<State> begin(CloudEvent event) {
        return event.id().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        events.asMap().putIfAbsent(Identity.of(event), State.RUNNING));
    }

    void done(CloudEvent event) {
        if (!event.id().isEmpty()) {
            events.put(Identity.of(event), State.DONE);
        }
    }

    /** It failed, and may come again. */
    void forget(CloudEvent event) {
        events.invalidate(Identity.of(event));
    }
}
