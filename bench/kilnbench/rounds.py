"""The order of things: rounds, and in each round every peer after the other."""

import statistics
import sys

from kilnbench.load import put_under
from kilnbench.server import Server


def order(peers, number):
    """Another peer goes first in each round, so that a machine that grows slow or warm favours none."""
    shift = number % len(peers)
    return peers[shift:] + peers[:shift]


def run(peers, body, settings, wrk, folder):
    """A list of rounds, each a dict from the name of a peer to what was measured of it."""
    body_file = folder / f"body-{body.name}"
    body_file.write_bytes(body.content)
    # Not measured: it fills the page cache, and shows at once when one of them does not work.
    for peer in peers:
        _start_and_stop(peer, body, folder)
    rounds = []
    for number in range(settings.rounds):
        measured = {}
        for peer in order(peers, number):
            say(f"{body.name}, round {number + 1} of {settings.rounds}: {peer.name}")
            measured[peer.name] = _measure(peer, settings, wrk, body, body_file, folder)
        rounds.append(measured)
    return rounds


def _measure(peer, settings, wrk, body, body_file, folder):
    starts = [_start_and_stop(peer, body, folder) for _ in range(settings.starts - 1)]
    server = Server(peer, body, folder)
    try:
        starts.append(server.wait_for_answer())
        counts = [c for c in settings.connections if peer.serves(c)]
        if counts:
            # The most connections it will see, so that the compiler has seen that path too.
            put_under(server, wrk, body_file, counts[-1], settings.warm_up)
        steps = []
        for connections in counts:
            server.forget_log()
            step = put_under(server, wrk, body_file, connections, settings.seconds)
            if step["failed"]:
                say(f"  {peer.name} failed {step['failed']} of {step['requests']} calls at {connections} connections")
            steps.append(step)
        # Only here: the log of a server that failed is what its reader needs.
        server.forget_log()
        return {
            "start": statistics.median(starts) * 1e3,
            "starts": [s * 1e3 for s in starts],
            "memory": server.peak_memory() / 2**20,
            "steps": steps,
        }
    finally:
        server.stop()


def _start_and_stop(peer, body, folder):
    server = Server(peer, body, folder)
    try:
        return server.wait_for_answer()
    finally:
        server.stop()


def say(text):
    print(text, file=sys.stderr, flush=True)
