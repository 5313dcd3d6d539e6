package dev.kiln.adapters.cors;

import dev.kiln.adapters.CorsSettings;
import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.InboundRequest;
import dev.kiln.adapters.http.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header lines of a gateway that was told who may call.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">protocol</a>
 */
public record Cors(CorsSettings settings) {

    private static final String REQUEST_METHOD = "access-control-request-method";

    /** Whether a browser asks for leave; such a request never reaches a function. */
    public static boolean isPreflight(InboundRequest request) {
        return request.method().equalsIgnoreCase("OPTIONS")
                && origin(request).isPresent()
                && Lines.first(request.headers(), REQUEST_METHOD).isPresent();
    }

    /** The page that the request came from. */
    public static Optional<String> origin(InboundRequest request) {
        return Lines.first(request.headers(), "origin");
    }

    /** The lines of the answer to a preflight request; none if its origin may not call. */
    public List<HeaderField> preflight(InboundRequest request) {
        var lines = allowed(origin(request));
        if (lines.isEmpty()) {
            return lines;
        }
        add(lines, "Access-Control-Allow-Methods", settings.allowMethods(), request);
        add(lines, "Access-Control-Allow-Headers", settings.allowHeaders(), request);
        if (settings.maxAge().isPresent()) {
            lines.add(
                    new HeaderField(
                            "Access-Control-Max-Age",
                            Integer.toString(settings.maxAge().getAsInt())));
        }
        return lines;
    }

    /**
     * A response's lines with these in place of the function's own.
     *
     * @param origin of the request
     */
    public List<HeaderField> onResponse(List<HeaderField> response, Optional<String> origin) {
        var lines = new ArrayList<HeaderField>(response.size() + 4);
        for (var line : response) {
            if (!isOurs(line.name().toLowerCase(Locale.ROOT))) {
                lines.add(line);
            }
        }
        var allowed = allowed(origin);
        lines.addAll(allowed);
        if (!allowed.isEmpty() && !settings.exposeHeaders().isEmpty()) {
            lines.add(
                    new HeaderField(
                            "Access-Control-Expose-Headers",
                            String.join(",", settings.exposeHeaders())));
        }
        return lines;
    }

    private List<HeaderField> allowed(Optional<String> origin) {
        var lines = new ArrayList<HeaderField>(6);
        if (origin.isEmpty()) {
            return lines;
        }
        if (settings.allowOrigins().contains(CorsSettings.ALL)) {
            lines.add(new HeaderField("Access-Control-Allow-Origin", CorsSettings.ALL));
        } else if (isListed(origin.get())) {
            lines.add(new HeaderField("Access-Control-Allow-Origin", origin.get()));
            lines.add(new HeaderField("Vary", "Origin"));
            if (settings.allowCredentials()) {
                lines.add(new HeaderField("Access-Control-Allow-Credentials", "true"));
            }
        }
        return lines;
    }

    private boolean isListed(String origin) {
        for (var listed : settings.allowOrigins()) {
            var anyHost = listed.endsWith("://*");
            if (anyHost
                    ? origin.regionMatches(true, 0, listed, 0, listed.length() - 1)
                    : origin.equalsIgnoreCase(listed)) {
                return true;
            }
        }
        return false;
    }

    private void add(
            List<HeaderField> lines, String name, List<String> values, InboundRequest request) {
        if (values.isEmpty()) {
            return;
        }
        // To a browser that sends credentials an asterisk is a name like any other.
        var all = settings.allowCredentials() && values.contains(CorsSettings.ALL);
        var asked = name.replace("-Allow-", "-Request-");
        var value =
                all
                        ? Lines.first(
                                request.headers(),
                                asked.endsWith("Methods") ? REQUEST_METHOD : asked)
                        : Optional.of(String.join(",", values));
        if (value.isPresent()) {
            lines.add(new HeaderField(name, value.get()));
        }
    }

    private static boolean isOurs(String lowerCaseName) {
        return switch (lowerCaseName) {
            case "access-control-allow-origin",
                    "access-control-allow-credentials",
                    "access-control-allow-methods",
                    "access-control-allow-headers",
                    "access-control-expose-headers",
                    "access-control-max-age" ->
                    true;
            default -> false;
        };
    }
}
