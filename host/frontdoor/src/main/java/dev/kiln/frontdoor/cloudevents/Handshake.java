package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.Conversation;
import dev.kiln.frontdoor.http.Endpoint;

/** A sender asks whether it may send events, before it sends the first. */
final class Handshake implements Endpoint {

    private final CloudEventGateway gateway;

    Handshake(CloudEventGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public int maxBodyBytes() {
        return gateway.rules().receiving().maxDataBytes();
    }

    @Override
    public void onBody(Conversation conversation, byte[] body) {
        conversation.answer(gateway.answers().handshake());
    }

    @Override
    public void onTooLarge(Conversation conversation) {
        conversation.answer(gateway.answers().tooLarge(maxBodyBytes()));
    }

    @Override
    public OutboundResponse onStalled() {
        return Answers.plain(408, "The rest of the request did not arrive in time.");
    }

    @Override
    public void onHangUp() {
        // Nothing runs.
    }
}
