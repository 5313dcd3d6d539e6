"""Starts and ends one peer's process and asks it for a right answer."""

import contextlib
import http.client
import os
import pathlib
import signal
import subprocess
import time

from kilnbench.failure import Failure
from kilnbench.peers import free_port

START_SECONDS = 120
STOP_SECONDS = 15
LOG_TAIL_BYTES = 2000


def environment_of(variables, folder):
    """A small fixed one, and the variables."""
    return {"LANG": "C.UTF-8", "HOME": str(folder), **{k: str(v) for k, v in variables.items()}}


class Server:
    """A running peer. All its processes are in one session of their own, so that none is left behind."""

    def __init__(self, peer, body, folder):
        self.peer = peer
        self.body = body
        self.port = free_port()
        self.log = pathlib.Path(folder, peer.name + ".log")
        command = [str(part) for part in peer.command(self.port)]
        environment = environment_of(peer.environment(self.port), folder)
        self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            self.began = time.perf_counter()
            self.process = subprocess.Popen(
                command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self.peer.path}"

    def wait_for_answer(self):
        """Seconds from the start of the process to the last byte of the first right answer."""
        while time.perf_counter() - self.began < START_SECONDS:
            if self.process.poll() is not None:
                raise self.failure(f"ended with {self.process.returncode} before it answered")
            # A refused connection and a 503 before the server is ready are part of the start.
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.answers():
                    return time.perf_counter() - self.began
            time.sleep(0.001)
        raise self.failure(f"gave no right answer within {START_SECONDS} s")

    def answers(self):
        """Whether one call gets the right answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        with contextlib.closing(connection):
            headers = {"Content-Type": self.body.content_type} if self.body.content else {}
            connection.request(self.body.method, self.peer.path, self.body.content, headers)
            answer = connection.getresponse()
            return self.body.is_answered_by(answer.read()) and answer.status == 200

    def peak_memory(self):
        """Bytes of physical memory at the highest, of all its processes together."""
        return sum(_status_kib(pid, "VmHWM") for pid in self._processes()) * 1024

    def memory(self, which):
        """MiB of physical memory now of those of its processes, whole (rss) and with what is shared divided by its users (pss)."""
        found = [_rollup_kib(pid) for pid in self._processes() if which(pid)]
        return {key.lower(): sum(f.get(key, 0) for f in found) / 1024 for key in ("Rss", "Pss")}

    def forget_log(self):
        """Empties the log: a minute of START, END and REPORT lines is a gigabyte."""
        os.truncate(self.log, 0)

    def stop(self):
        """Asks it to end, then makes it."""
        left = self._processes()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        for pid in set(left) & set(self._processes()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)
        if self.peer.container:
            remove = ["podman", "rm", "--force", "--ignore", "--time", "0", self.peer.container]
            subprocess.run(remove, stdin=subprocess.DEVNULL, capture_output=True, timeout=START_SECONDS)

    def failure(self, what):
        return failure(self.peer.name, what, self.log)

    def _processes(self):
        session = self.process.pid
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _session(pid) == session]


def failure(name, what, log_file):
    with log_file.open("rb") as log:
        log.seek(max(0, log_file.stat().st_size - LOG_TAIL_BYTES))
        tail = log.read().decode("utf-8", "replace").strip()
    return Failure(f"{name} {what}. The end of {log_file}:\n{tail}")


def _session(pid):
    try:
        # The name in parentheses may hold anything; the fields after it are state, parent, group, session.
        return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, IndexError):
        return None


def _status_kib(pid, field):
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def _rollup_kib(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        # The first line is the range of addresses.
        return {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
    except OSError:
        return {}
