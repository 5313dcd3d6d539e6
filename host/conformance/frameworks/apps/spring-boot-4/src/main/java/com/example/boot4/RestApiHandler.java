package com.example.boot4;

import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.model.AwsProxyRequest;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Behind REST APIs and load balancers. */
public class RestApiHandler implements RequestStreamHandler {

    private static final SpringBootLambdaContainerHandler<AwsProxyRequest, AwsProxyResponse>
            CONTAINER;

    static {
        try {
            CONTAINER = SpringBootLambdaContainerHandler.getAwsProxyHandler(Shop.class);
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
