package dev.kiln.adapters.loadbalancer;

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
import dev.kiln.adapters.http.RequestReader;
import java.time.Duration;
import java.util.Optional;

/**
 * The payload kinds {@code alb} and {@code alb-multi}: a load balancer with a function as its
 * target, without and with multi-value headers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">format</a>
 */
public final class ApplicationLoadBalancer implements EventSource {

    /** What a load balancer takes of a request's body, and of a result's JSON. */
    static final int PAYLOAD_LIMIT = 1024 * 1024;

    private final PayloadKind kind;
    private final GatewayLimits limits;
    private final RequestReader reader;
    private final AlbEvents events;
    private final AlbResults results;
    private final ProblemSink problems;

    /**
     * @param multiValue whether events and results have lists of values
     */
    public ApplicationLoadBalancer(
            GatewaySettings settings, boolean multiValue, IdSource ids, ProblemSink problems) {
        this.problems = problems;
        kind = multiValue ? PayloadKind.ALB_MULTI : PayloadKind.ALB;
        limits = GatewayLimits.ofPatient(settings, PAYLOAD_LIMIT);
        reader = new RequestReader(settings, ids);
        events = new AlbEvents(settings.targetGroupArn(), multiValue);
        results =
                new AlbResults(
                        multiValue,
                        settings.emulateGatewayLimits() ? PAYLOAD_LIMIT : Integer.MAX_VALUE);
    }

    @Override
    public PayloadKind kind() {
        return kind;
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        var answers = new AlbAnswers(request.method());
        if (!limits.allowBody(request.body())) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        var received = reader.read(request, identity);
        if (received.isEmpty()) {
            throw new UnmappableRequestException(
                    "The request target is neither a path nor a URL.", answers.badRequest());
        }
        if (received.get().headers().value("upgrade").trim().equalsIgnoreCase("websocket")) {
            throw new UnmappableRequestException(
                    "A load balancer has no WebSockets for functions.", answers.badRequest());
        }
        var event = events.event(received.get());
        if (!limits.allowEvent(event)) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        return new AlbExchange(
                event,
                received.get().traceHeader(),
                answers,
                results,
                identity.invocationId(),
                problems);
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        var answers = new AlbAnswers(request.method());
        return switch (why.reason()) {
            case UNAUTHENTICATED -> answers.unauthorized();
            case FORBIDDEN -> answers.forbidden();
        };
    }

    @Override
    public int maxBodyBytes() {
        return limits.maxBodyBytes();
    }

    @Override
    public OutboundResponse onTooLarge() {
        return new AlbAnswers("POST").tooLarge();
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return limits.timeout();
    }
}
