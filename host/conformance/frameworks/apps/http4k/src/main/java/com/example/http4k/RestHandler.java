package com.example.http4k;

import org.http4k.serverless.ApiGatewayRestLambdaFunction;

/** Behind REST APIs. */
public class RestHandler extends ApiGatewayRestLambdaFunction {

    public RestHandler() {
        super(Shop.app());
    }
}
