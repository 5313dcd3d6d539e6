package dev.kiln.server.tracing;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.TracingSettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** Spring Boot's tracing by OpenTelemetry, where an endpoint for spans is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TracingConfiguration.ON)
public class TracingConfiguration {

    static final String ON = "dev.kiln.tracing";

    private static final String BOOTS = "management.opentelemetry.";

    /** What hands spans over must not keep a process that ends: a second in all, then they go. */
    private static final RetryPolicy RETRIES =
            RetryPolicy.builder()
                    .setMaxAttempts(3)
                    .setInitialBackoff(Duration.ofMillis(200))
                    .setMaxBackoff(Duration.ofMillis(500))
                    .build();

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
            properties.put(BOOTS + "tracing.export.otlp.endpoint", it.endpoint().toString());
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
            FunctionAttributes.ofOnly(functions)
                    .forEach((key, value) ->
                            properties.put(BOOTS + "resource-attributes[" + key + "]", value));
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

    static boolean isOn(Environment environment) {
        return environment.getProperty(ON, Boolean.class, false);
    }

    @Bean
    FunctionSpans functionSpans(OpenTelemetry openTelemetry) {
        return new FunctionSpans(openTelemetry);
    }

    @Bean
    SdkTracerProviderBuilderCustomizer chosenIds() {
        return builder -> builder.setIdGenerator(new ChosenIds());
    }

    @Bean
    OtlpHttpSpanExporterBuilderCustomizer retries() {
        return builder -> builder.setRetryPolicy(RETRIES);
    }

    /** Boot's own bean of this type gives way. */
    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters, Environment environment) {
        var endpoint = environment.getProperty(BOOTS + "tracing.export.otlp.endpoint", "");
        return SpanExporters.of(
                exporters
                        .orderedStream()
                        .<SpanExporter>map(it -> QuietExporter.of(it, endpoint))
                        .toList());
    }
}
