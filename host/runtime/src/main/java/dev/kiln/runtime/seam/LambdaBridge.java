package dev.kiln.runtime.seam;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * The host's one way to AWS's libraries; each environment has its own instance beside its own copy
 * of them.
 */
public interface LambdaBridge {

    /**
     * Connects AWS's statics, the Lambda logger above all, to the host.
     *
     * @param functionLoader a {@link ProcessOwner}
     * @param jsonLog whether log records are JSON objects
     * @param minimumLevel name of AWS's {@code LogLevel} below which records are dropped
     */
    void install(
            HostServices host, ClassLoader functionLoader, boolean jsonLog, String minimumLevel);

    /** AWS's {@code Context}. */
    Class<?> contextType();

    /** AWS's {@code RequestHandler}. */
    Class<?> requestHandlerType();

    /** AWS's {@code RequestStreamHandler}. */
    Class<?> requestStreamHandlerType();

    /** Adapts an instance of AWS's {@code RequestStreamHandler}. */
    Handler streamHandler(Object handler);

    /**
     * Makes what the JDK has to make once, for whoever converts events or results: on another
     * thread it saves the one that makes the handler some of its time. Not needed.
     */
    void prepareConversion();

    /**
     * Adapts an instance of AWS's {@code RequestHandler}; reader and writer are made here, input
     * first.
     *
     * @throws Exception if a type cannot be converted at all
     */
    Handler requestHandler(Object handler, Type input, Type output) throws Exception;

    /**
     * Adapts a method that takes an event.
     *
     * @param target null for a static method
     * @param input null if the method takes no event
     * @throws Exception if a type cannot be converted at all
     */
    Handler valueMethod(
            Method method, @Nullable Object target, @Nullable Type input, boolean withContext)
            throws Exception;

    /** Adapts a method that works on streams. */
    Handler streamMethod(
            Method method,
            @Nullable Object target,
            boolean withInput,
            boolean withOutput,
            boolean withContext);

    /** Lets go of the function's classes, as far as what environments share knows them. */
    void release();

    /** Writes a text of the runtime's own, which is no failure. */
    void logNotice(String text);

    /** Writes the log text of a failed invocation or initialisation. */
    void logFailure(String text);
}
