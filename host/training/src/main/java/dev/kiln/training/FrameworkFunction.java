package dev.kiln.training;

import com.amazonaws.serverless.exceptions.ContainerInitializationException;
import com.amazonaws.serverless.proxy.model.AwsProxyResponse;
import com.amazonaws.serverless.proxy.model.HttpApiV2HttpContext;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequest;
import com.amazonaws.serverless.proxy.model.HttpApiV2ProxyRequestContext;
import com.amazonaws.serverless.proxy.spring.SpringBootLambdaContainerHandler;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/** A typed handler that gives its events to a Spring Boot application. */
public final class FrameworkFunction
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final SpringBootLambdaContainerHandler<HttpApiV2ProxyRequest, AwsProxyResponse>
            CONTAINER;

    static {
        try {
            CONTAINER = SpringBootLambdaContainerHandler.getHttpApiV2ProxyHandler(App.class);
        } catch (ContainerInitializationException e) {
            throw new IllegalStateException("Spring Boot did not start", e);
        }
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        AwsProxyResponse answer = CONTAINER.proxy(request(event), context);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(answer.getStatusCode())
                .withHeaders(answer.getHeaders())
                .withBody(answer.getBody())
                .withIsBase64Encoded(answer.isBase64Encoded())
                .build();
    }

    private static HttpApiV2ProxyRequest request(APIGatewayV2HTTPEvent event) {
        HttpApiV2ProxyRequest request = new HttpApiV2ProxyRequest();
        request.setVersion(event.getVersion());
        request.setRouteKey(event.getRouteKey());
        request.setRawPath(event.getRawPath());
        request.setRawQueryString(event.getRawQueryString());
        request.setCookies(event.getCookies());
        request.setHeaders(event.getHeaders());
        request.setQueryStringParameters(event.getQueryStringParameters());
        request.setBody(event.getBody());
        request.setBase64Encoded(event.getIsBase64Encoded());
        request.setRequestContext(requestContext(event.getRequestContext()));
        return request;
    }

    private static HttpApiV2ProxyRequestContext requestContext(
            APIGatewayV2HTTPEvent.RequestContext event) {
        HttpApiV2HttpContext http = new HttpApiV2HttpContext();
        http.setMethod(event.getHttp().getMethod());
        http.setPath(event.getHttp().getPath());
        http.setProtocol(event.getHttp().getProtocol());
        http.setSourceIp(event.getHttp().getSourceIp());
        http.setUserAgent(event.getHttp().getUserAgent());
        HttpApiV2ProxyRequestContext context = new HttpApiV2ProxyRequestContext();
        context.setAccountId(event.getAccountId());
        context.setApiId(event.getApiId());
        context.setDomainName(event.getDomainName());
        context.setDomainPrefix(event.getDomainPrefix());
        context.setRequestId(event.getRequestId());
        context.setRouteKey(event.getRouteKey());
        context.setStage(event.getStage());
        context.setTime(event.getTime());
        context.setTimeEpoch(event.getTimeEpoch());
        context.setHttp(http);
        return context;
    }
}
