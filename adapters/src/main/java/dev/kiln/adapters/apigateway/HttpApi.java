package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.Percent;
import dev.kiln.adapters.http.RequestReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The payload kind {@code http-v2}: an HTTP API with payload format 2.0 and the route {@code
 * $default}.
 */
public final class HttpApi implements EventSource {

    /** Cookies have a place of their own, the others speak of the connection alone. */
    private static final Set<String> DROPPED_HEADERS =
            Set.of(
                    "cookie",
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    /** AWS's integration timeout of HTTP APIs. */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private final GatewaySettings settings;
    private final StagePath stagePath;
    private final GatewayLimits limits;
    private final RequestReader reader;
    private final IdSource ids;
    private final ProblemSink problems;

    public HttpApi(GatewaySettings settings, IdSource ids, ProblemSink problems) {
        this.settings = settings;
        this.ids = ids;
        this.problems = problems;
        stagePath = StagePath.of(settings);
        limits = GatewayLimits.of(settings, INTEGRATION_TIMEOUT);
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
        var event = event(received.get(), path(received.get(), answers), requestId);
        if (!limits.allowEvent(event)) {
            throw new UnmappableRequestException(limits.rule(), answers.tooLarge());
        }
        return new HttpApiExchange(
                event, received.get().traceHeader(), answers, identity.invocationId(), problems);
    }

    private byte[] event(GatewayRequest request, String path, String requestId) {
        return new FormatTwoEvent(
                        request,
                        path,
                        path,
                        "$default",
                        settings.accountId(),
                        settings.apiId().orElse(request.host().domainPrefix()),
                        settings.stage(),
                        settings.stageVariables(),
                        requestId)
                .write(DROPPED_HEADERS);
    }

    private String path(GatewayRequest request, HttpApiAnswers answers)
            throws UnmappableRequestException {
        // A named stage is always part of the path, whether the public URL has it or not.
        var staged =
                settings.stage().equals(StagePath.DEFAULT_STAGE)
                        ? request.path()
                        : "/" + settings.stage() + stagePath.behindStage(request.path());
        var decoded = Percent.decoded(staged);
        return settings.httpApiPathQuirks() ? quirked(decoded, answers) : decoded;
    }

    // As measured on AWS: decoded twice, cut at a question mark that decoding brought forth.
    private static String quirked(String decodedOnce, HttpApiAnswers answers)
            throws UnmappableRequestException {
        if (Percent.hasMalformedEscape(decodedOnce)) {
            throw new UnmappableRequestException(
                    "The path holds a malformed escape after its first decoding.",
                    answers.badRequest());
        }
        var path = Percent.decoded(decodedOnce);
        var question = path.indexOf('?');
        return question < 0 ? path : path.substring(0, question);
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
