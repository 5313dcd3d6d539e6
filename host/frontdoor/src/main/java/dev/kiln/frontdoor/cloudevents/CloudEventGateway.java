package dev.kiln.frontdoor.cloudevents;

import dev.kiln.adapters.HandlerInput;
import dev.kiln.adapters.IdSource;
import dev.kiln.adapters.cloudevents.CloudEvent;
import dev.kiln.adapters.cloudevents.CloudEventRequests;
import dev.kiln.adapters.cloudevents.EventAnswers;
import dev.kiln.adapters.cloudevents.mapping.EventMapper;
import dev.kiln.adapters.cloudevents.mapping.EventMappers;
import dev.kiln.adapters.cloudevents.mapping.EventMapping;
import dev.kiln.adapters.cloudevents.mapping.MappingSettings;
import dev.kiln.adapters.cloudevents.reply.Replies;
import dev.kiln.adapters.cloudevents.reply.ReplySettings;
import dev.kiln.adapters.cloudevents.reply.ResultShape;
import dev.kiln.frontdoor.config.EventRules;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.sink.Sink;
import dev.kiln.runtime.HandlerDescription;
import io.netty.channel.EventLoopGroup;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Stands between a function and those who send events to it. */
final class CloudEventGateway implements AutoCloseable {

    private final HostedFunction function;
    private final EventRules rules;
    private final CloudEventRequests requests;
    private final EventAnswers answers;
    private final ReplySettings replySettings;
    private final Replies replies;
    private final OutgoingEvents outgoing;
    private final Optional<Sink> sink;
    private final Optional<KnownEvents> window;
    private final AtomicBoolean toldOfDropped = new AtomicBoolean();
    private volatile @Nullable KnownEvents remembered;
    private volatile @Nullable Fitting fitting;

    /**
     * What fits a handler.
     *
     * @param handler that was looked at
     */
    record Fitting(HandlerDescription handler, EventMapper mapper, ResultShape result) {}

    /**
     * @param loops for what goes to a sink
     */
    CloudEventGateway(HostedFunction function, IdSource ids, Clock clock, EventLoopGroup loops) {
        this.function = function;
        rules = function.definition().events().rules();
        requests = new CloudEventRequests(rules.receiving());
        answers = new EventAnswers(rules.answers());
        var variables = function.settings().variables();
        replySettings =
                ReplySettings.read(
                        rules.setting(),
                        function.settings().arn(),
                        Namespace.of(variables),
                        Optional.ofNullable(variables.get("K_SERVICE")));
        replies = new Replies(replySettings, clock, ids);
        outgoing = new OutgoingEvents(rules.extensionOverrides());
        sink = rules.sink().map(settings -> new Sink(settings, loops, clock));
        window = rules.dedupWindow().map(KnownEvents::new);
    }

    HostedFunction function() {
        return function;
    }

    EventRules rules() {
        return rules;
    }

    CloudEventRequests requests() {
        return requests;
    }

    EventAnswers answers() {
        return answers;
    }

    ReplySettings replySettings() {
        return replySettings;
    }

    Replies replies() {
        return replies;
    }

    OutgoingEvents outgoing() {
        return outgoing;
    }

    /** Where results go; empty: to the sender. */
    Optional<Sink> sink() {
        return sink;
    }

    /** Which events run or have run a while ago, where duplicates are not to run. */
    Optional<KnownEvents> window() {
        return window;
    }

    /** Whether an event went well whose sender had to send it again, beside others. */
    boolean isRemembered(CloudEvent event) {
        var known = remembered;
        return known != null && known.isDone(event);
    }

    /** These need not run when they are sent again. */
    void remember(Collection<CloudEvent> events) {
        if (!events.isEmpty()) {
            events.forEach(memory()::done);
        }
    }

    /** Most functions never need it. */
    private synchronized KnownEvents memory() {
        var known = remembered;
        if (known == null) {
            known = new KnownEvents(rules.batchMemory());
            remembered = known;
        }
        return known;
    }

    /** What fits the handler, if it is known already. */
    Optional<Fitting> fitting() {
        var known = function.handler();
        return known.isPresent() ? Optional.of(fittingOf(known.get())) : Optional.empty();
    }

    /** The same as soon as it is known; empty if the function cannot be initialised, for now. */
    CompletableFuture<Optional<Fitting>> awaitFitting() {
        return function.awaitHandler().thenApply(found -> found.map(this::fittingOf));
    }

    /** What fits a handler that will never be known: it gets data as it came. */
    Fitting fittingForNone() {
        var stream = Set.of(InputStream.class.getName());
        var input = new HandlerInput(Set.of(), InputStream.class.getName(), stream);
        return new Fitting(
                new HandlerDescription(Set.of(), input.inputType(), stream, Set.of()),
                EventMappers.of(Optional.of(EventMapping.RAW), input, mappingSettings()),
                ResultShape.VALUE);
    }

    /** Says what there is to say of the mapping before the first event comes. */
    void prepare() {
        var _ = function.description().thenAccept(found -> found.ifPresent(this::fittingOf));
    }

    private Fitting fittingOf(HandlerDescription handler) {
        var known = fitting;
        if (known != null && known.handler().equals(handler)) {
            return known;
        }
        var input =
                new HandlerInput(
                        handler.handlerTypes(),
                        handler.inputType(),
                        handler.inputTypes(),
                        handler.resultTypes());
        var mapper = EventMappers.of(rules.mapping(), input, mappingSettings());
        var made = new Fitting(handler, mapper, ResultShape.of(handler.resultTypes()));
        fitting = made;
        warn(mapper);
        return made;
    }

    private MappingSettings mappingSettings() {
        var region = function.settings().variables().getOrDefault("AWS_REGION", "us-east-1");
        return MappingSettings.read(rules.setting(), function.gateway().accountId(), region);
    }

    private void warn(EventMapper mapper) {
        mapper.warning().ifPresent(warning -> log(Level.WARNING, warning));
        var idle = EventMappers.withoutEffect(mapper.mapping(), rules.setting());
        if (!idle.isEmpty()) {
            log(
                    Level.WARNING,
                    "these settings have no effect, for its events are mapped as "
                            + mapper.mapping().settingValue()
                            + ": "
                            + String.join(", ", idle));
        }
    }

    /** A result that nobody gets is most likely a forgotten setting. */
    void tellOfDropped(String type) {
        if (toldOfDropped.compareAndSet(false, true)) {
            log(
                    Level.WARNING,
                    "its result for an event of type '"
                            + type
                            + "' was dropped: the sender would take any event for a reply, and no"
                            + " type of replies is set. Set reply-type to one to reply, or sink to"
                            + " send results elsewhere. This is said once");
        }
    }

    void log(Level level, String message) {
        LateLog.write(
                level,
                CloudEventGateway.class.getName(),
                "Function '" + function.name() + "': " + message);
    }

    @Override
    public void close() {
        sink.ifPresent(Sink::close);
    }
}
