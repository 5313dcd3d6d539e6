package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.ApiStage;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.GatewayTime;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.http.Percent;
import dev.kiln.adapters.http.QueryParameters;
import dev.kiln.adapters.json.EventWriter;
import dev.kiln.adapters.routes.RouteMatch.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * One event of payload format 2.0.
 *
 * @param rawPath as the event shows it
 * @param httpPath likewise, in {@code requestContext.http}
 * @param pathParameters not decoded
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">format</a>
 */
record FormatTwoEvent(
        GatewayRequest request,
        String rawPath,
        String httpPath,
        String routeKey,
        List<Parameter> pathParameters,
        String accountId,
        String apiId,
        ApiStage stage,
        String requestId) {

    /**
     * @param keepsCookies whether cookies stay among the headers, beside the place of their own
     */
    byte[] write(boolean keepsCookies) {
        var body = request.body();
        var event = new EventWriter();
        event.startObject()
                .text("version", "2.0")
                .text("routeKey", routeKey)
                .text("rawPath", rawPath)
                .text("rawQueryString", request.query());
        writeCookies(event);
        writeHeaders(event, keepsCookies);
        writeQuery(event);
        writePathParameters(event);
        writeContext(event);
        if (body.length == 0) {
            event.flag("isBase64Encoded", false);
        } else if (isText()) {
            event.text("body", body).flag("isBase64Encoded", false);
        } else {
            event.base64("body", body).flag("isBase64Encoded", true);
        }
        if (!stage.variables().isEmpty()) {
            event.startObject("stageVariables").texts(stage.variables()).endObject();
        }
        return event.endObject().toBytes();
    }

    private boolean isText() {
        return MediaType.isText(MediaType.of(request.headers().value("content-type")))
                && request.hasPlainTextBody();
    }

    private void writeCookies(EventWriter event) {
        var header = request.headers().get("cookie");
        if (header.isEmpty()) {
            return;
        }
        var cookies = cookies(header.get().values());
        if (!cookies.isEmpty()) {
            event.texts("cookies", cookies);
        }
    }

    private static List<String> cookies(List<String> lines) {
        var cookies = new ArrayList<String>();
        for (var line : lines) {
            for (var start = 0; start < line.length(); ) {
                var semicolon = line.indexOf(';', start);
                var end = semicolon < 0 ? line.length() : semicolon;
                var cookie = line.substring(start, end).strip();
                if (!cookie.isEmpty()) {
                    cookies.add(cookie);
                }
                start = end + 1;
            }
        }
        return cookies;
    }

    private void writeHeaders(EventWriter event, boolean keepsCookies) {
        event.startObject("headers");
        for (var header : request.headers().all()) {
            if (passes(header.name()) && (keepsCookies || !header.name().equals("cookie"))) {
                event.text(header.name(), header.joined());
            }
        }
        event.text("content-length", Integer.toString(request.body().length)).endObject();
    }

    private static boolean passes(String name) {
        return switch (name) {
            // Written anew, with the real length.
            case "content-length" -> false;
            // These speak of the connection alone.
            case "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade" ->
                    false;
            default -> true;
        };
    }

    private void writeQuery(EventWriter event) {
        var parameters = QueryParameters.formDecoded(request.query());
        if (parameters.isEmpty()) {
            return;
        }
        event.startObject("queryStringParameters");
        for (var parameter : parameters.entrySet()) {
            var values = parameter.getValue();
            event.text(
                    parameter.getKey(),
                    values.size() == 1 ? values.getFirst() : String.join(",", values));
        }
        event.endObject();
    }

    private void writePathParameters(EventWriter event) {
        if (pathParameters.isEmpty()) {
            return;
        }
        event.startObject("pathParameters");
        for (var parameter : pathParameters) {
            event.text(parameter.name(), Percent.decoded(parameter.value()));
        }
        event.endObject();
    }

    private void writeContext(EventWriter event) {
        event.startObject("requestContext").text("accountId", accountId).text("apiId", apiId);
        if (request.caller().isPresent()) {
            FormatTwoAuthorizer.write(event, request.caller().get());
        }
        event.text("domainName", request.host().domainName())
                .text("domainPrefix", request.host().domainPrefix())
                .startObject("http")
                .text("method", request.method())
                .text("path", httpPath)
                .text("protocol", "HTTP/1.1")
                .text("sourceIp", request.sourceIp())
                .text("userAgent", request.headers().value("user-agent"))
                .endObject()
                .text("requestId", requestId)
                .text("routeKey", routeKey)
                .text("stage", stage.name())
                .text("time", GatewayTime.of(request.receivedAt()))
                .number("timeEpoch", request.receivedAt().toEpochMilli())
                .endObject();
    }
}
