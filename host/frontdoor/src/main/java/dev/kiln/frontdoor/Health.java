package dev.kiln.frontdoor;

import dev.kiln.adapters.HeaderField;
import dev.kiln.adapters.OutboundResponse;
import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.http.Answers;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

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

    Health(DoorSettings settings) {
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
    static boolean isMarked(HttpServerRequest request) {
        if (request.method() != HttpMethod.GET) {
            return false;
        }
        var headers = request.requestHeaders();
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

    OutboundResponse answer(Probe probe, HttpMethod method, boolean ready) {
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            return WRONG_METHOD;
        }
        return switch (probe) {
            case LIVENESS -> UP;
            case READINESS -> ready ? UP : OUT_OF_SERVICE;
        };
    }

    private static OutboundResponse answer(int status, String word) {
        return Answers.json(status, List.of(), "{\"status\":\"" + word + "\"}");
    }
}
