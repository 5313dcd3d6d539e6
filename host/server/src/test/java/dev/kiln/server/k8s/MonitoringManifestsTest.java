package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kiln.frontdoor.config.DoorSettings;
import dev.kiln.frontdoor.config.EarlySettings;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

class MonitoringManifestsTest {

    private final Manifest kustomization = Manifest.read("monitoring/kustomization.yaml");
    private final Manifest monitor = Manifest.read("monitoring/pod-monitor.yaml");
    private final Manifest template = Manifest.read("service.yaml").at("spec", "template");

    @Test
    void a_cluster_without_the_operator_is_not_asked_for_a_pod_monitor() {
        assertThat(Manifest.read("kustomization.yaml").texts("resources"))
                .noneMatch(it -> it.contains("monitor"));
        assertThat(kustomization.texts("resources")).containsExactly("pod-monitor.yaml");
    }

    @Test
    void the_dashboard_is_in_a_config_map_that_grafana_looks_for() {
        var generator = kustomization.at("configMapGenerator");

        assertThat(generator.texts("files")).containsExactly("dashboard.json");
        assertThat(generator.at("options", "labels").text("grafana_dashboard")).isEqualTo("1");
    }

    /** Fields of the resource's definition in the operator's version 0.42 and later. */
    @Test
    void the_pod_monitor_is_one() {
        assertThat(monitor.text("apiVersion")).isEqualTo("monitoring.coreos.com/v1");
        assertThat(monitor.text("kind")).isEqualTo("PodMonitor");
        assertThat(monitor.at("spec").keys())
                .containsExactlyInAnyOrder("selector", "podTargetLabels", "podMetricsEndpoints");
        assertThat(monitor.at("spec", "podMetricsEndpoints").keys())
                .containsExactlyInAnyOrder("path", "interval", "relabelings");
    }

    @Test
    void the_pod_monitor_finds_the_function_s_pods_and_their_management_port() {
        var annotations = template.at("metadata", "annotations");
        var labels = template.at("metadata", "labels");
        var endpoint = monitor.at("spec", "podMetricsEndpoints");
        var early =
                EarlySettings.of(
                        template.at("spec", "containers").pairs("env"), Map.of(), new String[0]);

        var port = DoorSettings.read(early.settings(), true).managementPort().orElseThrow();

        monitor.at("spec", "selector", "matchLabels")
                .node()
                .forEach(
                        (name, value) -> assertThat(labels.text(name.toString())).isEqualTo(value));
        assertThat(annotations.text("prometheus.io/port")).isEqualTo(Integer.toString(port));
        assertThat(annotations.text("prometheus.io/path")).isEqualTo(endpoint.text("path"));
        assertThat(endpoint.list("relabelings").getFirst().text("regex"))
                .isEqualTo(template.at("spec", "containers").text("name"));
        var address = endpoint.list("relabelings").getLast();
        assertThat(
                        ("10.0.0.7:8080;" + port)
                                .replaceAll(address.text("regex"), address.text("replacement")))
                .isEqualTo("10.0.0.7:" + port);
        assertThat(
                        ("[fd00::7]:8080;" + port)
                                .replaceAll(address.text("regex"), address.text("replacement")))
                .isEqualTo("[fd00::7]:" + port);
    }

    @Test
    void the_dashboard_is_strict_json_whose_panels_have_places_of_their_own() throws Exception {
        var json =
                JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

        var dashboard =
                json.readTree(
                        Files.readString(Manifest.FOLDER.resolve("monitoring/dashboard.json")));

        var taken = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (var panel : dashboard.get("panels")) {
            var place = panel.get("gridPos");
            assertThat(taken.add(place.get("x") + "," + place.get("y"))).isTrue();
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
        }
    }
}
