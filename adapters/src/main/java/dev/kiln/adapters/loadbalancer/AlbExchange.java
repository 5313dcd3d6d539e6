package dev.kiln.adapters.loadbalancer;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import java.time.Duration;

/** A request to a load balancer. */
record AlbExchange(
        byte[] event,
        String traceHeader,
        AlbAnswers answers,
        AlbResults results,
        String invocationId,
        ProblemSink problems)
        implements Exchange {

    @Override
    public OutboundResponse onResult(byte[] result) {
        try {
            return results.response(result, answers.method());
        } catch (MalformedResultException e) {
            problems.report(invocationId, e.problem());
            return answers.badGateway();
        }
    }

    @Override
    public OutboundResponse onFunctionError(byte[] error) {
        return answers.badGateway();
    }

    @Override
    public OutboundResponse onTimeout(Duration limit) {
        return answers.badGateway();
    }

    @Override
    public OutboundResponse onGatewayTimeout() {
        throw new IllegalStateException("A load balancer waits as long as the function runs.");
    }

    @Override
    public OutboundResponse onThrottled() {
        return answers.badGateway();
    }
}
