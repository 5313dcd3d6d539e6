package dev.kiln.runtime.environment;

import dev.kiln.runtime.InvocationTrace;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an invocation's span the current one for OpenTelemetry's Java agent, if the process has it:
 * what it sees in the function is below that span then. The agent keeps its copy of OpenTelemetry's
 * API on the boot class path, under names of its own. There is no other that it and the host could
 * share before Spring is up; the agent's version is pinned, and a test attaches it.
 */
final class AgentContext {

    private static final String SHADED = "io.opentelemetry.javaagent.shaded.io.opentelemetry.";

    /** Empty without the agent. Asked for with the first invocation that is traced. */
    private static final Optional<AgentContext> ATTACHED = find();

    private final Object root;
    private final Object noState;
    private final Object sampled;
    private final Object unsampled;
    private final Method spanContext;
    private final Method wrap;
    private final Method with;
    private final Method makeCurrent;
    private final Method close;

    private AgentContext() throws ReflectiveOperationException {
        var flags = load("api.trace.TraceFlags");
        var state = load("api.trace.TraceState");
        var contextOfSpan = load("api.trace.SpanContext");
        var context = load("context.Context");
        root = constant(context, "root");
        noState = constant(state, "getDefault");
        sampled = constant(flags, "getSampled");
        unsampled = constant(flags, "getDefault");
        spanContext =
                contextOfSpan.getMethod(
                        "createFromRemoteParent", String.class, String.class, flags, state);
        wrap = load("api.trace.Span").getMethod("wrap", contextOfSpan);
        with = context.getMethod("with", load("context.ImplicitContextKeyed"));
        makeCurrent = context.getMethod("makeCurrent");
        close = load("context.Scope").getMethod("close");
    }

    /**
     * The span is the current thread's from now on.
     *
     * @return for {@link #leave}, on the same thread; null without the agent
     */
    static @Nullable Object enter(InvocationTrace trace) {
        return ATTACHED.isEmpty() ? null : ATTACHED.get().open(trace);
    }

    private Object open(InvocationTrace trace) {
        try {
            var flags = trace.sampled() ? sampled : unsampled;
            var span =
                    wrap.invoke(
                            null,
                            spanContext.invoke(
                                    null, trace.traceId(), trace.spanId(), flags, noState));
            return makeCurrent.invoke(with.invoke(root, span));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("OpenTelemetry's agent takes no context", e);
        }
    }

    /** What was current before is so again. */
    static void leave(Object scope) {
        if (ATTACHED.isPresent()) {
            try {
                ATTACHED.get().close.invoke(scope);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("OpenTelemetry's agent keeps a context", e);
            }
        }
    }

    private static Optional<AgentContext> find() {
        try {
            return Optional.of(new AgentContext());
        } catch (ReflectiveOperationException _) {
            return Optional.empty();
        }
    }

    private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
        return type.getMethod(name).invoke(null);
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(SHADED + name, true, null);
    }
}
