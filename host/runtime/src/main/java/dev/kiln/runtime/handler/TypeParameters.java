package dev.kiln.runtime.handler;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Input and output type of a {@code RequestHandler}, found as AWS's runtime finds them: breadth
 * first, and the arguments of the first parameterised interface that is or extends it, even where
 * that interface declares them in another order.
 */
record TypeParameters(Type input, Type output) {

    private record Step(Class<?> type, Map<String, Type> bindings) {}

    static TypeParameters of(Class<?> handler, Class<?> requestHandler) throws HandlerFault {
        Deque<Step> queue = new ArrayDeque<>();
        queue.add(new Step(handler, Map.of()));
        while (!queue.isEmpty()) {
            var step = queue.remove();
            for (var parent : step.type().getGenericInterfaces()) {
                if (parent instanceof ParameterizedType parameterised) {
                    var raw = (Class<?>) parameterised.getRawType();
                    if (requestHandler.isAssignableFrom(raw)) {
                        return fromArguments(
                                resolve(parameterised.getActualTypeArguments(), step), handler);
                    }
                    queue.add(new Step(raw, bind(parameterised, step)));
                } else {
                    queue.add(plain((Class<?>) parent, step));
                }
            }
            var superclass = step.type().getGenericSuperclass();
            if (superclass instanceof ParameterizedType parameterised) {
                queue.add(
                        new Step((Class<?>) parameterised.getRawType(), bind(parameterised, step)));
            } else if (superclass instanceof Class<?> parent) {
                queue.add(plain(parent, step));
            }
        }
        throw HandlerFault.declaration(withoutParameters(handler));
    }

    private static TypeParameters fromArguments(Type[] arguments, Class<?> handler)
            throws HandlerFault {
        if (arguments.length != 2) {
            throw HandlerFault.declaration(
                    "Invalid class signature for RequestHandler. Expected two generic types, got "
                            + arguments.length);
        }
        return new TypeParameters(bounded(arguments[0], handler), bounded(arguments[1], handler));
    }

    /** A variable that nobody has bound is read as its bound. */
    private static Type bounded(Type argument, Class<?> handler) throws HandlerFault {
        if (!(argument instanceof TypeVariable<?> variable)) {
            return argument;
        }
        var bound = variable.getBounds()[0];
        if (bound == Object.class) {
            throw HandlerFault.declaration(
                    withoutParameters(handler)
                            + ": parameter "
                            + variable.getName()
                            + " has no upper bound.");
        }
        return bound;
    }

    private static String withoutParameters(Class<?> handler) {
        return "Class "
                + handler.getName()
                + " does not implement RequestHandler with concrete type parameters";
    }

    /** Variables of a raw parent mean what those of the same name mean below it. */
    private static Step plain(Class<?> parent, Step step) {
        var bindings = new HashMap<String, Type>();
        for (var variable : parent.getTypeParameters()) {
            bindings.put(variable.getName(), resolve(variable, step));
        }
        return new Step(parent, bindings);
    }

    private static Map<String, Type> bind(ParameterizedType type, Step step) {
        var variables = ((Class<?>) type.getRawType()).getTypeParameters();
        var arguments = resolve(type.getActualTypeArguments(), step);
        Map<String, Type> bindings = new HashMap<>();
        for (int i = 0; i < variables.length; i++) {
            bindings.put(variables[i].getName(), arguments[i]);
        }
        return bindings;
    }

    private static Type[] resolve(Type[] arguments, Step step) {
        var resolved = new Type[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            resolved[i] = resolve(arguments[i], step);
        }
        return resolved;
    }

    /**
     * Only an argument that is a variable itself: AWS's runtime leaves {@code List<T>} as it is,
     * and its elements are read as the bound of {@code T}.
     */
    private static Type resolve(Type argument, Step step) {
        return argument instanceof TypeVariable<?> variable
                ? step.bindings().getOrDefault(variable.getName(), variable)
                : argument;
    }
}
