package com.example.powertools;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.logging.Logging;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;
import software.amazon.lambda.powertools.metrics.FlushMetrics;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** Behind HTTP APIs and Function URLs. */
public class HttpApiHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpApiHandler.class);
    private static final Metrics METRICS = MetricsFactory.getMetricsInstance();

    @Override
    @Logging
    @FlushMetrics(namespace = "Shop", service = "shop")
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        String method = event.getRequestContext().getHttp().getMethod();
        LOG.info("Asked for {}", event.getRawPath(), StructuredArguments.entry("method", method));
        METRICS.addDimension(DimensionSet.of("Method", method));
        METRICS.addMetric("Requests", 1, MetricUnit.COUNT);
        if (event.getRawPath().equals("/failure")) {
            // With the exception its stack would be logged down to the frames of the runtime.
            LOG.error("Refused");
            throw new IllegalStateException("The shop is closed");
        }
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("X-Path", event.getRawPath()))
                .withIsBase64Encoded(event.getIsBase64Encoded())
                .withBody(event.getBody())
                .build();
    }
}
