"""What is compared: one entry per peer, each a server that answers a POST with the body it got."""

import dataclasses
import functools
import os
import pathlib
import socket
from typing import Callable, Optional

from kilnbench import tools
from kilnbench.bodies import Body

EVERY_CONNECTION_COUNT = None
EMULATOR_PATH = "/2015-03-31/functions/function/invocations"


@dataclasses.dataclass(frozen=True)
class Peer:
    """One server to measure.

    command and environment take the port to listen on; environment is added to a small fixed one.
    connections lists the counts that it stands, EVERY_CONNECTION_COUNT for all; may_fail is the share of calls that it may fail.
    body is what it is sent instead of the series' body, prepare is called once before all rounds, and container names what
    its processes are in, out of our sight.
    """

    name: str
    title: str
    command: Callable[[int], list]
    environment: Callable[[int], dict]
    path: str = "/"
    connections: Optional[tuple] = EVERY_CONNECTION_COUNT
    may_fail: float = 0
    body: Optional[Body] = None
    prepare: Callable[[], None] = lambda: None
    container: Optional[str] = None

    def serves(self, connections):
        return self.connections is EVERY_CONNECTION_COUNT or connections in self.connections


@dataclasses.dataclass(frozen=True)
class Kit:
    """What peers are made with: the JDK, options for every server in Java, further variables for Kiln.

    layout is the folder that Kiln's image is made of, runtime a JDK without what Kiln does not need; images are names by use.
    """

    jdk: pathlib.Path
    java_options: list
    variables: dict
    layout: pathlib.Path = tools.LAYOUT
    runtime: Optional[pathlib.Path] = None
    images: dict = dataclasses.field(default_factory=dict)


# Payload kind of Kiln → the function that answers its events, and what else it needs to answer all bodies.
STREAM = (tools.ROOT / "samples/echo", "com.example.echo.Echo", {})
KINDS = {
    "raw": STREAM,
    "http-v2": (tools.BENCH / "proxy-echo", "com.example.proxyecho.HttpApiEcho", {}),
    # What is not text reaches a REST API's function whole only where its type is named.
    "rest-v1": (
        tools.BENCH / "proxy-echo", "com.example.proxyecho.RestApiEcho",
        {"KILN_BINARY_MEDIA_TYPES": "application/octet-stream"},
    ),
    "function-url": (tools.BENCH / "proxy-echo", "com.example.proxyecho.HttpApiEcho", {}),
    "alb": (tools.BENCH / "proxy-echo", "com.example.proxyecho.LoadBalancerEcho", {}),
    "alb-multi": (tools.BENCH / "proxy-echo", "com.example.proxyecho.LoadBalancerEcho", {}),
}


def kiln(kit, name="kiln", kind="raw"):
    jar = tools.existing(tools.ROOT / "host/server/target/kiln.jar")
    project, handler, further = KINDS[kind]
    task = tools.task_root(project)
    return Peer(
        name=name,
        title=f"Kiln, java -jar, payload kind {kind}, {handler.rpartition('.')[2]}",
        command=lambda port: [kit.jdk / "bin/java", *kit.java_options, "-jar", jar],
        environment=lambda port: {
            "_HANDLER": handler,
            "LAMBDA_TASK_ROOT": task,
            "PORT": port,
            "KILN_ADDRESS": "127.0.0.1",
            "KILN_MANAGEMENT_PORT": "0",
            "KILN_PAYLOAD_KIND": kind,
            **further,
            **kit.variables,
        },
    )


def webflux(kit, name="webflux", options=(), remark="", project="webflux-echo"):
    jar = tools.existing(tools.BENCH / project / f"target/{project}.jar")
    return Peer(
        name=name,
        title="Spring WebFlux, java -jar, a controller that answers the body" + remark,
        command=lambda port: [
            kit.jdk / "bin/java", *options, *kit.java_options, "-jar", jar, f"--server.port={port}", "--server.address=127.0.0.1",
        ],
        environment=lambda port: {},
    )


def webflux_pooled(kit):
    option = "-Dio.netty.allocator.type=pooled"
    return webflux(kit, "webflux-pooled", [option], f", with {option}")


def webflux_actuator(kit):
    return webflux(kit, "webflux-actuator", remark=", and the actuator", project="webflux-actuator")


def quarkus(kit):
    jar = tools.existing(tools.BENCH / "quarkus-rest/target/quarkus-app/quarkus-run.jar")
    return Peer(
        name="quarkus",
        title="Quarkus REST, java -jar of its fast-jar, a resource that answers the body",
        command=lambda port: [
            kit.jdk / "bin/java", *kit.java_options, f"-Dquarkus.http.port={port}", "-Dquarkus.http.host=127.0.0.1", "-jar", jar,
        ],
        environment=lambda port: {},
    )


def invoker(kit):
    jar = tools.existing(tools.BENCH / "invoker/target/invoker.jar")
    classes = tools.existing(tools.BENCH / "invoker/target/classes")
    return Peer(
        name="invoker",
        title="Google's functions framework, java -jar, a function that answers the body",
        command=lambda port: [
            kit.jdk / "bin/java", *kit.java_options, "-jar", jar,
            "--classpath", classes, "--target", "com.example.invokerecho.InvokerEcho", "--port", port,
        ],
        environment=lambda port: {},
        # With large bodies on many connections it breaks one off now and then.
        may_fail=0.001,
    )


def aws_rie(kit, name="aws-rie", function=STREAM, body=None):
    binary = tools.emulator()
    ric = tools.existing(tools.BENCH / "ric/target")
    project, handler = function[:2]
    task = tools.task_root(project)
    return Peer(
        name=name,
        title=f"AWS's emulator with AWS's runtime interface client, {handler.rpartition('.')[2]}",
        command=lambda port: [
            binary,
            "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
            "--runtime-api-address", f"127.0.0.1:{free_port()}",
            tools.BENCH / "ric/bootstrap", handler,
        ],
        environment=lambda port: {"JAVA_HOME": kit.jdk, "RIC_HOME": ric, "RIC_LIBRARY": tools.ric_library(), "LAMBDA_TASK_ROOT": task, "PATH": os.defpath},
        path=EMULATOR_PATH,
        # It ends itself when a second call arrives while the first one runs.
        connections=(1,),
        body=body,
    )


def free_port():
    """A TCP port on loopback that nobody listens on at the moment."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


# Project → the arguments that let Maven package it.
PROJECTS = {
    "kiln": ("-f", tools.ROOT / "pom.xml", "-pl", "host/server,host/training,samples/echo,samples/hello-proxy", "-am"),
    "proxy-echo": ("-f", tools.BENCH / "proxy-echo/pom.xml"),
    "webflux-echo": ("-f", tools.BENCH / "webflux-echo/pom.xml"),
    "webflux-actuator": ("-f", tools.BENCH / "webflux-actuator/pom.xml"),
    "quarkus-rest": ("-f", tools.BENCH / "quarkus-rest/pom.xml"),
    "invoker": ("-f", tools.BENCH / "invoker/pom.xml"),
    "ric": ("-f", tools.BENCH / "ric/pom.xml"),
    "runtime-api": ("-f", tools.BENCH / "runtime-api/pom.xml"),
    "commands": ("-f", tools.BENCH / "commands/pom.xml"),
    "held": ("-f", tools.BENCH / "held/pom.xml"),
    "spring-boot-3": ("-f", tools.BENCH / "spring-boot-3/pom.xml"),
}

# Name → the projects that it needs, and how it is made.
PEERS = {
    "kiln": (("kiln",), kiln),
    **{kind: (("kiln", "proxy-echo"), functools.partial(kiln, name=kind, kind=kind)) for kind in KINDS},
    "webflux": (("webflux-echo",), webflux),
    "webflux-pooled": (("webflux-echo",), webflux_pooled),
    "webflux-actuator": (("webflux-actuator",), webflux_actuator),
    "quarkus": (("quarkus-rest",), quarkus),
    "invoker": (("invoker",), invoker),
    "aws-rie": (("kiln", "ric"), aws_rie),
}
