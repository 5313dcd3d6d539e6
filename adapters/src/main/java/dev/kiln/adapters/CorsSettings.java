package dev.kiln.adapters;

import dev.kiln.adapters.http.ResponseLines;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who may call from a web page of another origin, with the properties of a Function URL's
 * configuration.
 *
 * @param allowOrigins {@code https://example.com}, or {@code *} for all
 * @param allowMethods in upper case, or {@code *}; {@code OPTIONS} is always allowed
 * @param allowHeaders of requests, or {@code *}
 * @param exposeHeaders of responses, or {@code *}
 * @param allowCredentials cookies and the like
 * @param maxAge seconds that a browser may remember a preflight answer
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html">properties</a>
 */
public record CorsSettings(
        List<String> allowOrigins,
        List<String> allowMethods,
        List<String> allowHeaders,
        List<String> exposeHeaders,
        boolean allowCredentials,
        OptionalInt maxAge) {

    /** The one value for all. */
    public static final String ALL = "*";

    private static final int ONE_DAY = 86_400;
    private static final int LONGEST_METHOD = 6;

    static Optional<CorsSettings> read(SettingText text) {
        var cors =
                new CorsSettings(
                        text.list("cors-allow-origins", List.of()),
                        text.list("cors-allow-methods", List.of()),
                        text.list("cors-allow-headers", List.of()),
                        text.list("cors-expose-headers", List.of()),
                        text.flag("cors-allow-credentials", false),
                        text.number("cors-max-age", ONE_DAY));
        if (cors.isEmpty()) {
            return Optional.empty();
        }
        cors.check();
        return Optional.of(cors);
    }

    // A record's own equals is made when it is called first: 10 ms of a start.
    private boolean isEmpty() {
        return allowOrigins.isEmpty()
                && allowMethods.isEmpty()
                && allowHeaders.isEmpty()
                && exposeHeaders.isEmpty()
                && !allowCredentials
                && maxAge.isEmpty();
    }

    private void check() {
        if (allowOrigins.isEmpty()) {
            throw new IllegalArgumentException(
                    "Settings cors-* have no effect without 'cors-allow-origins'. Set it too, to '*'"
                            + " or to origins such as https://example.com.");
        }
        for (var origin : allowOrigins) {
            if (!origin.equals(ALL) && !isOrigin(origin)) {
                throw SettingText.invalid(
                        "cors-allow-origins",
                        origin,
                        "an origin is '*' or has a scheme, a host and no path, such as"
                                + " https://example.com:8443; https://* stands for all of a"
                                + " scheme");
            }
        }
        if (allowCredentials && allowOrigins.contains(ALL)) {
            throw SettingText.invalid(
                    "cors-allow-credentials",
                    "true",
                    "browsers send credentials to listed origins only, and cors-allow-origins"
                            + " holds '*'");
        }
        for (var method : allowMethods) {
            if (method.length() > LONGEST_METHOD
                    || !method.equals(method.toUpperCase(Locale.ROOT))
                    || !isName(method)) {
                throw SettingText.invalid(
                        "cors-allow-methods",
                        method,
                        "a method has at most 6 characters, all upper case; OPTIONS is always"
                                + " allowed");
            }
        }
        checkNames("cors-allow-headers", allowHeaders);
        checkNames("cors-expose-headers", exposeHeaders);
    }

    private static void checkNames(String setting, List<String> names) {
        for (var name : names) {
            if (!isName(name)) {
                throw SettingText.invalid(setting, name, "this is no name of a header");
            }
        }
    }

    // '*' is one too.
    private static boolean isName(String text) {
        return ResponseLines.isToken(text);
    }

    private static boolean isOrigin(String text) {
        var authority = text.indexOf("://") + 3;
        if (authority < 4 || authority == text.length()) {
            return false;
        }
        if (text.indexOf('*') >= 0) {
            return text.indexOf('*') == authority && authority == text.length() - 1;
        }
        for (var i = authority; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c > '~' || "/?#@\\".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }
}
