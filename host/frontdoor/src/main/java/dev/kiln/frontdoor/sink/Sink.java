package dev.kiln.frontdoor.sink;

import dev.kiln.adapters.cloudevents.OutboundMessage;
import dev.kiln.frontdoor.config.SinkSettings;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/** Sends events to where Knative says; an event counts as sent when the sink has taken it. */
public final class Sink implements AutoCloseable {

    /** As many as may be on their way at once; the others wait, each within its timeout. */
    private static final int MOST_CONNECTIONS = 256;

    /** Shorter than any proxy's patience with a connection on which nothing happens. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    private final SinkSettings settings;
    private final TokenFile token;
    private final ConnectionProvider connections;
    private final HttpClient client;
    private final InstantSource clock;

    /**
     * @param loops on which answers are waited for
     * @param clock for sinks that say until when they want to be left alone
     */
    public Sink(SinkSettings settings, EventLoopGroup loops, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        token = new TokenFile(settings.tokenFile());
        connections =
                ConnectionProvider.builder("kiln-sink")
                        .maxConnections(MOST_CONNECTIONS)
                        // Whoever waits is a request that the door has let in.
                        .pendingAcquireMaxCount(-1)
                        .pendingAcquireTimeout(settings.timeout())
                        .maxIdleTime(IDLE)
                        .build();
        var millis = (int) Math.min(settings.timeout().toMillis(), Integer.MAX_VALUE);
        var plain =
                HttpClient.create(connections)
                        .runOn(loops)
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
        client =
                "https".equalsIgnoreCase(settings.target().getScheme())
                        ? plain.secure(spec ->
                                spec.sslContext(TrustedAuthorities.with(settings.certificates())))
                        : plain;
    }

    /**
     * Completes when the sink has taken the event; exceptionally, with a {@link SinkException}, if
     * it does not, after all attempts that are worth one.
     */
    public CompletableFuture<Void> send(OutboundMessage message) {
        return attempt(message)
                .retryWhen(
                        Retry.backoff(settings.retries(), settings.backoff())
                                .maxBackoff(LONGEST_BACKOFF)
                                .filter(this::isWorthAnother)
                                .doBeforeRetryAsync(Sink::leaveAlone)
                                .onRetryExhaustedThrow((_, signal) -> signal.failure()))
                .toFuture();
    }

    private Mono<Void> attempt(OutboundMessage message) {
        return token.read()
                .flatMap(bearer -> post(message, bearer))
                .timeout(settings.timeout())
                .onErrorMap(problem -> !(problem instanceof SinkException), this::unreachable)
                .flatMap(this::judge);
    }

    private Mono<HttpClientResponse> post(OutboundMessage message, Optional<String> bearer) {
        return client.headers(headers -> fill(headers, message, bearer))
                .post()
                .uri(settings.target())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(message.body())))
                .response();
    }

    private static void fill(
            HttpHeaders headers, OutboundMessage message, Optional<String> bearer) {
        for (var field : message.headers()) {
            headers.add(field.name(), field.value());
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, message.body().length);
        if (bearer.isPresent()) {
            headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + bearer.get());
        }
    }

    private Mono<Void> judge(HttpClientResponse answer) {
        var status = answer.status().code();
        return SinkStatus.isTaken(status)
                ? Mono.empty()
                : Mono.error(
                        new SinkException(
                                "The sink answered with status " + status,
                                SinkStatus.mayPass(status),
                                SinkStatus.retryAfter(status, answer.responseHeaders(), clock)));
    }

    private SinkException unreachable(Throwable problem) {
        var why =
                problem instanceof TimeoutException
                        ? "it gave no answer in " + settings.timeout().toMillis() + " ms"
                        : problem.toString();
        return new SinkException("The sink cannot be reached: " + why, true, Optional.empty());
    }

    /** Whoever wants to be left alone for longer than we wait is for the sender to try again. */
    private boolean isWorthAnother(Throwable problem) {
        return problem instanceof SinkException refused
                && refused.mayPass()
                && refused.retryAfter().orElse(Duration.ZERO).compareTo(settings.timeout()) <= 0;
    }

    private static Mono<Void> leaveAlone(RetrySignal signal) {
        return signal.failure() instanceof SinkException refused && refused.retryAfter().isPresent()
                ? Mono.delay(refused.retryAfter().get()).then()
                : Mono.empty();
    }

    /** Ends its connections. */
    @Override
    public void close() {
        connections.dispose();
    }
}
