"""Kiln as its image starts it, by the launcher and with the cache that it trained; and the same functions below AWS's emulator."""

import dataclasses
import functools
import os
import pathlib
import shlex
import shutil
import subprocess

from kilnbench import processes, tools
from kilnbench.bodies import SMALL, Body, proxy_result
from kilnbench.peers import Peer, aws_rie, free_port
from kilnbench.server import environment_of, failure

TRAIN_SECONDS = 300
# What the cache knows: the host and the function, the host as another function has shown it, or nothing: there is none.
TRAINED, HOST, NONE = "of the function", "of the host", "none"


@dataclasses.dataclass(frozen=True)
class Function:
    """An ordinary function; what it is asked by HTTP, and the event that Kiln makes of that, for a runtime without a gateway."""

    project: pathlib.Path
    handler: str
    path: str
    asked: Body
    event: Body
    variables: dict = dataclasses.field(default_factory=dict)


def _event(name, body):
    """What Kiln handed over when it was asked, written down; the right answer has that body."""
    content = (tools.BENCH / f"events/{name}.json").read_bytes()
    return Body(name, content, "application/json", lambda answer: proxy_result(answer, body) is not None)


GREETING, RECEIPT = "Hello, bench!\n", '{"item":"tea","total":12.75}'
HELLO = Function(
    tools.ROOT / "samples/hello-proxy", "com.example.helloproxy.HelloProxy", "/hello?name=bench",
    Body("hello-request", b"", "", lambda answer: answer == GREETING.encode(), "GET"), _event("hello", GREETING),
)
STREAM = Function(processes.ECHO.project, processes.ECHO.handler, "/", SMALL, SMALL, {"KILN_PAYLOAD_KIND": "raw"})
SPRING = Function(
    processes.SPRING.project, processes.SPRING.handler, "/orders",
    Body("order-request", b'{"item":"tea","quantity":3,"price":4.25}', "application/json", lambda answer: answer == RECEIPT.encode()),
    _event("order", RECEIPT),
)

# What the image trains the host's cache for large functions with.
FRAMEWORK = Function(tools.ROOT / "host/training", "dev.kiln.training.FrameworkFunction", "/", SMALL, SMALL)


def kiln(kit, name, function, cache=TRAINED, command=None, jdk=None, variables=None):
    """The launcher of the layout, or another command, with a folder for the cache that nobody shares."""
    started = command or [tools.existing(kit.layout / "bin/kiln")]
    folder = tools.WORK / "cache" / name

    def environment(port, function=function):
        return {
            "JAVA_HOME": jdk or kit.jdk,
            "_HANDLER": function.handler,
            "LAMBDA_TASK_ROOT": tools.task_root(function.project),
            "PORT": port,
            "KILN_ADDRESS": "127.0.0.1",
            "KILN_MANAGEMENT_PORT": "0",
            # The launcher alone reads it. The host would hold the function until Spring has read a setting that it does not know.
            **({} if command else {"KILN_CACHE": "off" if cache == NONE else folder}),
            **({"JAVA_TOOL_OPTIONS": shlex.join(kit.java_options)} if kit.java_options else {}),
            **function.variables,
            **(variables or {}),
            **kit.variables,
        }

    def prepare():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if cache == TRAINED:
            _train(name, [*started, "train", f"--request={_request(name, function)}"], environment(free_port()))
        elif cache == HOST:
            for trained in (STREAM, FRAMEWORK):
                _train(name, [*started, "train", "--host"], environment(free_port(), trained))

    return Peer(
        name=name,
        title=f"Kiln, {' '.join([started[0].name, *map(str, started[1:])])}, cache: {cache}, {function.handler.rpartition('.')[2]}",
        command=lambda port: started,
        environment=environment,
        path=function.path,
        body=function.asked,
        prepare=prepare,
    )


def _request(name, function):
    """A file with the request that will be the first one, as who builds an image would write it."""
    file = tools.WORK / f"{name}.http"
    content_type = f"Content-Type: {function.asked.content_type}\n" if function.asked.content_type else ""
    file.write_bytes(f"{function.asked.method} {function.path} HTTP/1.1\n{content_type}\n".encode() + function.asked.content)
    return file


def _train(name, command, variables):
    log = tools.WORK / f"{name}-train.log"
    with log.open("wb") as written:
        try:
            done = subprocess.run(
                command, env=environment_of(variables, tools.WORK), cwd=tools.WORK,
                stdin=subprocess.DEVNULL, stdout=written, stderr=written, timeout=TRAIN_SECONDS,
            )
        except subprocess.TimeoutExpired as e:
            raise failure(name, f"was not trained after {TRAIN_SECONDS} s", log) from e
    if done.returncode:
        raise failure(name, f"could not be trained (exit code {done.returncode})", log)


def class_path(kit, *folders):
    """The command that starts the host from jars in folders of the layout, and gives the JVM no option."""
    path = ":".join(f"{tools.existing(kit.layout / folder)}/*" for folder in folders)
    return [kit.jdk / "bin/java", "-cp", path, "dev.kiln.frontdoor.Kiln"]


def plain(kit, name, function):
    return kiln(kit, name, function, NONE, class_path(kit, "lib"))


def jlinked(kit, name, function):
    return kiln(kit, name, function, jdk=kit.runtime or tools.jlinked_runtime(kit.jdk))


def emulator(kit, name, function):
    return aws_rie(kit, name, (function.project, function.handler), function.event)


def on_one_cpu(kit, name, function, of):
    """Trained on all of them, as images are, but started on one."""
    cpu = min(os.sched_getaffinity(0))
    peer = of(kit, name, function)
    return dataclasses.replace(
        peer, title=peer.title + ", on one CPU", command=lambda port: ["taskset", "-c", str(cpu), *peer.command(port)]
    )


def _peer(make, function, *further_projects, **arguments):
    """As in PEERS, but for the name."""
    return ("kiln", *further_projects), functools.partial(make, function=function, **arguments)


_MADE = {
    "kiln-hello": _peer(kiln, HELLO),
    "kiln-stream": _peer(kiln, STREAM),
    "kiln-hello-jlink": _peer(jlinked, HELLO),
    "kiln-hello-untrained": _peer(kiln, HELLO, cache=HOST),
    "kiln-hello-nocache": _peer(kiln, HELLO, cache=NONE),
    "kiln-hello-1cpu": _peer(on_one_cpu, HELLO, of=kiln),
    "kiln-spring": _peer(kiln, SPRING, "spring-boot-3"),
    "kiln-spring-untrained": _peer(kiln, SPRING, "spring-boot-3", cache=HOST),
    "plain-hello": _peer(plain, HELLO),
    "plain-stream": _peer(plain, STREAM),
    "rie-hello": _peer(emulator, HELLO, "ric"),
    "rie-stream": _peer(emulator, STREAM, "ric"),
    "rie-hello-1cpu": _peer(on_one_cpu, HELLO, "ric", of=emulator),
    "rie-stream-1cpu": _peer(on_one_cpu, STREAM, "ric", of=emulator),
    "rie-spring": _peer(emulator, SPRING, "ric", "spring-boot-3"),
}
# Name → the projects that it needs, and how it is made.
PEERS = {name: (projects, functools.partial(make, name=name)) for name, (projects, make) in _MADE.items()}
