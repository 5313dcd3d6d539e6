package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which events of one request are to run, and which have run before. */
final class Claims {

    private final CloudEventGateway gateway;
    private final Optional<KnownEvents> window;
    private final List<CloudEvent> skipped = new ArrayList<>();

    Claims(CloudEventGateway gateway) {
        this.gateway = gateway;
        window = gateway.window();
    }

    /**
     * Takes those that nobody has run.
     *
     * @return empty if another request runs one of them: then none is taken
     */
    Optional<List<CloudEvent>> claim(List<CloudEvent> events) {
        var fresh = new ArrayList<CloudEvent>();
        for (var event : events) {
            var known = known(event);
            if (known.isEmpty()) {
                fresh.add(event);
            } else if (known.get() == KnownEvents.State.DONE || isAmong(fresh, event)) {
                skipped.add(event);
            } else {
                release(fresh);
                return Optional.empty();
            }
        }
        return Optional.of(fresh);
    }

    private Optional<KnownEvents.State> known(CloudEvent event) {
        if (gateway.isRemembered(event)) {
            return Optional.of(KnownEvents.State.DONE);
        }
        return window.isPresent() ? window.get().begin(event) : Optional.empty();
    }

    private static boolean isAmong(List<CloudEvent> events, CloudEvent other) {
        for (var event : events) {
            if (event.id().equals(other.id()) && event.source().equals(other.source())) {
                return true;
            }
        }
        return false;
    }

    /** Those that are done already. */
    List<CloudEvent> skipped() {
        return skipped;
    }

    /** They were not run. */
    void release(List<CloudEvent> events) {
        for (var event : events) {
            end(event, false);
        }
    }

    void end(CloudEvent event, boolean done) {
        if (window.isEmpty()) {
            return;
        }
        if (done) {
            window.get().done(event);
        } else {
            window.get().forget(event);
        }
    }
}
