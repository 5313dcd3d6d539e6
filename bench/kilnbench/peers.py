"""What is compared: one entry per peer, each a server that answers a POST with the body it got."""

import dataclasses
import os
import pathlib
import socket
from typing import Callable, Optional

from kilnbench import tools

EVERY_CONNECTION_COUNT = None


@dataclasses.dataclass(frozen=True)
class Peer:
    """One server to measure.

    command and environment take the port to listen on; environment is added to a small fixed one.
    connections lists the counts that it stands, EVERY_CONNECTION_COUNT for all.
    """

    name: str
    title: str
    command: Callable[[int], list]
    environment: Callable[[int], dict]
    path: str = "/"
    connections: Optional[tuple] = EVERY_CONNECTION_COUNT

    def serves(self, connections):
        return self.connections is EVERY_CONNECTION_COUNT or connections in self.connections


@dataclasses.dataclass(frozen=True)
class Kit:
    """What peers are made with: the JDK, the echo sample laid out as in /var/task, options for every server in Java."""

    jdk: pathlib.Path
    task: pathlib.Path
    java_options: list


def kiln(kit):
    jar = tools.existing(tools.ROOT / "host/server/target/kiln.jar")
    return Peer(
        name="kiln",
        title="Kiln, java -jar, body = event",
        command=lambda port: [kit.jdk / "bin/java", *kit.java_options, "-jar", jar],
        environment=lambda port: {
            "_HANDLER": "com.example.echo.Echo",
            "LAMBDA_TASK_ROOT": kit.task,
            "PORT": port,
            "KILN_ADDRESS": "127.0.0.1",
            # Both peers hand the body on as it is, so Kiln does here too.
            "KILN_PAYLOAD_KIND": "raw",
        },
    )


def webflux(kit):
    jar = tools.existing(tools.BENCH / "webflux-echo/target/webflux-echo.jar")
    return Peer(
        name="webflux",
        title="Spring WebFlux, java -jar, a controller that answers the body",
        command=lambda port: [
            kit.jdk / "bin/java", *kit.java_options, "-jar", jar, f"--server.port={port}", "--server.address=127.0.0.1",
        ],
        environment=lambda port: {},
    )


def aws_rie(kit):
    binary = tools.emulator()
    ric = tools.existing(tools.BENCH / "ric/target")
    return Peer(
        name="aws-rie",
        title="AWS's emulator with AWS's runtime interface client",
        command=lambda port: [
            binary,
            "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
            "--runtime-api-address", f"127.0.0.1:{free_port()}",
            tools.BENCH / "ric/bootstrap", "com.example.echo.Echo",
        ],
        environment=lambda port: {"JAVA_HOME": kit.jdk, "RIC_HOME": ric, "LAMBDA_TASK_ROOT": kit.task, "PATH": os.defpath},
        path="/2015-03-31/functions/function/invocations",
        # It ends itself when a second call arrives while the first one runs.
        connections=(1,),
    )


def free_port():
    """A TCP port on loopback that nobody listens on at the moment."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


# Name → what Maven has to package for it, and how it is made. The first one is compared with the others.
PEERS = {
    "kiln": (("-f", tools.ROOT / "pom.xml", "-pl", "host/server,samples/echo", "-am"), kiln),
    "webflux": (("-f", tools.BENCH / "webflux-echo/pom.xml"), webflux),
    "aws-rie": (("-f", tools.BENCH / "ric/pom.xml"), aws_rie),
}
SUBJECT = next(iter(PEERS))
