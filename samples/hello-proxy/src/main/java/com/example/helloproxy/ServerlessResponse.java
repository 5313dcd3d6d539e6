package com.example.helloproxy;

import java.util.Map;

/** What a proxy integration expects; its properties are read through the getters. */
public final class ServerlessResponse {

    private final int statusCode;
    private final String body;
    private final Map<String, String> headers;
    private final boolean base64Encoded;

    ServerlessResponse(
            int statusCode, String body, Map<String, String> headers, boolean base64Encoded) {
        this.statusCode = statusCode;
        this.body = body;
        this.headers = headers;
        this.base64Encoded = base64Encoded;
    }

    public int getStatusCode() {
        return statusCode;
    }

    public String getBody() {
        return body;
    }

    public Map<String, String> getHeaders() {
        return headers;
    }

    /** With a second "is", because the first one is not part of the property's name. */
    public boolean isIsBase64Encoded() {
        return base64Encoded;
    }
}
