package dev.kiln.adapters.direct;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.adapters.http.RequestTarget;
import dev.kiln.adapters.http.TraceHeader;
import java.time.Duration;
import java.util.Optional;

/** The payload kind {@code raw}: the body is the event, the result is the body. */
public final class DirectEvent implements EventSource {

    private final GatewaySettings settings;
    private final DirectBody body;
    private final IdSource ids;

    public DirectEvent(GatewaySettings settings, HandlerInput input, IdSource ids) {
        this.settings = settings;
        this.body = DirectBody.of(input);
        this.ids = ids;
    }

    @Override
    public PayloadKind kind() {
        return PayloadKind.RAW;
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        if (RequestTarget.parse(request.target()).isEmpty()) {
            throw new UnmappableRequestException(
                    "The request target is neither a path nor a URL.",
                    DirectExchange.refusal(
                            request.method(),
                            400,
                            "InvalidRequestContentException",
                            "The request target is neither a path nor a URL."));
        }
        // An event is never shorter than its body.
        if (request.body().length > settings.maxEventSize()) {
            throw tooLong(request);
        }
        var event = body.event(request);
        if (event.length > settings.maxEventSize()) {
            throw tooLong(request);
        }
        var trace = TraceHeader.of(request, ids, identity);
        return new DirectExchange(
                event,
                trace,
                request.method(),
                identity.invocationId(),
                settings.rawInvokeCompatible() ? 200 : 500);
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        return DirectExchange.refusal(
                request.method(),
                403,
                "AccessDeniedException",
                why.reason() == Rejection.Reason.FORBIDDEN
                        ? "The caller has no right to invoke this function."
                        : "The caller did not say who it is.");
    }

    @Override
    public int maxBodyBytes() {
        return settings.maxEventSize();
    }

    @Override
    public OutboundResponse onTooLarge() {
        return tooLarge("POST");
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return Optional.empty();
    }

    private UnmappableRequestException tooLong(InboundRequest request) {
        return new UnmappableRequestException(
                "The event has more bytes than max-event-size allows: "
                        + settings.maxEventSize()
                        + ".",
                tooLarge(request.method()));
    }

    private OutboundResponse tooLarge(String method) {
        return DirectExchange.refusal(
                method,
                413,
                "RequestEntityTooLargeException",
                "The event must not be larger than " + settings.maxEventSize() + " bytes.");
    }
}
