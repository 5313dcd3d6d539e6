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
import dev.kiln.adapters.http.RequestReader;
import java.time.Duration;
import java.util.Optional;

/** The payload kind {@code http-v2}: an HTTP API with payload format 2.0. */
public final class HttpApi implements EventSource {

    /** AWS's integration timeout of HTTP APIs. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private final GatewaySettings settings;
    private final HttpApiRoutes routes;
    private final HttpApiPath paths;
    private final GatewayLimits limits;
    private final RequestReader reader;
    private final IdSource ids;
    private final ProblemSink problems;

    /**
     * @throws IllegalArgumentException if two of the routes fit the same requests
     */
    public HttpApi(GatewaySettings settings, IdSource ids, ProblemSink problems) {
        this.settings = settings;
        this.ids = ids;
        this.problems = problems;
        routes = new HttpApiRoutes(settings.routes(), settings.stage());
        paths = new HttpApiPath(settings.stage(), settings.httpApiPathQuirks());
        limits = GatewayLimits.ofApi(settings, INTEGRATION_TIMEOUT);
        reader = new RequestReader(settings, ids);
    }

    @Override
    public PayloadKind kind() {
        return PayloadKind.HTTP_V2;
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        var requestId = ids.gatewayId();
        var answers = new HttpApiAnswers(request.method(), requestId);
        if (!limits.allowBody(request.body())) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        var received = reader.read(request, identity);
        if (received.isEmpty()) {
            throw new UnmappableRequestException(
                    "The request target is neither a path nor a URL.", answers.badRequest());
        }
        var event = event(received.get(), answers);
        if (!limits.allowEvent(event)) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        return new HttpApiExchange(
                event, received.get().traceHeader(), answers, identity.invocationId(), problems);
    }

    private byte[] event(GatewayRequest request, HttpApiAnswers answers)
            throws UnmappableRequestException {
        var route = routes.find(request.method(), request.path());
        if (route.isEmpty()) {
            throw new UnmappableRequestException("No route fits.", answers.notFound());
        }
        var path = paths.shown(request.path());
        if (path.isEmpty()) {
            throw new UnmappableRequestException(
                    "The path holds a malformed escape after its first decoding.",
                    answers.badRequest());
        }
        return new FormatTwoEvent(
                        request,
                        path.get(),
                        path.get(),
                        route.get().key(),
                        route.get().parameters(),
                        settings.accountId(),
                        settings.apiId().orElse(request.host().domainPrefix()),
                        settings.stage(),
                        answers.requestId())
                .write(false);
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        var answers = new HttpApiAnswers(request.method(), ids.gatewayId());
        return switch (why.reason()) {
            case UNAUTHENTICATED -> answers.unauthorized(why.challenge());
            case FORBIDDEN -> answers.forbidden(why.challenge());
        };
    }

    @Override
    public int maxBodyBytes() {
        return limits.maxBodyBytes();
    }

    @Override
    public OutboundResponse onTooLarge() {
        return new HttpApiAnswers("POST", ids.gatewayId()).tooLarge();
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return limits.timeout();
    }
}
