package dev.kiln.server.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sources.v1.KafkaSource;
import io.fabric8.knative.sources.v1.PingSource;
import io.fabric8.knative.sources.v1.SinkBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knative's and Kubernetes's types as fabric8 generates them: a field that they lack is an error.
 */
final class StrictModel {

    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .annotationIntrospector(new NothingElse())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private StrictModel() {}

    static Service service(Manifest manifest) {
        return service(JSON.valueToTree(manifest.node()));
    }

    /**
     * Reads a Knative Service.
     *
     * @throws IllegalArgumentException for an unknown field or a value of another type
     */
    static Service service(JsonNode manifest) {
        return JSON.convertValue(manifest, Service.class);
    }

    static HasMetadata eventing(Manifest manifest) {
        return eventing(JSON.valueToTree(manifest.node()));
    }

    /**
     * Reads a resource of Knative Eventing by its version and kind.
     *
     * @throws IllegalArgumentException for an unknown field or a value of another type
     */
    static HasMetadata eventing(JsonNode manifest) {
        var named = manifest.path("apiVersion").asText() + " " + manifest.path("kind").asText();
        var type =
                switch (named) {
                    case "eventing.knative.dev/v1 Broker" -> Broker.class;
                    case "eventing.knative.dev/v1 Trigger" -> Trigger.class;
                    case "sources.knative.dev/v1 PingSource" -> PingSource.class;
                    case "sources.knative.dev/v1 KafkaSource" -> KafkaSource.class;
                    case "sources.knative.dev/v1 SinkBinding" -> SinkBinding.class;
                    default -> throw new IllegalArgumentException("There is no " + named);
                };
        return JSON.convertValue(manifest, type);
    }

    /** The names that a type's fields have in a manifest. */
    static Set<String> fields(Class<?> type) {
        var config = JSON.getDeserializationConfig();
        return config.introspect(config.constructType(type)).findProperties().stream()
                .map(BeanPropertyDefinition::getName)
                .collect(Collectors.toSet());
    }

    /** The generated types would keep what they do not know. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated method) {
            return false;
        }
    }
}
