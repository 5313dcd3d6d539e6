package dev.kiln.server.web;

import dev.kiln.frontdoor.http.HttpExchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** The response of an exchange. */
final class ExchangeResponse extends AbstractServerHttpResponse {

    /** Buffers that may be on their way to the connection. */
    private static final int WINDOW = 8;

    private final HttpExchange exchange;
    private final DefaultHttpHeaders fields;
    private volatile boolean begun;
    private volatile boolean complete;

    ExchangeResponse(HttpExchange exchange, NettyDataBufferFactory buffers) {
        this(exchange, buffers, new DefaultHttpHeaders());
    }

    private ExchangeResponse(
            HttpExchange exchange, NettyDataBufferFactory buffers, DefaultHttpHeaders fields) {
        super(buffers, new HttpHeaders(new Netty4HeadersAdapter(fields)));
        this.exchange = exchange;
        this.fields = fields;
    }

    /** Whether an answer, or the head of one, has been given to the exchange. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether all of an answer has been given to the exchange. */
    boolean isComplete() {
        return complete;
    }

    /** Answers without a body. */
    void answerEmpty() {
        send(Unpooled.EMPTY_BUFFER);
    }

    private void send(ByteBuf body) {
        begun = true;
        complete = true;
        exchange.answer(status(), fields, body);
    }

    private HttpResponseStatus status() {
        return Optional.ofNullable(getStatusCode())
                .map(code -> HttpResponseStatus.valueOf(code.value()))
                .orElse(HttpResponseStatus.OK);
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
        return body instanceof Mono
                ? Mono.from(body).flatMap(this::answer)
                : Mono.create(sink ->
                        Flux.from(body)
                                .publishOn(Schedulers.fromExecutor(exchange.loop()), WINDOW)
                                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                                .subscribe(new Writing(sink)));
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(
            Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWithInternal(Flux.from(body).concatMap(it -> it));
    }

    /** Takes the buffer over; an operator that drops it afterwards would release it. */
    private Mono<Void> answer(DataBuffer body) {
        send(NettyDataBufferFactory.toByteBuf(body));
        return Mono.empty();
    }

    @Override
    protected void applyStatusCode() {
        // It goes with the head.
    }

    @Override
    protected void applyHeaders() {
        // They are the fields already.
    }

    @Override
    protected void applyCookies() {
        for (var cookies : getCookies().values()) {
            cookies.forEach(it -> fields.add(HttpHeaders.SET_COOKIE, it.toString()));
        }
    }

    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
    public <T> T getNativeResponse() {
        return (T) exchange;
    }

    /** Sends buffers as fast as the connection takes them, on its event loop. */
    private final class Writing extends BaseSubscriber<DataBuffer> {

        private final MonoSink<Void> end;

        private Writing(MonoSink<Void> end) {
            this.end = end;
        }

        @Override
        public Context currentContext() {
            return Context.of(end.contextView());
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            end.onDispose(this);
            request(WINDOW);
        }

        @Override
        protected void hookOnNext(DataBuffer buffer) {
            begin();
            exchange.write(NettyDataBufferFactory.toByteBuf(buffer))
                    .addListener((ChannelFuture write) -> {
                        if (write.isSuccess()) {
                            request(1);
                        } else {
                            cancel();
                            end.error(write.cause());
                        }
                    });
        }

        @Override
        protected void hookOnComplete() {
            begin();
            complete = true;
            exchange.endAnswer();
            end.success();
        }

        @Override
        protected void hookOnError(Throwable problem) {
            end.error(problem);
        }

        private void begin() {
            if (!begun) {
                begun = true;
                exchange.begin(status(), fields);
            }
        }
    }
}
