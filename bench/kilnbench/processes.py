"""Kiln with several environments beside as many processes of AWS's client, and the functions that both run."""

import dataclasses
import functools
import json
import os
import pathlib
from typing import Callable, Optional

from kilnbench import tools
from kilnbench.bodies import Body, proxy_result
from kilnbench.peers import STREAM, Peer

# The memory of a function: each process is started as AWS starts it in a machine of this size, 85 % of it heap.
FUNCTION_MIB = 512
HEAP_KIB = FUNCTION_MIB * 1024 * 85 // 100
COUNTS = (4, 16)
# Below the one, or up to the other, the image has the serial collector.
SERVER_MIB = 1792
FEW_PROCESSORS = 2


@dataclasses.dataclass(frozen=True)
class Function:
    """What both sides run: an ordinary function, and how an environment of it shows that it has served.

    event makes an event that holds its environment for so many milliseconds; instance takes an answer and gives the name of the
    environment, None if the answer is wrong. share is the part of the processes' memory that Kiln is to need, by their number.
    """

    name: str
    project: pathlib.Path
    handler: str
    event: Optional[Callable[[int], bytes]] = None
    instance: Optional[Callable[[bytes], Optional[str]]] = None
    share: dict = dataclasses.field(default_factory=dict)

    @property
    def body(self):
        return Body(self.name, self.event(0), "application/json", lambda answer: self.instance(answer) is not None)


def _proxy_instance(body):
    """Takes the instance from what a proxy integration answers, if it has this body."""

    def instance(answer):
        result = proxy_result(answer, body)
        if result is None:
            return None
        headers = dict(result.get("headers") or {})
        headers.update({name: values[0] for name, values in (result.get("multiValueHeaders") or {}).items()})
        return headers.get("X-Instance")

    return instance


def _greeting(hold):
    return json.dumps({
        "resource": "/hello", "path": "/hello", "httpMethod": "GET", "body": None, "isBase64Encoded": False,
        "headers": {"Host": "api.example.com", "Accept": "*/*", "User-Agent": "bench"},
        "queryStringParameters": {"name": "bench", "hold": str(hold)},
        "requestContext": {"resourcePath": "/hello", "httpMethod": "GET", "stage": "prod", "identity": {"sourceIp": "203.0.113.9"}},
    }).encode()


def _order(hold):
    return json.dumps({
        "version": "2.0", "routeKey": "$default", "rawPath": "/orders", "rawQueryString": f"hold={hold}",
        "headers": {"host": "api.example.com", "content-type": "application/json", "accept": "application/json"},
        "queryStringParameters": {"hold": str(hold)},
        "requestContext": {
            "accountId": "123456789012", "apiId": "api", "domainName": "api.example.com", "requestId": "request", "stage": "$default",
            "http": {"method": "POST", "path": "/orders", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.9", "userAgent": "bench"},
        },
        "body": '{"item":"tea","quantity":3,"price":4.25}', "isBase64Encoded": False,
    }).encode()


ECHO = Function("echo", *STREAM[:2], share={4: 0.30, 16: 0.20})
HELLO = Function(
    "hello-proxy", tools.BENCH / "held", "com.example.held.HeldHello",
    _greeting, _proxy_instance("Hello, bench!\n"), {4: 0.30, 16: 0.20},
)
SPRING = Function(
    "spring-boot-3", tools.BENCH / "spring-boot-3", "com.example.springboot3.HttpApiHandler",
    _order, _proxy_instance('{"item":"tea","total":12.75}'), {4: 0.5, 16: 0.5},
)


def environments(kit, function, count):
    """Kiln with so many environments, all made at the start."""
    jar = tools.existing(tools.ROOT / "host/server/target/kiln.jar")
    options = kit.java_options or container(int(function.share[count] * count * FUNCTION_MIB))
    return Peer(
        name=f"kiln-{count}",
        title=f"Kiln with {count} environments, payload kind raw, " + " ".join(options),
        command=lambda port: [kit.jdk / "bin/java", *options, "-jar", jar],
        environment=lambda port: {
            "_HANDLER": function.handler,
            "LAMBDA_TASK_ROOT": tools.task_root(function.project),
            "PORT": port,
            "KILN_ADDRESS": "127.0.0.1",
            "KILN_MANAGEMENT_PORT": "0",
            "KILN_PAYLOAD_KIND": "raw",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": FUNCTION_MIB,
            "MAX_CONCURRENCY": count,
            "KILN_PROVISIONED_CONCURRENCY": count,
            # AWS gives a Spring application ten seconds of a processor of its own. Here they begin together on few.
            "KILN_INIT_TIMEOUT": "300s",
            **kit.variables,
        },
    )


def processes(kit, function, count):
    """So many processes of AWS's client behind a front that speaks the Runtime API."""
    front = tools.existing(tools.BENCH / "runtime-api/target")
    ric = tools.existing(tools.BENCH / "ric/target")
    task = tools.task_root(function.project)
    return Peer(
        name=f"ric-{count}",
        title=f"{count} processes of AWS's client behind a front of Netty, each with the options of a {FUNCTION_MIB} MB function",
        command=lambda port: [
            kit.jdk / "bin/java", "-XX:+UseSerialGC", "-Xmx128m", "-cp", f"{front / 'classes'}:{front / 'dependency'}/*",
            "dev.kiln.bench.runtimeapi.Front", port, count, tools.WORK / "ric", tools.BENCH / "ric/bootstrap",
        ],
        environment=lambda port: {
            "JAVA_HOME": kit.jdk,
            "RIC_HOME": ric,
            "RIC_LIBRARY": tools.ric_library(),
            "RIC_OPTIONS": f"-XX:MaxHeapSize={HEAP_KIB}k -XX:MaxRAM={FUNCTION_MIB}m",
            "LAMBDA_TASK_ROOT": task,
            "_HANDLER": function.handler,
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": FUNCTION_MIB,
            "AWS_REGION": "us-east-1",
            "PATH": os.defpath,
        },
    )


def container(mebibytes):
    """The options of Kiln's image, and what the JVM would take from a container with so much memory."""
    collector = ["-XX:+UseSerialGC"] if mebibytes < SERVER_MIB or os.cpu_count() <= FEW_PROCESSORS else ["-XX:+UseG1GC"]
    return [
        f"-XX:MaxRAM={mebibytes}m", "-XX:MaxRAMPercentage=60", *collector,
        "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=5000", "-XX:-OmitStackTraceInFastThrow",
    ]


# Name → the projects that it needs, and how it is made for the load; memory is measured with other functions.
PEERS = {
    **{f"kiln-{count}": (("kiln",), functools.partial(environments, function=ECHO, count=count)) for count in COUNTS},
    **{f"ric-{count}": (("kiln", "ric", "runtime-api"), functools.partial(processes, function=ECHO, count=count)) for count in COUNTS},
}
