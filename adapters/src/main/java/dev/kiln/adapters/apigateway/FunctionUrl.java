package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.adapters.http.GatewayLimits;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.Percent;
import dev.kiln.adapters.http.RequestReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The payload kind {@code function-url}: a URL of a function's own, with a payload format that is
 * almost that of HTTP APIs.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">format</a>
 */
public final class FunctionUrl implements EventSource {

    private static final ApiStage STAGE = new ApiStage("$default", false, Map.of(), "");

    private final GatewaySettings settings;
    private final GatewayLimits limits;
    private final RequestReader reader;
    private final IdSource ids;
    private final ProblemSink problems;

    public FunctionUrl(GatewaySettings settings, IdSource ids, ProblemSink problems) {
        this.settings = settings;
        this.ids = ids;
        this.problems = problems;
        limits = GatewayLimits.ofInvocation(settings);
        reader = new RequestReader(settings, ids);
    }

    @Override
    public PayloadKind kind() {
        return PayloadKind.FUNCTION_URL;
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        var answers = new FunctionUrlAnswers(request.method(), identity.invocationId());
        if (!limits.allowBody(request.body())) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        var received = reader.read(request, identity);
        if (received.isEmpty()) {
            throw new UnmappableRequestException(
                    "The request target is neither a path nor a URL.", answers.badRequest());
        }
        var event = event(received.get(), identity.invocationId());
        if (!limits.allowEvent(event)) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        return new FunctionUrlExchange(
                event,
                received.get().traceHeader(),
                answers,
                settings.streamsResponses(),
                problems);
    }

    private byte[] event(GatewayRequest request, String requestId) {
        return new FormatTwoEvent(
                        request,
                        request.path(),
                        Percent.decoded(request.path()),
                        "$default",
                        List.of(),
                        request.caller().isPresent() ? settings.accountId() : "anonymous",
                        settings.apiId().orElse(request.host().domainPrefix()),
                        STAGE,
                        requestId)
                .write(true);
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        // One answer for both: a Function URL knows no 401.
        return new FunctionUrlAnswers(request.method(), identity.invocationId()).forbidden();
    }

    @Override
    public int maxBodyBytes() {
        return limits.maxBodyBytes();
    }

    @Override
    public OutboundResponse onTooLarge() {
        return new FunctionUrlAnswers("POST", ids.uuid()).tooLarge();
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return limits.timeout();
    }
}
