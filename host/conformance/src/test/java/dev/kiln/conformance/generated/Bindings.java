package dev.kiln.conformance.generated;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the type variables in and above a type stand for. */
final class Bindings {

    private final Map<TypeVariable<?>, Type> meanings = new HashMap<>();
    private final List<ParameterizedType> superTypes = new ArrayList<>();

    private Bindings() {}

    static Bindings of(Type type) {
        var bindings = new Bindings();
        bindings.collect(type);
        return bindings;
    }

    /** All parameterized types above the type, with its own arguments in the place of variables. */
    Stream<ParameterizedType> superTypes() {
        return superTypes.stream();
    }

    Type resolve(Type type) {
        return switch (type) {
            case TypeVariable<?> variable when meanings.containsKey(variable) ->
                    meanings.get(variable);
            // Only the erasure: a bound may name its own variable.
            case TypeVariable<?> variable -> erasure(variable.getBounds()[0]);
            case WildcardType wildcard -> resolve(wildcard.getUpperBounds()[0]);
            case GenericArrayType array ->
                    rawClass(resolve(array.getGenericComponentType())).arrayType();
            case ParameterizedType generic ->
                    new Resolved(
                            generic.getRawType(),
                            Arrays.stream(generic.getActualTypeArguments())
                                    .map(this::resolve)
                                    .toArray(Type[]::new));
            default -> type;
        };
    }

    static Class<?> rawClass(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType generic -> (Class<?>) generic.getRawType();
            default -> throw new IllegalArgumentException("Not resolved: " + type);
        };
    }

    private static Type erasure(Type bound) {
        return switch (bound) {
            case ParameterizedType generic -> generic.getRawType();
            case TypeVariable<?> variable -> erasure(variable.getBounds()[0]);
            default -> bound;
        };
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType generic) {
            var variables = rawClass(generic).getTypeParameters();
            for (var i = 0; i < variables.length; i++) {
                meanings.put(variables[i], generic.getActualTypeArguments()[i]);
            }
            superTypes.add(generic);
        }
        var raw = rawClass(type);
        for (var parent : raw.getGenericInterfaces()) {
            collect(resolve(parent));
        }
        if (raw.getGenericSuperclass() != null) {
            collect(resolve(raw.getGenericSuperclass()));
        }
    }

    private record Resolved(Type getRawType, Type[] getActualTypeArguments)
            implements ParameterizedType {

        @Override
        public Type getOwnerType() {
            return Object.class;
        }
    }
}
