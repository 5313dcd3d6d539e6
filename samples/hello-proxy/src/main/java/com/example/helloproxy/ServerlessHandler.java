package com.example.helloproxy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;

/** Greets and shows the request, without AWS's event classes: a map in, a class of its own out. */
public final class ServerlessHandler
        implements RequestHandler<Map<String, Object>, ServerlessResponse> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ServerlessResponse handleRequest(Map<String, Object> input, Context context) {
        Greeting greeting =
                new Greeting(
                        "Hello from a function that knows no server!",
                        (String) input.get("httpMethod"),
                        (String) input.get("path"),
                        input.get("queryStringParameters"));
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "X-Powered-By", "AWS Lambda");
        return new ServerlessResponse(200, toJson(greeting), headers, false);
    }

    private static String toJson(Greeting greeting) {
        try {
            return JSON.writeValueAsString(greeting);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Greeting(String message, String method, String path, Object query) {}
}
