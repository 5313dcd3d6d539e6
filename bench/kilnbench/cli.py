"""The command line: what to measure, for how long, and where the figures go."""

import argparse
import dataclasses
import datetime
import json
import pathlib
import shlex
import signal
import sys

from kilnbench import machine, report, rounds, tools
from kilnbench.failure import Failure
from kilnbench.peers import PEERS, SUBJECT, Kit

BODY_BYTES = 200
OTHERS = [name for name in PEERS if name != SUBJECT]


@dataclasses.dataclass(frozen=True)
class Settings:
    """How much is measured: rounds, starts per round, seconds of warm-up and of each step, connection counts."""

    rounds: int
    starts: int
    warm_up: int
    seconds: int
    connections: tuple


FULL = Settings(rounds=5, starts=3, warm_up=10, seconds=5, connections=(1, 4, 32, 128))
# Enough to see whether something is badly off; the compiler is still at work in most of it.
QUICK = Settings(rounds=3, starts=1, warm_up=3, seconds=1, connections=(1, 4, 32, 128))


def arguments(given):
    parser = argparse.ArgumentParser(prog="bench/run", description="Compares Kiln with its peers on this machine.")
    parser.add_argument("--quick", action="store_true", help="under 3 minutes, rough figures")
    parser.add_argument("--rounds", type=int, help=f"default {FULL.rounds}, with --quick {QUICK.rounds}")
    parser.add_argument("--peers", default=",".join(OTHERS), help="comma-separated, default %(default)s")
    parser.add_argument("--java-options", default="", help="for Kiln and WebFlux alike, such as '-XX:+UseSerialGC -Xmx256m'")
    parser.add_argument("--no-build", action="store_true", help="measure what lies in the target folders")
    parser.add_argument("--out", help="the JSON file with all figures (default bench/target/results/<time>.json)")
    parsed = parser.parse_args(given)
    unknown = set(parsed.peers.split(",")) - set(PEERS)
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(OTHERS)}")
    if parsed.rounds is not None and parsed.rounds < 1:
        parser.error(f"--rounds {parsed.rounds}: at least 1")
    return parsed


def main(given=None):
    options = arguments(given)
    # As an exception it passes the places that end the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        _run(options)
        return 0
    except Failure as e:
        print(f"bench: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run(options):
    settings = QUICK if options.quick else FULL
    if options.rounds:
        settings = dataclasses.replace(settings, rounds=options.rounds)
    names = [n for n in PEERS if n == SUBJECT or n in options.peers.split(",")]
    wrk, jdk = tools.find_wrk(), tools.find_jdk()
    if not options.no_build:
        for name in names:
            tools.build(name, PEERS[name][0])
    tools.WORK.mkdir(exist_ok=True)
    kit = Kit(jdk, tools.task_root(), shlex.split(options.java_options))
    compared = [PEERS[name][1](kit) for name in names]
    facts = machine.facts(jdk, wrk)
    body_file = tools.WORK / "body.json"
    body_file.write_bytes(body())

    measured = rounds.run(compared, settings, wrk, body_file, tools.WORK)
    rows = report.summary(measured, settings.connections, names)
    out = _write(options, settings, facts, compared, measured, rows)
    _print(settings, facts, compared, rows, names, out)


def body():
    """A JSON object of exactly so many bytes."""
    return b'{"text":"%s"}' % (b"x" * (BODY_BYTES - len('{"text":""}')))


def _write(options, settings, facts, compared, measured, rows):
    now = datetime.datetime.now().astimezone()
    default = tools.WORK / "results" / f"{now:%Y-%m-%dT%H%M%S}.json"
    out = default if options.out is None else pathlib.Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "time": now.isoformat(timespec="seconds"),
        "machine": facts,
        "settings": {**dataclasses.asdict(settings), "body bytes": BODY_BYTES, "java options": options.java_options},
        "peers": {p.name: p.title for p in compared},
        "summary": rows,
        "rounds": measured,
    }
    out.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return out


def _print(settings, facts, compared, rows, names, out):
    print()
    for name, value in facts.items():
        print(f"{name + ':':21}{value}")
    print()
    for peer in compared:
        print(f"{peer.name:9}{peer.title}")
    print(
        f"\n{settings.rounds} rounds, {settings.starts} starts per round, {settings.seconds} s per step after "
        f"{settings.warm_up} s of warm-up, {BODY_BYTES} B bodies."
        "\nValues are medians over the rounds. A ratio is made within a round and stands as min · median · max:"
        "\nthroughput above 1 means that Kiln is faster, all else below 1 that Kiln needs less.\n"
    )
    print(report.table(rows, names))
    print(f"\nAll figures: {out}")
