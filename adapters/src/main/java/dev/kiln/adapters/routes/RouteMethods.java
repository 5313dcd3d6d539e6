package dev.kiln.adapters.routes;

/** The methods that a route can have. */
final class RouteMethods {

    private RouteMethods() {}

    /** Whether {@code ANY} stands for this method too. */
    static boolean inAny(String method) {
        return switch (method) {
            case "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT" -> true;
            default -> false;
        };
    }

    /** For people. */
    static String names() {
        return "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT";
    }
}
