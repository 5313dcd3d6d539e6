package com.example;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A handler that needs a library of its own. */
public final class AwsClients {

    private AwsClients() {}

    /** With Lambda's client, because that is the one that these tests have. */
    public static int list(Map<String, Object> event) {
        var credentials = AwsBasicCredentials.create("nobody", "nothing");
        try (var client =
                LambdaClient.builder()
                        .endpointOverride(URI.create(Clients.target()))
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(StaticCredentialsProvider.create(credentials))
                        .build()) {
            return client.listFunctions().functions().size();
        }
    }
}
