package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import java.time.Duration;
import java.util.List;

/** A request to an HTTP API. */
record HttpApiExchange(
        byte[] event,
        String traceHeader,
        HttpApiAnswers answers,
        String invocationId,
        ProblemSink problems)
        implements Exchange {

    @Override
    public OutboundResponse onResult(byte[] result) {
        var reader =
                new FormatTwoResult(
                        answers.method(),
                        "text/plain; charset=utf-8",
                        List.of(answers.signature()));
        try {
            return reader.response(result, invocationId, problems);
        } catch (MalformedResultException e) {
            problems.report(invocationId, e.problem());
            return answers.internalError();
        }
    }

    @Override
    public OutboundResponse onFunctionError(byte[] error) {
        return answers.internalError();
    }

    @Override
    public OutboundResponse onTimeout(Duration limit) {
        return answers.internalError();
    }

    @Override
    public OutboundResponse onGatewayTimeout() {
        return answers.unavailable();
    }

    @Override
    public OutboundResponse onThrottled() {
        return answers.unavailable();
    }
}
