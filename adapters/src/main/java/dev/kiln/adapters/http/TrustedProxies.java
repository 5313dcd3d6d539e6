package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The proxies whose word on the client's address counts. */
final class TrustedProxies {

    private final List<Block> blocks = new ArrayList<>();

    /**
     * @param blocks addresses or CIDR blocks
     * @throws IllegalArgumentException if one is neither
     */
    TrustedProxies(List<String> blocks) {
        for (var text : blocks) {
            var block = Block.parse(text);
            if (block.isEmpty()) {
                throw new IllegalArgumentException(
                        "Setting 'trusted-proxies' holds '"
                                + text
                                + "', which is neither an IP address nor a block such as"
                                + " 10.0.0.0/8.");
            }
            this.blocks.add(block.get());
        }
    }

    /**
     * The nearest address that is no trusted proxy; the farthest one known if all are. A node that
     * is no address hides what is behind it.
     *
     * @param nodes farthest first, as in {@code X-Forwarded-For}
     */
    String client(List<String> nodes, String peer) {
        var address = IpAddress.parse(peer);
        if (address.isEmpty()) {
            return peer;
        }
        var client = address.get();
        for (var i = nodes.size() - 1; i >= 0 && contains(client); i--) {
            var node = IpAddress.parse(nodes.get(i));
            if (node.isEmpty()) {
                break;
            }
            client = node.get();
        }
        return client.text();
    }

    private boolean contains(IpAddress address) {
        for (var block : blocks) {
            if (block.contains(address.bytes())) {
                return true;
            }
        }
        return false;
    }

    private record Block(byte[] start, int prefixLength) {

        static Optional<Block> parse(String text) {
            var slash = text.indexOf('/');
            var address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
            if (address.isEmpty()) {
                return Optional.empty();
            }
            var bits = address.get().bytes().length * 8;
            try {
                var length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).trim());
                return length < 0 || length > bits
                        ? Optional.empty()
                        : Optional.of(new Block(address.get().bytes(), length));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (var bit = 0; bit < prefixLength; bit += 8) {
                var mask = prefixLength - bit >= 8 ? 0xFF : 0xFF << (8 - prefixLength + bit) & 0xFF;
                if (((address[bit / 8] ^ start[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
