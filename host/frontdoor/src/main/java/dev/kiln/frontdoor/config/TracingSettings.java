package dev.kiln.frontdoor.config;

import dev.kiln.frontdoor.tracing.Sampling;
import dev.kiln.runtime.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where spans go and of which requests there are some, by OpenTelemetry's own names: its variables
 * are the standard, and the function's libraries and the agent read them too.
 *
 * @param endpoint of the traces, with its path
 * @param sampler as OpenTelemetry names it
 * @param serviceName if somebody said it
 */
public record TracingSettings(
        URI endpoint, String sampler, Sampling sampling, Optional<String> serviceName) {

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
    private static final String PROTOCOL = "otel.exporter.otlp.protocol";
    private static final String TRACES_PROTOCOL = "otel.exporter.otlp.traces.protocol";
    private static final String SAMPLER = "otel.traces.sampler";
    private static final String SAMPLER_ARGUMENT = "otel.traces.sampler.arg";

    /**
     * Empty if nothing is to be traced: no endpoint is named, or somebody switched it off.
     *
     * @throws InvalidSettingException if spans are wanted in a way that is not offered
     */
    public static Optional<TracingSettings> read(EarlySettings early) {
        var endpoint = endpoint(early);
        if (endpoint.isEmpty() || isOff(early)) {
            return Optional.empty();
        }
        checkProtocol(early);
        var sampler =
                early.openTelemetry(SAMPLER)
                        .orElse("parentbased_always_on")
                        .toLowerCase(Locale.ROOT);
        return Optional.of(
                new TracingSettings(
                        endpoint.get(),
                        sampler,
                        sampling(sampler, early),
                        early.openTelemetry("otel.service.name")));
    }

    private static boolean isOff(EarlySettings early) {
        if (early.openTelemetry("otel.sdk.disabled").filter("true"::equalsIgnoreCase).isPresent()) {
            return true;
        }
        var exporter = early.openTelemetry("otel.traces.exporter").orElse("otlp");
        return switch (exporter.toLowerCase(Locale.ROOT)) {
            case "none" -> true;
            case "otlp" -> false;
            default ->
                    throw invalid(
                            "otel.traces.exporter", exporter, "spans go to 'otlp' or to 'none'");
        };
    }

    private static Optional<URI> endpoint(EarlySettings early) {
        var traces = early.openTelemetry(TRACES_ENDPOINT);
        if (traces.isPresent()) {
            return Optional.of(uri(TRACES_ENDPOINT, traces.get(), traces.get()));
        }
        var all = early.openTelemetry(ENDPOINT);
        return all.map(
                it -> uri(ENDPOINT, it, it + (it.endsWith("/") ? "v1/traces" : "/v1/traces")));
    }

    private static URI uri(String name, String value, String whole) {
        try {
            var uri = new URI(whole);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw invalid(name, value, "it is a URL such as http://collector:4318");
    }

    private static void checkProtocol(EarlySettings early) {
        var name = early.openTelemetry(TRACES_PROTOCOL).isPresent() ? TRACES_PROTOCOL : PROTOCOL;
        var protocol = early.openTelemetry(name).orElse("http/protobuf");
        if (!protocol.equalsIgnoreCase("http/protobuf")) {
            throw invalid(
                    name,
                    protocol,
                    "only http/protobuf is offered: unset it, and name the collector's port for"
                            + " HTTP, which is 4318 as a rule");
        }
    }

    private static Sampling sampling(String sampler, EarlySettings early) {
        return switch (sampler) {
            case "always_on" -> new Sampling(false, 1);
            case "always_off" -> new Sampling(false, 0);
            case "traceidratio" -> new Sampling(false, ratio(early));
            case "parentbased_always_on" -> new Sampling(true, 1);
            case "parentbased_always_off" -> new Sampling(true, 0);
            case "parentbased_traceidratio" -> new Sampling(true, ratio(early));
            default ->
                    throw invalid(
                            SAMPLER,
                            sampler,
                            "it is one of always_on, always_off and traceidratio, or one of these"
                                    + " with parentbased_ before it");
        };
    }

    private static double ratio(EarlySettings early) {
        var argument = early.openTelemetry(SAMPLER_ARGUMENT).orElse("1");
        try {
            var ratio = Double.parseDouble(argument);
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw invalid(SAMPLER_ARGUMENT, argument, "it is a number from 0 to 1");
    }

    private static InvalidSettingException invalid(String name, String value, String rule) {
        return new InvalidSettingException(
                "%s is '%s', but %s."
                        .formatted(EarlySettings.openTelemetryVariable(name), value, rule));
    }
}
