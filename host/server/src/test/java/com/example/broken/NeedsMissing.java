package com.example.broken;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A handler that cannot be constructed without its dependency. */
public final class NeedsMissing implements RequestHandler<String, String> {

    private final Missing missing = new Missing();

    @Override
    public String handleRequest(String input, Context context) {
        return missing.toString();
    }
}
