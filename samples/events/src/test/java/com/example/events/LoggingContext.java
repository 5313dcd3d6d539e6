package com.example.events;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A context that keeps what is logged. */
final class LoggingContext implements Context {

    private final List<String> lines = new ArrayList<>();
    private final ClientContext client;

    /** As a caller that sends no event gives it. */
    LoggingContext() {
        client = null;
    }

    /** With the attributes of an event. */
    LoggingContext(Map<String, String> attributes) {
        client = new Attributes(attributes);
    }

    /** Level and text, without the line's end. */
    List<String> lines() {
        return lines;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log(message, LogLevel.UNDEFINED);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void log(String message, LogLevel level) {
                lines.add(level + " " + message.stripTrailing());
            }
        };
    }

    @Override
    public String getAwsRequestId() {
        return "1b4e28ba-2fa1-11d2-883f-0016d3cca427";
    }

    @Override
    public String getFunctionName() {
        return "under-test";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:eu-west-1:123456789012:function:under-test";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/under-test";
    }

    @Override
    public String getLogStreamName() {
        return "stream";
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return client;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return 3_000;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    private record Attributes(Map<String, String> custom) implements ClientContext {

        @Override
        public Client getClient() {
            return null;
        }

        @Override
        public Map<String, String> getCustom() {
            return custom;
        }

        @Override
        public Map<String, String> getEnvironment() {
            return null;
        }
    }
}
