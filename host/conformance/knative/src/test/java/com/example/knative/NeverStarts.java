package com.example.knative;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be constructed. */
public final class NeverStarts implements RequestHandler<String, String> {

    public NeverStarts() {
        throw new IllegalStateException("The table is not there");
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
