package dev.kiln.runtime.handler;

import dev.kiln.runtime.HandlerDescription;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a handler's types into names. */
final class Descriptions {

    private Descriptions() {}

    static HandlerDescription of(Class<?> handler, Type input, Type result) {
        var erased = erase(input);
        return new HandlerDescription(
                namesOf(handler), erased.getName(), namesOf(erased), namesOf(erase(result)));
    }

    private static Set<String> namesOf(Class<?> type) {
        var names = new LinkedHashSet<String>();
        collect(type, names);
        return Set.copyOf(names);
    }

    private static void collect(@Nullable Class<?> type, Set<String> names) {
        if (type != null && names.add(type.getName())) {
            collect(type.getSuperclass(), names);
            for (var parent : type.getInterfaces()) {
                collect(parent, names);
            }
        }
    }

    private static Class<?> erase(Type type) {
        // Nearly always, and outside of the switch, whose bootstrap would be a part of the start.
        return type instanceof Class<?> plain ? plain : eraseGeneric(type);
    }

    private static Class<?> eraseGeneric(Type type) {
        return switch (type) {
            case ParameterizedType parameterised -> erase(parameterised.getRawType());
            case GenericArrayType array -> erase(array.getGenericComponentType()).arrayType();
            case TypeVariable<?> variable -> erase(variable.getBounds()[0]);
            case WildcardType wildcard -> erase(wildcard.getUpperBounds()[0]);
            default -> Object.class;
        };
    }
}
