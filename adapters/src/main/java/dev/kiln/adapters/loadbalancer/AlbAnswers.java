package dev.kiln.adapters.loadbalancer;

import dev.kiln.adapters.OutboundResponse;
import dev.kiln.adapters.http.ResponseLines;
import java.nio.charset.StandardCharsets;

/** What a load balancer says itself: small pages for people. */
record AlbAnswers(String method) {

    OutboundResponse badRequest() {
        return page("400 Bad Request");
    }

    OutboundResponse unauthorized() {
        return page("401 Unauthorized");
    }

    OutboundResponse forbidden() {
        return page("403 Forbidden");
    }

    OutboundResponse tooLarge() {
        return page("413 Request Entity Too Large");
    }

    OutboundResponse badGateway() {
        return page("502 Bad Gateway");
    }

    private OutboundResponse page(String status) {
        var html =
                "<!DOCTYPE html>\n<html><head><title>"
                        + status
                        + "</title></head><body><h1>"
                        + status
                        + "</h1></body></html>\n";
        return new ResponseLines(method)
                .with("Server", "awselb/2.0")
                .with("Content-Type", "text/html")
                .complete(
                        Integer.parseInt(status, 0, 3, 10),
                        html.getBytes(StandardCharsets.US_ASCII));
    }
}
