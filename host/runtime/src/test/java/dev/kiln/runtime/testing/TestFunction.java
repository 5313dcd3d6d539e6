package dev.kiln.runtime.testing;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.kiln.runtime.Concurrency;
import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.LogTail;
import dev.kiln.runtime.report.Reports;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A function whose handler is a class of the tests, in environments of its own. */
public final class TestFunction implements AutoCloseable {

    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 60;

    private final FunctionSettings settings;
    private final CapturedConsole console;
    private final AtomicInteger heapExhausted = new AtomicInteger();
    private final Reports reports = new Reports();
    private final EnvironmentPool pool;

    private TestFunction(FunctionSettings settings, CapturedConsole console) {
        this.settings = settings;
        this.console = console;
        pool =
                EnvironmentPool.start(
                        settings,
                        TestProcess.with(
                                console.console(), reports, heapExhausted::incrementAndGet));
    }

    /** Begins to initialise it with all defaults. */
    public static TestFunction start(Class<?> type, String method) {
        return of(type, method).start();
    }

    /** A function whose handler is a method of a test's class. */
    public static Preparation of(Class<?> type, String method) {
        return of(type.getName() + "::" + method);
    }

    /** A function with this handler string, over the test classes. */
    public static Preparation of(String handler) {
        return new Preparation(handler);
    }

    /** The same when its first initialisation is over. */
    public TestFunction ready() {
        await(pool.description());
        return this;
    }

    public FunctionSettings settings() {
        return settings;
    }

    public EnvironmentPool pool() {
        return pool;
    }

    /** What is told of it. */
    public Reports reports() {
        return reports;
    }

    /** How often the host was asked to end for lack of memory. */
    public int heapExhausted() {
        return heapExhausted.get();
    }

    public String out() {
        return console.out();
    }

    public String err() {
        return console.err();
    }

    /** Begins an invocation, and does not wait. */
    public CompletableFuture<Outcome> begin(String event) {
        return pool.invoke(invocation(event));
    }

    /** An invocation that can be changed before it begins. */
    public Invocation invocation(String event) {
        return invocation(event.getBytes(StandardCharsets.UTF_8));
    }

    public Invocation invocation(byte[] event) {
        return Invocation.of("request-" + REQUESTS.incrementAndGet(), settings.arn(), event);
    }

    /** The same with a log tail, and the caller's own end if there is one. */
    public static Invocation with(
            Invocation invocation, @Nullable LogTail tail, @Nullable Instant latestEnd) {
        return new Invocation(
                invocation.requestId(),
                invocation.event(),
                Optional.ofNullable(latestEnd),
                invocation.invokedFunctionArn(),
                invocation.clientContext(),
                invocation.identity(),
                invocation.tenantId(),
                invocation.traceHeader(),
                Optional.ofNullable(tail));
    }

    public Outcome invoke(String event) {
        return await(begin(event));
    }

    public Outcome invoke(byte[] event) {
        return await(pool.invoke(invocation(event)));
    }

    /** The result, which has to be a success. */
    public String result(String event) {
        return result(invoke(event));
    }

    public static String result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> new String(result, StandardCharsets.UTF_8);
            case Outcome other -> throw new AssertionError(describe(other));
        };
    }

    /** The error JSON, which there has to be. */
    public String error(String event) {
        return error(invoke(event));
    }

    public static String error(Outcome outcome) {
        return switch (outcome) {
            case Outcome.FunctionError(var error, _, _, _) ->
                    new String(error, StandardCharsets.UTF_8);
            case Outcome other -> throw new AssertionError(describe(other));
        };
    }

    private static String describe(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded(var result) -> new String(result, StandardCharsets.UTF_8);
            case Outcome.FunctionError(var error, _, _, _) ->
                    new String(error, StandardCharsets.UTF_8);
            case Outcome other -> other.toString();
        };
    }

    /** The value, however long it takes on a busy machine. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Settings of a function before its start. */
    public static final class Preparation {

        private final String handler;
        private final Map<String, String> variables = new HashMap<>();
        private FunctionLimits limits =
                FunctionLimits.defaults().withConcurrency(Concurrency.single());
        private CapturedConsole console = new CapturedConsole();

        private Preparation(String handler) {
            this.handler = handler;
        }

        public Preparation variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        /** Shares a console with others. */
        public Preparation console(CapturedConsole shared) {
            console = shared;
            return this;
        }

        public Preparation timeout(Duration timeout) {
            limits = limits.withTimeout(timeout);
            return this;
        }

        public Preparation initTimeout(Duration timeout) {
            limits =
                    new FunctionLimits(
                            limits.timeout(),
                            timeout,
                            limits.maxResultBytes(),
                            limits.maxWaiting(),
                            limits.maxWait(),
                            limits.concurrency());
            return this;
        }

        public Preparation queue(int maxWaiting, Duration maxWait) {
            limits =
                    new FunctionLimits(
                            limits.timeout(),
                            limits.initTimeout(),
                            limits.maxResultBytes(),
                            maxWaiting,
                            maxWait,
                            limits.concurrency());
            return this;
        }

        /** Else it has one environment. */
        public Preparation concurrency(int limit, int provisioned, Duration idleTimeout) {
            limits = limits.withConcurrency(new Concurrency(limit, provisioned, idleTimeout));
            return this;
        }

        /** Shared mode: so many threads on one instance. */
        public Preparation shared(int threads, boolean virtual) {
            limits =
                    limits.withConcurrency(
                            new Concurrency(
                                    OptionalInt.empty(),
                                    1,
                                    Duration.ofMinutes(5),
                                    threads,
                                    virtual));
            return this;
        }

        public FunctionSettings settings() {
            return FunctionSettings.of(
                    handler,
                    DeploymentPackage.ofClasses(testClasses(), Optional.empty(), List.of()),
                    variables,
                    limits,
                    false,
                    false,
                    Clock.systemUTC());
        }

        public TestFunction start() {
            return new TestFunction(settings(), console);
        }

        private static Path testClasses() {
            try {
                return Path.of(
                        TestFunction.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
            } catch (URISyntaxException e) {
                throw new AssertionError(e);
            }
        }
    }
}
