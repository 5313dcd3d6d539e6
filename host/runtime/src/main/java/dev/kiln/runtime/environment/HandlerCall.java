package dev.kiln.runtime.environment;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.ResultStream;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.seam.InvocationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls one environment's handler and makes an outcome of whatever happens. */
final class HandlerCall {

    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    /** AWS's own buffer begins with as many bytes. */
    private static final int LEAST_EXPECTED = 1024;

    private static final int MOST_EXPECTED = 256 * 1024;

    private final FunctionSettings settings;
    private final FailureReporter failures;
    private int expected = LEAST_EXPECTED;
    private volatile @Nullable String trace;

    HandlerCall(FunctionSettings settings, FailureReporter failures) {
        this.settings = settings;
        this.failures = failures;
    }

    /**
     * How a call ended.
     *
     * @param endsEnvironment AWS's runtime would end its process
     * @param heapExhausted the JVM itself is out of memory
     */
    record Ended(Outcome outcome, boolean endsEnvironment, boolean heapExhausted) {}

    /** Returns when the handler does; throws nothing that the handler throws. */
    Ended run(Handler handler, Execution execution) {
        var trace = execution.invocation().trace();
        var agent = trace.isEmpty() ? null : AgentContext.enter(trace.get());
        try {
            publishTrace(execution.invocation().traceHeader());
            var stream = execution.invocation().resultStream();
            var outcome =
                    stream.isEmpty()
                            ? buffered(handler, execution)
                            : streamed(handler, execution, stream.get());
            return new Ended(outcome, false, false);
        } catch (Throwable e) {
            return failures.report(e, execution);
        } finally {
            if (agent != null) {
                AgentContext.leave(agent);
            }
            // AWS's runtime clears the flag after a success; after a failure too it would only hit
            // the next caller.
            Thread.interrupted();
        }
    }

    private Outcome buffered(Handler handler, Execution execution) throws Throwable {
        var limit = settings.limits().maxResultBytes();
        var buffer = new ResultBuffer.ByteArrayOutputStream(limit, expected);
        handler.handle(execution.invocation().event(), buffer, contextOf(execution));
        if (buffer.exceeded()) {
            return ErrorPayload.resultTooLarge(limit);
        }
        var result = buffer.take();
        // Most likely the next one is as long as this one.
        expected = Math.clamp(result.length, LEAST_EXPECTED, MOST_EXPECTED);
        return new Outcome.Succeeded(result);
    }

    private Outcome streamed(Handler handler, Execution execution, ResultStream stream)
            throws Throwable {
        var result = new StreamedOutput(stream);
        handler.handle(execution.invocation().event(), result, contextOf(execution));
        // Whoever keeps it writes into nothing from now on, as into a buffer that has been read.
        result.end();
        stream.end();
        return new Outcome.Succeeded(new byte[0]);
    }

    private InvocationContext contextOf(Execution execution) {
        var invocation = execution.invocation();
        return new InvocationContext(
                invocation.requestId(),
                invocation.invokedFunctionArn(),
                System.currentTimeMillis() + execution.limit().toMillis(),
                invocation.clientContext().orElse(null),
                invocation.identity().orElse(null),
                invocation.tenantId().orElse(null),
                invocation.traceHeader().orElse(null),
                isShared() || !settings.ownsProcess());
    }

    private boolean isShared() {
        return settings.limits().concurrency().isShared();
    }

    /** That of the invocation that runs, or ran last. */
    @Nullable String traceHeader() {
        return trace;
    }

    /**
     * AWS sets a property before each invocation, unless several run at the same time. The class
     * loader leads those who name it here; others read the process's own, which has one value: that
     * of the invocation that began last, of a function that is alone in it.
     */
    void publishTrace(Optional<String> header) {
        if (isShared()) {
            return;
        }
        trace = header.orElse(null);
        if (settings.ownsProcess()) {
            if (header.isPresent()) {
                System.setProperty(TRACE_PROPERTY, header.get());
            } else {
                System.clearProperty(TRACE_PROPERTY);
            }
        }
    }
}
