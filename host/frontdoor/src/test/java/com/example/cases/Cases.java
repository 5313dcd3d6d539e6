package com.example.cases;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.Map;

/** One method for each behaviour that a case names. */
public class Cases {

    /** Where {@link #echo} leaves what it saw of its context. */
    private static final String SEEN = "com.example.cases.";

    public Object echo(Map<String, Object> event, Context context) {
        System.setProperty(SEEN + "awsRequestId", context.getAwsRequestId());
        System.setProperty(SEEN + "invokedFunctionArn", context.getInvokedFunctionArn());
        System.setProperty(SEEN + "functionVersion", context.getFunctionVersion());
        var client = context.getClientContext();
        if (client != null) {
            client.getCustom()
                    .forEach((k, v) -> System.setProperty(SEEN + "clientContext.custom." + k, v));
            client.getEnvironment()
                    .forEach((k, v) -> System.setProperty(SEEN + "clientContext.env." + k, v));
        }
        return event;
    }

    public String text(String event) {
        return event;
    }

    public Object nothing(Map<String, Object> event) {
        return null;
    }

    public Object failing(Map<String, Object> event) {
        throw new RuntimeException("Error: some_error_msg");
    }

    public Object sleeping(Map<String, Object> event, Context context) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(2));
        return event;
    }

    public Object exiting(Map<String, Object> event) {
        System.exit(0);
        return event;
    }

    public String large(Map<String, Object> event) {
        return "x".repeat((Integer) event.get("bytenum"));
    }

    public Object printing(Map<String, Object> event) {
        System.out.println("hello from the handler");
        return event;
    }

    public Object printingMuch(Map<String, Object> event) {
        System.out.println("aé€😀".repeat(5000));
        return event;
    }
}
