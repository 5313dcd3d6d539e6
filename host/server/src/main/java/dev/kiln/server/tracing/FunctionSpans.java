package dev.kiln.server.tracing;

import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.report.EventReport;
import dev.kiln.runtime.report.InitReport;
import dev.kiln.runtime.report.InvocationReport;
import dev.kiln.runtime.report.Report;
import dev.kiln.runtime.report.RequestReport;
import dev.kiln.runtime.report.SinkReport;
import dev.kiln.runtime.report.ThrottleReport;
import dev.kiln.runtime.report.Traced;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The spans of requests and invocations, made when these are over, with the ids that were chosen
 * for them and the times that were measured. OpenTelemetry's own interface makes them: Micrometer's
 * has no status of a span, and no ids that come from outside.
 */
public final class FunctionSpans {

    private static final long BYTES_OF_A_MEGABYTE = 1024 * 1024;

    /** As the service tells it to a caller. */
    private static final String THROTTLED = "TooManyRequestsException";

    private final Tracer tracer;
    private final Map<String, FunctionSettings> functions = new ConcurrentHashMap<>();

    FunctionSpans(OpenTelemetry openTelemetry) {
        tracer = openTelemetry.getTracer("dev.kiln");
    }

    /** What the functions are called and where they are, which their spans tell. */
    public void know(Collection<HostedFunction> hosted) {
        hosted.forEach(it -> functions.put(it.name(), it.settings()));
    }

    /** On the way of every request; never throws. */
    public void record(Report report) {
        switch (report) {
            case RequestReport request -> record(request);
            case InvocationReport invocation ->
                    invocation.traced().ifPresent(it -> record(invocation, it));
            case ThrottleReport throttled ->
                    throttled.traced().ifPresent(it -> record(throttled, it));
            case InitReport _, EventReport _, SinkReport _ -> {}
        }
    }

    private void record(RequestReport request) {
        var builder = tracer.spanBuilder(HttpAttributes.spanName(request));
        builder.setSpanKind(SpanKind.SERVER).setStartTimestamp(request.startedAt());
        request.parentId()
                .ifPresentOrElse(
                        it -> builder.setParent(above(request.traceId(), it)),
                        builder::setNoParent);
        HttpAttributes.set(request, builder);
        if (!request.function().isEmpty()) {
            builder.setAttribute(FunctionAttributes.NAME, request.function());
        }
        var span = start(builder, request.traceId(), request.spanId());
        HttpAttributes.error(request).ifPresent(it -> fail(span, it));
        span.end(request.startedAt().plus(request.took()));
    }

    private void record(InvocationReport invocation, Traced traced) {
        var builder = invocation(invocation.function(), invocation.requestId(), traced);
        builder.setStartTimestamp(traced.endedAt().minus(invocation.duration()));
        builder.setAttribute(FunctionAttributes.COLD_START, invocation.initDuration().isPresent());
        builder.setAttribute(FunctionAttributes.QUEUE_WAIT, seconds(invocation.waited()));
        invocation
                .initDuration()
                .ifPresent(
                        it -> builder.setAttribute(FunctionAttributes.INIT_DURATION, seconds(it)));
        end(builder, traced, invocation.error().map(it -> it.awsName()));
    }

    private void record(ThrottleReport throttled, Traced traced) {
        var builder = invocation(throttled.function(), throttled.requestId(), traced);
        builder.setStartTimestamp(traced.endedAt().minus(throttled.waited()));
        builder.setAttribute(FunctionAttributes.QUEUE_WAIT, seconds(throttled.waited()));
        end(builder, traced, Optional.of(THROTTLED));
    }

    private SpanBuilder invocation(String function, String requestId, Traced traced) {
        var builder =
                tracer.spanBuilder(function)
                        .setSpanKind(SpanKind.INTERNAL)
                        .setParent(above(traced.trace().traceId(), traced.trace().parentId()))
                        .setAttribute(FunctionAttributes.NAME, function)
                        .setAttribute(FunctionAttributes.INVOCATION_ID, requestId)
                        .setAttribute(FunctionAttributes.TRIGGER, traced.trace().trigger())
                        .setAttribute(FunctionAttributes.INVOKED_ARN, traced.arn());
        var settings = functions.get(function);
        if (settings != null) {
            builder.setAttribute(FunctionAttributes.VERSION, settings.version())
                    .setAttribute(FunctionAttributes.RESOURCE_ID, settings.arn())
                    .setAttribute(
                            FunctionAttributes.MAX_MEMORY,
                            settings.memoryMegabytes() * BYTES_OF_A_MEGABYTE);
        }
        return builder;
    }

    private static void end(SpanBuilder builder, Traced traced, Optional<String> error) {
        var span = start(builder, traced.trace().traceId(), traced.trace().spanId());
        error.ifPresent(it -> fail(span, it));
        span.end(traced.endedAt());
    }

    private static Span start(SpanBuilder builder, String traceId, String spanId) {
        return ChosenIds.with(traceId, spanId, builder::startSpan);
    }

    private static void fail(Span span, String type) {
        span.setAttribute(ErrorAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }

    /** What is not sampled has no report. */
    private static Context above(String traceId, String spanId) {
        return Context.root()
                .with(
                        Span.wrap(
                                SpanContext.createFromRemoteParent(
                                        traceId,
                                        spanId,
                                        TraceFlags.getSampled(),
                                        TraceState.getDefault())));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
