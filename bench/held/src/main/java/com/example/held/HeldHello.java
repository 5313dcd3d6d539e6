package com.example.held;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.example.helloproxy.HelloProxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Greets as {@link HelloProxy}, after {@code ?hold=} milliseconds so that other environments get
 * work too, and names its instance in {@code X-Instance}.
 */
public final class HeldHello
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    private final HelloProxy hello = new HelloProxy();
    private final String instance = Long.toHexString(ThreadLocalRandom.current().nextLong());

    @Override
    public APIGatewayProxyResponseEvent handleRequest(
            APIGatewayProxyRequestEvent request, Context context) {
        String hold = request.getQueryStringParameters().getOrDefault("hold", "0");
        try {
            Thread.sleep(Long.parseLong(hold));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Ended while it held " + hold + " ms", e);
        }
        APIGatewayProxyResponseEvent response = hello.handleRequest(request, context);
        Map<String, String> headers = new HashMap<>(response.getHeaders());
        headers.put("X-Instance", instance);
        return response.withHeaders(headers);
    }
}
