package dev.kiln.conformance.frameworks;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.runtime.Outcome;

/**
 * How an application answered a request behind AWS's client.
 *
 * @param event what the gateway made of the request
 * @param response what the gateway makes of the outcome
 * @param log what the function wrote meanwhile
 */
record Expectation(byte[] event, Outcome outcome, OutboundResponse response, String log) {

    byte[] result() {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> result;
            case Outcome.FunctionError(var error, _, _, _) -> error;
            case Outcome.TimedOut _, Outcome.Throttled _ ->
                    throw new IllegalStateException("AWS's client never reports " + outcome);
        };
    }
}
