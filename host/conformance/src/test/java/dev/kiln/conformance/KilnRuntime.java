package dev.kiln.conformance;

import dev.kiln.conformance.Recording.LogMark;
import dev.kiln.runtime.FunctionLimits;
import dev.kiln.runtime.FunctionSettings;
import dev.kiln.runtime.Invocation;
import dev.kiln.runtime.Outcome;
import dev.kiln.runtime.environment.EnvironmentPool;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.isolation.DeploymentPackage;
import dev.kiln.runtime.logging.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kiln's runtime in this process, through its real class loaders and its real queue, as the only
 * function of the process. One function runs at a time.
 */
public final class KilnRuntime implements Subject {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final long PATIENCE_SECONDS = 60;

    private static final Capture OUTPUT = new Capture();
    private static final Capture ERROR_OUTPUT = new Capture();
    // A process has one: its first environment shares the class path's copies of AWS's libraries.
    private static final HostProcess PROCESS =
            HostProcess.of(new Console(OUTPUT, ERROR_OUTPUT), () -> {});

    private final int maxResultBytes;

    public KilnRuntime() {
        this(FunctionLimits.MAX_PAYLOAD_BYTES);
    }

    private KilnRuntime(int maxResultBytes) {
        this.maxResultBytes = maxResultBytes;
    }

    /** The same runtime with another limit of a result. */
    public KilnRuntime limitedTo(int resultBytes) {
        return new KilnRuntime(resultBytes);
    }

    @Override
    public Recording run(Function function, List<Invocation> invocations) {
        return run(function, invocations, false);
    }

    /** The same with all invocations at the same time. */
    public Recording runTogether(Function function, List<Invocation> invocations) {
        return run(function, invocations, true);
    }

    private Recording run(Function function, List<Invocation> invocations, boolean together) {
        var settings = settings(function);
        // The last function may have left a line open, which the console would end in this one's
        // log.
        PROCESS.console().line("");
        PROCESS.console().errorLine("");
        var output = OUTPUT.begin();
        var errorOutput = ERROR_OUTPUT.begin();
        var answers = new ArrayList<Answer>();
        var marks = new ArrayList<LogMark>();
        var systemOut = System.out;
        var systemErr = System.err;
        PROCESS.console().install();
        try (var pool = EnvironmentPool.start(settings, PROCESS)) {
            // An invocation that came earlier would share the first initialisation's failure.
            await(pool.description());
            var begun = new ArrayList<CompletableFuture<Outcome>>();
            for (var invocation : invocations) {
                marks.add(new LogMark(output.size(), errorOutput.size()));
                begun.add(pool.invoke(invocation));
                if (!together) {
                    await(begun.getLast());
                }
            }
            for (var i = 0; i < begun.size(); i++) {
                answers.add(answer(invocations.get(i), await(begun.get(i))));
            }
            marks.add(new LogMark(output.size(), errorOutput.size()));
        } finally {
            System.setOut(systemOut);
            System.setErr(systemErr);
        }
        return new Recording(
                answers,
                output.toByteArray(),
                errorOutput.toByteArray(),
                marks,
                OptionalInt.empty());
    }

    private FunctionSettings settings(Function function) {
        var variables = new TreeMap<>(function.variables());
        variables.put("PRINT_REPORTS", "false");
        var standard = FunctionLimits.defaults().withTimeout(TIMEOUT);
        var limits =
                new FunctionLimits(
                        standard.timeout(),
                        standard.initTimeout(),
                        maxResultBytes,
                        standard.maxWaiting(),
                        standard.maxWait(),
                        standard.concurrency());
        return FunctionSettings.of(
                function.handler(),
                DeploymentPackage.ofTaskRoot(function.taskRoot(), List.of()),
                variables,
                limits,
                true,
                false,
                Clock.systemUTC());
    }

    private static Answer answer(Invocation invocation, Outcome outcome) {
        var kind = outcome instanceof Outcome.Succeeded ? "response" : "error";
        return Answer.of("invocation/" + invocation.requestId() + "/" + kind, outcome);
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Passes what is written to the run that is on; what comes later than its run is lost. */
    private static final class Capture extends OutputStream {

        private volatile OutputStream target = OutputStream.nullOutputStream();

        ByteArrayOutputStream begin() {
            var next = new ByteArrayOutputStream();
            target = next;
            return next;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
        }
    }
}
