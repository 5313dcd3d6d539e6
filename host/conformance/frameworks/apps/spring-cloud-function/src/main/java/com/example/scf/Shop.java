package com.example.scf;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.SpringVersion;

/** Functions of AWS's events; a variable names the one that is meant. */
@SpringBootApplication
public class Shop {

    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args);
    }

    @Bean
    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> rest() {
        return event -> {
            refuse(event.getPath());
            Map<String, String> headers = new TreeMap<>();
            headers.put("Content-Type", "text/plain;charset=UTF-8");
            headers.put("X-Spring", SpringVersion.getVersion());
            return new APIGatewayProxyResponseEvent()
                    .withStatusCode(200)
                    .withHeaders(headers)
                    .withMultiValueHeaders(
                            Map.of("Set-Cookie", List.of("basket=42; Path=/", "theme=dark")))
                    .withIsBase64Encoded(event.getIsBase64Encoded())
                    .withBody(
                            Boolean.TRUE.equals(event.getIsBase64Encoded())
                                    ? event.getBody()
                                    : text(
                                            event.getHttpMethod(),
                                            event.getPath(),
                                            event.getMultiValueQueryStringParameters(),
                                            event.getMultiValueHeaders(),
                                            event.getBody()));
        };
    }

    @Bean
    Function<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> http() {
        return event -> {
            refuse(event.getRawPath());
            Map<String, String> headers = new TreeMap<>();
            headers.put("Content-Type", "text/plain;charset=UTF-8");
            headers.put("X-Spring", SpringVersion.getVersion());
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(200)
                    .withHeaders(headers)
                    .withCookies(List.of("basket=42; Path=/", "theme=dark"))
                    .withIsBase64Encoded(event.getIsBase64Encoded())
                    .withBody(
                            event.getIsBase64Encoded()
                                    ? event.getBody()
                                    : text(
                                            event.getRequestContext().getHttp().getMethod(),
                                            event.getRawPath() + "?" + event.getRawQueryString(),
                                            event.getQueryStringParameters(),
                                            event.getHeaders(),
                                            event.getCookies() + " " + event.getBody()))
                    .build();
        };
    }

    private static void refuse(String path) {
        if (path.equals("/failure")) {
            throw new IllegalStateException("The shop is closed");
        }
    }

    private static String text(
            String method, String path, Map<?, ?> query, Map<?, ?> headers, String body) {
        return String.join(
                "\n",
                method,
                path,
                query == null ? "no query" : new TreeMap<>(query).toString(),
                new TreeMap<>(headers).keySet().toString(),
                String.valueOf(body));
    }
}
