package dev.kiln.runtime.seam;

import org.jspecify.annotations.Nullable;

/**
 * What AWS's {@code Context} is made of; null where the function reads null.
 *
 * @param deadlineMillis when the invocation times out, in milliseconds since 1970
 * @param clientContext JSON, not yet parsed: a malformed one is an error of the invocation
 * @param identity JSON, likewise
 * @param traceInThreadLocal whether the trace header is published to AWS's SDK through the
 *     invocation's thread, because the system property is shared with other functions
 */
public record InvocationContext(
        String requestId,
        String invokedFunctionArn,
        long deadlineMillis,
        @Nullable String clientContext,
        @Nullable String identity,
        @Nullable String tenantId,
        @Nullable String traceHeader,
        boolean traceInThreadLocal) {}
