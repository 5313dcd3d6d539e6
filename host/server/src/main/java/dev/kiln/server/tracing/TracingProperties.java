package dev.kiln.server.tracing;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.TracingSettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** What Spring Boot reads of OpenTelemetry's settings; needs no class of OpenTelemetry. */
public final class TracingProperties {

    static final String ON = "dev.kiln.tracing";

    private static final String BOOTS = "management.opentelemetry.";

    static final String ENDPOINT = BOOTS + "tracing.export.otlp.endpoint";

    private TracingProperties() {}

    /**
     * Tells Spring Boot what OpenTelemetry's variables and properties say, before any bean is made.
     *
     * @param functions those that are known so early
     */
    public static void publish(
            EarlySettings early,
            Collection<HostedFunction> functions,
            ConfigurableEnvironment environment) {
        var settings = TracingSettings.read(early);
        var properties = new LinkedHashMap<String, Object>();
        properties.put(ON, settings.isPresent());
        settings.ifPresent(it -> {
            properties.put(ENDPOINT, it.endpoint().toString());
            properties.put(BOOTS + "tracing.export.otlp.transport", "http");
            properties.put(
                    BOOTS + "tracing.sampler",
                    it.sampler()
                            .toUpperCase(Locale.ROOT)
                            .replace("PARENTBASED", "PARENT_BASED")
                            .replace("TRACEIDRATIO", "TRACE_ID_RATIO"));
            properties.put("management.tracing.sampling.probability", it.sampling().ratio());
            serviceName(it, early, functions)
                    .ifPresent(name ->
                            properties.put(BOOTS + "resource-attributes[service.name]", name));
            if (functions.size() == 1) {
                var only = functions.iterator().next().settings();
                properties.put(BOOTS + "resource-attributes[faas.name]", only.name());
                properties.put(BOOTS + "resource-attributes[faas.version]", only.version());
            }
        });
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("kiln tracing", properties));
    }

    /** Empty if the resource attributes have one. */
    private static Optional<String> serviceName(
            TracingSettings settings, EarlySettings early, Collection<HostedFunction> functions) {
        if (settings.serviceName().isPresent()) {
            return settings.serviceName();
        }
        var attributes = early.openTelemetry("otel.resource.attributes").orElse("");
        if (("," + attributes.replace(" ", "")).contains(",service.name=")) {
            return Optional.empty();
        }
        return Optional.ofNullable(early.variables().get("K_SERVICE"))
                .or(() ->
                        functions.size() == 1
                                ? Optional.of(functions.iterator().next().name())
                                : Optional.of("kiln"));
    }

    /** Whether an endpoint is named. */
    public static boolean isOn(Environment environment) {
        return environment.getProperty(ON, Boolean.class, false);
    }
}
