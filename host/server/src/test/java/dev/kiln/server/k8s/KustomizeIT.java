package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiln.server.it.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What kubectl makes of the kustomizations. */
class KustomizeIT {

    @TempDir private Path folder;

    @BeforeAll
    static void kubectl() throws Exception {
        assumeTrue(Shell.has("kubectl"), "kubectl is not installed");
    }

    static List<String> components() throws IOException {
        return ComponentsTest.components();
    }

    @ParameterizedTest
    @MethodSource("components")
    void a_component_follows_the_service_to_another_name(String component) throws Exception {
        var resources = render(renamed(component));

        assertThat(named(resources, "Service")).containsExactly("other");
        assertThat(functionsOf(resources)).allMatch("other"::equals);
        resources.forEach(KustomizeIT::assertKnown);
    }

    @Test
    void the_samples_are_functions_with_handlers_and_an_image_of_their_own() throws Exception {
        var resources = render(Manifest.FOLDER.resolve("../samples/events/k8s"));

        resources.forEach(KustomizeIT::assertKnown);
        assertThat(named(resources, "Service"))
                .containsExactlyInAnyOrder("orders", "retries", "display")
                .containsAll(functionsOf(resources));
        assertThat(services(resources))
                .allSatisfy(service -> {
                    var name = service.at("metadata").text("name");
                    var template = service.at("spec", "template");
                    var container = template.at("spec", "containers");
                    DefaultFeatures.assertSufficientFor(template.at("spec"));
                    assertThat(container.text("image")).startsWith("dev.local/events:");
                    assertThat(template.at("metadata", "labels").text("app.kubernetes.io/name"))
                            .isEqualTo(name);
                    assertThat(source(container.pairs("env").get("_HANDLER"))).isRegularFile();
                });
    }

    private Path renamed(String component) throws IOException {
        var service = folder.toRealPath().relativize(Manifest.FOLDER.toRealPath());
        var kustomization =
                """
                kind: Kustomization
                resources: [%s]
                components: [%s]
                patches:
                  - target: {group: serving.knative.dev, kind: Service}
                    options: {allowNameChange: true}
                    patch: '[{"op": "replace", "path": "/metadata/name", "value": "other"}]'
                """
                        .formatted(service, service.resolve(component));
        Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
        return folder;
    }

    private static List<Manifest> render(Path kustomization) throws Exception {
        var rendered = Shell.run(kustomization, Map.of(), List.of("kubectl", "kustomize", "."));
        assertThat(rendered.status()).as(rendered.out()).isZero();
        return Manifest.parseAll(rendered.out());
    }

    private static void assertKnown(Manifest resource) {
        switch (resource.text("apiVersion")) {
            case "v1" -> assertThat(resource.text("kind")).isNotBlank();
            case "serving.knative.dev/v1" ->
                    assertThat(StrictModel.service(resource).getSpec()).isNotNull();
            default -> assertThat(StrictModel.eventing(resource).getMetadata()).isNotNull();
        }
    }

    private static List<Manifest> services(List<Manifest> resources) {
        return resources.stream().filter(it -> it.text("kind").equals("Service")).toList();
    }

    private static List<String> named(List<Manifest> resources, String kind) {
        return resources.stream()
                .filter(it -> it.text("kind").equals(kind))
                .map(it -> it.at("metadata").text("name"))
                .toList();
    }

    /** The names in all references to Knative Services, wherever they stand. */
    private static List<String> functionsOf(List<Manifest> resources) {
        return resources.stream().flatMap(it -> references(it.node())).collect(Collectors.toList());
    }

    private static Stream<String> references(Object node) {
        return switch (node) {
            case Map<?, ?> map
                    when "serving.knative.dev/v1".equals(map.get("apiVersion"))
                            && map.containsKey("name") ->
                    Stream.of(map.get("name").toString());
            case Map<?, ?> map -> map.values().stream().flatMap(KustomizeIT::references);
            case List<?> list -> list.stream().flatMap(KustomizeIT::references);
            default -> Stream.of();
        };
    }

    private static Path source(String handler) {
        return Manifest.FOLDER
                .resolve("../samples/events/src/main/java")
                .resolve(handler.replace('.', '/') + ".java");
    }
}
