package dev.kiln.frontdoor.tracing;

import dev.kiln.frontdoor.request.RequestHead;
import dev.kiln.runtime.InvocationTrace;
import dev.kiln.runtime.report.Reports;
import dev.kiln.runtime.report.RequestReport;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** One request in its trace, until its answer has left. */
public final class RequestTrace {

    /** Longer texts of a caller are cut: what is kept must not grow with what is sent. */
    private static final int MOST_CHARACTERS = 1024;

    private final RequestHead request;
    private volatile Position position;
    private volatile String header;
    private final Instant startedAt;
    private final Reports reports;
    private final long startedNanos = System.nanoTime();
    private volatile String function = "";
    private volatile Optional<String> route = Optional.empty();
    private volatile int status;

    /**
     * The ids of a request.
     *
     * @param span of the request itself
     * @param invocation of the invocation below it
     */
    record Position(
            String trace,
            Optional<String> parent,
            String span,
            String invocation,
            boolean sampled) {}

    RequestTrace(
            RequestHead request,
            Position position,
            String header,
            Instant startedAt,
            Reports reports) {
        this.request = request;
        this.position = position;
        this.header = header;
        this.startedAt = startedAt;
        this.reports = reports;
    }

    /**
     * The request's body names a trace that it belongs to: it is a part of that one from now on, to
     * be said before anybody has asked for its place.
     */
    void follow(Position other, String otherHeader) {
        position = other;
        header = otherHeader;
    }

    Position position() {
        return position;
    }

    /** Value of {@code X-Amzn-Trace-Id} for the function: its parent is the invocation's span. */
    public String header() {
        return header;
    }

    /**
     * The place of the request's one invocation.
     *
     * @param trigger value of {@code faas.trigger}
     */
    public InvocationTrace invocation(String trigger) {
        return new InvocationTrace(
                position.trace(),
                position.span(),
                position.invocation(),
                position.sampled(),
                trigger);
    }

    /** The function that the request is for. */
    public void serves(String name) {
        function = name;
    }

    /** The pattern of paths that the request's path is of. */
    public void route(String pattern) {
        route = Optional.of(pattern);
    }

    /** The last answer counts: one that could not be written is followed by another. */
    public void answered(int code) {
        status = code;
    }

    /** The answer has left, or nobody will read it; to be called once. */
    public void end() {
        if (!position.sampled()) {
            return;
        }
        reports.add(
                new RequestReport(
                        function,
                        position.trace(),
                        position.parent(),
                        position.span(),
                        startedAt,
                        Duration.ofNanos(System.nanoTime() - startedNanos),
                        cut(request.method().name()),
                        route,
                        cut(request.target()),
                        cut(request.headers().get(HttpHeaderNames.HOST, "")),
                        request.isHttp2() ? "2" : request.version().text(),
                        peer(),
                        cut(request.headers().get(HttpHeaderNames.USER_AGENT, "")),
                        status == 0 ? OptionalInt.empty() : OptionalInt.of(status)));
    }

    private String peer() {
        return request.peer()
                .map(InetSocketAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .orElse("");
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
