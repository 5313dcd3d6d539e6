package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.RestSettings.HeaderCase;
import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.adapters.http.RequestHeader;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which headers a REST API shows to a function, and how it spells them. */
record RestHeaderNames(HeaderCase headerCase) {

    private static final Set<String> DROPPED =
            Set.of(
                    "connection",
                    "content-length",
                    "content-md5",
                    "expect",
                    "max-forwards",
                    "proxy-authenticate",
                    "server",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "www-authenticate");

    private static final Map<String, String> FIXED =
            Map.of(
                    "authorization", "Authorization",
                    "host", "Host",
                    "user-agent", "User-Agent",
                    "x-amzn-trace-id", "X-Amzn-Trace-Id",
                    "x-forwarded-for", "X-Forwarded-For",
                    "x-forwarded-port", "X-Forwarded-Port",
                    "x-forwarded-proto", "X-Forwarded-Proto");

    boolean pass(RequestHeader header, Optional<VerifiedCaller> caller) {
        // A signature is for the gateway and would be of no use to the function.
        return header.name().equals("authorization")
                ? !header.last().startsWith("AWS4-HMAC-SHA256")
                        && !(caller.orElse(null) instanceof VerifiedCaller.Iam)
                : !DROPPED.contains(header.name());
    }

    String spelling(RequestHeader header) {
        var fixed = FIXED.get(header.name());
        if (fixed != null) {
            return fixed;
        }
        return switch (headerCase) {
            case PRESERVE -> header.spelling();
            case CANONICAL -> canonical(header.name());
        };
    }

    /** As Go spells names over HTTP/1.1: each part between dashes begins with a capital. */
    private static String canonical(String lowerCaseName) {
        var name = lowerCaseName.toCharArray();
        for (var i = 0; i < name.length; i++) {
            if (i == 0 || name[i - 1] == '-') {
                name[i] = Character.toUpperCase(name[i]);
            }
        }
        return new String(name);
    }
}
