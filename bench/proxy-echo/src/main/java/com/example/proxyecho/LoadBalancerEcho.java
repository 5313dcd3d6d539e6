package com.example.proxyecho;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerResponseEvent;
import java.util.Map;

/** Answers the body and the content type of a call to a load balancer. */
public final class LoadBalancerEcho
        implements RequestHandler<
                ApplicationLoadBalancerRequestEvent, ApplicationLoadBalancerResponseEvent> {

    @Override
    public ApplicationLoadBalancerResponseEvent handleRequest(
            ApplicationLoadBalancerRequestEvent event, Context context) {
        var response = new ApplicationLoadBalancerResponseEvent();
        response.setStatusCode(200);
        response.setStatusDescription("200 OK");
        // A target group has headers of one kind only, in events and in answers alike.
        if (event.getMultiValueHeaders() == null) {
            response.setHeaders(Map.of("Content-Type", event.getHeaders().get("content-type")));
        } else {
            response.setMultiValueHeaders(
                    Map.of("Content-Type", event.getMultiValueHeaders().get("content-type")));
        }
        response.setBody(event.getBody());
        response.setIsBase64Encoded(event.getIsBase64Encoded());
        return response;
    }
}
