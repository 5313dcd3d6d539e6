package dev.kiln.server.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.knative.serving.v1.Service;

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

    /** The generated types would keep what they do not know. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated method) {
            return false;
        }
    }
}
