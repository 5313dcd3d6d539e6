package dev.kiln.server.catalog;

import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Invoker;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.FunctionRegistry;
import org.springframework.cloud.function.context.catalog.FunctionTypeUtils;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import reactor.core.scheduler.Schedulers;

/** Puts hosted handlers into Spring Cloud Function's catalog, and runs what is composed there. */
public final class HandlerCatalog {

    private static final ResolvableType EVENT =
            ResolvableType.forClassWithGenerics(Message.class, byte[].class);

    private final FunctionRegistry registry;
    private final ListableBeanFactory beans;
    private final JsonMapper json;

    public HandlerCatalog(FunctionRegistry registry, ListableBeanFactory beans, JsonMapper json) {
        this.registry = registry;
        this.beans = beans;
        this.json = json;
    }

    /**
     * Makes a handler known under its function's name, as a {@code Function<Message<byte[]>,
     * Message<byte[]>>}.
     *
     * @param arn unqualified
     * @throws InvalidSettingException if a function bean has that name
     */
    public void register(String name, String arn, Invoker handler) {
        if (registry.getNames(Function.class).contains(name)) {
            throw new InvalidSettingException(
                    ("Function '%s' is both a handler and a bean of an extension."
                                    + " Give one of them another name.")
                            .formatted(name));
        }
        var type = ResolvableType.forClassWithGenerics(Function.class, EVENT, EVENT).getType();
        registry.register(
                new FunctionRegistration<>(new HandlerFunction(name, arn, handler), name)
                        .type(type));
    }

    /**
     * Runs a definition such as {@code redact|orders}.
     *
     * @param limit longest run
     * @throws InvalidSettingException if the catalog has no function of a name in it
     */
    public Invoker invoker(String definition, Duration limit) {
        return new CompositionInvoker(lookUp(definition), limit, Schedulers.boundedElastic(), json);
    }

    /** What the first function of a definition takes, and the last one gives. */
    public HandlerDescription description(String definition) {
        var function = lookUp(definition);
        var input = payloadOf(function.getInputType());
        return new HandlerDescription(
                Set.of(),
                input.getName(),
                namesOf(input),
                namesOf(payloadOf(function.getOutputType())));
    }

    /** Names of the functions that a definition is made of. */
    public static List<String> parts(String definition) {
        return Arrays.stream(definition.split("[|,]")).map(String::trim).toList();
    }

    /** Names of the function beans that came with extensions. */
    public List<String> beansOf(Extensions extensions) {
        return Arrays.stream(beans.getBeanNamesForType(Function.class))
                .filter(name -> extensions.owns(beans.getBean(name)))
                .toList();
    }

    private FunctionInvocationWrapper lookUp(String definition) {
        var known = new TreeSet<>(registry.getNames(Function.class));
        // SCF's own router is no function of anybody's.
        known.remove("functionRouter");
        for (var part : parts(definition)) {
            if (!known.contains(part)) {
                throw new InvalidSettingException(
                        "Definition '%s' names the function '%s', which is neither a handler nor a bean of kiln.extensions; there are %s."
                                .formatted(definition, part, String.join(", ", known)));
            }
        }
        return registry.lookup(FunctionInvocationWrapper.class, definition, "application/json");
    }

    private static Class<?> payloadOf(@Nullable Type declared) {
        // Consumers have no output.
        if (declared == null) {
            return void.class;
        }
        return FunctionTypeUtils.getRawType(
                FunctionTypeUtils.isMessage(declared)
                        ? FunctionTypeUtils.getGenericType(declared)
                        : declared);
    }

    private static Set<String> namesOf(Class<?> type) {
        var names = new LinkedHashSet<String>();
        addWithSupertypes(type, names);
        return Set.copyOf(names);
    }

    private static void addWithSupertypes(@Nullable Class<?> type, Set<String> names) {
        if (type != null && names.add(type.getName())) {
            addWithSupertypes(type.getSuperclass(), names);
            for (var parent : type.getInterfaces()) {
                addWithSupertypes(parent, names);
            }
        }
    }
}
