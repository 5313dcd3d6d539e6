package dev.kiln.conformance.knative;

import java.util.HashMap;
import java.util.Map;

/** What Knative's controller sets in queue-proxy's container, with the defaults of a revision. */
final class QueueProxySettings {

    private QueueProxySettings() {}

    static Map<String, String> variables(int userPort, int port) {
        var variables = new HashMap<String, String>();
        variables.put("CONTAINER_CONCURRENCY", "0");
        variables.put("REVISION_TIMEOUT_SECONDS", "300");
        variables.put("REVISION_RESPONSE_START_TIMEOUT_SECONDS", "300");
        variables.put("QUEUE_SERVING_PORT", Integer.toString(port));
        variables.put("QUEUE_SERVING_TLS_PORT", "8112");
        variables.put("USER_PORT", Integer.toString(userPort));
        variables.put("SERVING_READINESS_PROBE", httpProbe(userPort));
        variables.put("SERVING_NAMESPACE", "default");
        variables.put("SERVING_SERVICE", "hello");
        variables.put("SERVING_CONFIGURATION", "hello");
        variables.put("SERVING_REVISION", "hello-00001");
        variables.put("SERVING_POD", "hello-00001-pod");
        variables.put("SERVING_POD_IP", "127.0.0.1");
        variables.put("SYSTEM_NAMESPACE", "knative-serving");
        variables.put("SERVING_LOGGING_CONFIG", "");
        variables.put("SERVING_LOGGING_LEVEL", "info");
        return variables;
    }

    /** The readiness probe of {@code k8s/service.yaml} as Knative hands it to queue-proxy. */
    static String httpProbe(int userPort) {
        return """
        {"httpGet":{"path":"/health/readiness","port":%d,"host":"127.0.0.1","scheme":"HTTP"},\
        "successThreshold":1}\
        """
                .formatted(userPort);
    }

    /** What Knative sets for a container without a probe. */
    static String tcpProbe(int userPort) {
        return """
        {"tcpSocket":{"port":%d,"host":"127.0.0.1"},"successThreshold":1}\
        """
                .formatted(userPort);
    }
}
