package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.LambdaRuntimeInternal;
import dev.kiln.runtime.seam.InvocationContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** What an invocation leaves on its thread for logging and tracing libraries. */
final class InvocationScope {

    private static final String TRACE_KEY = "AWS_LAMBDA_X_TRACE_ID";

    private final ClassLoader functionLoader;
    private final FunctionLogger logger;

    InvocationScope(ClassLoader functionLoader, FunctionLogger logger) {
        this.functionLoader = functionLoader;
        this.logger = logger;
    }

    void begin(InvocationContext invocation) {
        logger.begin(invocation);
        if (invocation.traceInThreadLocal()) {
            if (invocation.traceHeader() == null) {
                SdkInternalThreadLocal.remove(TRACE_KEY);
            } else {
                SdkInternalThreadLocal.put(TRACE_KEY, invocation.traceHeader());
            }
        }
        if (LambdaRuntimeInternal.getUseLog4jAppender()) {
            putIntoLog4j(invocation.requestId());
        }
    }

    /**
     * AWS's log4j appender asks for this in a static initialiser of its own, so it can come up with
     * any invocation.
     */
    private void putIntoLog4j(String requestId) {
        var log4j1 = putMethod("org.apache.log4j.MDC", Object.class);
        var log4j2 = putMethod("org.apache.logging.log4j.ThreadContext", String.class);
        if (log4j1 == null && log4j2 == null) {
            System.err.println(
                    "Customer using log4j appender but unable to load either org.apache.log4j.MDC or"
                            + " org.apache.logging.log4j.ThreadContext. Customer cannot see RequestId in log4j log lines.");
        }
        put(log4j1, requestId);
        put(log4j2, requestId);
    }

    private @Nullable Method putMethod(String type, Class<?> valueType) {
        try {
            return functionLoader.loadClass(type).getMethod("put", String.class, valueType);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static void put(@Nullable Method method, String requestId) {
        if (method != null) {
            try {
                method.invoke(null, "AWSRequestId", requestId);
            } catch (ReflectiveOperationException e) {
                // A context map that refuses its entries costs the id in log lines, never the
                // invocation.
                System.err.println(
                        "Cannot put the request id into "
                                + method.getDeclaringClass().getName()
                                + ": "
                                + e);
            }
        }
    }
}
