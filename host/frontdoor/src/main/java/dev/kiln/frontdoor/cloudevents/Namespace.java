package dev.kiln.frontdoor.cloudevents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * In which namespace of Kubernetes this process runs, which replies name as a part of their source.
 */
final class Namespace {

    /** Kubernetes mounts it into pods that have a service account's token. */
    private static final Path OF_THE_ACCOUNT =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    /** What manifests call it that hand it over by the downward API, Knative's own among them. */
    private static final String[] VARIABLES = {"POD_NAMESPACE", "SYSTEM_NAMESPACE"};

    private Namespace() {}

    static Optional<String> of(Map<String, String> variables) {
        for (var name : VARIABLES) {
            var value = variables.getOrDefault(name, "");
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        try {
            return Optional.of(Files.readString(OF_THE_ACCOUNT).strip())
                    .filter(it -> !it.isEmpty());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
