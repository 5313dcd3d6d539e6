package dev.kiln.frontdoor.hosting;

import dev.kiln.adapters.EventSources;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.PayloadKind;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.environment.Environments;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.reload.ReloadingEnvironments;
import dev.kiln.runtime.report.ReportingInvoker;
import dev.kiln.runtime.report.Reports;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Makes a running function of its definition; the same for both orders of start. */
public final class Hosting {

    private final Map<String, String> variables;
    private final HostProcess process;
    private final boolean onKnative;
    private final IdSource ids;
    private final Clock clock;
    private final Consumer<String> end;
    private final List<Environments> pools = new CopyOnWriteArrayList<>();

    /**
     * Hosts in this process.
     *
     * @param early says what the process was told
     * @param end ends the process with a message
     */
    public Hosting(
            EarlySettings early,
            HostProcess process,
            IdSource ids,
            Clock clock,
            Consumer<String> end) {
        this.variables = early.variables();
        this.onKnative = early.onKnative();
        this.process = process;
        this.ids = ids;
        this.clock = clock;
        this.end = end;
    }

    /**
     * Checks all definitions, then begins to initialise the functions in the background; what their
     * own code does wrong is said in the log and to their callers.
     *
     * @param definitions all functions of this process: one alone owns what a process has only one
     *     of, such as system properties
     * @throws InvalidSettingException if a definition cannot be meant, or its code is not there
     */
    public List<HostedFunction> start(List<FunctionDefinition> definitions) {
        var all = new ArrayList<FunctionSettings>();
        var gateways = new ArrayList<GatewaySettings>();
        for (var definition : definitions) {
            var gateway = gateway(definition);
            all.add(settings(definition, gateway, definitions.size() == 1));
            gateways.add(gateway);
        }
        var functions = new ArrayList<HostedFunction>();
        for (var i = 0; i < all.size(); i++) {
            var pool = environments(definitions.get(i), all.get(i));
            pools.add(pool);
            functions.add(
                    hosted(
                            definitions.get(i),
                            all.get(i),
                            gateways.get(i),
                            pool,
                            HostedEnvironments.of(pool)));
            warnOfIdleSettings(functions.getLast(), definitions.size() == 1);
            warnOfVirtualThreads(all.get(i));
        }
        return functions;
    }

    private Environments environments(FunctionDefinition definition, FunctionSettings settings) {
        return definition.watch()
                ? ReloadingEnvironments.start(settings, process, () -> locate(definition))
                : EnvironmentPool.start(settings, process);
    }

    /**
     * Hosts something else than a Lambda handler under the same roof: a function bean, or a
     * composition.
     *
     * @param description what it takes, for the payload kind
     */
    public HostedFunction host(
            FunctionDefinition definition, Invoker invoker, HandlerDescription description) {
        var gateway = gateway(definition);
        var code = new DeploymentPackage(Path.of(""), List.of(), Set.of());
        var settings =
                settingsOf(definition, gateway, code, definition.handler().orElse(""), false);
        return hosted(
                definition,
                settings,
                gateway,
                new ReportingInvoker(settings.name(), invoker, process.reports()),
                HostedEnvironments.none(description));
    }

    /** What happens to the functions. */
    public Reports reports() {
        return process.reports();
    }

    /** Completes when no invocation runs any more, whether somebody waits for its end or not. */
    public CompletableFuture<Void> drained() {
        return CompletableFuture.allOf(
                pools.stream().map(Environments::drained).toArray(CompletableFuture<?>[]::new));
    }

    /** Ends all environments; their functions' shutdown hooks run. */
    public void close() {
        for (var pool : pools) {
            pool.close();
        }
    }

    private HostedFunction hosted(
            FunctionDefinition definition,
            FunctionSettings settings,
            GatewaySettings gateway,
            Invoker invoker,
            HostedEnvironments environments) {
        ProblemSink problems =
                (id, problem) -> process.console().errorLine("RequestId: " + id + " " + problem);
        var function =
                new HostedFunction(
                        definition,
                        settings,
                        gateway,
                        invoker,
                        environments,
                        ids,
                        problems,
                        process.reports());
        function.chooseKind();
        new InitWatch(function, process.console(), onKnative && !definition.serveInitErrors(), end)
                .begin();
        return function;
    }

    /** Says so as soon as the kind is known that they have no effect on. */
    private static void warnOfIdleSettings(HostedFunction function, boolean alone) {
        var settings = function.definition().gateway();
        var _ =
                function.payloadKind()
                        .thenAccept(choice -> {
                            var idle = EventSources.withoutEffect(choice.kind(), settings, alone);
                            if (!idle.isEmpty()) {
                                warn(function, idle, choice.kind());
                            }
                        });
    }

    private static void warnOfVirtualThreads(FunctionSettings settings) {
        var concurrency = settings.limits().concurrency();
        if (concurrency.virtual() && !concurrency.isShared()) {
            LateLog.write(
                    Level.WARNING,
                    Hosting.class.getName(),
                    "Function '%s' has virtual-threads, which are those of shared mode alone: set AWS_LAMBDA_MAX_CONCURRENCY to their number"
                            .formatted(settings.name()));
        }
    }

    private static void warn(HostedFunction function, List<String> idle, PayloadKind kind) {
        LateLog.write(
                Level.WARNING,
                Hosting.class.getName(),
                "Of function '%s' these settings have no effect, for its payload kind is %s: %s"
                        .formatted(function.name(), kind, String.join(", ", idle)));
    }

    private FunctionSettings settings(
            FunctionDefinition definition, GatewaySettings gateway, boolean ownsProcess) {
        var handler =
                definition
                        .handler()
                        .orElseThrow(() ->
                                new InvalidSettingException(
                                        "Function '"
                                                + definition.name().orElse("function")
                                                + "' has no handler. Set 'handler' to"
                                                + " package.Class::method or"
                                                + " package.Class."));
        return settingsOf(definition, gateway, locate(definition), handler, ownsProcess);
    }

    private DeploymentPackage locate(FunctionDefinition definition) {
        return FunctionCode.locate(
                definition, Optional.ofNullable(variables.get("LAMBDA_TASK_ROOT")));
    }

    private FunctionSettings settingsOf(
            FunctionDefinition definition,
            GatewaySettings gateway,
            DeploymentPackage code,
            String handler,
            boolean ownsProcess) {
        return inAccount(
                gateway.accountId(),
                FunctionSettings.of(
                        handler,
                        code,
                        given(definition, code, handler),
                        definition.limits(),
                        ownsProcess,
                        definition.revisionAsVersion(),
                        clock));
    }

    private static FunctionSettings inAccount(String account, FunctionSettings settings) {
        var function = settings.arn().indexOf(":function:");
        var region = settings.arn().lastIndexOf(':', function - 1);
        return settings.withArn(
                settings.arn().substring(0, region + 1)
                        + account
                        + settings.arn().substring(function));
    }

    /** What the function finds in its environment, as far as somebody said it. */
    private Map<String, String> given(
            FunctionDefinition definition, DeploymentPackage code, String handler) {
        var given = new LinkedHashMap<>(variables);
        definition.name().ifPresent(name -> given.put("AWS_LAMBDA_FUNCTION_NAME", name));
        definition
                .memoryMegabytes()
                .ifPresent(size ->
                        given.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(size)));
        if (definition.timeout().isPresent()) {
            // The limits have it, and may have it in fractions of a second.
            given.remove("AWS_LAMBDA_FUNCTION_TIMEOUT");
            var timeout = definition.timeout().get();
            if (timeout.equals(Duration.ofSeconds(timeout.toSeconds()))) {
                given.put("AWS_LAMBDA_FUNCTION_TIMEOUT", Long.toString(timeout.toSeconds()));
            }
        }
        given.put("LAMBDA_TASK_ROOT", code.taskRoot().toString());
        given.put("_HANDLER", handler);
        given.putAll(definition.environment());
        return given;
    }

    /**
     * How the gateway in front of a function is imitated.
     *
     * @throws InvalidSettingException if a setting of it cannot be meant
     */
    public GatewaySettings gateway(FunctionDefinition definition) {
        var service = definition.name().orElse(variables.getOrDefault("K_SERVICE", "function"));
        try {
            return GatewaySettings.read(definition.gateway(), service);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
        }
    }
}
