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
PART_OF = "app.kubernetes.io/part-of=kiln"
DELETION_SECONDS = 180
ANNOTATIONS = "/spec/template/metadata/annotations"
KNATIVE_SERVICE = "services.serving.knative.dev"
BROKER = "brokers.eventing.knative.dev"


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
    def connect(timeout, eventing):
        """The cluster of kubectl's configuration, if it has Knative Serving, and Eventing where that is asked for."""
        kubectl("version", timeout=30)
        for part, resource in [("Serving", KNATIVE_SERVICE)] + [("Eventing", BROKER)] * eventing:
            group = resource.partition(".")[2]
            if resource not in kubectl("api-resources", f"--api-group={group}", "-o", "name"):
                raise ClusterError(
                    f"This cluster has no Knative {part}: https://knative.dev/docs/install/, "
                    "or set KUBECONFIG to another"
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

    def apply(self, resources, components=(), patches=()):
        """A kustomization of folders of the repository, in this run's namespace."""
        with tempfile.TemporaryDirectory() as folder:
            here = os.path.realpath(folder)
            kustomization = {
                "apiVersion": "kustomize.config.k8s.io/v1beta1",
                "kind": "Kustomization",
                "namespace": self.name,
                "resources": [os.path.relpath(path, here) for path in resources],
                "components": [os.path.relpath(path, here) for path in components],
                "patches": list(patches),
            }
            # JSON is YAML.
            pathlib.Path(folder, "kustomization.yaml").write_text(json.dumps(kustomization), encoding="utf-8")
            manifests = kubectl("kustomize", folder)
        kubectl("apply", "--validate=strict", "-f", "-", text=manifests)

    def deploy(self, image):
        """The manifests of k8s/ with another image, name and namespace, and with two of the components."""
        components = MANIFESTS / "components"
        # Knative would start more while the first ones start: too much for a laptop's cluster.
        self.apply(
            [MANIFESTS],
            [components / "configuration", components / "aws-web-identity"],
            [function_patch(image, pods=2, operations=[replace("/metadata/name", SERVICE)])],
        )

    def await_ready(self, name=SERVICE):
        """Until the service, with its newest revision, is ready."""
        self.await_condition(KNATIVE_SERVICE, name)
        return self.service(name)

    def await_condition(self, *what):
        condition = ("--for=condition=Ready", f"--timeout={self.timeout}s")
        self.call("wait", *what, *condition, timeout=self.timeout + 10)

    def service(self, name=SERVICE):
        return self.get(KNATIVE_SERVICE, name)

    def get(self, kind, name):
        return json.loads(self.call("get", kind, name, "-o", "json"))

    def add_variable(self, name, value):
        patch = [
            {"op": "add", "path": "/spec/template/spec/containers/0/env/-", "value": {"name": name, "value": value}}
        ]
        self.call("patch", KNATIVE_SERVICE, SERVICE, "--type=json", "-p", json.dumps(patch))

    def log(self, service, *options):
        """Lines of the function in the service's pods."""
        label = f"serving.knative.dev/service={service}"
        return self.call("logs", "-l", label, "-c", "function", "--tail=-1", *options).splitlines()

    def pods(self, revision=None, service=SERVICE):
        label = f"serving.knative.dev/revision={revision}" if revision else f"serving.knative.dev/service={service}"
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
            ("get", "broker,trigger,sinkbinding"),
            ("get", "events", "--sort-by=.lastTimestamp"),
            ("logs", "-l", PART_OF, "-c", "function", "--tail=20", "--prefix", "--max-log-requests=10"),
        ):
            with contextlib.suppress(ClusterError):
                parts.append("\n".join(self.call(*arguments).splitlines()[-30:]))
        return "what the cluster says:\n" + "\n".join(parts)

    def call(self, *arguments, timeout=60):
        return kubectl("-n", self.name, *arguments, timeout=timeout)


def function_patch(image, pods, operations=()):
    """For all Knative Services: another image and so many pods at most, and what else is to be done to them."""
    return {
        "target": {"group": "serving.knative.dev", "kind": "Service"},
        "options": {"allowNameChange": True},
        "patch": json.dumps(
            [
                replace("/spec/template/spec/containers/0/image", image),
                add(f"{ANNOTATIONS}/autoscaling.knative.dev~1max-scale", str(pods)),
                *operations,
            ]
        ),
    }


def replace(path, value):
    return {"op": "replace", "path": path, "value": value}


def add(path, value):
    return {"op": "add", "path": path, "value": value}
