package dev.kiln.conformance.generated;

import java.beans.Introspector;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A property that a mapper might read, by the look of a class's public members. */
record Property(String name, Type type) {

    /**
     * In alphabetical order, and of several types the first: reflection promises no order, and the
     * same seed must give the same events.
     */
    static List<Property> of(Type bean) {
        var bindings = Bindings.of(bean);
        var types = new TreeMap<String, Type>();
        var raw = Bindings.rawClass(bean);
        if (raw.isRecord()) {
            for (var component : raw.getRecordComponents()) {
                add(component.getName(), bindings.resolve(component.getGenericType()), types);
            }
        }
        for (var field : raw.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                add(field.getName(), bindings.resolve(field.getGenericType()), types);
            }
        }
        for (var method : raw.getMethods()) {
            var name = method.getName();
            if (method.isBridge()
                    || method.getDeclaringClass() == Object.class
                    || Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (name.matches("set.+") && method.getParameterCount() == 1) {
                var type = bindings.resolve(method.getGenericParameterTypes()[0]);
                add(Introspector.decapitalize(name.substring(3)), type, types);
            } else if (name.matches("(get|is).+") && method.getParameterCount() == 0) {
                var type = bindings.resolve(method.getGenericReturnType());
                var property = name.replaceFirst("get|is", "");
                add(Introspector.decapitalize(property), type, types);
            }
        }
        return types.entrySet().stream()
                .map(entry -> new Property(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void add(String name, Type type, Map<String, Type> types) {
        types.merge(name, type, (a, b) -> a.getTypeName().compareTo(b.getTypeName()) <= 0 ? a : b);
    }
}
