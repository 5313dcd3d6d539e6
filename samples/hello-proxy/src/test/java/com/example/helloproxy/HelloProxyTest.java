package com.example.helloproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloProxyTest {

    private final HelloProxy handler = new HelloProxy();

    @Test
    void the_name_in_the_query_is_greeted() {
        var request = get().withQueryStringParameters(Map.of("name", "Jürgen"));

        var response = handler.handleRequest(request, null);

        assertEquals(200, response.getStatusCode());
        assertEquals("text/plain; charset=utf-8", response.getHeaders().get("Content-Type"));
        assertEquals("Hello, Jürgen!\n", response.getBody());
    }

    @Test
    void the_world_is_greeted_if_nobody_is_named() {
        var request = get();

        var response = handler.handleRequest(request, null);

        assertEquals("Hello, world!\n", response.getBody());
    }

    @Test
    void other_methods_are_refused_and_told_which_one_is_answered() {
        var request = get().withHttpMethod("DELETE");

        var response = handler.handleRequest(request, null);

        assertEquals(405, response.getStatusCode());
        assertEquals("GET", response.getHeaders().get("Allow"));
    }

    private static APIGatewayProxyRequestEvent get() {
        return new APIGatewayProxyRequestEvent().withHttpMethod("GET");
    }
}
