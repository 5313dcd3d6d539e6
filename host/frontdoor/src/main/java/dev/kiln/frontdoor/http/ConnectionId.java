package dev.kiln.frontdoor.http;

import io.netty.channel.ChannelId;
import java.io.Serial;

/** Tells a connection from all others of this process; by the time of its beginning, in order. */
final class ConnectionId implements ChannelId {

    @Serial private static final long serialVersionUID = 1;

    private final long begunAt = System.nanoTime();

    @Override
    public String asShortText() {
        return Integer.toHexString(System.identityHashCode(this));
    }

    @Override
    public String asLongText() {
        return Long.toHexString(begunAt) + "-" + asShortText();
    }

    @Override
    public int compareTo(ChannelId other) {
        if (other instanceof ConnectionId connection && connection.begunAt != begunAt) {
            return Long.signum(begunAt - connection.begunAt);
        }
        return asLongText().compareTo(other.asLongText());
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return asShortText();
    }
}
