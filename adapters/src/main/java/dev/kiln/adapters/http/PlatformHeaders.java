package dev.kiln.adapters.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What Knative adds to a request for its own use; a gateway of AWS sends nothing like it. */
final class PlatformHeaders {

    private static final List<String> NAMES =
            List.of(
                    "forwarded",
                    "k-proxy-request",
                    "k-passthrough-lb",
                    "k-original-host",
                    "k-network-hash",
                    "k-network-probe",
                    "k-kubelet-probe",
                    "knative-serving-tag",
                    "knative-serving-default-route",
                    "knative-serving-revision",
                    "knative-serving-namespace");

    private final List<String> removed = new ArrayList<>();

    /**
     * @param kept in lower case
     */
    PlatformHeaders(Set<String> kept) {
        for (var name : NAMES) {
            if (!kept.contains(name)) {
                removed.add(name);
            }
        }
    }

    void removeFrom(RequestHeaders headers) {
        for (var name : removed) {
            headers.remove(name);
        }
    }
}
