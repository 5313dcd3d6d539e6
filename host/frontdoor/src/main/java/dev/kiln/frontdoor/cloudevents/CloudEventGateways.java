package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.CloudEventRequests;
import dev.kiln.frontdoor.hosting.Destination;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.http.Endpoint;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.frontdoor.request.RequestHead;
import dev.kiln.frontdoor.tracing.RequestTrace;
import dev.kiln.frontdoor.tracing.Tracing;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The ways of events to all functions. */
public final class CloudEventGateways implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/cloudevents";

    private final IdSource ids;
    private final Clock clock;
    private final EventLoopGroup loops;
    private final Optional<Tracing> tracing;
    private final Map<HostedFunction, CloudEventGateway> gateways = new ConcurrentHashMap<>();
    private final Map<EventRun, CompletableFuture<?>> running = new ConcurrentHashMap<>();

    /**
     * @param loops on which sinks are waited for
     */
    public CloudEventGateways(
            IdSource ids, Clock clock, EventLoopGroup loops, Optional<Tracing> tracing) {
        this.ids = ids;
        this.clock = clock;
        this.loops = loops;
        this.tracing = tracing;
    }

    /**
     * Who answers a request of a sender of events.
     *
     * @return empty if it is none, whatever its headers look like
     */
    public Optional<Endpoint> endpoint(Destination destination, RequestHead request) {
        var function = destination.function();
        var method = request.method().name();
        var headers = HttpMapper.headers(request);
        if (CloudEventRequests.isHandshake(method, headers)) {
            return Optional.of(new Handshake(of(function)));
        }
        var lenient = function.definition().events().lenient();
        return CloudEventRequests.isEvent(method, headers, lenient)
                ? Optional.of(
                        new CloudEventEndpoint(
                                this, of(function), destination.target(), isWholeInBody(request)))
                : Optional.empty();
    }

    private static boolean isWholeInBody(RequestHead request) {
        var type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        return type.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length());
    }

    private CloudEventGateway of(HostedFunction function) {
        return gateways.computeIfAbsent(
                function, it -> new CloudEventGateway(it, ids, clock, loops));
    }

    /** Says of a function that takes events what there is to say before the first one comes. */
    public void prepare(HostedFunction function) {
        of(function).prepare();
    }

    IdSource ids() {
        return ids;
    }

    Clock clock() {
        return clock;
    }

    /** A request that has no trace of its own is a part of the one that its event names. */
    void follow(RequestTrace request, CloudEvent event, List<HeaderField> headers) {
        var traced = Invocations.withTraceOf(event, headers);
        if (traced != headers && tracing.isPresent()) {
            tracing.get().follow(request, traced);
        }
    }

    /** What has begun is not forgotten when its sender hangs up: the end waits for it. */
    CompletableFuture<OutboundResponse> start(EventRun run) {
        var answer = run.start();
        running.put(run, answer);
        var _ = answer.whenComplete((_, _) -> running.remove(run));
        return answer;
    }

    /** Completes when all that has begun has ended. */
    public CompletableFuture<Void> drained() {
        return CompletableFuture.allOf(
                running.values().stream()
                        .map(answer -> answer.handle((_, _) -> null))
                        .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        gateways.values().forEach(CloudEventGateway::close);
    }
}
