package dev.kiln.frontdoor;

import dev.kiln.adapters.IdSource;
import dev.kiln.frontdoor.Health.Probe;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.eventsource.EventSourceEndpoint;
import dev.kiln.frontdoor.hosting.Destination;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.frontdoor.http.Endpoint;
import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.frontdoor.http.InFlight;
import dev.kiln.frontdoor.invokeapi.InvokeEndpoint;
import dev.kiln.frontdoor.request.RequestHead;
import dev.kiln.frontdoor.request.RequestPath;
import dev.kiln.frontdoor.tracing.Tracing;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.util.Optional;

/** Who answers which request; read top to bottom, the first that matches does. */
final class Router {

    /** How the media types of events begin that are whole in the body. */
    private static final String EVENTS = "application/cloudevents";

    private final DoorSettings settings;
    private final Health health;
    private final HostedFunctions functions;
    private final Adoption others;
    private final InFlight inFlight;
    private final IdSource ids;
    private final Clock clock;
    private final Optional<Tracing> tracing;
    private final FrontDoor door;

    /**
     * @param door asked for what is behind it when the first event comes
     */
    Router(
            DoorSettings settings,
            Health health,
            HostedFunctions functions,
            Adoption others,
            InFlight inFlight,
            IdSource ids,
            Clock clock,
            Optional<Tracing> tracing,
            FrontDoor door) {
        this.settings = settings;
        this.health = health;
        this.functions = functions;
        this.others = others;
        this.inFlight = inFlight;
        this.ids = ids;
        this.clock = clock;
        this.tracing = tracing;
        this.door = door;
    }

    void serve(HttpExchange exchange) {
        var request = exchange.request();
        var path = RequestPath.of(request.target());
        var probe = health.probeAt(path);
        if (probe == null && isOthers(path)) {
            other(exchange);
        } else if (probe == null && RequestPath.isApi(path)) {
            converse(invocation(path), exchange);
        } else if (probe != null || Health.isMarked(request)) {
            var asked = probe == null ? Probe.READINESS : probe;
            HttpMapper.write(health.answer(asked, request.method()), exchange);
        } else {
            var destination = functions.find(request.method().name(), request.target(), path);
            if (destination.isEmpty()) {
                other(exchange);
            } else {
                converse(endpointOf(destination.get(), request), exchange);
            }
        }
    }

    private static boolean isOthers(String path) {
        return RequestPath.isApi(path)
                ? !InvokeEndpoint.isAt(path)
                : path.startsWith("/actuator") && (path.length() == 9 || path.charAt(9) == '/');
    }

    private Endpoint invocation(String path) {
        return new InvokeEndpoint(path, functions, settings, ids, clock);
    }

    private Endpoint endpointOf(Destination destination, RequestHead request) {
        var events = destination.function().definition().events();
        if (events.accepted() && mayBeEvent(request, events.lenient())) {
            var endpoint = door.events().endpoint(destination, request);
            if (endpoint.isPresent()) {
                return endpoint.get();
            }
        }
        return new EventSourceEndpoint(destination.function(), destination.target(), ids, clock);
    }

    /**
     * Asked for every request: whether a closer look is due, for which classes have to be loaded.
     */
    private static boolean mayBeEvent(RequestHead request, boolean lenient) {
        var headers = request.headers();
        var type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return (type != null && type.regionMatches(true, 0, EVENTS, 0, EVENTS.length()))
                || headers.contains("ce-specversion")
                || (request.method() == HttpMethod.OPTIONS
                        && headers.contains("webhook-request-origin"))
                || (lenient && hasAttribute(headers));
    }

    private static boolean hasAttribute(HttpHeaders headers) {
        for (var lines = headers.iteratorAsString(); lines.hasNext(); ) {
            if (lines.next().getKey().regionMatches(true, 0, "ce-", 0, 3)) {
                return true;
            }
        }
        return false;
    }

    private void converse(Endpoint endpoint, HttpExchange exchange) {
        inFlight.begin(exchange);
        var request = exchange.request();
        var trace =
                tracing.isEmpty()
                        ? null
                        : tracing.get().begin(request, HttpMapper.headers(request), ids, clock);
        new Conversation(exchange, endpoint, settings.bodyTimeout(), trace).begin();
    }

    private void other(HttpExchange exchange) {
        inFlight.begin(exchange);
        others.serve(exchange);
    }
}
