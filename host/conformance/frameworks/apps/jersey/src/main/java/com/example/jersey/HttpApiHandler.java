package com.example.jersey;

import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Behind HTTP APIs and Function URLs. */
public class HttpApiHandler implements RequestStreamHandler {

    private static final JerseyLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse>
            CONTAINER = JerseyLambdaContainerHandler.getHttpApiV2ProxyHandler(new Shop());

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context)
            throws IOException {
        CONTAINER.proxyStream(event, result, context);
    }
}
