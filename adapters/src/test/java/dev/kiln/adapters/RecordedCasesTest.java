package dev.kiln.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A streamed response has to be the same whether it came whole, in pieces or byte by byte. */
class RecordedCasesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void behaves_as_recorded(RecordedCase recorded) {
        var source = Sources.of(recorded.kind(), recorded.settings());

        if (recorded.isInvoked()) {
            var exchange = source.open(recorded.requestBuilder(), recorded.caller());
            recorded.requireEvent(exchange.event());
            requireResponse(recorded, exchange);
        } else {
            recorded.requireResponse(source.refusal(recorded.requestBuilder()));
        }
    }

    static List<RecordedCase> cases() {
        return RecordedCase.all();
    }

    private static void requireResponse(RecordedCase recorded, Exchange exchange) {
        var result = recorded.result();
        if (recorded.error().isPresent()) {
            require(recorded, exchange.onFunctionError(recorded.error().get()));
        } else if (result.isPresent()) {
            require(recorded, exchange.onResult(result.get()));
            requireStream(recorded, exchange, result.get());
        } else {
            assertThat(recorded.expectsResponse()).isFalse();
        }
    }

    private static void require(RecordedCase recorded, OutboundResponse response) {
        recorded.requireResponse(response);
        assertThat(response.reasonPhrase()).isEqualTo(recorded.reasonPhrase());
    }

    private static void requireStream(RecordedCase recorded, Exchange exchange, byte[] result) {
        for (var pieces : new int[] {1, 2, 3, result.length}) {
            var received = new Received();
            var stream = exchange.stream(received);
            if (stream.isPresent()) {
                for (var at = 0; at < result.length; at += pieces) {
                    var length = Math.min(pieces, result.length - at);
                    stream.get().write(result, at, length);
                }
                stream.get().end();
                recorded.requireResponse(received.response());
            }
        }
    }
}
