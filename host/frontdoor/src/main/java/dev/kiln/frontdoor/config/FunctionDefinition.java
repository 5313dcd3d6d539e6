package dev.kiln.frontdoor.config;

import dev.kiln.adapters.PayloadKind;
import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.InvalidSettingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * One function as its operator describes it; what is left empty follows the environment variables
 * of AWS and Knative, and then the defaults.
 *
 * @param name {@code AWS_LAMBDA_FUNCTION_NAME} of the function, and its path where several are
 *     hosted; empty where one is hosted and nobody names it
 * @param handler {@code package.Class::method} or {@code package.Class}
 * @param jar one jar with the function's classes
 * @param classes an unpacked folder of classes and resources, the task root on AWS
 * @param lib a folder of further jars
 * @param layers folders in the shape of {@code /opt}: jars are taken from {@code java/lib}
 * @param payloadKind of every request; else it follows the handler's type
 * @param defaultKind the kind for handlers whose type does not say one
 * @param timeout of one invocation; empty where {@link #limits} has the default
 * @param limits with the timeout above
 * @param environment variables that this function sees besides the process's own; they win
 * @param aliases version by alias name, for callers of the Invoke API
 * @param versions that callers of the Invoke API may name
 * @param revisionAsVersion whether the number of Knative's revision is the function's version
 * @param serveInitErrors whether the process stays when the function cannot be initialised, on
 *     Knative too
 * @param watch whether its code is looked at before each invocation, and loaded anew if it has
 *     changed
 * @param example arguments of a {@code curl} call that suits the function; <code>{url}</code>
 *     stands for its address
 * @param authorizer who may call it by HTTP; empty: everybody
 * @param senders who may send it events; empty: everybody
 * @param gateway further settings of this function by their names with dashes: those of {@link
 *     dev.kiln.adapters.GatewaySettings#read}
 */
public record FunctionDefinition(
        Optional<String> name,
        Optional<String> handler,
        Optional<Path> jar,
        Optional<Path> classes,
        Optional<Path> lib,
        List<Path> layers,
        Optional<PayloadKind> payloadKind,
        PayloadKind defaultKind,
        Optional<Duration> timeout,
        FunctionLimits limits,
        OptionalInt memoryMegabytes,
        Map<String, String> environment,
        Map<String, String> aliases,
        List<String> versions,
        boolean revisionAsVersion,
        boolean serveInitErrors,
        boolean watch,
        Optional<String> example,
        Optional<JwtSettings> authorizer,
        Optional<SenderSettings> senders,
        Function<String, Optional<String>> gateway) {

    /** Knative's own highest value for {@code containerConcurrency}. */
    private static final int MAX_CONCURRENCY = 1000;

    private static final int ONE_GIBIBYTE = 1 << 30;

    /**
     * Reads a definition from its settings.
     *
     * @throws InvalidSettingException if a value cannot be meant
     */
    public static FunctionDefinition read(Settings settings) {
        return new FunctionDefinition(
                settings.text("name"),
                settings.text("handler"),
                settings.path("jar"),
                settings.path("classes"),
                settings.path("lib"),
                settings.paths("layers"),
                kind(settings, "payload-kind"),
                kind(settings, "default-kind").orElse(PayloadKind.HTTP_V2),
                settings.duration("timeout"),
                limits(settings),
                settings.number("memory", 1, Integer.MAX_VALUE),
                settings.below("environment"),
                settings.pairs("aliases"),
                settings.list("versions", List.of()),
                settings.flag("revision-as-version", false),
                serveInitErrors(settings),
                settings.flag("watch", false),
                settings.text("example"),
                JwtSettings.read(settings),
                SenderSettings.read(settings),
                settings::text);
    }

    private static FunctionLimits limits(Settings settings) {
        var defaults = FunctionLimits.defaults();
        return new FunctionLimits(
                settings.duration("timeout").orElse(defaults.timeout()),
                settings.duration("init-timeout").orElse(defaults.initTimeout()),
                settings.number("max-result-size", 1, ONE_GIBIBYTE)
                        .orElse(defaults.maxResultBytes()),
                settings.number("queue-length", 1, Integer.MAX_VALUE).orElse(defaults.maxWaiting()),
                settings.duration("queue-wait").orElse(defaults.maxWait()),
                concurrency(settings));
    }

    private static Concurrency concurrency(Settings settings) {
        var defaults = Concurrency.defaults();
        var provisioned = settings.number("provisioned-concurrency", 1, MAX_CONCURRENCY);
        var limit = settings.number("max-concurrency", 1, MAX_CONCURRENCY);
        if (limit.isPresent() && provisioned.orElse(1) > limit.getAsInt()) {
            throw settings.invalid(
                    "provisioned-concurrency",
                    "it cannot be more than "
                            + settings.nameInUse("max-concurrency")
                            + ", which is "
                            + limit.getAsInt());
        }
        return new Concurrency(
                limit,
                provisioned.orElse(defaults.provisioned()),
                settings.duration("environment-idle-timeout").orElse(defaults.idleTimeout()),
                defaults.sharedThreads(),
                settings.flag("virtual-threads", false));
    }

    private static boolean serveInitErrors(Settings settings) {
        return switch (settings.text("init-errors").orElse("exit")) {
            case "exit" -> false;
            case "serve" -> true;
            default -> throw settings.invalid("init-errors", "it is either 'exit' or 'serve'");
        };
    }

    private static Optional<PayloadKind> kind(Settings settings, String name) {
        try {
            return settings.text(name).map(PayloadKind::parse);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(settings.nameInUse(name) + ": " + e.getMessage(), e);
        }
    }
}
