package dev.kiln.server.config;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.runtime.InvalidSettingException;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A function that was named by the environment runs before any file is read: what a file says
 * differently about it would have no effect, and that is refused.
 */
public final class EarlyStart {

    private static final ConfigurationPropertyName KILN = ConfigurationPropertyName.of("kiln");

    /** Those that were read early, too. */
    private static final Set<String> READ_EARLY =
            Set.of(
                    CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME,
                    StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);

    private EarlyStart() {}

    /**
     * @throws InvalidSettingException that names the setting, both values, and the way out
     */
    public static void check(ConfigurableEnvironment environment, EarlySettings early) {
        KilnProperties.knownNames().check(environment, Set.of());
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && source.getUnderlyingSource() instanceof PropertySource<?> underlying
                    && !READ_EARLY.contains(underlying.getName())) {
                iterable.stream()
                        .filter(KILN::isAncestorOf)
                        .forEach(name -> compare(name, source, early));
            }
        }
    }

    private static void compare(
            ConfigurationPropertyName name, ConfigurationPropertySource file, EarlySettings early) {
        var setting = name.getElement(1, Form.DASHED);
        var told = early.settings().text(setting);
        var written = new SpringSettings(file).text("kiln." + setting).orElse("").trim();
        if (told.isPresent() && told.get().equals(written)) {
            return;
        }
        var property = file.getConfigurationProperty(name);
        var where = property == null ? "" : SettingOrigin.describe(property.getOrigin());
        var handler = early.settings().text("handler").orElse("");
        if (setting.equals("functions")) {
            throw new InvalidSettingException(
                    ("%s%s belongs to several functions, but the environment names one handler, '%s'. Unset _HANDLER and"
                                    + " KILN_HANDLER to serve the functions of the file, or remove them from the file.")
                            .formatted(name, where, handler));
        }
        throw new InvalidSettingException(
                ("kiln.%s is '%s'%s, but the environment, which named the handler '%s', %s. A function that is named there"
                                + " starts before files are read: set KILN_%s, or remove the setting from the file.")
                        .formatted(
                                setting,
                                written,
                                where,
                                handler,
                                told.map("says '%s'"::formatted).orElse("does not say so"),
                                setting.replace('-', '_').toUpperCase(Locale.ROOT)));
    }
}
