package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.runtime.report.EventReport.Result;
import java.util.List;

/**
 * How one invocation ended for the events that it was made of.
 *
 * @param result of those that went as the invocation did
 * @param failed those whose sender has to send them again
 * @param answer what their sender is told where they are all that it sent
 */
record Ended(Result result, List<CloudEvent> failed, OutboundResponse answer) {

    static Ended well(Result result, OutboundResponse answer) {
        return new Ended(result, List.of(), answer);
    }
}
