package dev.kiln.server.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot would set up for traces where there are none, and what it would set
 * up for OpenTelemetry besides: no log goes there, and no meter has exemplars, as no span is
 * current while one is counted. Before Boot's own filters, which would load classes of it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
    private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        var on = environment != null && TracingProperties.isOn(environment);
        var kept = new boolean[candidates.length];
        for (var i = 0; i < kept.length; i++) {
            var name = candidates[i];
            kept[i] = name == null || isKept(name, on);
        }
        return kept;
    }

    private static boolean isKept(String name, boolean on) {
        if (!name.startsWith(TRACING) && !name.startsWith(OPEN_TELEMETRY)) {
            return true;
        }
        return on && !name.contains(".logging.") && !name.contains("Exemplars");
    }
}
