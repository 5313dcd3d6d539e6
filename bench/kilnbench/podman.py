"""The same functions in containers: from podman's start to the first answer."""

import functools
import pathlib
import re
import shutil

from kilnbench import tools
from kilnbench.failure import Failure
from kilnbench.launched import HELLO, STREAM
from kilnbench.peers import EMULATOR_PATH, Peer, free_port

BUILD_SECONDS = 300
# The bit of CAP_SYS_RESOURCE, see capabilities(7): without it nobody may have higher limits than he has.
SYS_RESOURCE = 24


def kiln(kit, name, function, use):
    """An image with the function in it, made by the Dockerfile, and its cache as the image has it."""
    image = _named(kit, use, name)

    def variables(port):
        return {"PORT": port, "KILN_ADDRESS": "127.0.0.1", "KILN_MANAGEMENT_PORT": "0", **function.variables, **kit.variables}

    return Peer(
        name=name, title=f"Kiln in a container of {image}", path=function.path, body=function.asked, container=_container(name),
        command=lambda port: _run(name, variables(port), image), environment=_environment,
    )


def emulator(kit, name, function):
    """AWS's emulator and client with the function, in an image on the same base as Kiln's."""
    base, image = _named(kit, "base", name), f"localhost/{_container(name)}"

    def command(port):
        return _run(
            name, {}, image, "--runtime-interface-emulator-address", f"127.0.0.1:{port}",
            "--runtime-api-address", f"127.0.0.1:{free_port()}", "/bin/sh", "/ric/bootstrap", function.handler,
        )

    return Peer(
        name=name, title=f"AWS's emulator in a container of {base}", path=EMULATOR_PATH, connections=(1,),
        body=function.event, container=_container(name), command=command, environment=_environment,
        prepare=lambda: _build(name, base, image, function),
    )


def _build(name, base, image, function):
    context = tools.WORK / "podman" / name
    shutil.rmtree(context, ignore_errors=True)
    context.mkdir(parents=True)
    shutil.copy(tools.emulator(), context / "emulator")
    shutil.copy(tools.BENCH / "ric/bootstrap", context)
    for part in ("runtime", "jni"):
        shutil.copytree(tools.existing(tools.BENCH / "ric/target" / part), context / part)
    shutil.copytree(tools.task_root(function.project), context / "task")
    tools.run(
        f"building {image}", BUILD_SECONDS, "podman", "build", "-q", "--build-arg", f"BASE={base}",
        "--build-arg", f"LIBRARY={tools.ric_library().name}", "-f", tools.BENCH / "ric/Containerfile", "-t", image, context,
    )


def _named(kit, use, name):
    tools.find_podman()
    image = kit.images.get(use)
    if not image:
        raise Failure(f"{name} needs an image: --{use.replace('_', '-')} IMAGE. README.md says what has to be in it.")
    return image


def _container(name):
    return f"kiln-bench-{name}"


def _run(name, variables, image, *arguments):
    """On the host's network: one of its own needs more rights than a plain podman has, and says nothing of Kiln."""
    before, behind = _rights()
    given = [part for key, value in variables.items() for part in ("--env", f"{key}={value}")]
    return [
        "podman", *before, "run", "--rm", "--replace", "--name", _container(name), "--network", "host", *behind, *given, image, *arguments,
    ]


def _environment(port):
    return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}


@functools.cache
def _rights():
    """Options before and behind run: podman's usual limits are above what a user without the capability may set."""
    status = pathlib.Path("/proc/self/status").read_text()
    effective = int(re.search(r"^CapEff:\s*(\w+)", status, re.MULTILINE).group(1), 16)
    if effective >> SYS_RESOURCE & 1:
        return (), ()
    return ("--runtime", "runc"), ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024")


# Name → the projects that it needs, and how it is made.
PEERS = {
    "podman-kiln-hello": ((), functools.partial(kiln, name="podman-kiln-hello", function=HELLO, use="kiln_image")),
    "podman-kiln-stream": ((), functools.partial(kiln, name="podman-kiln-stream", function=STREAM, use="kiln_stream_image")),
    "podman-rie-hello": (("kiln", "ric"), functools.partial(emulator, name="podman-rie-hello", function=HELLO)),
    "podman-rie-stream": (("kiln", "ric"), functools.partial(emulator, name="podman-rie-stream", function=STREAM)),
}
