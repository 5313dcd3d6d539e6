package com.example.springboot3;

import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Leads an HTTP API's events to Spring. */
public class HttpApiHandler implements RequestStreamHandler {

    private static final SpringBootLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse>
            CONTAINER;

    static {
        try {
            CONTAINER = SpringBootLambdaContainerHandler.getHttpApiV2ProxyHandler(Orders.class);
        } catch (ContainerInitializationException e) {
            throw new IllegalStateException("Spring Boot did not start", e);
        }
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        CONTAINER.proxyStream(event, result, context);
    }
}
