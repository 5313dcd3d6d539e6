package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.http.ResponseLines;
import dev.kiln.adapters.json.HandlerResult;
import java.time.Duration;

/**
 * A request to a REST API.
 *
 * @param accept the request's header, or ""
 */
record RestExchange(
        byte[] event,
        String traceHeader,
        String accept,
        RestAnswers answers,
        RestResults results,
        String invocationId,
        ProblemSink problems)
        implements Exchange {

    @Override
    public OutboundResponse onResult(byte[] result) {
        try {
            var object = results.read(result);
            var lines = results.lines(object, answers.method());
            answers.signed(lines).with("X-Amzn-Trace-Id", traceHeader);
            return respond(object, lines);
        } catch (MalformedResultException e) {
            problems.report(invocationId, e.problem());
            return answers.badGateway();
        }
    }

    private OutboundResponse respond(HandlerResult.Structured result, ResponseLines lines) {
        var status = result.status().orElse(200);
        if (!result.base64() || !results.decodesFor(accept)) {
            return lines.complete(status, result.body());
        }
        try {
            return lines.complete(status, result.decoded());
        } catch (MalformedResultException e) {
            problems.report(invocationId, e.problem());
            return answers.internalError();
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
        return answers.timedOut();
    }

    @Override
    public OutboundResponse onThrottled() {
        return answers.internalError();
    }
}
