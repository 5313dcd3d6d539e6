package dev.kiln.server.catalog;

import dev.kiln.adapters.IdSource;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * A hosted handler as the catalog knows it: the payload is the event, the result the payload of the
 * answer. Waits for the handler; what is no result ends in a {@link HandlerEnded}.
 */
final class HandlerFunction implements Function<Message<byte[]>, Message<byte[]>> {

    private static final IdSource IDS = IdSource.random();

    private final String name;
    private final String arn;
    private final Invoker invoker;

    /**
     * @param arn unqualified
     */
    HandlerFunction(String name, String arn, Invoker invoker) {
        this.name = name;
        this.arn = arn;
        this.invoker = invoker;
    }

    @Override
    public Message<byte[]> apply(Message<byte[]> message) {
        var outcome = run(invocation(message.getPayload()));
        if (outcome instanceof Outcome.Succeeded(var result)) {
            return MessageBuilder.withPayload(result).copyHeaders(message.getHeaders()).build();
        }
        throw new HandlerEnded(name, outcome);
    }

    private Invocation invocation(byte[] event) {
        return CurrentInvocation.take()
                .map(it ->
                        new Invocation(
                                        it.requestId(),
                                        event,
                                        it.latestEnd(),
                                        // With a qualifier, if the caller named this very function.
                                        it.invokedFunctionArn().startsWith(arn)
                                                ? it.invokedFunctionArn()
                                                : arn,
                                        it.clientContext(),
                                        it.identity(),
                                        it.tenantId(),
                                        it.traceHeader(),
                                        it.logTail())
                                .withTrace(it.trace().map(above -> above.below(IDS.segmentId()))))
                .orElseGet(() -> Invocation.of(UUID.randomUUID().toString(), arn, event));
    }

    private Outcome run(Invocation invocation) {
        try {
            return invoker.invoke(invocation).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while function '" + name + "' ran", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Function '" + name + "' could not be run", e.getCause());
        }
    }
}
