package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.MalformedResultException;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.ResponseReceiver;
import dev.kiln.adapters.StreamedResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request to a Function URL.
 *
 * @param streams whether results are taken as streams: then a structured one is nothing but a body
 */
record FunctionUrlExchange(
        byte[] event,
        String traceHeader,
        FunctionUrlAnswers answers,
        boolean streams,
        ProblemSink problems)
        implements Exchange {

    @Override
    public OutboundResponse onResult(byte[] result) {
        try {
            var length = Prelude.lengthIn(result);
            if (length >= 0) {
                var head = prelude().read(Arrays.copyOf(result, length));
                if (head.isPresent()) {
                    var start = length + Prelude.DELIMITER;
                    return completed(head.get(), Arrays.copyOfRange(result, start, result.length));
                }
            }
            return streams ? completed(prelude().none(), result) : buffered(result);
        } catch (MalformedResultException e) {
            problems.report(answers.requestId(), e.problem());
            return answers.badGateway();
        }
    }

    private OutboundResponse buffered(byte[] result) throws MalformedResultException {
        return new FormatTwoResult(
                        answers.method(), "application/json", answers.signature(traceHeader))
                .response(result, answers.requestId(), problems);
    }

    private static OutboundResponse completed(Prelude.Head head, byte[] body) {
        return head.lines().complete(head.status(), body);
    }

    private Prelude prelude() {
        return new Prelude(
                answers.method(),
                streams ? "application/octet-stream" : "application/json",
                answers.signature(traceHeader));
    }

    @Override
    public Optional<StreamedResponse> stream(ResponseReceiver receiver) {
        return streams
                ? Optional.of(new FunctionUrlStream(prelude(), answers, problems, receiver))
                : Optional.empty();
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
        throw new IllegalStateException("A Function URL waits as long as the function runs.");
    }

    @Override
    public OutboundResponse onThrottled() {
        return answers.throttled();
    }
}
