package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.config.FunctionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnativeServiceTest {

    /** How long queue-proxy waits for late requests before the process gets its signal (KNC-36). */
    private static final int QUEUE_PROXY_DRAIN_SECONDS = 30;

    /** {@code max-revision-timeout-seconds} of a cluster that nobody has changed (KNC-25). */
    private static final int CLUSTER_MAXIMUM_SECONDS = 600;

    private final Manifest service = Manifest.read("service.yaml");
    private final Manifest pod = service.at("spec", "template", "spec");
    private final Manifest container = pod.at("containers");

    @Test
    void every_manifest_of_the_folder_is_in_the_kustomization() throws IOException {
        var kustomization = Manifest.read("kustomization.yaml");

        try (var files = Files.list(Manifest.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".yaml") && !name.startsWith("kustomization"))
                    .containsExactlyInAnyOrderElementsOf(kustomization.texts("resources"));
        }
    }

    @Test
    void the_kustomization_names_the_image_that_the_service_asks_for() {
        var images = Manifest.read("kustomization.yaml").list("images");

        assertThat(images)
                .extracting(image -> image.text("name"))
                .containsExactly(container.text("image"));
    }

    @Test
    void nothing_is_asked_of_knative_that_is_switched_off_by_default() {
        DefaultFeatures.assertSufficientFor(pod);
    }

    @Test
    void the_api_server_knows_every_field() {
        assertThat(StrictModel.service(service).getSpec()).isNotNull();
    }

    @Test
    void the_probes_ask_what_the_front_door_answers() {
        var early = EarlySettings.of(container.pairs("env"), Map.of(), new String[0]);

        var door = DoorSettings.read(early.settings(), true);

        assertThat(door.readinessPaths())
                .contains(container.at("readinessProbe", "httpGet").text("path"));
        assertThat(door.livenessPaths())
                .contains(container.at("livenessProbe", "httpGet").text("path"));
        assertThat(door.port()).isEqualTo(container.at("ports").number("containerPort"));
    }

    /** With a tenth of a processor the port is open after some 40 s. */
    @Test
    void a_slow_start_is_not_taken_for_a_dead_process() {
        assertThat(container.at("livenessProbe").number("initialDelaySeconds"))
                .isGreaterThanOrEqualTo(120);
    }

    @Test
    void knative_sends_as_many_at_once_as_the_host_runs() {
        var early = EarlySettings.of(container.pairs("env"), Map.of(), new String[0]);

        var concurrency = FunctionDefinition.read(early.settings()).limits().concurrency();

        assertThat(pod.number("containerConcurrency")).isEqualTo(concurrency.invocations());
    }

    @Test
    void the_process_has_the_function_s_timeout_left_when_it_gets_its_signal() {
        var timeout = Integer.parseInt(container.pairs("env").get("AWS_LAMBDA_FUNCTION_TIMEOUT"));

        assertThat(pod.number("timeoutSeconds"))
                .isGreaterThanOrEqualTo(timeout + QUEUE_PROXY_DRAIN_SECONDS)
                .isLessThanOrEqualTo(CLUSTER_MAXIMUM_SECONDS);
    }

    @Test
    void the_container_has_no_rights_and_one_place_to_write() {
        var context = container.at("securityContext");

        assertThat(context.node())
                .isEqualTo(
                        Map.of(
                                "runAsNonRoot",
                                true,
                                "readOnlyRootFilesystem",
                                true,
                                "allowPrivilegeEscalation",
                                false,
                                "capabilities",
                                Map.of("drop", List.of("ALL")),
                                "seccompProfile",
                                Map.of("type", "RuntimeDefault")));
        assertThat(pod.value("automountServiceAccountToken")).isEqualTo(false);
        assertThat(container.list("volumeMounts"))
                .extracting(mount -> mount.text("mountPath"))
                .containsExactly("/tmp");
        assertThat(container.at("resources", "limits").keys()).isEqualTo(Set.of("cpu", "memory"));
    }
}
