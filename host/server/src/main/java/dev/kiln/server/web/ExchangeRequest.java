package dev.kiln.server.web;

import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.request.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** The request of an exchange. */
final class ExchangeRequest extends AbstractServerHttpRequest {

    private final HttpExchange exchange;
    private final NettyDataBufferFactory buffers;

    /**
     * @throws URISyntaxException if host and target make no URI
     */
    ExchangeRequest(HttpExchange exchange, NettyDataBufferFactory buffers)
            throws URISyntaxException {
        super(
                HttpMethod.valueOf(exchange.request().method().name()),
                uri(exchange.request()),
                null,
                new HttpHeaders(new Netty4HeadersAdapter(exchange.request().headers())));
        this.exchange = exchange;
        this.buffers = buffers;
    }

    private static URI uri(RequestHead head) throws URISyntaxException {
        var target = head.target();
        if (!target.startsWith("/")) {
            // The absolute form, and the asterisk.
            return new URI(target);
        }
        var host = head.headers().get(HttpHeaderNames.HOST, "");
        return new URI(host.isEmpty() ? target : "http://" + host + target);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.<DataBuffer>create(
                        sink -> {
                            var reading = new BodyReading(exchange, buffers, sink);
                            exchange.loop().execute(reading::begin);
                        })
                .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return exchange.request().peer().orElse(null);
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        var cookies = new LinkedMultiValueMap<String, HttpCookie>();
        for (var line : exchange.request().headers().getAll(HttpHeaderNames.COOKIE)) {
            for (var cookie : ServerCookieDecoder.LAX.decodeAll(line)) {
                cookies.add(cookie.name(), new HttpCookie(cookie.name(), cookie.value()));
            }
        }
        return cookies;
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"})
    public <T> T getNativeRequest() {
        return (T) exchange;
    }
}
