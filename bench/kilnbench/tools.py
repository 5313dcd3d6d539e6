"""Finds, builds and fetches what the peers are made of."""

import functools
import glob
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import venv
import zipfile

from kilnbench.failure import Failure

BENCH = pathlib.Path(__file__).resolve().parent.parent
ROOT = BENCH.parent
WORK = BENCH / "target"
# What Kiln's image is made of.
LAYOUT = ROOT / "host/server/target/kiln"

# The PyPI package that carries the emulator, as files samcli/local/rapid/aws-lambda-rie-{x86_64,arm64}.
SAM_CLI = "aws-sam-cli==1.170.0"
EMULATORS = {"x86_64": "aws-lambda-rie-x86_64", "aarch64": "aws-lambda-rie-arm64"}

FETCH_SECONDS = 300
BUILD_SECONDS = 1200


def find_wrk():
    """The load generator."""
    return _on_path("wrk", "apt-get install wrk (Debian, Ubuntu), brew install wrk, or https://github.com/wg/wrk")


def find_podman():
    return _on_path("podman", "apt-get install podman runc (Debian, Ubuntu)")


def find_jdk():
    """The home of a JDK 25: all peers run on the same one."""
    for home in [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"))]:
        release = pathlib.Path(home, "release")
        if home and release.is_file() and re.search(r'^JAVA_VERSION="25["\.]', release.read_text(), re.MULTILINE):
            return pathlib.Path(home)
    raise Failure("No JDK 25 in JAVA_HOME or /usr/lib/jvm. Install one (https://adoptium.net) and set JAVA_HOME.")


def build(what, maven_arguments):
    """Packages what Maven finds there, tests left out; it does little for what is up to date."""
    _on_path("mvn", "apt-get install maven, or https://maven.apache.org")
    run(f"building {what}", BUILD_SECONDS, "mvn", "-q", "-B", "-ntp", "-DskipTests", *maven_arguments, "package")


@functools.cache
def task_root(project):
    """A function's project laid out as in Lambda's /var/task: classes, and lib/ with what they need."""
    root = WORK / "task" / project.name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(existing(project / "target/classes"), root)
    shutil.copytree(existing(project / "target/dependency"), root / "lib")
    return root


def emulator():
    """AWS's emulator, fetched once."""
    machine = platform.machine()
    if machine not in EMULATORS:
        raise Failure(f"AWS ships no emulator for {machine}, only for {', '.join(EMULATORS)}. Leave it out: --peers webflux")
    binary = WORK / SAM_CLI.replace("==", "-") / EMULATORS[machine]
    if not binary.exists():
        wheel = _fetch_wheel(binary.parent)
        with zipfile.ZipFile(wheel) as archive:
            binary.write_bytes(archive.read(f"samcli/local/rapid/{binary.name}"))
        wheel.unlink()
        binary.chmod(0o755)
    return binary


def ric_library():
    """AWS's client's native library for this machine; the client would else unpack the right one at every start."""
    return existing(BENCH / f"ric/target/jni/libaws-lambda-jni.linux-{platform.machine().replace('aarch64', 'aarch_64')}.so")


def jlinked_runtime(jdk):
    """The runtime that the Dockerfile makes with jlink, made with the same options from this JDK."""
    runtime = WORK / "runtime"
    shutil.rmtree(runtime, ignore_errors=True)
    options = existing(ROOT / "host/image/jlink.options")
    run("making a runtime", BUILD_SECONDS, jdk / "bin/jlink", f"@{options}", "--include-locales=*", "--output", runtime)
    return runtime


def existing(path):
    """The path, if there is something."""
    if not path.exists():
        raise Failure(f"{path} is missing. Run without --no-build.")
    return path


def _fetch_wheel(folder):
    folder.mkdir(parents=True, exist_ok=True)
    # An environment of its own brings pip where the system's Python has none.
    python = WORK / "python/bin/python"
    try:
        if not python.exists():
            venv.create(WORK / "python", with_pip=True)
        run("fetching " + SAM_CLI, FETCH_SECONDS, python, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, SAM_CLI)
    except subprocess.CalledProcessError as e:
        shutil.rmtree(WORK / "python", ignore_errors=True)
        raise Failure("Python cannot make a virtual environment with pip: apt-get install python3-venv") from e
    return next(folder.glob("aws_sam_cli-*.whl"))


def run(what, seconds, *command):
    print(f"{what} …", file=sys.stderr, flush=True)
    try:
        done = subprocess.run([str(c) for c in command], stdin=subprocess.DEVNULL, timeout=seconds)
    except subprocess.TimeoutExpired as e:
        raise Failure(f"{what}: not done after {seconds} s") from e
    if done.returncode:
        raise Failure(f"{what}: failed with exit code {done.returncode}; see above")


def _on_path(program, how_to_get_it):
    found = shutil.which(program)
    if not found:
        raise Failure(f"{program} is not on the PATH. Get it: {how_to_get_it}")
    return found
