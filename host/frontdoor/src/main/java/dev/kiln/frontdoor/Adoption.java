package dev.kiln.frontdoor;

import dev.kiln.frontdoor.http.HttpExchange;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whoever serves what is no function's request; until there is somebody, requests wait. */
final class Adoption {

    private final CompletableFuture<Consumer<HttpExchange>> adopted = new CompletableFuture<>();
    private final CompletableFuture<Void> wanted = new CompletableFuture<>();

    void adopt(Consumer<HttpExchange> others) {
        adopted.complete(others);
    }

    boolean isDone() {
        return adopted.isDone();
    }

    /** Completes when the first request waits. */
    CompletableFuture<Void> wanted() {
        return wanted;
    }

    void serve(HttpExchange exchange) {
        @Nullable Consumer<HttpExchange> now = adopted.getNow(null);
        if (now != null) {
            exchange.serveBy(now);
            return;
        }
        wanted.complete(null);
        // Whoever adopts must not serve the waiting on its own thread.
        var arrival = adopted.thenAcceptAsync(exchange::serveBy, exchange.loop());
        exchange.whenEnded(() -> arrival.cancel(false));
    }
}
