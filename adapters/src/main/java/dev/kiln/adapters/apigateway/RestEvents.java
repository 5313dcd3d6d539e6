package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.GatewaySettings;
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

    private static final int LARGE_BODY = 4096;

    private static final Resource ROOT = Resource.of("/");
    private static final Resource PROXY = Resource.of("/{proxy+}");

    private final GatewaySettings settings;
    private final StagePath stagePath;
    private final MediaRanges binaryTypes;
    private final RestHeaderNames headerNames;
    private final String deploymentId;

    RestEvents(GatewaySettings settings) {
        this.settings = settings;
        stagePath = StagePath.of(settings);
        binaryTypes = new MediaRanges(settings.binaryMediaTypes());
        headerNames = new RestHeaderNames(settings.restHeaderCase());
        deploymentId = ShortId.of(settings.serviceName());
    }

    byte[] event(GatewayRequest request, String requestId, String extendedRequestId) {
        var publicPath = stagePath.behindStage(request.path());
        var path = "/" + publicPath.substring(StagePath.leadingSlashes(publicPath));
        var resource = path.equals("/") ? ROOT : PROXY;
        var large = request.body().length > LARGE_BODY;
        var event = new EventWriter(large ? request.body().length * 3 / 2 : 0);
        event.startObject()
                .text("resource", resource.template())
                .text("path", path)
                .text("httpMethod", request.method());
        writeHeaders(event, request);
        writeQuery(event, request.query());
        writePathParameters(event, path);
        writeStageVariables(event);
        event.startObject("requestContext")
                .text("resourceId", resource.id())
                .text("resourcePath", resource.template())
                .text("httpMethod", request.method())
                .text("extendedRequestId", extendedRequestId)
                .text("requestTime", GatewayTime.of(request.receivedAt()))
                .text("path", stagePath.inPath() ? "/" + settings.stage() + publicPath : publicPath)
                .text("accountId", settings.accountId())
                .text("protocol", "HTTP/1.1")
                .text("stage", settings.stage())
                .text("domainPrefix", request.host().domainPrefix())
                .number("requestTimeEpoch", request.receivedAt().toEpochMilli())
                .text("requestId", requestId);
        writeIdentity(event, request);
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
            if (headerNames.passes(header)) {
                event.text(headerNames.spelling(header), header.last());
            }
        }
        event.endObject().startObject("multiValueHeaders");
        for (var header : request.headers().all()) {
            if (headerNames.passes(header)) {
                event.startArray(headerNames.spelling(header));
                for (var value : header.values()) {
                    event.element(value);
                }
                event.endArray();
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
            event.startArray(parameter.getKey());
            for (var value : parameter.getValue()) {
                event.element(value);
            }
            event.endArray();
        }
        event.endObject();
    }

    private static void writePathParameters(EventWriter event, String path) {
        if (path.equals("/")) {
            event.nothing("pathParameters");
            return;
        }
        var end = path.endsWith("/") ? path.length() - 1 : path.length();
        event.startObject("pathParameters").text("proxy", path.substring(1, end)).endObject();
    }

    private void writeStageVariables(EventWriter event) {
        if (settings.stageVariables().isEmpty()) {
            event.nothing("stageVariables");
            return;
        }
        event.startObject("stageVariables");
        for (var variable : settings.stageVariables().entrySet()) {
            event.text(variable.getKey(), variable.getValue());
        }
        event.endObject();
    }

    private static void writeIdentity(EventWriter event, GatewayRequest request) {
        event.startObject("identity")
                .nothing("cognitoIdentityPoolId")
                .nothing("accountId")
                .nothing("cognitoIdentityId")
                .nothing("caller")
                .text("sourceIp", request.sourceIp())
                .nothing("principalOrgId")
                .nothing("accessKey")
                .nothing("cognitoAuthenticationType")
                .nothing("cognitoAuthenticationProvider")
                .nothing("userArn");
        var userAgent = request.headers().get("user-agent");
        if (userAgent.isPresent()) {
            event.text("userAgent", userAgent.get().last());
        } else {
            event.nothing("userAgent");
        }
        event.nothing("user").endObject();
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

    private record Resource(String template, String id) {

        static Resource of(String template) {
            return new Resource(template, ShortId.of(template));
        }
    }
}
