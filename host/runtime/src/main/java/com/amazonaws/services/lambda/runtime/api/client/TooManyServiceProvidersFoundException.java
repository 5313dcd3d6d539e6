package com.amazonaws.services.lambda.runtime.api.client;

/** More than one {@code CustomPojoSerializer} is registered. */
public class TooManyServiceProvidersFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooManyServiceProvidersFoundException(String message) {
        super(message);
    }
}
