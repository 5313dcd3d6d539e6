package dev.kiln.frontdoor;

import dev.kiln.adapters.IdSource;
import dev.kiln.frontdoor.cloudevents.CloudEventGateways;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.InFlight;
import dev.kiln.frontdoor.http.Socket;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.tracing.Tracing;
import dev.kiln.runtime.InvalidSettingException;
import io.netty.channel.EventLoopGroup;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server: functions' requests are answered here, all others by whoever adopts the door. */
public final class FrontDoor implements AutoCloseable {

    private final IdSource ids;
    private final Clock clock;
    private final HostedFunctions functions = new HostedFunctions();
    private final Adoption others = new Adoption();
    private final InFlight inFlight = new InFlight();
    private final List<Supplier<CompletableFuture<Void>>> unfinished = new CopyOnWriteArrayList<>();
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();
    private final FutureTask<@Nullable Void> memory = new FutureTask<>(Socket::chooseMemory, null);
    private final FutureTask<EventLoopGroup> loops = new FutureTask<>(Socket::prepare);
    private volatile @Nullable Health health;
    private volatile @Nullable Socket socket;
    private volatile @Nullable CloudEventGateways events;
    private volatile Duration drainLimit = Duration.ZERO;
    private volatile Optional<Tracing> tracing = Optional.empty();

    /** Closed, without a function. */
    public FrontDoor() {
        this(IdSource.random(), Clock.systemUTC());
    }

    FrontDoor(IdSource ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Makes the parts of the socket that no setting decides on. Not needed; it is for who has
     * another thread for it while settings are read.
     */
    void prepare() {
        memory.run();
        loops.run();
    }

    /** Waits until {@link #prepare} has nothing left that a function could see. */
    void awaitUnseen() {
        resultOf(memory);
    }

    /**
     * Binds the socket.
     *
     * @throws InvalidSettingException if the port is taken or may not be used
     * @throws IllegalStateException if the door is open already
     */
    public synchronized void open(DoorSettings settings) {
        if (socket != null) {
            throw new IllegalStateException("The door is open on port " + port() + " already");
        }
        var probed = new Health(settings, functions, inFlight);
        var router =
                new Router(
                        settings, probed, functions, others, inFlight, ids, clock, tracing, this);
        health = probed;
        socket = new Socket(loops(), settings, router::serve, inFlight::draining);
        drainLimit = settings.drainLimit();
    }

    /** The ways of events to the functions; made when they are wanted first. */
    CloudEventGateways events() {
        var made = events;
        if (made == null) {
            synchronized (unfinished) {
                made = events == null ? makeGateways() : events;
                events = made;
            }
        }
        return made;
    }

    private CloudEventGateways makeGateways() {
        LateLog.installForReactor();
        var made = new CloudEventGateways(ids, clock, loops(), tracing);
        onDrain(made::drained);
        onClose(made::close);
        return made;
    }

    private EventLoopGroup loops() {
        prepare();
        return resultOf(loops);
    }

    private static <T extends @Nullable Object> T resultOf(FutureTask<T> preparation) {
        try {
            return preparation.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Requests that come after it is opened are traced. */
    public void trace(Tracing how) {
        tracing = Optional.of(how);
    }

    /** Whether the socket has been bound. */
    public boolean isOpen() {
        return socket != null;
    }

    /**
     * The port that the socket really has.
     *
     * @throws IllegalStateException if the door is not open
     */
    public int port() {
        var bound = socket;
        if (bound == null) {
            throw new IllegalStateException("The door is not open");
        }
        return bound.port();
    }

    /**
     * Serves a function from now on: at the root of all paths while it is the only one, below its
     * name as soon as there is a second.
     *
     * @throws InvalidSettingException if there is one of this name
     */
    public void add(HostedFunction function) {
        functions.add(function);
    }

    /** In the order in which they were added. */
    public Collection<HostedFunction> functions() {
        return functions.all();
    }

    /** The one of exactly this name. */
    public Optional<HostedFunction> function(String name) {
        return functions.named(name);
    }

    /**
     * Hands over everything that is no function's request; those who asked earlier are answered
     * now. The first call counts.
     *
     * @param rest begins to serve a request, on its connection's event loop
     */
    public void adopt(Consumer<HttpExchange> rest) {
        others.adopt(rest);
        var bound = socket;
        if (bound != null) {
            bound.poolBuffers();
        }
        for (var function : functions.all()) {
            if (function.definition().events().accepted()) {
                events().prepare(function);
            }
        }
    }

    /**
     * Makes the end wait for more than requests: for what runs although its caller has hung up.
     *
     * @param end completes when it has ended; asked for when no request runs any more
     */
    public void onDrain(Supplier<CompletableFuture<Void>> end) {
        unfinished.add(end);
    }

    /**
     * Runs an action at the end, after the last request has been answered; the last one added is
     * the first to run.
     */
    public void onClose(Runnable action) {
        closing.add(action);
    }

    /** Completes when the first request has been answered. */
    CompletableFuture<Void> firstAnswer() {
        return inFlight.firstAnswer();
    }

    /** Completes when somebody asks for what is no function's. */
    CompletableFuture<Void> othersWanted() {
        return others.wanted();
    }

    /** What liveness probes are told. */
    public boolean isLive() {
        var probed = health;
        return probed == null || probed.isLive();
    }

    /** What readiness probes are told. */
    public boolean isReady() {
        var probed = health;
        return probed != null && probed.isReady();
    }

    /** Requests that are being served, probes not counted. */
    int running() {
        return inFlight.running();
    }

    /** Connections that neither side has ended. */
    int connections() {
        var bound = socket;
        return bound == null ? 0 : bound.connections();
    }

    boolean isBusy() {
        return running() > 0;
    }

    /**
     * Takes no further connections and waits for the running requests, then for what they began.
     *
     * @return whether all of that ended within the drain limit
     */
    boolean drain() throws InterruptedException {
        inFlight.beginDraining();
        var bound = socket;
        var latest = System.nanoTime() + drainLimit.toNanos();
        try {
            if (bound != null) {
                bound.stopAccepting();
                awaitRequests(bound, latest);
            }
            for (var end : unfinished) {
                end.get().get(latest - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that run, and those that have been sent and are on their way to us. */
    private void awaitRequests(Socket bound, long latest)
            throws InterruptedException, ExecutionException, TimeoutException {
        int begun;
        do {
            begun = inFlight.begunWhileDraining();
            inFlight.idle().get(latest - System.nanoTime(), TimeUnit.NANOSECONDS);
        } while (!bound.readOn() || inFlight.begunWhileDraining() != begun);
    }

    /** Closes the socket and all connections, then does what {@link #onClose} was given. */
    @Override
    public synchronized void close() {
        var bound = socket;
        if (bound != null) {
            bound.close();
        }
        for (var action : closing.reversed()) {
            action.run();
        }
        closing.clear();
    }
}
