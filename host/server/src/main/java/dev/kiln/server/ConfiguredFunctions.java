package dev.kiln.server;

import dev.kiln.frontdoor.HostStart;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.server.catalog.Extensions;
import dev.kiln.server.catalog.HandlerCatalog;
import dev.kiln.server.config.KilnProperties;
import dev.kiln.server.config.KilnProperties.Configured;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;

/**
 * The functions that Spring's configuration describes. Their handlers begin to initialise at once,
 * while Spring starts; they stand behind the door when the catalog can compose them.
 */
final class ConfiguredFunctions {

    private final KilnProperties properties;
    private final HostStart start;
    private final IdentityHashMap<Configured, HostedFunction> handlers = new IdentityHashMap<>();

    /**
     * @throws InvalidSettingException if a definition cannot be meant, or its code is not there
     */
    ConfiguredFunctions(KilnProperties properties, HostStart start) {
        this.properties = properties;
        this.start = start;
        var withHandler =
                properties.functions().stream()
                        .filter(it -> it.definition().handler().isPresent())
                        .toList();
        var started =
                start.hosting().start(withHandler.stream().map(Configured::definition).toList());
        for (var i = 0; i < started.size(); i++) {
            handlers.put(withHandler.get(i), started.get(i));
        }
    }

    /**
     * Serves them all, and the beans of extensions that no composition uses.
     *
     * @throws InvalidSettingException if a composition names what is not there, or there is nothing
     *     to serve
     */
    void serve(HandlerCatalog catalog, Extensions extensions) {
        var door = start.door();
        handlers.values().forEach(it -> register(it, catalog));
        var used = new HashSet<String>();
        for (var function : properties.functions()) {
            function.composition().map(HandlerCatalog::parts).ifPresent(used::addAll);
            door.add(hosted(function, catalog));
        }
        for (var bean : catalog.beansOf(extensions)) {
            if (!used.contains(bean) && door.function(bean).isEmpty()) {
                door.add(
                        composed(
                                new Configured(
                                        properties.byDefault().apply(bean), Optional.of(bean)),
                                bean,
                                catalog));
            }
        }
        if (door.functions().isEmpty()) {
            throw nothingToServe();
        }
        door.open(properties.door());
    }

    static void register(HostedFunction function, HandlerCatalog catalog) {
        catalog.register(function.name(), function.settings().arn(), function.invoker());
    }

    private HostedFunction hosted(Configured function, HandlerCatalog catalog) {
        var handler = Optional.ofNullable(handlers.get(function));
        var composition = function.composition();
        if (composition.isEmpty()) {
            // Without a composition the door calls the handler itself.
            return handler.orElseThrow();
        }
        var limits = function.definition().limits();
        return handler.map(it ->
                        it.withInvoker(
                                catalog.invoker(
                                        composition.get(),
                                        limits.timeout().plus(limits.maxWait()))))
                .orElseGet(() -> composed(function, composition.get(), catalog));
    }

    private HostedFunction composed(
            Configured function, String composition, HandlerCatalog catalog) {
        return start.hosting()
                .host(
                        function.definition(),
                        catalog.invoker(composition, function.definition().limits().timeout()),
                        catalog.description(composition));
    }

    private static InvalidSettingException nothingToServe() {
        return new InvalidSettingException(
                "No function is configured. Name a handler and its code, such as"
                        + " --kiln.handler=com.example.App::handle --kiln.jar=app.jar, or describe functions in"
                        + " kiln.yaml below kiln.functions.");
    }
}
