package dev.kiln.runtime.bridge;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.seam.HostServices;
import dev.kiln.runtime.seam.InvocationContext;
import dev.kiln.runtime.seam.LambdaBridge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Makes handlers of AWS's types. Loaded by name, once per environment. */
public final class Bridge implements LambdaBridge {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private @Nullable HostServices host;
    private @Nullable FunctionLogger logger;
    private @Nullable PayloadSerializers serializers;
    private @Nullable InvocationScope scope;

    public Bridge() {}

    @Override
    public void install(
            HostServices host, ClassLoader functionLoader, boolean jsonLog, String minimumLevel) {
        this.host = host;
        logger = new FunctionLogger(host, jsonLog, LogLevel.valueOf(minimumLevel));
        serializers = new PayloadSerializers(functionLoader);
        scope = new InvocationScope(functionLoader, logger);
        FunctionSystem.install(host, functionLoader);
        publishLogger(logger);
    }

    /**
     * Functions fetch the logger from a static that AWS's own runtime sets by reflection, for which
     * the JDK would have to make code in each process.
     */
    private static void publishLogger(LambdaLogger logger) {
        try {
            MethodHandles.privateLookupIn(LambdaRuntime.class, MethodHandles.lookup())
                    .findStaticVarHandle(LambdaRuntime.class, "logger", LambdaLogger.class)
                    .setVolatile(logger);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "aws-lambda-java-core has no field LambdaRuntime.logger", e);
        }
    }

    @Override
    public Class<?> contextType() {
        return Context.class;
    }

    @Override
    public Class<?> requestHandlerType() {
        return RequestHandler.class;
    }

    @Override
    public Class<?> requestStreamHandlerType() {
        return RequestStreamHandler.class;
    }

    @Override
    public Handler streamHandler(Object handler) {
        var target = (RequestStreamHandler) handler;
        return (event, result, invocation) ->
                target.handleRequest(new ByteArrayInputStream(event), result, begin(invocation));
    }

    @Override
    public void prepareConversion() {
        ReflectionWarmUp.run();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Handler requestHandler(Object handler, Type input, Type output) throws Exception {
        var target = (RequestHandler<Object, Object>) handler;
        var reader = installed(serializers).forInput(input);
        var writer = isVoid(output) ? null : installed(serializers).forResult(output);
        return (event, result, invocation) -> {
            var context = begin(invocation);
            var android = isAndroid(context);
            var value = target.handleRequest(reader.read(event, android), context);
            write(writer, value, result, android);
        };
    }

    @Override
    public Handler valueMethod(
            Method method, @Nullable Object target, @Nullable Type input, boolean withContext)
            throws Exception {
        var reader = input == null ? null : installed(serializers).forInput(input);
        var output = method.getGenericReturnType();
        var writer = isVoid(output) ? null : installed(serializers).forResult(output);
        return (event, result, invocation) -> {
            var context = begin(invocation);
            var android = isAndroid(context);
            Object value;
            if (reader == null) {
                value = withContext ? call(method, target, context) : call(method, target);
            } else {
                var argument = reader.read(event, android);
                value =
                        withContext
                                ? call(method, target, argument, context)
                                : call(method, target, argument);
            }
            write(writer, value, result, android);
        };
    }

    @Override
    public Handler streamMethod(
            Method method,
            @Nullable Object target,
            boolean withInput,
            boolean withOutput,
            boolean withContext) {
        return (event, result, invocation) -> {
            var context = begin(invocation);
            var arguments = new Object[method.getParameterCount()];
            var next = 0;
            InputStream in = new ByteArrayInputStream(event);
            if (withInput) {
                arguments[next++] = in;
            }
            if (withOutput) {
                arguments[next++] = result;
            }
            if (withContext) {
                arguments[next] = context;
            }
            call(method, target, arguments);
            if (!withOutput) {
                result.write(NULL);
            }
        };
    }

    @Override
    public void release() {
        PayloadSerializers.release();
    }

    @Override
    public void logNotice(String text) {
        installed(logger).logNotice(text);
    }

    @Override
    public void logFailure(String text) {
        installed(logger).logFailure(text);
    }

    private LambdaContext begin(InvocationContext invocation) {
        // Before the context: a malformed client context is an error of an invocation that has
        // begun.
        installed(scope).begin(invocation);
        return new LambdaContext(invocation, installed(host).identity(), installed(logger));
    }

    private static boolean isAndroid(LambdaContext context) {
        var client = context.getClientContext();
        if (client == null || client.getEnvironment() == null) {
            return false;
        }
        return "Android".equalsIgnoreCase(client.getEnvironment().get("platform"));
    }

    private static void write(
            PayloadSerializers.@Nullable Converter writer,
            @Nullable Object value,
            OutputStream result,
            boolean android)
            throws IOException {
        if (writer == null) {
            result.write(NULL);
        } else {
            writer.write(value, result, android);
        }
    }

    private static @Nullable Object call(
            Method method, @Nullable Object target, @Nullable Object... arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            var cause = e.getCause();
            throw cause == null ? e : cause;
        }
    }

    private static boolean isVoid(Type type) {
        return type == void.class || type == Void.class;
    }

    private static <T> T installed(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("install comes first");
        }
        return part;
    }
}
