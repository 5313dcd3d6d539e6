package dev.kiln.frontdoor;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.hosting.HostedFunctions;
import dev.kiln.frontdoor.http.Answers;
import dev.kiln.frontdoor.http.InFlight;
import dev.kiln.frontdoor.logging.LateLog;
import dev.kiln.frontdoor.request.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Answers probes, with or without Spring and without a function. Knative asks for readiness many
 * times a second while a pod starts, so every answer exists already.
 */
final class Health {

    private static final OutboundResponse UP = answer(200, "UP");
    private static final OutboundResponse OUT_OF_SERVICE = answer(503, "OUT_OF_SERVICE");
    private static final OutboundResponse WRONG_METHOD =
            new OutboundResponse(
                    405,
                    List.of(
                            new HeaderField("Allow", "GET, HEAD"),
                            new HeaderField("Content-Length", "0")),
                    new byte[0]);

    /** Whom a probe asks about. */
    enum Probe {
        LIVENESS,
        READINESS
    }

    private final Map<String, Probe> paths = new HashMap<>();
    private final HostedFunctions functions;
    private final InFlight inFlight;
    private final int maxLostThreads;
    private final AtomicBoolean wasLive = new AtomicBoolean(true);

    Health(DoorSettings settings, HostedFunctions functions, InFlight inFlight) {
        this.functions = functions;
        this.inFlight = inFlight;
        maxLostThreads = settings.maxLostThreads();
        for (var path : settings.readinessPaths()) {
            paths.put(path, Probe.READINESS);
        }
        for (var path : settings.livenessPaths()) {
            paths.put(path, Probe.LIVENESS);
        }
    }

    /** The probe that has this path, or null. */
    @Nullable Probe probeAt(String path) {
        return paths.get(path);
    }

    /**
     * Whether a platform's prober sent this. Names: Knative's networking headers, and the kubelet's
     * user agent.
     */
    static boolean isMarked(RequestHead request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return false;
        }
        var headers = request.headers();
        return isProber(headers)
                || headers.contains("K-Kubelet-Probe")
                || headers.contains("K-Network-Probe");
    }

    private static boolean isProber(HttpHeaders headers) {
        var agent = headers.get(HttpHeaderNames.USER_AGENT);
        return agent != null
                && (agent.startsWith("kube-probe/")
                        || (agent.startsWith("Knative-") && agent.contains("-Probe")));
    }

    /** Whether the process is of use: not if threads that nobody can end have taken it over. */
    boolean isLive() {
        var lost = functions.lostThreads();
        var live = lost <= maxLostThreads;
        if (wasLive.get() != live && wasLive.compareAndSet(!live, live)) {
            tell(lost, live);
        }
        return live;
    }

    /** Knative hears of a process that is not live only if it is not ready either. */
    boolean isReady() {
        return !inFlight.draining() && functions.areReady() && isLive();
    }

    private void tell(int lost, boolean live) {
        var count =
                lost
                        + " threads live on after their execution environments, and "
                        + maxLostThreads
                        + " may (kiln.max-lost-threads)";
        LateLog.write(
                live ? Level.INFO : Level.ERROR,
                Health.class.getName(),
                live
                        ? count + ": liveness is 200 again."
                        : count
                                + ": handlers that heed no interrupt at their timeout, or threads that a"
                                + " function has started. Java cannot end them. Liveness and readiness"
                                + " are 503 from now on, so that the container is replaced.");
    }

    OutboundResponse answer(Probe probe, HttpMethod method) {
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return WRONG_METHOD;
        }
        return switch (probe) {
            case LIVENESS -> isLive() ? UP : OUT_OF_SERVICE;
            case READINESS -> isReady() ? UP : OUT_OF_SERVICE;
        };
    }

    private static OutboundResponse answer(int status, String word) {
        return Answers.json(status, List.of(), "{\"status\":\"" + word + "\"}");
    }
}
