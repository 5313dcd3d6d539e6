package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be added to the service: each component alone, and all of them at once. */
class ComponentsTest {

    static List<String> components() throws IOException {
        try (var folders = Files.list(Manifest.FOLDER.resolve("components"))) {
            return folders.map(folder -> "components/" + folder.getFileName()).sorted().toList();
        }
    }

    static Stream<List<String>> combinations() throws IOException {
        return Stream.concat(components().stream().map(List::of), Stream.of(components()));
    }

    @ParameterizedTest
    @MethodSource("components")
    void every_file_of_a_component_is_used(String component) throws IOException {
        var kustomization = Manifest.read(component + "/kustomization.yaml");
        var used = new ArrayList<>(List.of("kustomization.yaml"));
        if (kustomization.keys().contains("patches")) {
            kustomization.list("patches").forEach(patch -> used.add(patch.text("path")));
        }
        for (var key : List.of("resources", "configurations")) {
            if (kustomization.keys().contains(key)) {
                used.addAll(kustomization.texts(key));
            }
        }
        generators(kustomization).forEach(generator -> used.addAll(generator.texts("envs")));

        try (var files = Files.list(Manifest.FOLDER.resolve(component))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(used);
        }
        assertThat(kustomization.text("kind")).isEqualTo("Component");
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void a_service_with_components_is_one_that_knative_takes(List<String> components) {
        var service = serviceWith(components);

        assertThat(StrictModel.service(service).getSpec()).isNotNull();
        var manifest = new Manifest(StrictModel.JSON.convertValue(service, Map.class));
        DefaultFeatures.assertSufficientFor(manifest.at("spec", "template", "spec"));
    }

    @ParameterizedTest
    @MethodSource("components")
    void what_a_component_names_is_what_it_brings(String component) throws IOException {
        var generators = generators(Manifest.read(component + "/kustomization.yaml"));
        var service = StrictModel.service(serviceWith(List.of(component)));
        var pod = service.getSpec().getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        var named = new ArrayList<String>();
        container
                .getEnvFrom()
                .forEach(from -> {
                    if (from.getConfigMapRef() != null) {
                        named.add(from.getConfigMapRef().getName());
                    }
                    if (from.getSecretRef() != null) {
                        named.add(from.getSecretRef().getName());
                    }
                });
        pod.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .forEach(volume -> named.add(volume.getSecret().getSecretName()));
        for (var variable : container.getEnv()) {
            if (variable.getValueFrom() != null) {
                var secret = variable.getValueFrom().getSecretKeyRef();
                named.add(secret.getName());
                assertThat(keysOf(component, generators, secret.getName()))
                        .contains(secret.getKey());
            }
        }

        assertThat(named)
                .containsAll(generators.stream().map(it -> it.text("name")).toList())
                .isSubsetOf(generators.stream().map(it -> it.text("name")).toList());
        assertThat(container.getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsExactlyInAnyOrderElementsOf(
                        pod.getVolumes().stream().map(volume -> volume.getName()).toList());
    }

    @Test
    void files_that_variables_name_are_mounted() throws IOException {
        var service = StrictModel.service(serviceWith(components()));
        var pod = service.getSpec().getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        var secrets =
                keysOf(
                        "components/configuration",
                        generators(Manifest.read("components/configuration/kustomization.yaml")),
                        "function-secrets");

        var files =
                container.getEnv().stream().filter(it -> it.getName().endsWith("_FILE")).toList();

        assertThat(files)
                .hasSize(2)
                .allSatisfy(variable -> {
                    var slash = variable.getValue().lastIndexOf('/');
                    assertThat(container.getVolumeMounts())
                            .extracting(mount -> mount.getMountPath())
                            .contains(variable.getValue().substring(0, slash));
                    assertThat(Stream.concat(Stream.of("token"), secrets.stream()))
                            .contains(variable.getValue().substring(slash + 1));
                });
    }

    @Test
    void the_service_account_is_the_one_that_the_service_names() {
        var component = "components/aws-web-identity";

        var account =
                StrictModel.JSON.convertValue(
                        Manifest.read(component + "/service-account.yaml").node(),
                        ServiceAccount.class);

        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(account.getMetadata().getName())
                .isEqualTo(
                        serviceWith(List.of(component))
                                .at("/spec/template/spec/serviceAccountName")
                                .asText());
    }

    @Test
    void a_field_that_there_is_not_is_found() {
        var service = (ObjectNode) serviceWith(List.of());
        ((ObjectNode) service.at("/spec/template/spec/containers/0/readinessProbe"))
                .put("periodSecond", 1);

        assertThatThrownBy(() -> StrictModel.service(service)).hasMessageContaining("periodSecond");
    }

    private static List<Manifest> generators(Manifest kustomization) {
        return Stream.of("configMapGenerator", "secretGenerator")
                .filter(kustomization.keys()::contains)
                .flatMap(key -> kustomization.list(key).stream())
                .toList();
    }

    private static List<String> keysOf(String component, List<Manifest> generators, String name)
            throws IOException {
        var keys = new ArrayList<String>();
        for (var generator : generators) {
            if (generator.text("name").equals(name)) {
                for (var file : generator.texts("envs")) {
                    Files.readAllLines(Manifest.FOLDER.resolve(component).resolve(file)).stream()
                            .filter(line -> !line.startsWith("#"))
                            .forEach(line -> keys.add(line.substring(0, line.indexOf('='))));
                }
            }
        }
        return keys;
    }

    private static JsonNode serviceWith(List<String> components) {
        JsonNode service = StrictModel.JSON.valueToTree(Manifest.read("service.yaml").node());
        for (var component : components) {
            var patch = component + "/function.yaml";
            if (!Files.exists(Manifest.FOLDER.resolve(patch))) {
                continue;
            }
            for (var operation : Manifest.readList(patch)) {
                assertThat(operation.text("op")).isEqualTo("add");
                add(service, operation.text("path"), operation.value("value"));
            }
        }
        return service;
    }

    /** The operation of a JSON Patch, RFC 6902. */
    private static void add(JsonNode document, String path, Object value) {
        var pointer = JsonPointer.compile(path);
        JsonNode node = StrictModel.JSON.valueToTree(value);
        var parent = document.at(pointer.head());
        switch (parent) {
            case ArrayNode list when path.endsWith("/-") -> list.add(node);
            case ObjectNode mapping -> {
                var name = pointer.last().getMatchingProperty();
                assertThat(mapping.has(name)).as("A patch replaces nothing: " + path).isFalse();
                mapping.set(name, node);
            }
            default -> throw new AssertionError("There is nothing to add to at " + path);
        }
    }
}
