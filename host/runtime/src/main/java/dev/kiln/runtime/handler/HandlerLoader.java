package dev.kiln.runtime.handler;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.handler.LoadResult.Loaded;
import dev.kiln.runtime.seam.Handler;
import dev.kiln.runtime.seam.LambdaBridge;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds a handler as AWS's runtime does: the same choices, the same faults in the same order. */
public final class HandlerLoader {

    private final ClassLoader functionLoader;
    private final LambdaBridge bridge;
    private final Runnable beforeConversion;
    private final Consumer<String> standardError;

    /**
     * Loads handlers of one environment.
     *
     * @param beforeConversion runs once the handler is known to be one whose events are converted
     * @param standardError gets a line for each overload that is passed over
     */
    public HandlerLoader(
            ClassLoader functionLoader,
            LambdaBridge bridge,
            Runnable beforeConversion,
            Consumer<String> standardError) {
        this.functionLoader = functionLoader;
        this.bridge = bridge;
        this.beforeConversion = beforeConversion;
        this.standardError = standardError;
    }

    /** Runs static initialisers and the constructor of the function, on the calling thread. */
    public LoadResult load(String handler) {
        try {
            var name =
                    HandlerName.parse(handler)
                            .orElseThrow(() ->
                                    HandlerFault.declaration("Invalid handler: `" + handler + "'"));
            var type = load(name);
            return name.methodName().isPresent()
                    ? methodHandler(type, name.methodName().get())
                    : interfaceHandler(type);
        } catch (HandlerFault e) {
            return e.fault();
        }
    }

    private Class<?> load(HandlerName name) throws HandlerFault {
        var className = name.className();
        try {
            return Class.forName(className, true, functionLoader);
        } catch (ClassNotFoundException e) {
            throw HandlerFault.deferred("Class not found: " + className, e);
        } catch (Throwable e) {
            // A missing dependency ends AWS's process with the first invocation, anything else at
            // once; here both end the environment, and the next invocation tries again.
            var detail = e.getMessage();
            var message =
                    "Error loading class " + className + (detail == null ? "" : ": " + detail);
            throw e instanceof NoClassDefFoundError
                    ? HandlerFault.terminalUnlessShared(message, e)
                    : HandlerFault.terminal(message, e);
        }
    }

    private LoadResult interfaceHandler(Class<?> type) throws HandlerFault {
        if (bridge.requestStreamHandlerType().isAssignableFrom(type)) {
            var instance = instantiate(type);
            return new Loaded(
                    bridge.streamHandler(instance),
                    Descriptions.of(type, InputStream.class, OutputStream.class),
                    toClose(instance));
        }
        if (!bridge.requestHandlerType().isAssignableFrom(type)) {
            throw HandlerFault.declaration(
                    "Class does not implement an appropriate handler interface: " + type.getName());
        }
        beforeConversion.run();
        var arguments = TypeParameters.of(type, bridge.requestHandlerType());
        var instance = instantiate(type);
        return new Loaded(
                prepared(() ->
                        bridge.requestHandler(instance, arguments.input(), arguments.output())),
                Descriptions.of(type, arguments.input(), arguments.output()),
                toClose(instance));
    }

    private static Optional<AutoCloseable> toClose(@Nullable Object instance) {
        return instance instanceof AutoCloseable closeable
                ? Optional.of(closeable)
                : Optional.empty();
    }

    private LoadResult methodHandler(Class<?> type, String methodName) throws HandlerFault {
        var choice = new MethodChoice(type, methodName, bridge.contextType(), standardError).find();
        if (!choice.stream()) {
            beforeConversion.run();
        }
        var method = choice.method();
        var target = Modifier.isStatic(method.getModifiers()) ? null : instantiate(type);
        var handler =
                choice.stream()
                        ? bridge.streamMethod(
                                method,
                                target,
                                choice.withInputStream(),
                                choice.withOutputStream(),
                                choice.withContext())
                        : prepared(() ->
                                bridge.valueMethod(
                                        method, target, choice.input(), choice.withContext()));
        return new Loaded(handler, describe(type, choice), toClose(target));
    }

    private static HandlerDescription describe(Class<?> type, MethodChoice.Chosen choice) {
        if (choice.stream()) {
            return Descriptions.of(
                    type,
                    choice.withInputStream() ? InputStream.class : void.class,
                    choice.withOutputStream() ? OutputStream.class : void.class);
        }
        var input = choice.input();
        return Descriptions.of(
                type, input == null ? void.class : input, choice.method().getGenericReturnType());
    }

    private Object instantiate(Class<?> type) throws HandlerFault {
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw HandlerFault.deferred(withoutConstructor(type, e));
        }
        try {
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw HandlerFault.terminal(e.getCause() == null ? e : e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw HandlerFault.deferred(e);
        }
    }

    private static Exception withoutConstructor(Class<?> type, NoSuchMethodException cause) {
        var name = "Class " + type.getName();
        // AWS's log shows a cause for the one and none for the other.
        return type.isMemberClass() && !Modifier.isStatic(type.getModifiers())
                ? new Exception(
                        name + " cannot be instantiated because it is a non-static inner class")
                : new Exception(name + " has no public zero-argument constructor", cause);
    }

    private static Handler prepared(Preparation preparation) throws HandlerFault {
        try {
            return preparation.run();
        } catch (Throwable e) {
            throw HandlerFault.deferred(e);
        }
    }

    /** Makes a handler with its reader and writer; unusable types show here. */
    @FunctionalInterface
    private interface Preparation {
        Handler run() throws Exception;
    }
}
