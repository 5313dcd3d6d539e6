"""Puts a server under load with wrk and reads what came of it."""

import json
import os
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


def put_under(server, wrk, body_file, connections, seconds):
    """Calls as often as possible on so many connections; gives the throughput (per second) and latencies (ms).

    Every call must be answered with a 2xx, but for the share that the peer may fail; and one before and after with the right bytes.
    """
    _check(server, "before the load")
    command = [
        wrk, "-t", threads(connections), "-c", connections, "-d", f"{seconds}s", "--timeout", f"{CALL_SECONDS}s",
        "-s", tools.BENCH / "echo.lua", server.url, "--", body_file, server.body.content_type,
    ]
    try:
        done = subprocess.run(
            [str(c) for c in command], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=seconds + 2 * CALL_SECONDS
        )
    except subprocess.TimeoutExpired as e:
        raise server.failure(f"kept wrk waiting at {connections} connections") from e
    if done.returncode:
        raise Failure(f"wrk failed with exit code {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
    time.sleep(SETTLE_SECONDS)
    figures = json.loads(done.stderr.splitlines()[-1])
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


def _check(server, when):
    try:
        right = server.answers()
    except OSError as e:
        raise server.failure(f"did not answer {when}: {e}") from e
    if not right:
        raise server.failure(f"gave a wrong answer {when}")
