package dev.kiln.server.catalog;

import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs a function of the catalog, most often a composition, as if it were a handler: the event is
 * the payload of its message, its result is JSON. Spring beans are shared by all requests.
 */
final class CompositionInvoker implements Invoker {

    private static final String CATALOG_PACKAGE = "org.springframework.cloud.function.context.";
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private final Function<Object, @Nullable Object> composition;
    private final Duration limit;
    private final Scheduler threads;
    private final JsonMapper json;

    /**
     * @param limit longest run, waiting for handlers included
     * @param threads on which functions may block
     */
    CompositionInvoker(
            Function<Object, @Nullable Object> composition,
            Duration limit,
            Scheduler threads,
            JsonMapper json) {
        this.composition = composition;
        this.limit = limit;
        this.threads = threads;
        this.json = json;
    }

    @Override
    public CompletableFuture<Outcome> invoke(Invocation invocation) {
        return Mono.fromCallable(() -> outcome(invocation))
                .subscribeOn(threads)
                .timeout(limit, Mono.just(new Outcome.TimedOut(limit)))
                .toFuture();
    }

    /** Never throws: nobody would hear it where the limit has passed already. */
    private Outcome outcome(Invocation invocation) {
        try {
            return new Outcome.Succeeded(CurrentInvocation.call(invocation, () -> run(invocation)));
        } catch (Throwable error) {
            return ended(error);
        }
    }

    private byte[] run(Invocation invocation) {
        var event =
                MessageBuilder.withPayload(invocation.event())
                        .setHeader(MessageHeaders.CONTENT_TYPE, "application/json")
                        .setHeader("requestId", invocation.requestId())
                        .build();
        return bytes(composition.apply(event));
    }

    private byte[] bytes(@Nullable Object result) {
        return switch (result) {
            case null -> NULL;
            case Message<?> message -> bytes(message.getPayload());
            case byte[] bytes -> bytes;
            case CharSequence text -> text.toString().getBytes(StandardCharsets.UTF_8);
            case Mono<?> mono -> bytes(mono.block());
            case Publisher<?> several -> bytes(Flux.from(several).collectList().block());
            default -> json.toJson(result);
        };
    }

    private static Outcome ended(Throwable error) {
        for (var cause = Optional.of(error);
                cause.isPresent();
                cause = cause.map(Throwable::getCause)) {
            if (cause.get() instanceof HandlerEnded ended) {
                return ended.outcome();
            }
        }
        cutAtCatalog(error);
        return ErrorPayload.ofException(error, Path.of("").toAbsolutePath().toString());
    }

    /** Below the bean's own frames there is nothing but this host's. */
    private static void cutAtCatalog(Throwable error) {
        var frames = error.getStackTrace();
        for (var i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().startsWith(CATALOG_PACKAGE)) {
                error.setStackTrace(Arrays.copyOf(frames, i));
                return;
            }
        }
    }
}
