package dev.kiln.frontdoor;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Whoever serves what is no function's request; until there is somebody, requests wait. */
final class Adoption {

    private final CompletableFuture<Handler> adopted = new CompletableFuture<>();
    private final CompletableFuture<Void> wanted = new CompletableFuture<>();

    /** The server's handler type under a bearable name. */
    @FunctionalInterface
    interface Handler extends BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> {}

    void adopt(
            BiFunction<? super HttpServerRequest, ? super HttpServerResponse, Mono<Void>> others) {
        adopted.complete(others::apply);
    }

    boolean isDone() {
        return adopted.isDone();
    }

    /** Completes when the first request waits. */
    CompletableFuture<Void> wanted() {
        return wanted;
    }

    Mono<Void> serve(HttpServerRequest request, HttpServerResponse response) {
        @Nullable Handler now = adopted.getNow(null);
        if (now != null) {
            return now.apply(request, response);
        }
        wanted.complete(null);
        // Whoever adopts must not serve the waiting on its own thread.
        return Mono.create(waiting ->
                        request.withConnection(connection -> {
                            var arrival =
                                    adopted.thenAcceptAsync(
                                            waiting::success, connection.channel().eventLoop());
                            waiting.onDispose(() -> arrival.cancel(false));
                        }))
                .flatMap(handler -> ((Handler) handler).apply(request, response));
    }
}
