package dev.kiln.adapters.routes;

/** Which kind of API a route belongs to: they choose alike, but not in everything. */
public enum RouteDialect {
    /** A slash at the end of a path does not count, and there is no {@code $default}. */
    REST_API,
    /** A slash at the end counts. */
    HTTP_API;

    /**
     * @throws IllegalArgumentException if this kind of API has no such routes
     */
    void check(Route route) {
        if (this == HTTP_API) {
            return;
        }
        if (route.isDefault()) {
            throw new IllegalArgumentException(
                    "Route '$default' is one of HTTP APIs; a REST API has 'ANY /{proxy+}' and 'ANY"
                            + " /' for it.");
        }
        if (route.template().length() > 1 && route.template().endsWith("/")) {
            throw new IllegalArgumentException(
                    "Route '"
                            + route
                            + "' ends with a slash, which no resource of a REST API does; leave it"
                            + " out, requests match with and without.");
        }
    }
}
