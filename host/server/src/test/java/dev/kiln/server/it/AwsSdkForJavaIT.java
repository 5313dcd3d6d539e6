package dev.kiln.server.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** AWS's SDK for Java 2 against the Invoke API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsSdkForJavaIT {

    private KilnProcess kiln;
    private LambdaClient client;

    @BeforeAll
    void start() throws Exception {
        kiln = InvokeApiHost.start();
        client =
                LambdaClient.builder()
                        .endpointOverride(URI.create(kiln.url()))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .build();
    }

    @AfterAll
    void stop() {
        if (client != null) {
            client.close();
            kiln.close();
        }
    }

    @Test
    void gets_the_result() {
        var answer = invoke("echo", it -> it.payload(SdkBytes.fromUtf8String("{\"a\":1}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(answer.functionError()).isNull();
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"a\":1}");
    }

    @Test
    void finds_a_function_by_its_arn() {
        var answer =
                invoke(
                        "arn:aws:lambda:us-east-1:000000000000:function:echo",
                        it -> it.payload(json("{}")));

        assertThat(answer.payload().asUtf8String()).isEqualTo("{}");
    }

    @Test
    void an_empty_payload_is_an_empty_object() {
        var answer = invoke("echo", it -> {});

        assertThat(answer.payload().asUtf8String()).isEqualTo("{}");
    }

    @Test
    void sends_a_client_context() {
        var context = "{\"custom\":{\"foo\":\"bar\"},\"env\":{\"fizz\":\"buzz\"}}";
        var encoded = Base64.getEncoder().encodeToString(context.getBytes(StandardCharsets.UTF_8));

        var answer = invoke("context", it -> it.clientContext(encoded).payload(json("{}")));

        assertThat(answer.payload().asUtf8String())
                .contains("\"clientContext.custom.foo\":\"bar\"")
                .contains("\"clientContext.env.fizz\":\"buzz\"");
    }

    @Test
    void sees_a_function_error() {
        var answer = invoke("fail", it -> it.logType(LogType.TAIL).payload(json("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.logResult()).isNotEmpty();
        assertThat(answer.payload().asUtf8String()).contains("some_error_msg");
    }

    @Test
    void makes_a_dry_run() {
        var answer = invoke("echo", it -> it.invocationType(InvocationType.DRY_RUN));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.executedVersion()).isNull();
    }

    @Test
    void throws_for_an_unknown_function() {
        var failure =
                catchThrowableOfType(
                        ResourceNotFoundException.class, () -> invoke("doesnotexist", it -> {}));

        assertThat(failure.awsErrorDetails().errorMessage())
                .isEqualTo(
                        "Function not found:"
                                + " arn:aws:lambda:us-east-1:000000000000:function:doesnotexist:$LATEST");
    }

    @Test
    void throws_for_a_payload_that_is_too_large() {
        var payload = json("\"" + "x".repeat(6_291_455) + "\"");

        var failure =
                catchThrowableOfType(
                        LambdaException.class, () -> invoke("echo", it -> it.payload(payload)));

        assertThat(failure.statusCode()).isEqualTo(413);
        assertThat(failure.awsErrorDetails().errorCode())
                .isEqualTo("RequestEntityTooLargeException");
    }

    private InvokeResponse invoke(String function, Consumer<InvokeRequest.Builder> request) {
        return client.invoke(it -> request.accept(it.functionName(function)));
    }

    private static SdkBytes json(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
