package dev.kiln.adapters.http;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.RequestIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Derives what all gateways tell a function of a request. */
public final class RequestReader {

    private final IdSource ids;
    private final String serviceName;
    private final TrustedProxies trustedProxies;
    private final PlatformHeaders platformHeaders;

    public RequestReader(GatewaySettings settings, IdSource ids) {
        this.ids = ids;
        serviceName = settings.serviceName();
        trustedProxies = new TrustedProxies(settings.trustedProxies());
        platformHeaders = new PlatformHeaders(settings.keepPlatformHeaders());
    }

    /** Empty if the target names no resource, as in {@code OPTIONS *}. */
    public Optional<GatewayRequest> read(InboundRequest request, RequestIdentity identity) {
        var target = RequestTarget.parse(WireText.decoded(request.target()));
        return target.isEmpty()
                ? Optional.empty()
                : Optional.of(read(request, identity, target.get()));
    }

    private GatewayRequest read(
            InboundRequest request, RequestIdentity identity, RequestTarget target) {
        var headers = new RequestHeaders(request.headers());
        if (target.authority().isPresent()) {
            headers.set("host", target.authority().get());
        }
        var forwarded = Forwarded.parse(headers.values("forwarded"));
        var arrived = headers.values("x-forwarded-for");
        var nodes = arrived.isEmpty() ? forwarded.nodes() : elements(arrived);
        var sourceIp = trustedProxies.client(nodes, request.peerAddress());
        var host = HostName.of(headers.value("host"), serviceName);
        var trace = TraceHeader.of(request, ids, identity);
        platformHeaders.removeFrom(headers);
        complete(headers, sourceIp, forwarded.proto(), host);
        headers.set(TraceHeader.NAME, trace);
        return new GatewayRequest(
                request.method().toUpperCase(Locale.ROOT),
                target.path(),
                target.query(),
                headers,
                request.body(),
                host,
                sourceIp,
                trace,
                identity.receivedAt(),
                identity.caller());
    }

    private static void complete(
            RequestHeaders headers, String sourceIp, String proto, HostName host) {
        if (headers.value("x-forwarded-for").isBlank()) {
            headers.set("x-forwarded-for", sourceIp);
        }
        if (headers.value("x-forwarded-proto").isBlank()) {
            headers.set("x-forwarded-proto", proto.isEmpty() ? "http" : proto);
        }
        // Libraries read the port as a number.
        if (!HostName.isPort(headers.value("x-forwarded-port"))) {
            headers.set("x-forwarded-port", port(headers, host));
        }
    }

    private static String port(RequestHeaders headers, HostName host) {
        var publicHost = elements(List.of(headers.value("x-forwarded-host"))).getFirst();
        var port = HostName.of(publicHost, "").port();
        if (!port.isEmpty()) {
            return port;
        }
        if (!host.port().isEmpty()) {
            return host.port();
        }
        var proto = elements(List.of(headers.value("x-forwarded-proto"))).getFirst();
        return proto.trim().equalsIgnoreCase("https") ? "443" : "80";
    }

    private static List<String> elements(List<String> lines) {
        var elements = new ArrayList<String>();
        for (var line : lines) {
            var start = 0;
            for (var comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
                elements.add(line.substring(start, comma));
                start = comma + 1;
            }
            elements.add(line.substring(start));
        }
        return elements;
    }
}
