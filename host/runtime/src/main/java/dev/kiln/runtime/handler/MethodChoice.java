package dev.kiln.runtime.handler;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses among the overloads of a handler method. */
final class MethodChoice {

    private final Class<?> type;
    private final String name;
    private final Class<?> contextType;
    private final Consumer<String> standardError;

    MethodChoice(Class<?> type, String name, Class<?> contextType, Consumer<String> standardError) {
        this.type = type;
        this.name = name;
        this.contextType = contextType;
        this.standardError = standardError;
    }

    /**
     * A method and what it is given.
     *
     * @param input declared generic type of the event; null for streams and for methods without an
     *     event
     */
    record Chosen(
            Method method,
            boolean stream,
            boolean withInputStream,
            boolean withOutputStream,
            boolean withContext,
            @Nullable Type input) {

        static Chosen streams(Method method, boolean input, boolean output, boolean context) {
            return new Chosen(method, true, input, output, context, null);
        }

        static Chosen values(Method method, @Nullable Type input, boolean context) {
            return new Chosen(method, false, false, false, context, input);
        }
    }

    Chosen find() throws HandlerFault {
        for (var method : candidates()) {
            var chosen = accept(method);
            if (chosen.isPresent()) {
                warnOfIgnoredResult(chosen.get());
                return chosen.get();
            }
        }
        throw HandlerFault.declaration(
                "No public method named "
                        + name
                        + " with appropriate method signature found on class "
                        + type.getName());
    }

    /**
     * Not bridges first, then longer ones; ties keep the order in which the JVM lists methods, as
     * on AWS.
     */
    private List<Method> candidates() throws HandlerFault {
        var candidates = new ArrayList<Method>();
        for (var method : methods()) {
            if (method.getName().equals(name)) {
                candidates.add(method);
            }
        }
        candidates.sort(
                Comparator.comparing(Method::isBridge)
                        .thenComparing(Comparator.comparingInt(this::rank).reversed()));
        return candidates;
    }

    private Method[] methods() throws HandlerFault {
        try {
            return type.getMethods();
        } catch (NoClassDefFoundError e) {
            throw HandlerFault.deferred(
                    "Error loading method " + name + " on class " + type.getName(), e);
        }
    }

    /** A last parameter of type Context counts as one more. */
    private int rank(Method method) {
        var types = method.getParameterTypes();
        var endsInContext = types.length > 0 && types[types.length - 1] == contextType;
        return types.length + (endsInContext ? 1 : 0);
    }

    private Optional<Chosen> accept(Method method) {
        return switch (method.getParameterCount()) {
            case 0 -> Optional.of(Chosen.values(method, null, false));
            case 1 -> Optional.of(acceptOne(method));
            case 2 -> acceptTwo(method);
            case 3 -> acceptThree(method);
            default ->
                    ignore(
                            "Ignoring an overload of method "
                                    + name
                                    + " because it has too many parameters: Expected at most 3, got "
                                    + method.getParameterCount());
        };
    }

    private Chosen acceptOne(Method method) {
        var only = method.getParameterTypes()[0];
        if (only == InputStream.class) {
            return Chosen.streams(method, true, false, false);
        }
        if (only == OutputStream.class) {
            return Chosen.streams(method, false, true, false);
        }
        return only == contextType
                ? Chosen.values(method, null, true)
                : Chosen.values(method, method.getGenericParameterTypes()[0], false);
    }

    private Optional<Chosen> acceptTwo(Method method) {
        var first = method.getParameterTypes()[0];
        var second = method.getParameterTypes()[1];
        if (first == OutputStream.class) {
            return second == contextType
                    ? Optional.of(Chosen.streams(method, false, true, true))
                    : ignore(
                            "Ignoring two-argument overload because first argument type is OutputStream and second"
                                    + " argument type is not Context");
        }
        if (first == contextType) {
            return ignore("Ignoring two-argument overload because first argument type is Context");
        }
        if (first == InputStream.class) {
            if (second == OutputStream.class) {
                return Optional.of(Chosen.streams(method, true, true, false));
            }
            return second == contextType
                    ? Optional.of(Chosen.streams(method, true, false, true))
                    : ignore(
                            "Ignoring two-argument overload because second parameter type, "
                                    + second.getName()
                                    + ", is not OutputStream.");
        }
        return second == contextType
                ? Optional.of(Chosen.values(method, method.getGenericParameterTypes()[0], true))
                : ignore(
                        "Ignoring two-argument overload because second parameter type is not Context");
    }

    private Optional<Chosen> acceptThree(Method method) {
        var types = method.getParameterTypes();
        return types[0] == InputStream.class
                        && types[1] == OutputStream.class
                        && types[2] == contextType
                ? Optional.of(Chosen.streams(method, true, true, true))
                // The text has no closing parenthesis on AWS either.
                : ignore(
                        "Ignoring three-argument overload because argument signature is not (InputStream, OutputStream,"
                                + " Context");
    }

    private Optional<Chosen> ignore(String reason) {
        standardError.accept(reason);
        return Optional.empty();
    }

    private void warnOfIgnoredResult(Chosen chosen) {
        var result = chosen.method().getReturnType();
        if (chosen.stream() && result != void.class) {
            standardError.accept("Will ignore return type " + result + " on byte stream handler");
        }
    }
}
