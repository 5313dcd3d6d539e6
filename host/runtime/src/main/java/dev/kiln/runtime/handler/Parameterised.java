package dev.kiln.runtime.handler;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A parameterised type whose variables have been replaced. */
record Parameterised(Class<?> rawType, Type[] arguments, @Nullable Type owner)
        implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.clone();
    }

    @Override
    public Type getRawType() {
        return rawType;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterizedType type
                && rawType.equals(type.getRawType())
                && Arrays.equals(arguments, type.getActualTypeArguments())
                && Objects.equals(owner, type.getOwnerType());
    }

    @Override
    public int hashCode() {
        // As the JDK's own implementation, which equal types must agree with.
        return Arrays.hashCode(arguments) ^ Objects.hashCode(owner) ^ rawType.hashCode();
    }

    /** Custom serializers may print the type; the JDK's notation. */
    @Override
    public String getTypeName() {
        var text = new StringBuilder(rawType.getName()).append('<');
        for (int i = 0; i < arguments.length; i++) {
            text.append(i == 0 ? "" : ", ").append(arguments[i].getTypeName());
        }
        return text.append('>').toString();
    }

    @Override
    public String toString() {
        return getTypeName();
    }
}
