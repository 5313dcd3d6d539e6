package dev.kiln.server.config;

import dev.kiln.frontdoor.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** Settings as Spring's environment has them, from files too, in the textual form of the door. */
final class SpringSettings {

    private final Binder binder;

    SpringSettings(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** Those of one source alone. */
    SpringSettings(ConfigurationPropertySource source) {
        this.binder = new Binder(source);
    }

    /**
     * @param prefix ends with a dot
     */
    Settings below(String prefix) {
        return new Settings(prefix, name -> text(prefix + name), name -> map(prefix + name));
    }

    /** Lists of a file become elements with commas between them, maps {@code name=value} pairs. */
    Optional<String> text(String property) {
        // Names of functions may have characters that Spring allows in files only.
        var name = ConfigurationPropertyName.adapt(property, '.');
        var scalar = binder.bind(name, Bindable.of(String.class));
        if (scalar.isBound()) {
            return Optional.of(scalar.get());
        }
        var list = binder.bind(name.append("[0]"), Bindable.of(String.class));
        if (list.isBound()) {
            return Optional.of(
                    String.join(",", binder.bind(name, Bindable.listOf(String.class)).get()));
        }
        return Optional.of(map(property))
                .filter(it -> !it.isEmpty())
                .map(it ->
                        String.join(
                                ",",
                                it.entrySet().stream()
                                        .map(e -> e.getKey() + "=" + e.getValue())
                                        .toList()));
    }

    Map<String, String> map(String property) {
        return binder.bind(
                        ConfigurationPropertyName.adapt(property, '.'),
                        Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }
}
