package dev.kiln.server.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.internal.InstrumentationUtil;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.support.ExecutorServiceAdapter;

/** Spring Boot's tracing by OpenTelemetry, where an endpoint for spans is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(TracingProperties.ON)
public class TracingConfiguration {

    /** What hands spans over must not keep a process that ends: a second in all, then they go. */
    private static final RetryPolicy RETRIES =
            RetryPolicy.builder()
                    .setMaxAttempts(3)
                    .setInitialBackoff(Duration.ofMillis(200))
                    .setMaxBackoff(Duration.ofMillis(500))
                    .build();

    @Bean
    FunctionSpans functionSpans(OpenTelemetry openTelemetry) {
        return new FunctionSpans(openTelemetry);
    }

    @Bean
    SdkTracerProviderBuilderCustomizer chosenIds() {
        return builder -> builder.setIdGenerator(new ChosenIds());
    }

    /**
     * Spans are sent on the thread that collects them, where OpenTelemetry's agent makes none of
     * that.
     */
    @Bean
    OtlpHttpSpanExporterBuilderCustomizer sending() {
        var thread = new ExecutorServiceAdapter(InstrumentationUtil::suppressInstrumentation);
        return builder -> builder.setRetryPolicy(RETRIES).setExecutorService(thread);
    }

    /** Boot's own bean of this type gives way. */
    @Bean
    SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters, Environment environment) {
        var endpoint = environment.getProperty(TracingProperties.ENDPOINT, "");
        return SpanExporters.of(
                exporters
                        .orderedStream()
                        .<SpanExporter>map(it -> QuietExporter.of(it, endpoint))
                        .toList());
    }
}
