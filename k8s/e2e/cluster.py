"""The cluster, by kubectl."""

import contextlib
import json
import os
import pathlib
import secrets
import subprocess
import tempfile
import time

MANIFESTS = pathlib.Path(__file__).resolve().parent.parent
SERVICE = "kiln-e2e"
DELETION_SECONDS = 180
ANNOTATIONS = "/spec/template/metadata/annotations"
KNATIVE_SERVICE = "services.serving.knative.dev"


class ClusterError(Exception):
    """The cluster did not do what it was asked; the message is for the user."""


def kubectl(*arguments, text=None, timeout=60):
    try:
        done = subprocess.run(
            ["kubectl", *arguments], input=text, capture_output=True, encoding="utf-8", timeout=timeout
        )
    except FileNotFoundError:
        raise ClusterError("kubectl is not on the PATH: https://kubernetes.io/docs/tasks/tools/") from None
    except subprocess.TimeoutExpired:
        raise ClusterError(f"kubectl {' '.join(arguments)}: no answer within {timeout} s") from None
    if done.returncode:
        raise ClusterError(f"kubectl {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


class Cluster:
    def __init__(self, timeout):
        self.timeout = timeout
        self.name = f"{SERVICE}-{secrets.token_hex(3)}"

    @staticmethod
    def connect(timeout):
        """The cluster of kubectl's configuration, if it has Knative Serving."""
        kubectl("version", timeout=30)
        if KNATIVE_SERVICE not in kubectl("api-resources", "--api-group=serving.knative.dev", "-o", "name"):
            raise ClusterError(
                "This cluster has no Knative Serving: https://knative.dev/docs/install/, or set KUBECONFIG to another"
            )
        return Cluster(timeout)

    @contextlib.contextmanager
    def namespace(self, keep, say):
        """A namespace of this run's own, which goes at the end."""
        kubectl("create", "namespace", self.name)
        say(f"namespace {self.name}")
        try:
            yield
        finally:
            if keep:
                say(f"left as it is: kubectl delete namespace {self.name}")
            else:
                self._delete(say)

    def _delete(self, say):
        # Pods have their grace period, whatever the waits of the checks are.
        limit = max(self.timeout, DELETION_SECONDS)
        try:
            kubectl("delete", "namespace", self.name, f"--timeout={limit}s", timeout=limit + 10)
            say(f"namespace {self.name} deleted")
        except ClusterError as e:
            say(f"namespace {self.name} is not gone: {e}")

    def deploy(self, image):
        """The manifests of k8s/ with another image, name and namespace, and with two of the components."""
        with tempfile.TemporaryDirectory() as folder:
            here = os.path.relpath(MANIFESTS, os.path.realpath(folder))
            kustomization = {
                "apiVersion": "kustomize.config.k8s.io/v1beta1",
                "kind": "Kustomization",
                "namespace": self.name,
                "resources": [here],
                "components": [f"{here}/components/configuration", f"{here}/components/aws-web-identity"],
                "patches": [
                    {
                        "target": {"group": "serving.knative.dev", "kind": "Service"},
                        "options": {"allowNameChange": True},
                        "patch": json.dumps(
                            [
                                {"op": "replace", "path": "/metadata/name", "value": SERVICE},
                                {"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": image},
                                # Knative would start more while the first ones start: too much for a laptop's cluster.
                                {"op": "add", "path": f"{ANNOTATIONS}/autoscaling.knative.dev~1max-scale", "value": "2"},
                            ]
                        ),
                    }
                ],
            }
            # JSON is YAML.
            pathlib.Path(folder, "kustomization.yaml").write_text(json.dumps(kustomization), encoding="utf-8")
            manifests = kubectl("kustomize", folder)
        kubectl("apply", "--validate=strict", "-f", "-", text=manifests)

    def await_ready(self):
        """Until the service, with its newest revision, is ready."""
        condition = ("--for=condition=Ready", f"--timeout={self.timeout}s")
        self.call("wait", KNATIVE_SERVICE, SERVICE, *condition, timeout=self.timeout + 10)
        return self.service()

    def service(self):
        return json.loads(self.call("get", KNATIVE_SERVICE, SERVICE, "-o", "json"))

    def add_variable(self, name, value):
        patch = [
            {"op": "add", "path": "/spec/template/spec/containers/0/env/-", "value": {"name": name, "value": value}}
        ]
        self.call("patch", KNATIVE_SERVICE, SERVICE, "--type=json", "-p", json.dumps(patch))

    def pods(self, revision=None):
        label = f"serving.knative.dev/revision={revision}" if revision else f"serving.knative.dev/service={SERVICE}"
        return self.call("get", "pods", "-l", label, "-o", "name").split()

    def delete(self, pods):
        """As a node that is drained does it: the pods may finish what they run."""
        self.call("delete", *pods, "--wait=false")

    def wait_until(self, what, condition, pause=1.0):
        """Asks until it is so, gently; gives the seconds that it took."""
        begin = time.monotonic()
        while not condition():
            if time.monotonic() - begin > self.timeout:
                raise ClusterError(f"{what}: not within {self.timeout} s (--timeout)")
            time.sleep(pause)
        return time.monotonic() - begin

    def describe(self):
        """What helps to see why something failed; a cluster that does not tell it is no further failure."""
        parts = []
        for arguments in (
            ("get", "ksvc,revision,pods"),
            ("get", "events", "--sort-by=.lastTimestamp"),
            ("logs", "-l", f"serving.knative.dev/service={SERVICE}", "-c", "function", "--tail=20", "--prefix"),
        ):
            with contextlib.suppress(ClusterError):
                parts.append("\n".join(self.call(*arguments).splitlines()[-30:]))
        return "what the cluster says:\n" + "\n".join(parts)

    def call(self, *arguments, timeout=60):
        return kubectl("-n", self.name, *arguments, timeout=timeout)
