package dev.kiln.conformance.knative;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.knative.Gated;
import com.example.knative.Mirror;
import com.example.knative.NeverStarts;
import com.example.knative.SlowStart;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Readiness as Knative sees it: queue-proxy asks the host, and the kubelet asks queue-proxy. */
@ExtendWith(QueueProxyCondition.class)
class ReadinessIT {

    private static final Map<String, String> RAW = Map.of("KILN_PAYLOAD_KIND", "raw");

    @TempDir Path folder;

    /** A probe without a period is repeated until it succeeds or 10 s have passed. */
    @Test
    void a_container_is_ready_when_its_handler_is_constructed() throws Exception {
        try (var kiln = Host.start(folder, SlowStart.class, RAW);
                var queue = QueueProxy.inFrontOf(kiln, Map.of())) {
            kiln.awaitLine("constructing"::equals);

            var ready = queue.probeInBackground();
            openGate();

            assertThat(ready.join()).isEqualTo(200);
        }
    }

    @Test
    void a_container_whose_handler_is_not_constructed_is_not_ready() throws Exception {
        try (var kiln = Host.start(folder, SlowStart.class, RAW);
                var queue = QueueProxy.inFrontOf(kiln, askedOnce(kiln.port()))) {
            kiln.awaitLine("constructing"::equals);

            assertThat(queue.probe()).isEqualTo(503);
            openGate();
            queue.awaitReady();
        }
    }

    /** A probe of TCP, Knative's default, lets traffic in as soon as the port is open. */
    @Test
    void requests_that_come_before_the_handler_is_constructed_are_answered() throws Exception {
        try (var kiln = Host.start(folder, SlowStart.class, RAW);
                var queue =
                        QueueProxy.inFrontOf(
                                kiln,
                                Map.of(
                                        "SERVING_READINESS_PROBE",
                                        QueueProxySettings.tcpProbe(kiln.port())))) {
            queue.awaitReady();
            var early = queue.postInBackground("\"early\"");
            kiln.awaitLine("constructing"::equals);

            openGate();

            assertThat(early.join().statusCode()).isEqualTo(200);
            assertThat(early.join().body()).isEqualTo("\"early\"");
        }
    }

    @Test
    void a_function_that_cannot_be_initialised_is_never_ready_and_ends_its_container()
            throws Exception {
        try (var kiln = Host.start(folder, NeverStarts.class, RAW);
                var queue = QueueProxy.inFrontOf(kiln, askedOnce(kiln.port()))) {
            assertThat(queue.probe()).isEqualTo(503);

            assertThat(kiln.awaitExit()).as(kiln.output()).isEqualTo(1);
            assertThat(kiln.output()).contains("The table is not there");
        }
    }

    /** queue-proxy answers some of these itself; it is the function that must not notice. */
    @Test
    void probes_never_invoke_the_function() throws Exception {
        try (var kiln = Host.start(folder, Mirror.class, Map.of());
                var queue = QueueProxy.inFrontOf(kiln, Map.of())) {
            queue.awaitReady();

            for (var path : new String[] {"/", "/health/readiness", "/any/path"}) {
                for (var agent :
                        new String[] {
                            "kube-probe/1.34",
                            "Knative-Activator-Probe",
                            "Knative-Autoscaling-Probe"
                        }) {
                    var queueProbe =
                            queue.get(path, "User-Agent", agent, "K-Network-Probe", "queue");
                    assertThat(queueProbe.statusCode()).as(agent + path).isEqualTo(200);
                    assertThat(queueProbe.body()).isEqualTo("queue");
                }
                for (var agent :
                        new String[] {"Knative-Ingress-Probe", "Knative-Queue-Proxy-Probe"}) {
                    var passedOn = queue.get(path, "User-Agent", agent);
                    assertThat(passedOn.statusCode()).as(agent + path).isEqualTo(200);
                    assertThat(passedOn.body()).isEqualTo("{\"status\":\"UP\"}");
                }
                var ingress = queue.get(path, "K-Network-Probe", "probe", "K-Network-Hash", "abc");
                assertThat(ingress.statusCode()).isEqualTo(200);
                assertThat(ingress.headers().firstValue("K-Network-Hash")).contains("abc");
                assertThat(queue.get(path, "K-Network-Probe", "activator").body())
                        .isEqualTo("{\"status\":\"UP\"}");
            }

            assertThat(kiln.output()).doesNotContain("invoked");
            assertThat(queue.get("/any/path").statusCode()).isEqualTo(200);
            assertThat(kiln.output()).contains("invoked");
        }
    }

    /** The kubelet asks for liveness itself, past queue-proxy. */
    @Test
    void the_kubelet_is_answered_while_all_environments_are_taken() throws Exception {
        try (var kiln =
                        Host.start(
                                folder,
                                Gated.class,
                                Map.of("KILN_PAYLOAD_KIND", "raw", "MAX_CONCURRENCY", "1"));
                var queue = QueueProxy.inFrontOf(kiln, Map.of("CONTAINER_CONCURRENCY", "1"))) {
            queue.awaitReady();
            var running = queue.postInBackground("1");
            kiln.awaitLine("arrived 1"::equals);

            var kubelet =
                    HttpRequest.newBuilder(URI.create(kiln.url() + "/health/liveness"))
                            .header("User-Agent", "kube-probe/1.34");

            assertThat(kiln.send(kubelet).statusCode()).isEqualTo(200);
            assertThat(queue.probe()).isEqualTo(200);
            openGate();
            assertThat(running.join().body()).isEqualTo("1");
        }
    }

    private void openGate() throws Exception {
        Files.createFile(folder.resolve("gate"));
    }

    /** With a period queue-proxy asks once for each time that it is asked. */
    private static Map<String, String> askedOnce(int userPort) {
        var probe = QueueProxySettings.httpProbe(userPort);
        return Map.of(
                "SERVING_READINESS_PROBE",
                probe.replace(
                        "\"successThreshold\":1",
                        "\"successThreshold\":1,\"periodSeconds\":1,\"timeoutSeconds\":1"));
    }
}
