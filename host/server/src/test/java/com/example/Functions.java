package com.example;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Handler methods that the processes under test serve. */
public final class Functions {

    private Functions() {}

    public static Map<String, Object> echo(Map<String, Object> event) {
        return event;
    }

    public static String text(String event) {
        return event;
    }

    public static @Nullable Object nothing(Map<String, Object> event) {
        return null;
    }

    public static Object fail(Map<String, Object> event) {
        throw new IllegalStateException("Error: some_error_msg");
    }

    public static void sleep(Map<String, Object> event) throws InterruptedException {
        Thread.sleep(30_000);
    }

    public static void print(Map<String, Object> event) {
        System.out.println("hello from the handler");
    }

    public static void jdkLog(String event) {
        java.util.logging.Logger.getLogger("fn").info("logged " + event);
    }

    public static Map<String, Object> context(Map<String, Object> event, Context context) {
        var seen = new TreeMap<String, Object>();
        seen.put("awsRequestId", context.getAwsRequestId());
        seen.put("functionVersion", context.getFunctionVersion());
        seen.put("invokedFunctionArn", context.getInvokedFunctionArn());
        var client = context.getClientContext();
        if (client != null) {
            seen.put("clientContext.custom.foo", client.getCustom().get("foo"));
            seen.put("clientContext.env.fizz", client.getEnvironment().get("fizz"));
        }
        return seen;
    }

    public static String variable(Map<String, Object> event) {
        return String.valueOf(System.getenv(String.valueOf(event.get("name"))));
    }
}
