package com.example.http4k;

import org.http4k.serverless.ApiGatewayV2LambdaFunction;

/** Behind HTTP APIs and Function URLs. */
public class HttpHandler extends ApiGatewayV2LambdaFunction {

    public HttpHandler() {
        super(Shop.app());
    }
}
