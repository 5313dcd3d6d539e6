package dev.kiln.frontdoor.invokeapi;

/** The request is answered with an error of the API; thrown between its parser and its endpoint. */
final class ApiException extends Exception {

    private final transient ApiError error;

    ApiException(ApiError error) {
        super(error.json(), null, false, false);
        this.error = error;
    }

    ApiError error() {
        return error;
    }
}
