package dev.kiln.adapters.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A textual IP address and its bytes: 4 of them, or 16. Names are never looked up.
 *
 * @param text without port, brackets and zone
 */
record IpAddress(String text, byte[] bytes) {

    /** Empty for anything that is no address; takes {@code 1.2.3.4:80} and {@code [::1]:80} too. */
    static Optional<IpAddress> parse(String node) {
        var text = withoutPort(node.trim());
        var bytes = text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
        return bytes.length == 0 ? Optional.empty() : Optional.of(new IpAddress(text, bytes));
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            var bracket = node.indexOf(']');
            return bracket < 0 ? "" : withoutZone(node.substring(1, bracket));
        }
        var colon = node.indexOf(':');
        // More than one colon: an IPv6 address without brackets has no port.
        return colon >= 0 && colon == node.lastIndexOf(':')
                ? node.substring(0, colon)
                : withoutZone(node);
    }

    private static String withoutZone(String address) {
        var percent = address.indexOf('%');
        return percent < 0 ? address : address.substring(0, percent);
    }

    private static byte[] ipv4(String text) {
        var bytes = new byte[4];
        var part = 0;
        var digits = 0;
        var value = 0;
        for (var i = 0; i <= text.length(); i++) {
            var c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.' && digits > 0 && part < 4) {
                bytes[part++] = (byte) value;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && digits < 3 && value * 10 + c - '0' < 256) {
                value = value * 10 + c - '0';
                digits++;
            } else {
                return new byte[0];
            }
        }
        return part == 4 ? bytes : new byte[0];
    }

    private static byte[] ipv6(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
