package dev.kiln.adapters.http;

import java.util.Optional;

/**
 * A request target, split and otherwise untouched.
 *
 * @param path begins with a slash
 * @param query without the question mark; empty if there is none
 * @param authority only if the target was a whole URL: host and port
 */
public record RequestTarget(String path, String query, Optional<String> authority) {

    /** Empty for {@code *} and {@code host:port}, which name no resource. */
    public static Optional<RequestTarget> parse(String target) {
        if (target.startsWith("/")) {
            return Optional.of(split(target, Optional.empty()));
        }
        var scheme = target.indexOf("://");
        if (scheme < 1 || target.indexOf('/') != scheme + 1) {
            return Optional.empty();
        }
        var rest = target.substring(scheme + 3);
        var end = endOfAuthority(rest);
        var authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        var origin = rest.substring(end);
        return Optional.of(
                split(
                        origin.startsWith("/") ? origin : "/" + origin,
                        authority.isEmpty() ? Optional.empty() : Optional.of(authority)));
    }

    private static RequestTarget split(String origin, Optional<String> authority) {
        var question = origin.indexOf('?');
        return question < 0
                ? new RequestTarget(origin, "", authority)
                : new RequestTarget(
                        origin.substring(0, question), origin.substring(question + 1), authority);
    }

    private static int endOfAuthority(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return text.length();
    }
}
