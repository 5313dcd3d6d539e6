package com.example.knative;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Is constructed when the gate is open. */
public final class SlowStart implements RequestHandler<String, String> {

    public SlowStart() throws InterruptedException {
        System.out.println("constructing");
        Gate.pass();
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
