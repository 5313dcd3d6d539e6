"""The order of things: rounds, and in each round every peer after the other."""

import dataclasses
import random
import statistics
import sys

from kilnbench.load import put_under
from kilnbench.server import Server


def order(peers, number):
    """Another one in each round, the same in every run: a machine that grows slow or warm, or has just been busy with a large
    neighbour, favours none."""
    return random.Random(number).sample(peers, len(peers))


def run(peers, body, settings, wrk, folder):
    """A list of rounds, each a dict from the name of a peer to what was measured of it."""
    peers = [dataclasses.replace(peer, body=peer.body or body) for peer in peers]
    # Not measured: it fills the page cache, and shows at once when one of them does not work.
    for peer in peers:
        say(f"{peer.name}: first start")
        peer.prepare()
        _start_and_stop(peer, folder)
    rounds = []
    for number in range(settings.rounds):
        measured = {}
        for peer in order(peers, number):
            say(f"{peer.body.name}, round {number + 1} of {settings.rounds}: {peer.name}")
            measured[peer.name] = _measure(peer, settings, wrk, folder)
        rounds.append(measured)
    return rounds


def _measure(peer, settings, wrk, folder):
    starts = [_start_and_stop(peer, folder) for _ in range(settings.starts - 1)]
    server = Server(peer, peer.body, folder)
    try:
        starts.append(server.wait_for_answer())
        counts = [c for c in settings.connections if peer.serves(c)]
        first = {}
        if settings.first:
            # From the start of the process, so that whoever starts sooner has more of the time.
            left = settings.first - starts[-1]
            if left <= 0:
                raise server.failure(f"had no answer in its first {settings.first} s, in which calls should be counted")
            first = {"first": put_under(server, wrk, folder, counts[-1], left)["requests"]}
        if counts:
            # The most connections it will see, so that the compiler has seen that path too.
            put_under(server, wrk, folder, counts[-1], settings.warm_up)
        steps = []
        for connections in counts:
            server.forget_log()
            step = put_under(server, wrk, folder, connections, settings.seconds)
            if step["failed"]:
                say(f"  {peer.name} failed {step['failed']} of {step['requests']} calls at {connections} connections")
            steps.append(step)
        # Only here: the log of a server that failed is what its reader needs.
        server.forget_log()
        return {
            "start": statistics.median(starts) * 1e3,
            "starts": [s * 1e3 for s in starts],
            **({} if peer.container else {"memory": server.peak_memory() / 2**20}),
            **first,
            "steps": steps,
        }
    finally:
        server.stop()


def _start_and_stop(peer, folder):
    server = Server(peer, peer.body, folder)
    try:
        return server.wait_for_answer()
    finally:
        server.stop()


def say(text):
    print(text, file=sys.stderr, flush=True)
