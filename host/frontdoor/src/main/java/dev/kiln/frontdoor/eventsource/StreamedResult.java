package dev.kiln.frontdoor.eventsource;

import dev.kiln.adapters.Exchange;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.ResponseReceiver;
import dev.kiln.adapters.StreamedResponse;
import dev.kiln.frontdoor.http.AnswerBody;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.runtime.ResultStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result on its way from the handler through its gateway to the client, for the handler's thread.
 * Where somebody else has answered meanwhile, such as the deadline, what comes is dropped.
 */
final class StreamedResult implements ResultStream {

    private final StreamedResponse response;
    private final Client client;
    private volatile boolean whole;

    private StreamedResult(StreamedResponse response, Client client) {
        this.response = response;
        this.client = client;
    }

    /** Empty if the gateway wants the result whole. */
    static Optional<StreamedResult> of(Exchange exchange, Conversation conversation) {
        var client = new Client(conversation);
        return exchange.stream(client).map(response -> new StreamedResult(response, client));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        response.write(bytes, offset, length);
    }

    @Override
    public void end() {
        response.end();
        whole = true;
    }

    /**
     * Ends the answer of an invocation that has succeeded.
     *
     * @return false if the result did not come this way
     */
    boolean finish() {
        if (whole) {
            client.end();
        }
        return whole;
    }

    /** Writes to the connection. */
    private static final class Client implements ResponseReceiver {

        private final Conversation conversation;
        private volatile @Nullable AnswerBody answer;

        Client(Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public void head(int status, List<HeaderField> headers) {
            answer = conversation.begin(status, headers).orElse(null);
        }

        @Override
        public void body(byte[] bytes, int offset, int length) {
            var begun = answer;
            if (begun != null) {
                begun.write(bytes, offset, length);
            }
        }

        void end() {
            var begun = answer;
            if (begun != null) {
                begun.end();
            }
        }
    }
}
