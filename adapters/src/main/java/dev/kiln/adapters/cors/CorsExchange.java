package dev.kiln.adapters.cors;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.ResponseReceiver;
import dev.kiln.adapters.StreamedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request whose answer a browser will look at.
 *
 * @param origin of the page that sent it
 */
record CorsExchange(Exchange exchange, Cors cors, Optional<String> origin) implements Exchange {

    @Override
    public byte[] event() {
        return exchange.event();
    }

    @Override
    public String traceHeader() {
        return exchange.traceHeader();
    }

    @Override
    public OutboundResponse onResult(byte[] result) {
        return signed(exchange.onResult(result));
    }

    @Override
    public Optional<StreamedResponse> stream(ResponseReceiver receiver) {
        return exchange.stream(new SignedHead(receiver));
    }

    @Override
    public OutboundResponse onFunctionError(byte[] error) {
        return signed(exchange.onFunctionError(error));
    }

    @Override
    public OutboundResponse onTimeout(Duration limit) {
        return signed(exchange.onTimeout(limit));
    }

    @Override
    public OutboundResponse onGatewayTimeout() {
        return signed(exchange.onGatewayTimeout());
    }

    @Override
    public OutboundResponse onThrottled() {
        return signed(exchange.onThrottled());
    }

    private OutboundResponse signed(OutboundResponse response) {
        return new OutboundResponse(
                response.status(),
                cors.onResponse(response.headers(), origin),
                response.body(),
                response.reasonPhrase());
    }

    private final class SignedHead implements ResponseReceiver {

        private final ResponseReceiver receiver;

        private SignedHead(ResponseReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void head(int status, List<HeaderField> headers) {
            receiver.head(status, cors.onResponse(headers, origin));
        }

        @Override
        public void body(byte[] bytes, int offset, int length) {
            receiver.body(bytes, offset, length);
        }
    }
}
