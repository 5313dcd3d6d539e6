package dev.kiln.frontdoor.hosting;

import dev.kiln.adapters.EventSource;
import dev.kiln.adapters.GatewaySettings;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.PayloadKindChoice;
import dev.kiln.adapters.ProblemSink;
import dev.kiln.frontdoor.authorizer.EventAuthorizer;
import dev.kiln.frontdoor.authorizer.JwtAuthorizer;
import dev.kiln.frontdoor.authorizer.JwtAuthorizer.Gate;
import dev.kiln.frontdoor.authorizer.SenderAuthorizer;
import dev.kiln.frontdoor.authorizer.UnverifiedSenders;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.HandlerDescription;
import dev.kiln.runtime.Invoker;
import dev.kiln.runtime.environment.InitState;
import dev.kiln.runtime.environment.Occupancy;
import dev.kiln.runtime.report.Reports;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One function behind the door. */
public final class HostedFunction {

    /** AWS's limit for synchronous invocations; its emulator's, for events, is the other one. */
    private static final int SIX_MEBIBYTES = 6 * 1024 * 1024;

    private final FunctionDefinition definition;
    private final FunctionSettings settings;
    private final GatewaySettings gateway;
    private final Invoker invoker;
    private final HostedEnvironments environments;
    private final IdSource ids;
    private final ProblemSink problems;
    private final Reports reports;
    private final Optional<JwtAuthorizer> authorizer;
    private final Optional<SenderAuthorizer> senders;
    private final SourceChoice source;
    private @Nullable EventAuthorizer unverified;

    HostedFunction(
            FunctionDefinition definition,
            FunctionSettings settings,
            GatewaySettings gateway,
            Invoker invoker,
            HostedEnvironments environments,
            IdSource ids,
            ProblemSink problems,
            Reports reports) {
        this.definition = definition;
        this.settings = settings;
        this.gateway = gateway;
        this.invoker = invoker;
        this.environments = environments;
        this.ids = ids;
        this.problems = problems;
        this.reports = reports;
        authorizer = definition.authorizer().map(jwt -> new JwtAuthorizer(jwt, gateway));
        senders =
                definition.senders().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SenderAuthorizer(definition.senders().get()));
        source = new SourceChoice(settings.name(), definition, gateway, ids, problems, authorizer);
    }

    /** Its name on AWS, and its path where several functions are hosted. */
    public String name() {
        return settings.name();
    }

    /** What its operator wrote. */
    public FunctionDefinition definition() {
        return definition;
    }

    /** What the function knows of itself. */
    public FunctionSettings settings() {
        return settings;
    }

    /** Runs it. */
    public Invoker invoker() {
        return invoker;
    }

    /** The same function, run by something else: a composition that it is a part of. */
    public HostedFunction withInvoker(Invoker other) {
        var function =
                new HostedFunction(
                        definition, settings, gateway, other, environments, ids, problems, reports);
        function.chooseKind();
        return function;
    }

    /** Hears what is wrong with its results. */
    public ProblemSink problems() {
        return problems;
    }

    /** Where it is told what happens to it. */
    public Reports reports() {
        return reports;
    }

    /** How far its latest initialisation has come. */
    public InitState initState() {
        return environments.state();
    }

    /** What its environments do at this moment; empty if it runs without any. */
    public Optional<Occupancy> occupancy() {
        return environments.occupancy();
    }

    /** Threads that have outlived its environments, as counted a few seconds ago at most. */
    public int lostThreads() {
        return environments.lostThreads();
    }

    boolean isReady() {
        return environments.state() instanceof InitState.Ready;
    }

    HostedEnvironments environments() {
        return environments;
    }

    /**
     * Longest payload by the Invoke API: a little less than an event may have, unless somebody has
     * set what it may.
     */
    public int maxPayloadBytes() {
        var event = gateway.maxEventSize();
        return event == FunctionLimits.MAX_PAYLOAD_BYTES ? SIX_MEBIBYTES : event;
    }

    /** Tells of a caller who was answered with the failure of its initialisation. */
    public void refused(String requestId) {
        environments.refused(requestId);
    }

    /** What the gateways in front of it are set to. */
    public GatewaySettings gateway() {
        return gateway;
    }

    /**
     * Completes with the kind of this function's requests when its handler has been chosen;
     * exceptionally, with a message for people, if the handler wants events that are not offered.
     */
    public CompletableFuture<PayloadKindChoice> payloadKind() {
        return source.kind().copy();
    }

    /** The kind of its requests, if it is known already. */
    public Optional<PayloadKindChoice> chosenKind() {
        var kind = source.kind();
        return kind.isDone() && !kind.isCompletedExceptionally()
                ? Optional.of(kind.join())
                : Optional.empty();
    }

    /**
     * Whether its settings say where it is in public URLs; else it is below its name, where it is
     * not alone.
     */
    public boolean isRouted() {
        return !gateway.routes().isEmpty() || !gateway.stage().basePath().isEmpty();
    }

    /** Whether its handler writes its result to a stream; true once {@link #source()} is known. */
    public boolean writesStreams() {
        return source.writesStreams();
    }

    /** The event source, if it is known already; new code may need another one. */
    public Optional<EventSource> source() {
        return definition.watch() ? Optional.empty() : source.known();
    }

    /** Who decides whether a caller is let in; empty: everybody is. */
    public Optional<JwtAuthorizer> authorizer() {
        return authorizer;
    }

    /** Who decides of requests with events, where senders have to show a token. */
    public Optional<SenderAuthorizer> senders() {
        return senders;
    }

    /** Whether somebody has to check tokens before all that comes can be served. */
    public boolean asksForTokens() {
        return authorizer.isPresent() || senders.isPresent();
    }

    /** Who decides of requests with events; empty: everybody's are taken. */
    public Optional<EventAuthorizer> eventAuthorizer() {
        if (senders.isPresent()) {
            return Optional.of(senders.get());
        }
        return settings.variables().containsKey("K_SERVICE")
                ? Optional.of(unverified())
                : Optional.empty();
    }

    private synchronized EventAuthorizer unverified() {
        var known = unverified;
        if (known == null) {
            known = new UnverifiedSenders(name());
            unverified = known;
        }
        return known;
    }

    /** The authorizer at the routes of one of this function's event sources. */
    public Optional<Gate> gate(EventSource entered) {
        return source.gate(entered);
    }

    /** The event source, as soon as the handler has been chosen; empty if it cannot be, for now. */
    public CompletableFuture<Optional<EventSource>> awaitSource() {
        return awaitHandler().thenApply(found -> found.map(source::of));
    }

    /** What the handler declares, if it is known already; new code may declare something else. */
    public Optional<HandlerDescription> handler() {
        return definition.watch() ? Optional.empty() : source.handler();
    }

    /** What the handler declares, when the initialisation that runs is over; empty if it failed. */
    public CompletableFuture<Optional<HandlerDescription>> description() {
        return environments.description();
    }

    /**
     * The same; empty if the handler cannot be chosen, for now. A failed initialisation is tried
     * once more, as AWS does with the first invocation.
     */
    public CompletableFuture<Optional<HandlerDescription>> awaitHandler() {
        return environments
                .description()
                .thenCompose(found ->
                        found.isPresent()
                                ? CompletableFuture.completedFuture(found)
                                : environments.again());
    }

    /**
     * Without waiting for new code; for a handler that will never be known what its callers would
     * get of the default kind.
     */
    public EventSource fallbackSource() {
        return source.fallback();
    }

    /** Chooses the payload kind as soon as that can be done, whether a request comes or not. */
    void chooseKind() {
        var _ = environments.description().thenAccept(found -> found.ifPresent(source::of));
    }
}
