package dev.kiln.frontdoor;

import dev.kiln.adapters.IdSource;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import dev.kiln.frontdoor.config.Settings;
import dev.kiln.frontdoor.config.TracingSettings;
import dev.kiln.frontdoor.hosting.HostedFunction;
import dev.kiln.frontdoor.hosting.Hosting;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.HttpExchange;
import dev.kiln.frontdoor.http.HttpMapper;
import dev.kiln.frontdoor.invokeapi.InvokeEndpoint;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.request.RequestPath;
import dev.kiln.frontdoor.tracing.Tracing;
import dev.kiln.runtime.ErrorPayload;
import dev.kiln.runtime.InvalidSettingException;
import dev.kiln.runtime.environment.HostProcess;
import dev.kiln.runtime.isolation.JarRecorder;
import dev.kiln.runtime.logging.Console;
import dev.kiln.runtime.threads.HostThreads;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Starts the host. If the environment names a handler, then first the function and the socket, and
 * what else there is (Spring) after the first answer; else the other way round, because only the
 * configuration that Spring reads knows the functions.
 */
public final class Kiln {

    private final String[] args;
    private final Console console;
    private final EarlySettings early;
    private final FrontDoor door;
    private final Drain drain;
    private final Hosting hosting;
    private volatile boolean failed;

    private Kiln(String[] args, Console console, FrontDoor door) {
        this.args = args.clone();
        this.console = console;
        this.door = door;
        early = EarlySettings.ofProcess(args);
        drain = new Drain(door, console, System::exit, Runtime.getRuntime()::halt);
        var process = HostProcess.of(console, this::leaveWithoutMemory, door::awaitUnseen);
        hosting = new Hosting(early, process, IdSource.random(), Clock.systemUTC(), this::fail);
        door.onDrain(hosting::drained);
        door.onClose(hosting::close);
    }

    /** Ends with status 1 and one line on standard error if the host cannot start. */
    public static void main(String[] args) {
        var console = Console.ofProcess();
        console.install();
        LateLog.installForNetty();
        var door = new FrontDoor();
        // What takes long and needs no settings, beside the reading of them.
        JdkDefaults.apply(HostThreads.daemon("door", door::prepare)::start);
        var kiln = new Kiln(args, console, door);
        try {
            kiln.start();
        } catch (InvalidSettingException e) {
            kiln.fail(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            kiln.fail(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void start() throws Exception {
        var tracing = TracingSettings.read(early);
        if (tracing.isPresent()) {
            door.trace(new Tracing(tracing.get().sampling(), hosting.reports()));
        }
        var function = startFunction(early.settings());
        if (function.isEmpty()) {
            watchForTheEnd();
        } else if (!function.get().asksForTokens()) {
            // Where callers have to show a token they wait for those who can check it.
            new FirstPhase(door, function.get()).await();
            if (ApplicationLibraries.areLeftOut()) {
                door.othersWanted().join();
                door.adopt(Kiln::refuse);
                return;
            }
        }
        startOthers(function.isPresent());
        hosting.goBeforeHandlers();
    }

    /** The function behind the open door; empty where what others read comes first. */
    private Optional<HostedFunction> startFunction(Settings settings) throws Exception {
        // A composition may change what the function's path means: its parts come first.
        if (settings.text("handler").isEmpty()
                || settings.text("definition").isPresent()
                || settings.text("extensions").isPresent()) {
            return Optional.empty();
        }
        var definition = FunctionDefinition.read(settings);
        var doorSettings = DoorSettings.read(settings, early.onKnative());
        hosting.gateway(definition);
        // The file that it names is compared with all this later.
        settings.text("config");
        // Nobody is served before a name that is known to none has been looked at.
        if (early.hasUnread()) {
            return Optional.empty();
        }
        var function = hosting.start(List.of(definition)).getFirst();
        // While others still make the function and the socket.
        watchForTheEnd();
        door.add(function);
        door.open(doorSettings);
        return Optional.of(function);
    }

    private void watchForTheEnd() {
        // What it takes to end in order comes long after the first answer.
        IntConsumer end = ApplicationLibraries.areLeftOut() ? _ -> endAtOnce() : drain::onSignal;
        if (!ProcessSignals.onEnd(end)) {
            console.errorLine("SIGTERM cannot be handled here: running requests will be cut off.");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::atTheEnd, "end"));
    }

    private void endAtOnce() {
        var status = 0;
        try {
            JarRecorder.end();
        } catch (UncheckedIOException e) {
            console.errorLine("What was learned of jars cannot be kept: " + e.getCause());
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    private void atTheEnd() {
        tellOfOtherEnds();
        JarRecorder.end();
    }

    private void tellOfOtherEnds() {
        if (!failed && !drain.begun()) {
            console.errorLine(
                    "The process ends, and requests that run are cut off ("
                            + door.running()
                            + "): a function called System.exit by reflection or in a class that its"
                            + " own class loader made, or a signal came that Kiln does not handle.");
        }
    }

    private void announce(HostedFunction function) {
        console.line(
                "Function '"
                        + function.name()
                        + "', handler "
                        + function.settings().handler()
                        + ", listens on port "
                        + door.port()
                        + "; timeout "
                        + ErrorPayload.seconds(function.settings().limits().timeout())
                        + " s.");
        var _ =
                function.payloadKind()
                        .thenAccept(choice ->
                                console.line(
                                        "Its payload kind is "
                                                + choice.kind()
                                                + ", because "
                                                + choice.reason()
                                                + "."));
    }

    private void startOthers(boolean functionRuns) throws Exception {
        door.awaitUnseen();
        var application = ApplicationLibraries.find();
        if (application.isPresent()) {
            LateLog.installForReactor();
            application.get().run(new HostStart(early, door, hosting), args);
        } else if (functionRuns && door.functions().stream().anyMatch(it -> it.asksForTokens())) {
            throw new InvalidSettingException(
                    early.settings()
                                    .nameInUse(
                                            early.settings().text("jwt-issuer").isPresent()
                                                    ? "jwt-issuer"
                                                    : "event-audience")
                            + " is set, but nothing here can check tokens: the server is not on the"
                            + " class path.");
        } else if (functionRuns) {
            hosting.reports().listen(_ -> {});
            door.adopt(Kiln::refuse);
            door.functions().forEach(this::announce);
        } else {
            throw new InvalidSettingException(
                    "There is no function to run. Name its handler with _HANDLER, KILN_HANDLER or"
                            + " --kiln.handler, and its code with LAMBDA_TASK_ROOT or --kiln.jar.");
        }
    }

    /** The front door alone has only its function. */
    private static void refuse(HttpExchange exchange) {
        var answer =
                RequestPath.isApi(RequestPath.of(exchange.request().target()))
                        ? InvokeEndpoint.unknownOperation(IdSource.random().uuid())
                        : Answers.plain(404, "There is nothing here.");
        HttpMapper.write(answer, exchange);
    }

    private void fail(String message) {
        failed = true;
        console.errorLine(message);
        System.exit(1);
    }

    private void leaveWithoutMemory() {
        console.errorLine("The JVM is out of memory; leaving.");
        new Thread(() -> drain.leave(1, 1), "drain").start();
    }
}
