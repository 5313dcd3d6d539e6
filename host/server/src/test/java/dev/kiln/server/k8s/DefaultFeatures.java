package dev.kiln.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

/** What a Knative webhook takes without a feature flag (KNC-48, KNC-50: fieldmask.go). */
final class DefaultFeatures {

    private DefaultFeatures() {}

    /** For the pod's spec of a service. */
    static void assertSufficientFor(Manifest pod) {
        var container = pod.at("containers");
        assertThat(pod.keys())
                .isSubsetOf(
                        "containers",
                        "volumes",
                        "containerConcurrency",
                        "timeoutSeconds",
                        "responseStartTimeoutSeconds",
                        "idleTimeoutSeconds",
                        "serviceAccountName",
                        "automountServiceAccountToken",
                        "imagePullSecrets",
                        "enableServiceLinks");
        assertThat(container.keys())
                .isSubsetOf(
                        "name",
                        "image",
                        "imagePullPolicy",
                        "command",
                        "args",
                        "workingDir",
                        "env",
                        "envFrom",
                        "ports",
                        "readinessProbe",
                        "livenessProbe",
                        "startupProbe",
                        "resources",
                        "securityContext",
                        "volumeMounts",
                        "terminationMessagePath",
                        "terminationMessagePolicy");
        assertThat(pod.list("volumes"))
                .allSatisfy(volume ->
                        assertThat(volume.keys())
                                .isSubsetOf(
                                        "name", "emptyDir", "configMap", "secret", "projected"));
        assertThat(container.list("volumeMounts"))
                .extracting(mount -> mount.text("mountPath"))
                .doesNotHaveDuplicates()
                .doesNotContain("/", "/dev", "/dev/log");
        assertThat(container.list("env"))
                .extracting(variable -> variable.text("name"))
                .doesNotHaveDuplicates()
                .doesNotContain("PORT", "K_SERVICE", "K_CONFIGURATION", "K_REVISION");
    }
}
