package com.example.http4k;

import org.http4k.serverless.ApplicationLoadBalancerLambdaFunction;

/** Behind load balancers. */
public class LoadBalancerHandler extends ApplicationLoadBalancerLambdaFunction {

    public LoadBalancerHandler() {
        super(Shop.app());
    }
}
