package dev.kiln.adapters.apigateway;

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
import dev.kiln.adapters.http.Lines;
import dev.kiln.adapters.http.MediaRanges;
import dev.kiln.adapters.http.RequestReader;
import java.time.Duration;
import java.util.Optional;

/** The payload kind {@code rest-v1}: a REST API with Lambda proxy integration. */
public final class RestApi implements EventSource {

    /** AWS's integration timeout of REST APIs. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    private final GatewayLimits limits;
    private final RequestReader reader;
    private final RestResources resources;
    private final RestEvents events;
    private final RestResults results;
    private final IdSource ids;
    private final ProblemSink problems;

    public RestApi(GatewaySettings settings, IdSource ids, ProblemSink problems) {
        this.ids = ids;
        this.problems = problems;
        limits = GatewayLimits.ofApi(settings, INTEGRATION_TIMEOUT);
        reader = new RequestReader(settings, ids);
        events = new RestEvents(settings);
        resources = new RestResources(settings.routes(), settings.stage());
        results =
                new RestResults(
                        new MediaRanges(settings.rest().responseBinaryMediaTypes()),
                        settings.rest().remapHeaders());
    }

    @Override
    public PayloadKind kind() {
        return PayloadKind.REST_V1;
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        var answers = answersTo(request.method());
        if (!limits.allowBody(request.body())) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLong());
        }
        var received = reader.read(request, identity);
        if (received.isEmpty()) {
            throw new UnmappableRequestException(
                    "The request target is neither a path nor a URL.", answers.badRequest());
        }
        var event =
                events.event(
                        received.get(),
                        resource(received.get(), answers),
                        answers.requestId(),
                        answers.extendedRequestId());
        if (!limits.allowEvent(event)) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLong());
        }
        return new RestExchange(
                event,
                received.get().traceHeader(),
                Lines.first(request.headers(), "accept").orElse(""),
                answers,
                results,
                identity.invocationId(),
                problems);
    }

    private RestResource resource(GatewayRequest request, RestAnswers answers)
            throws UnmappableRequestException {
        var resource = resources.find(request.method(), request.path());
        if (resource.isEmpty()) {
            throw resources.has(request.path())
                    ? new UnmappableRequestException("No route fits.", answers.noRoute())
                    : new UnmappableRequestException(
                            "The path is not below the stage or base-path.", answers.forbidden());
        }
        return resource.get();
    }

    private RestAnswers answersTo(String method) {
        return new RestAnswers(method, ids.uuid(), ids.gatewayId());
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        var answers = answersTo(request.method());
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
        return answersTo("POST").tooLong();
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return limits.timeout();
    }
}
