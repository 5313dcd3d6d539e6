package com.example.helloproxy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.HashMap;
import java.util.Map;

/** Greets who is named in {@code ?name=} behind a REST API's proxy integration. */
public final class HelloProxy
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    @Override
    public APIGatewayProxyResponseEvent handleRequest(
            APIGatewayProxyRequestEvent request, Context context) {
        if (!"GET".equals(request.getHttpMethod())) {
            return text(405, "Only GET is answered here.\n", Map.of("Allow", "GET"));
        }
        // A REST API sends null, not an empty map, for a request without a query.
        Map<String, String> query = request.getQueryStringParameters();
        String name = query == null ? "" : query.getOrDefault("name", "").strip();
        return text(200, "Hello, " + (name.isEmpty() ? "world" : name) + "!\n", Map.of());
    }

    private static APIGatewayProxyResponseEvent text(
            int status, String body, Map<String, String> moreHeaders) {
        Map<String, String> headers = new HashMap<>(moreHeaders);
        headers.put("Content-Type", "text/plain; charset=utf-8");
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(status)
                .withHeaders(headers)
                .withIsBase64Encoded(false)
                .withBody(body);
    }
}
