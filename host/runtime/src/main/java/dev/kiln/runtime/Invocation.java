package dev.kiln.runtime;

import dev.kiln.runtime.logging.LogTail;
import java.time.Instant;
import java.util.Optional;

/**
 * One request to run the function.
 *
 * @param requestId unique among all invocations; what the function reads as {@code getAwsRequestId}
 * @param event the payload, handed over and not copied: nobody writes to it afterwards
 * @param latestEnd when the caller stops waiting, if known; the deadline is the earlier of this and
 *     the function's own timeout, which counts from the moment in which the handler starts
 * @param invokedFunctionArn the ARN as the caller gave it, with the qualifier used
 * @param clientContext decoded JSON of the mobile SDKs' client context
 * @param identity JSON with {@code cognitoIdentityId} and {@code cognitoIdentityPoolId}
 * @param traceHeader value of {@code X-Amzn-Trace-Id}
 * @param logTail collects the end of the invocation's log where a caller asked for it
 * @param resultStream takes the result while the handler writes it, however long it becomes; the
 *     outcome's own result is empty then
 * @param trace where its span will be, if it is traced
 */
public record Invocation(
        String requestId,
        byte[] event,
        Optional<Instant> latestEnd,
        String invokedFunctionArn,
        Optional<String> clientContext,
        Optional<String> identity,
        Optional<String> tenantId,
        Optional<String> traceHeader,
        Optional<LogTail> logTail,
        Optional<ResultStream> resultStream,
        Optional<InvocationTrace> trace) {

    /** An invocation whose result is wanted whole. */
    public Invocation(
            String requestId,
            byte[] event,
            Optional<Instant> latestEnd,
            String invokedFunctionArn,
            Optional<String> clientContext,
            Optional<String> identity,
            Optional<String> tenantId,
            Optional<String> traceHeader,
            Optional<LogTail> logTail) {
        this(
                requestId,
                event,
                latestEnd,
                invokedFunctionArn,
                clientContext,
                identity,
                tenantId,
                traceHeader,
                logTail,
                Optional.empty(),
                Optional.empty());
    }

    /** An invocation with nothing but an event. */
    public static Invocation of(String requestId, String invokedFunctionArn, byte[] event) {
        return new Invocation(
                requestId,
                event,
                Optional.empty(),
                invokedFunctionArn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Invocation withTraceHeader(String header) {
        return new Invocation(
                requestId,
                event,
                latestEnd,
                invokedFunctionArn,
                clientContext,
                identity,
                tenantId,
                Optional.of(header),
                logTail,
                resultStream,
                trace);
    }

    public Invocation withResultStream(ResultStream stream) {
        return new Invocation(
                requestId,
                event,
                latestEnd,
                invokedFunctionArn,
                clientContext,
                identity,
                tenantId,
                traceHeader,
                logTail,
                Optional.of(stream),
                trace);
    }

    /** The same, as a part of a trace; the trace header is another matter. */
    public Invocation withTrace(Optional<InvocationTrace> position) {
        return new Invocation(
                requestId,
                event,
                latestEnd,
                invokedFunctionArn,
                clientContext,
                identity,
                tenantId,
                traceHeader,
                logTail,
                resultStream,
                position);
    }
}
