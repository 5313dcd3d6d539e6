package dev.kiln.adapters.cors;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.Rejection;
import dev.kiln.adapters.RequestIdentity;
import dev.kiln.adapters.UnmappableRequestException;
import dev.kiln.adapters.http.RequestTarget;
import dev.kiln.adapters.http.ResponseLines;
import java.time.Duration;
import java.util.Optional;

/** A gateway that answers preflight requests itself and signs all its answers for browsers. */
public final class CorsGateway implements EventSource {

    private static final byte[] EMPTY = {};

    private final EventSource gateway;
    private final Cors cors;
    private final IdSource ids;

    /**
     * @param gateway an HTTP API or a Function URL
     */
    public CorsGateway(EventSource gateway, Cors cors, IdSource ids) {
        this.gateway = gateway;
        this.cors = cors;
        this.ids = ids;
    }

    @Override
    public PayloadKind kind() {
        return gateway.kind();
    }

    @Override
    public Exchange open(InboundRequest request, RequestIdentity identity)
            throws UnmappableRequestException {
        if (Cors.isPreflight(request) && RequestTarget.parse(request.target()).isPresent()) {
            throw new UnmappableRequestException(
                    "A preflight request is for the gateway.", preflight(request, identity));
        }
        var origin = Cors.origin(request);
        try {
            return new CorsExchange(gateway.open(request, identity), cors, origin);
        } catch (UnmappableRequestException e) {
            throw new UnmappableRequestException(e.problem(), signed(e.response(), origin));
        }
    }

    private OutboundResponse preflight(InboundRequest request, RequestIdentity identity) {
        var ofUrl = gateway.kind() == PayloadKind.FUNCTION_URL;
        var lines = new ResponseLines(request.method());
        for (var line : cors.preflight(request)) {
            lines.with(line.name(), line.value());
        }
        var signature =
                ofUrl
                        ? new HeaderField("x-amzn-RequestId", identity.invocationId())
                        : new HeaderField("Apigw-Requestid", ids.gatewayId());
        return lines.with(signature.name(), signature.value()).complete(ofUrl ? 200 : 204, EMPTY);
    }

    @Override
    public OutboundResponse onRejected(
            InboundRequest request, RequestIdentity identity, Rejection why) {
        return signed(gateway.onRejected(request, identity, why), Cors.origin(request));
    }

    private OutboundResponse signed(OutboundResponse response, Optional<String> origin) {
        return new OutboundResponse(
                response.status(),
                cors.onResponse(response.headers(), origin),
                response.body(),
                response.reasonPhrase());
    }

    @Override
    public int maxBodyBytes() {
        return gateway.maxBodyBytes();
    }

    @Override
    public OutboundResponse onTooLarge() {
        return gateway.onTooLarge();
    }

    @Override
    public Optional<Duration> gatewayTimeout() {
        return gateway.gatewayTimeout();
    }
}
