package com.example.jersey;

import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.AwsProxyRequest;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Behind REST APIs and load balancers. */
public class RestApiHandler implements RequestStreamHandler {

    private static final JerseyLambdaContainerHandler<AwsProxyRequest, AwsProxyResponse> CONTAINER =
            JerseyLambdaContainerHandler.getAwsProxyHandler(new Shop());

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        CONTAINER.proxyStream(event, result, context);
    }
}
