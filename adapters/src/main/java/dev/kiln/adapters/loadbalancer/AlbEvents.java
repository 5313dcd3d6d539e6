package dev.kiln.adapters.loadbalancer;

import dev.kiln.adapters.VerifiedCaller;
import dev.kiln.adapters.http.GatewayRequest;
import dev.kiln.adapters.http.MediaType;
import dev.kiln.adapters.http.QueryParameters;
import dev.kiln.adapters.http.RequestHeader;
import dev.kiln.adapters.json.EventWriter;
import java.util.List;

/** Writes events of load balancers. */
record AlbEvents(String targetGroupArn, boolean multiValue) {

    byte[] event(GatewayRequest request) {
        var event = new EventWriter();
        event.startObject()
                .startObject("requestContext")
                .startObject("elb")
                .text("targetGroupArn", targetGroupArn)
                .endObject()
                .endObject()
                .text("httpMethod", request.method())
                .text("path", request.path());
        writeQuery(event, request.query());
        writeHeaders(event, request);
        writeBody(event, request);
        return event.endObject().toBytes();
    }

    private void writeQuery(EventWriter event, String query) {
        event.startObject(multiValue ? "multiValueQueryStringParameters" : "queryStringParameters");
        for (var parameter : QueryParameters.encoded(query).entrySet()) {
            write(event, parameter.getKey(), parameter.getValue());
        }
        event.endObject();
    }

    private void writeHeaders(EventWriter event, GatewayRequest request) {
        var body = request.body();
        event.startObject(multiValue ? "multiValueHeaders" : "headers");
        for (var header : request.headers().all()) {
            if (passes(header)) {
                write(event, header.name(), header.values());
            }
        }
        // A body that came in chunks has a length now.
        if (body.length > 0 || request.headers().get("content-length").isPresent()) {
            write(event, "content-length", List.of(Integer.toString(body.length)));
        }
        var identity = request.caller().flatMap(VerifiedCaller::subject);
        if (identity.isPresent()) {
            write(event, "x-amzn-oidc-identity", List.of(identity.get()));
        }
        event.endObject();
    }

    private void write(EventWriter event, String name, List<String> values) {
        if (multiValue) {
            event.texts(name, values);
        } else {
            event.text(name, values.getLast());
        }
    }

    private static boolean passes(RequestHeader header) {
        return switch (header.name()) {
            case "content-length", "transfer-encoding" -> false;
            // Only the gateway may say who the caller is.
            case "x-amzn-oidc-identity", "x-amzn-oidc-accesstoken", "x-amzn-oidc-data" -> false;
            default -> true;
        };
    }

    private static void writeBody(EventWriter event, GatewayRequest request) {
        var body = request.body();
        var text =
                body.length == 0
                        || (MediaType.isText(MediaType.of(request.headers().value("content-type")))
                                && request.hasPlainTextBody());
        if (text) {
            event.text("body", body).flag("isBase64Encoded", false);
        } else {
            event.base64("body", body).flag("isBase64Encoded", true);
        }
    }
}
