package dev.kiln.server.web;

import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.HttpMapper;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URISyntaxException;
import java.util.function.Consumer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import reactor.core.publisher.Mono;

/** Lets Spring's handler serve exchanges. */
final class ExchangeServing implements Consumer<HttpExchange> {

    private final NettyDataBufferFactory buffers =
            new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
    private final HttpHandler handler;

    ExchangeServing(HttpHandler handler) {
        this.handler = handler;
    }

    @Override
    public void accept(HttpExchange exchange) {
        try {
            serve(exchange, new ExchangeRequest(exchange, buffers));
        } catch (URISyntaxException _) {
            HttpMapper.write(Answers.plain(400, "The target of the request is no URI."), exchange);
        }
    }

    private void serve(HttpExchange exchange, ExchangeRequest request) {
        var response = new ExchangeResponse(exchange, buffers);
        var serving =
                handle(request, response, exchange)
                        .subscribe(
                                _ -> {},
                                _ -> giveUp(exchange, response),
                                () -> {
                                    if (!response.hasBegun()) {
                                        response.answerEmpty();
                                    }
                                });
        exchange.whenEnded(() -> {
            if (!response.isComplete()) {
                serving.dispose();
            }
        });
    }

    private Mono<Void> handle(
            ExchangeRequest request, ExchangeResponse response, HttpExchange exchange) {
        return exchange.request().method().equals(HttpMethod.HEAD)
                ? handler.handle(request, new HttpHeadResponseDecorator(response))
                : handler.handle(request, response);
    }

    /** Spring has answers to errors of its own; what comes here broke one off. */
    private static void giveUp(HttpExchange exchange, ExchangeResponse response) {
        if (response.hasBegun()) {
            exchange.abort();
        } else {
            HttpMapper.write(Answers.plain(500, "The request could not be served."), exchange);
        }
    }
}
