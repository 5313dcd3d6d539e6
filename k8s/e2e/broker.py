"""Events: how they are sent, to a broker or as a source does, and what the sample EventDisplay shows of them."""

import json
import re
import subprocess
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from urllib.parse import quote, urlsplit

from client import Client
from cluster import BROKER, ClusterError

FORWARDING = re.compile(r"Forwarding from 127\.0\.0\.1:(\d+)")


@dataclass(frozen=True)
class Event:
    type: str
    data: str
    source: str = "/e2e"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    more: dict = field(default_factory=dict)

    def headers(self):
        attributes = {"specversion": "1.0", "id": self.id, "source": self.source, "type": self.type, **self.more}
        # As the HTTP binding has it: spaces, quotes, percent signs and all beyond ASCII are escaped.
        escaped = {f"ce-{name}": quote(value, safe="!#$&'()*+,-./:;<=>?@[]^_`{|}~") for name, value in attributes.items()}
        return {"Content-Type": "application/json", **escaped}


def tick(namespace, source, data):
    """What the adapter of PingSources sends."""
    return Event(
        type="dev.knative.sources.ping",
        source=f"/apis/v1/namespaces/{namespace}/pingsources/{source}",
        data=data,
        more={"time": datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")},
    )


@dataclass(frozen=True)
class Shown:
    """An event as EventDisplay logged it."""

    attributes: dict
    data: str

    @staticmethod
    def of(lines):
        found = (line[line.index('{"attributes"') :] for line in lines if '{"attributes"' in line)
        return [Shown(**json.loads(text)) for text in found]


class Broker:
    """The broker's address in the cluster, through kubectl's port-forward."""

    def __init__(self, cluster, name="default"):
        url = urlsplit(cluster.get(BROKER, name)["status"]["address"]["url"])
        service, namespace = url.hostname.split(".")[:2]
        self.path = url.path
        self.timeout = cluster.timeout
        self.command = ["kubectl", "-n", namespace, "port-forward", f"service/{service}", f":{url.port or 80}"]

    def __enter__(self):
        self.forward = subprocess.Popen(self.command, stdout=subprocess.PIPE, encoding="utf-8")
        line = self.forward.stdout.readline()
        port = FORWARDING.search(line)
        if not port:
            self.forward.kill()
            raise ClusterError(f"{' '.join(self.command)}: said {line.strip() or 'nothing'}")
        self.client = Client(f"http://127.0.0.1:{port.group(1)}", None, self.timeout)
        return self

    def __exit__(self, *_):
        self.forward.terminate()
        self.forward.wait()

    def send(self, event):
        answer = self.client.post(self.path, event.data, event.headers())
        if answer.status != 202:
            raise ClusterError(f"The broker answered {answer.status or 'nothing'} to an event: {answer.body[:300]}")
