package dev.kiln.frontdoor.eventsource;

import io.netty.buffer.ByteBuf;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** A client that reads an answer while it arrives, or does not read it for a while. */
final class Reading extends BaseSubscriber<ByteBuf> {

    private static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<HttpClientResponse> head = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final LinkedBlockingQueue<Byte> arrived = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final boolean keeps;
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    private Reading(boolean keeps) {
        this.keeps = keeps;
    }

    /** Reads everything as soon as it comes. */
    static Reading of(HttpProtocol protocol, int port, String method, String target) {
        var reading = new Reading(true);
        reading.begin(protocol, port, method, target);
        reading.goOn();
        return reading;
    }

    /** Reads nothing until told to, and only counts. */
    static Reading later(HttpProtocol protocol, int port, String target) {
        var reading = new Reading(false);
        reading.begin(protocol, port, "GET", target);
        return reading;
    }

    private void begin(HttpProtocol protocol, int port, String method, String target) {
        var client = HttpClient.newConnection();
        // Naming the default would ask for HTTP/3, whose library is not here.
        (protocol == HttpProtocol.HTTP11 ? client : client.protocol(protocol))
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .request(io.netty.handler.codec.http.HttpMethod.valueOf(method))
                .uri("http://localhost:" + port + target)
                .send(Mono.empty())
                .response((response, content) -> {
                    head.complete(response);
                    return content;
                })
                .doOnError(head::completeExceptionally)
                .subscribe(this);
    }

    @Override
    protected void hookOnSubscribe(Subscription upstream) {
        subscription.complete(upstream);
    }

    @Override
    protected void hookOnNext(ByteBuf piece) {
        bytes.addAndGet(piece.readableBytes());
        if (keeps) {
            piece.forEachByte(arrived::add);
        }
    }

    @Override
    protected void hookOnComplete() {
        end.complete(null);
    }

    @Override
    protected void hookOnError(Throwable problem) {
        end.completeExceptionally(problem);
    }

    void goOn() {
        await(subscription).request(Long.MAX_VALUE);
    }

    HttpClientResponse head() {
        return await(head);
    }

    /** Waits for that many bytes and takes them. */
    String next(int length) {
        var text = new byte[length];
        for (var i = 0; i < length; i++) {
            text[i] = nextByte();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte nextByte() {
        try {
            var next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("Nothing more has come");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    long bytes() {
        return bytes.get();
    }

    /** Waits for the end; the problem if the answer was not whole. */
    @Nullable Throwable problem() {
        try {
            end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
