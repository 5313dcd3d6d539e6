package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.NameHash;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.GatewayTime;
import dev.kiln.adapters.http.MediaRanges;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.http.QueryParameters;
import dev.kiln.adapters.json.EventWriter;

/**
 * Writes events of REST APIs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">format</a>
 */
final class RestEvents {

    private final GatewaySettings settings;
    private final MediaRanges binaryTypes;
    private final RestHeaderNames headerNames;
    private final String deploymentId;

    RestEvents(GatewaySettings settings) {
        this.settings = settings;
        binaryTypes = new MediaRanges(settings.rest().binaryMediaTypes());
        headerNames = new RestHeaderNames(settings.rest().headerCase());
        deploymentId = NameHash.shortId(settings.serviceName());
    }

    byte[] event(
            GatewayRequest request,
            RestResource resource,
            String requestId,
            String extendedRequestId) {
        var event = new EventWriter();
        event.startObject()
                .text("resource", resource.template())
                .text("path", resource.path())
                .text("httpMethod", request.method());
        writeHeaders(event, request);
        writeQuery(event, request.query());
        writePathParameters(event, resource);
        writeStageVariables(event);
        event.startObject("requestContext")
                .text("resourceId", NameHash.shortId(resource.template()))
                .text("resourcePath", resource.template())
                .text("httpMethod", request.method())
                .text("extendedRequestId", extendedRequestId)
                .text("requestTime", GatewayTime.of(request.receivedAt()))
                .text("path", resource.publicPath())
                .text("accountId", settings.accountId())
                .text("protocol", "HTTP/1.1")
                .text("stage", settings.stage().name())
                .text("domainPrefix", request.host().domainPrefix())
                .number("requestTimeEpoch", request.receivedAt().toEpochMilli())
                .text("requestId", requestId);
        RestIdentity.write(event, request);
        event.text("domainName", request.host().domainName())
                .text("deploymentId", deploymentId)
                .text("apiId", settings.apiId().orElse(request.host().domainPrefix()))
                .endObject();
        writeBody(event, request);
        return event.endObject().toBytes();
    }

    private void writeHeaders(EventWriter event, GatewayRequest request) {
        event.startObject("headers");
        for (var header : request.headers().all()) {
            if (headerNames.pass(header, request.caller())) {
                event.text(headerNames.spelling(header), header.last());
            }
        }
        event.endObject().startObject("multiValueHeaders");
        for (var header : request.headers().all()) {
            if (headerNames.pass(header, request.caller())) {
                event.texts(headerNames.spelling(header), header.values());
            }
        }
        event.endObject();
    }

    private static void writeQuery(EventWriter event, String query) {
        var parameters = QueryParameters.formDecoded(query);
        if (parameters.isEmpty()) {
            event.nothing("queryStringParameters").nothing("multiValueQueryStringParameters");
            return;
        }
        event.startObject("queryStringParameters");
        for (var parameter : parameters.entrySet()) {
            event.text(parameter.getKey(), parameter.getValue().getLast());
        }
        event.endObject().startObject("multiValueQueryStringParameters");
        for (var parameter : parameters.entrySet()) {
            event.texts(parameter.getKey(), parameter.getValue());
        }
        event.endObject();
    }

    private static void writePathParameters(EventWriter event, RestResource resource) {
        if (resource.parameters().isEmpty()) {
            event.nothing("pathParameters");
            return;
        }
        event.startObject("pathParameters");
        for (var parameter : resource.parameters()) {
            event.text(parameter.name(), parameter.value());
        }
        event.endObject();
    }

    private void writeStageVariables(EventWriter event) {
        var variables = settings.stage().variables();
        if (variables.isEmpty()) {
            event.nothing("stageVariables");
            return;
        }
        event.startObject("stageVariables").texts(variables).endObject();
    }

    private void writeBody(EventWriter event, GatewayRequest request) {
        var body = request.body();
        if (body.length == 0) {
            event.nothing("body").flag("isBase64Encoded", false);
            return;
        }
        var type = MediaType.of(request.headers().value("content-type"));
        if (binaryTypes.cover(type) || !request.hasPlainTextBody()) {
            event.base64("body", body).flag("isBase64Encoded", true);
        } else {
            event.text("body", body).flag("isBase64Encoded", false);
        }
    }
}
