package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.knative.duck.v1.DeliverySpec;
import io.fabric8.knative.duck.v1.Destination;
import io.fabric8.knative.eventing.v1.SubscriptionsAPIFilter;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.eventing.v1.TriggerSpec;
import io.fabric8.knative.sources.v1.KafkaSource;
import io.fabric8.knative.sources.v1.PingSource;
import io.fabric8.knative.sources.v1.SinkBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers, triggers, sources and bindings: those of the components and those of the samples. */
class EventingManifestsTest {

    private static final Path SAMPLES = Path.of("../samples/events/k8s");
    private static final String TRIGGERS = SAMPLES.resolve("triggers.yaml").toString();

    static Stream<Manifest> resources() throws IOException {
        try (var files = Files.walk(Manifest.FOLDER.resolve("components"))) {
            return Stream.concat(
                    files
                            .filter(file -> file.toString().endsWith(".yaml"))
                            .map(Path::toString)
                            .toList()
                            .stream(),
                    Stream.of(SAMPLES.resolve("broker.yaml").toString(), TRIGGERS))
                    .flatMap(file -> Manifest.readAll(file).stream())
                    .filter(it -> it.keys().contains("apiVersion"))
                    .filter(it -> it.text("apiVersion").matches("(eventing|sources)\\..*"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void the_api_server_knows_every_field(Manifest resource) {
        assertThat(StrictModel.eventing(resource).getMetadata().getName()).isNotBlank();
    }

    @Test
    void there_is_an_example_of_each_kind() throws IOException {
        assertThat(resources().map(it -> it.text("kind")))
                .contains("Broker", "Trigger", "PingSource", "KafkaSource", "SinkBinding");
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of(
                        TriggerSpec.class,
                        List.of(
                                "broker",
                                "brokerRef",
                                "filter",
                                "filters",
                                "subscriber",
                                "delivery")),
                Arguments.of(
                        SubscriptionsAPIFilter.class,
                        List.of("exact", "prefix", "suffix", "all", "any", "not", "cesql")),
                Arguments.of(Destination.class, List.of("ref", "uri", "CACerts", "audience")),
                Arguments.of(
                        DeliverySpec.class,
                        List.of(
                                "retry",
                                "backoffPolicy",
                                "backoffDelay",
                                "deadLetterSink",
                                "timeout",
                                "retryAfterMax",
                                "format")));
    }

    /** That the model which the manifests are held against is Knative's. */
    @ParameterizedTest
    @MethodSource("fields")
    void the_model_has_the_fields_of_knative_s_definition(Class<?> type, List<String> fields) {
        assertThat(StrictModel.fields(type)).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void a_field_that_there_is_not_is_found() throws IOException {
        for (var resource : resources().toList()) {
            var changed = (ObjectNode) StrictModel.JSON.valueToTree(resource.node());
            changed.withObject("spec").put("sinks", "here");

            assertThatThrownBy(() -> StrictModel.eventing(changed)).hasMessageContaining("sinks");
        }
    }

    @Test
    void triggers_name_what_the_samples_deploy() {
        var folder = Manifest.read(SAMPLES.resolve("kustomization.yaml").toString());
        var broker = Manifest.read(SAMPLES.resolve("broker.yaml").toString());
        var names =
                folder.texts("resources").stream()
                        .filter(it -> !it.endsWith(".yaml"))
                        .map(EventingManifestsTest::nameOf)
                        .collect(Collectors.toSet());

        assertThat(triggers())
                .hasSize(3)
                .allSatisfy(trigger -> {
                    var spec = trigger.getSpec();
                    assertThat(spec.getBroker()).isEqualTo(broker.at("metadata").text("name"));
                    assertThat(names).contains(function(spec.getSubscriber()));
                    if (spec.getDelivery() != null) {
                        assertThat(names)
                                .contains(function(spec.getDelivery().getDeadLetterSink()));
                    }
                });
    }

    @Test
    void events_that_fail_are_sent_twice_more_as_aws_does() {
        var deliveries =
                triggers().stream()
                        .filter(it -> it.getSpec().getDelivery() != null)
                        .map(it -> it.getSpec().getDelivery())
                        .toList();

        assertThat(deliveries)
                .hasSize(2)
                .allSatisfy(delivery -> {
                    assertThat(delivery.getRetry()).isEqualTo(2);
                    assertThat(delivery.getBackoffPolicy()).isEqualTo("exponential");
                    assertThat(Duration.parse(delivery.getBackoffDelay())).hasMinutes(1);
                });
    }

    @Test
    void sources_and_bindings_name_the_service() throws IOException {
        var service = Manifest.read("service.yaml").at("metadata").text("name");

        assertThat(component("ping-source", PingSource.class).getSpec().getSink())
                .returns(service, EventingManifestsTest::function);
        assertThat(component("kafka-source", KafkaSource.class).getSpec().getSink())
                .returns(service, EventingManifestsTest::function);
        assertThat(component("sink-binding", SinkBinding.class).getSpec().getSubject().getName())
                .isEqualTo(service);
    }

    private static <T> T component(String name, Class<T> type) {
        var file = "components/%s/%s.yaml".formatted(name, name);
        return type.cast(StrictModel.eventing(Manifest.read(file)));
    }

    private static List<Trigger> triggers() {
        return Manifest.readAll(TRIGGERS).stream()
                .map(it -> (Trigger) StrictModel.eventing(it))
                .toList();
    }

    private static String function(Destination destination) {
        var reference = destination.getRef();
        assertThat(reference.getApiVersion()).isEqualTo("serving.knative.dev/v1");
        assertThat(reference.getKind()).isEqualTo("Service");
        return reference.getName();
    }

    /** The name that a function's kustomization gives the service. */
    private static String nameOf(String function) {
        var file = SAMPLES.resolve(function).resolve("function.yaml").toString();
        return Manifest.readList(file).stream()
                .filter(it -> it.text("path").equals("/metadata/name"))
                .map(it -> it.text("value"))
                .findFirst()
                .orElseThrow();
    }
}
