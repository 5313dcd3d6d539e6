"""Puts a server under load with wrk and reads what came of it."""

import contextlib
import json
import math
import os
import signal
import subprocess
import time

from kilnbench import tools
from kilnbench.failure import Failure

# wrk counts a call as failed after this; a call that takes as long is a defect and not a figure.
CALL_SECONDS = 20

# wrk hangs up on the calls that run when its time is over. They end by themselves, and must have before the next call:
# AWS's emulator dies of a second one.
SETTLE_SECONDS = 0.3


def threads(connections):
    """One thread of wrk drives more than 100,000 calls a second; more of them would only take from the server."""
    return max(1, min(connections, (os.cpu_count() or 1) // 4))


def put_under(server, wrk, folder, connections, seconds):
    """Calls as often as possible on so many connections; gives the throughput (per second) and latencies (ms).

    Every call must be answered with a 2xx, but for the share that the peer may fail; and one before and after with the right bytes.
    """
    body_file = folder / f"body-{server.body.name}"
    body_file.write_bytes(server.body.content)
    _check(server, "before the load")
    command = [
        wrk, "-t", threads(connections), "-c", connections, "-d", f"{math.ceil(seconds)}s", "--timeout", f"{CALL_SECONDS}s",
        "-s", tools.BENCH / "echo.lua", server.url, "--", body_file, server.body.content_type, server.body.method,
    ]
    code, said, told = _run(server, [str(c) for c in command], connections, seconds)
    if code:
        raise Failure(f"wrk failed with exit code {code}: {told.strip() or said.strip()}")
    time.sleep(SETTLE_SECONDS)
    figures = json.loads(told.splitlines()[-1])
    errors = {kind: figures[kind] for kind in ("connect", "read", "write", "status", "timeout") if figures[kind]}
    failed = sum(errors.values())
    if failed > server.peer.may_fail * figures["requests"] or not figures["requests"]:
        raise server.failure(f"answered {figures['requests']} calls at {connections} connections, with errors {errors}")
    _check(server, "after the load")
    return {
        "connections": connections,
        "throughput": figures["requests"] / (figures["duration"] / 1e6),
        "p50": figures["p50"] / 1e3,
        "p99": figures["p99"] / 1e3,
        "max": figures["max"] / 1e3,
        "requests": figures["requests"],
        "failed": failed,
    }


def _run(server, command, connections, seconds):
    """wrk's exit code, output and errors. It knows whole seconds only, and ends earlier when it is interrupted."""
    wrk = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        if seconds != int(seconds):
            with contextlib.suppress(subprocess.TimeoutExpired):
                wrk.wait(seconds)
            wrk.send_signal(signal.SIGINT)
        said, told = wrk.communicate(timeout=seconds + 2 * CALL_SECONDS)
        return wrk.returncode, said, told
    except subprocess.TimeoutExpired as e:
        raise server.failure(f"kept wrk waiting at {connections} connections") from e
    finally:
        wrk.kill()
        wrk.wait()


def _check(server, when):
    try:
        right = server.answers()
    except OSError as e:
        raise server.failure(f"did not answer {when}: {e}") from e
    if not right:
        raise server.failure(f"gave a wrong answer {when}")
