package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import dev.kiln.runtime.seam.HostServices.FunctionIdentity;
import dev.kiln.runtime.seam.InvocationContext;
import org.jspecify.annotations.Nullable;

/** AWS's {@code Context} of one invocation; immutable, and valid after the invocation has ended. */
@SuppressWarnings("NullAway") // AWS's getters return null for what a caller did not send
final class LambdaContext implements Context {

    private final InvocationContext invocation;
    private final FunctionIdentity function;
    private final LambdaLogger logger;
    private final @Nullable ClientContext clientContext;
    private final @Nullable CognitoIdentity identity;

    /**
     * Parses the caller's JSON with AWS's own reader.
     *
     * @throws java.io.UncheckedIOException if it is malformed: the invocation's error, as on AWS
     */
    LambdaContext(InvocationContext invocation, FunctionIdentity function, LambdaLogger logger) {
        this.invocation = invocation;
        this.function = function;
        this.logger = logger;
        // In this order on AWS: of two malformed ones the identity is the error.
        identity = parse(invocation.identity(), LambdaCognitoIdentity.class);
        clientContext = parse(invocation.clientContext(), LambdaClientContext.class);
    }

    private static <T> @Nullable T parse(@Nullable String json, Class<T> type) {
        return json == null ? null : GsonFactory.getInstance().getSerializer(type).fromJson(json);
    }

    @Override
    public String getAwsRequestId() {
        return invocation.requestId();
    }

    @Override
    public String getLogGroupName() {
        return function.logGroup();
    }

    @Override
    public String getLogStreamName() {
        return function.logStream();
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return function.version();
    }

    @Override
    public String getInvokedFunctionArn() {
        return invocation.invokedFunctionArn();
    }

    @Override
    public CognitoIdentity getIdentity() {
        return identity;
    }

    @Override
    public ClientContext getClientContext() {
        return clientContext;
    }

    @Override
    public int getRemainingTimeInMillis() {
        var left = invocation.deadlineMillis() - System.currentTimeMillis();
        return Math.clamp(left, 0, Integer.MAX_VALUE);
    }

    @Override
    public int getMemoryLimitInMB() {
        return function.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }

    @Override
    public String getTenantId() {
        return invocation.tenantId();
    }

    @Override
    public String getXrayTraceId() {
        return invocation.traceHeader();
    }
}
