package com.example;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Handlers that call what stands behind them, at the address in TARGET. */
public final class Clients {

    private Clients() {}

    /** What the function is told of its trace. */
    public static String trace(Map<String, Object> event) {
        return System.getProperty("com.amazonaws.xray.traceHeader", "none");
    }

    public static int jdk(Map<String, Object> event) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(target() + "/stock")).build();
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    /** With Lambda's client, because that is the one that these tests have. */
    public static int aws(Map<String, Object> event) {
        var credentials = AwsBasicCredentials.create("nobody", "nothing");
        try (var client =
                LambdaClient.builder()
                        .endpointOverride(URI.create(target()))
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .build()) {
            return client.listFunctions().functions().size();
        }
    }

    private static String target() {
        return String.valueOf(System.getenv("TARGET"));
    }
}
