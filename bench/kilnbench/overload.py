"""What Kiln does with more calls than it can serve, and with handlers that do not end when they are told to."""

import asyncio
import dataclasses
import json
import os
import statistics
import time

from kilnbench import launched, report, tools
from kilnbench.bodies import Body
from kilnbench.calls import at_once, at_rate, in_loops
from kilnbench.rounds import say
from kilnbench.server import Server

PROJECT = "commands"
HANDLER = "com.example.commands.Commands"
FIRST = Body("first", json.dumps({"id": "first"}).encode(), "application/json", lambda answer: b'"id":"first"' in answer)
FUNCTION = launched.Function(tools.BENCH / PROJECT, HANDLER, "/", FIRST, FIRST, {"KILN_PAYLOAD_KIND": "raw"})

TIMES = (1, 2, 3)
SERVED, THROTTLED, TIMED_OUT = 200, 429, 504
# The part of its maximum that is to be served at three times as many calls, and what a timeout's answer may be late.
SERVED_SHARE = 0.9
LATE_MILLISECONDS = 50
# The first second of a step does not count: queues fill.
RAMP_SECONDS = 1


@dataclasses.dataclass(frozen=True)
class Settings:
    """Rounds, seconds of warm-up and of each step, and how often a volley of handlers that spin is fired."""

    rounds: int
    warm_up: int
    seconds: int
    volleys: int


@dataclasses.dataclass(frozen=True)
class Load:
    """A handler of known time, in so many environments, behind a queue of a length and a wait."""

    name: str
    command: str
    millis: int
    environments: int
    queue_length: int
    queue_wait_millis: int

    @property
    def body(self):
        return json.dumps({"id": "load", "do": self.command, "millis": self.millis}).encode()


LOADS = (
    Load("sleeps 20 ms, short queue", "sleep", 20, 8, 100, 500),
    # Long enough for more than can be served within the wait, so that the wait is what limits.
    Load("sleeps 20 ms, long queue", "sleep", 20, 8, 1000, 500),
    Load("computes 5 ms, short queue", "burn", 5, 4, 100, 500),
    Load("computes 5 ms, long queue", "burn", 5, 4, 1000, 500),
)
SPIN_TIMEOUT_MILLIS = 200
SPIN_MILLIS = 2000
SPINNING_PER_CORE = 4
# Code that runs for the first time, beside handlers that leave the compiler no processor, is told apart.
FIRST_VOLLEYS = 4

FULL = Settings(rounds=3, warm_up=10, seconds=15, volleys=40)
QUICK = Settings(rounds=1, warm_up=3, seconds=4, volleys=10)


def kiln(kit, environments, variables):
    """Kiln as its image starts it, with the function that does what its event says."""
    peer = launched.kiln(
        kit, "kiln", FUNCTION,
        variables={
            "MAX_CONCURRENCY": environments,
            "KILN_PROVISIONED_CONCURRENCY": environments,
            "KILN_INIT_TIMEOUT": "60s",
            **variables,
        },
    )
    return dataclasses.replace(peer, title=f"Kiln with {environments} environments")


def server_of(peer, folder):
    """The peer's process, not yet asked for anything."""
    return Server(peer, FUNCTION.asked, folder)


def run(settings, kit, folder, keep):
    """Measures and prints each load, and then deadlines; keep is given all figures so far after each of them."""
    content = {"loads": {}, "deadlines": None}
    kiln(kit, 1, {}).prepare()
    for load in LOADS:
        rounds = []
        for number in range(settings.rounds):
            say(f"{load.name}, round {number + 1} of {settings.rounds}")
            rounds.append(_measure(load, settings, kit, folder))
        goals = _judged(load, rounds)
        content["loads"][load.name] = {**dataclasses.asdict(load), "goals": goals, "rounds": rounds}
        keep(content)
        print("\n" + _table(load, rounds, goals), flush=True)
    say(f"deadlines, {settings.volleys} volleys")
    content["deadlines"] = deadlines = _deadlines(settings, kit, folder)
    keep(content)
    print("\n" + _deadline_table(deadlines), flush=True)


def _measure(load, settings, kit, folder):
    peer = kiln(kit, load.environments, {"KILN_QUEUE_LENGTH": load.queue_length, "KILN_QUEUE_WAIT": f"{load.queue_wait_millis}ms"})
    server = server_of(peer, folder)
    try:
        server.wait_for_answer()
        def step(name, load_of, amount, seconds=settings.seconds):
            server.forget_log()
            return {"step": name, **_figures(*asyncio.run(load_of(server.port, load.body, amount, seconds)), seconds, server)}

        step("warm-up", in_loops, 2 * load.environments, settings.warm_up)
        # As many calls as environments: no call waits. Twice as many: no environment does.
        steps = [step("alone", in_loops, load.environments), step("maximum", in_loops, 2 * load.environments)]
        capacity = steps[-1]["served"]
        return steps + [step(f"{times} × maximum", at_rate, times * capacity) for times in TIMES]
    finally:
        server.stop()


def _figures(began, answers, seconds, server):
    """Calls served per second, and latencies (ms) of those that were and those that were refused."""
    broken = [a for a in answers if a.status not in (SERVED, THROTTLED)]
    if broken:
        raise server.failure(f"answered {broken[0].status}: {broken[0].body[:300]!r}")
    ramp = min(RAMP_SECONDS, seconds / 4)
    span = [a for a in answers if a.status == SERVED and began + ramp <= a.done <= began + seconds]
    return {
        "calls": len(answers),
        "offered": len(answers) / seconds,
        "served": len(span) / (seconds - ramp),
        "latency": _percentiles([a for a in answers if a.status == SERVED]),
        "refused": sum(a.status == THROTTLED for a in answers),
        "refusal": _percentiles([a for a in answers if a.status == THROTTLED]),
    }


def _percentiles(answers):
    return percentiles([a.seconds * 1e3 for a in answers])


def percentiles(values):
    """p50, p99 and the highest; None without values."""
    if not values:
        return None
    values = sorted(values)
    return {"p50": values[len(values) // 2], "p99": values[min(len(values) - 1, len(values) * 99 // 100)], "max": values[-1]}


def _judged(load, rounds):
    """Per round what was served at three times the maximum, and how long it took, against their bounds."""
    served, latency = [], []
    for steps in rounds:
        last, alone = steps[-1], steps[0]
        served.append(last["served"] / max(s["served"] for s in steps))
        latency.append(last["latency"]["p99"] / (load.queue_wait_millis + alone["latency"]["p99"]))
    return {
        "served": {"ratio": report.spread(served), "goal": SERVED_SHARE, "met": statistics.median(served) >= SERVED_SHARE},
        "latency": {"ratio": report.spread(latency), "goal": 1.0, "met": statistics.median(latency) <= 1.0},
    }


def _table(load, rounds, goals):
    title = (
        f"{load.name}: {load.environments} environments, queue of {load.queue_length}, "
        f"wait of {load.queue_wait_millis} ms; medians of {len(rounds)} rounds\n\n"
    )
    lines = [["", "offered", "served", "p50", "p99", "max", "refused", "p50", "p99", "max"]]
    for steps in zip(*rounds):
        cells = [f"{statistics.median(s[k] for s in steps):,.0f} /s" for k in ("offered", "served")]
        refused = f"{statistics.median(s['refused'] / s['calls'] for s in steps):.0%}"
        lines.append([steps[0]["step"], *cells, *_latency(steps, "latency"), refused, *_latency(steps, "refusal")])
    verdicts = [
        f"served at 3 × maximum ÷ highest: {_verdict(goals['served'], 'at least')}",
        f"p99 at 3 × maximum ÷ (wait + p99 alone): {_verdict(goals['latency'], 'at most')}",
    ]
    return title + report.aligned(lines) + "\n" + "\n".join(verdicts)


def _latency(steps, key):
    found = [s[key] for s in steps if s[key]]
    return [f"{statistics.median(f[k] for f in found):,.1f} ms" if found else "–" for k in ("p50", "p99", "max")]


def _verdict(goal, bound):
    return f"{report.spread_cell(goal['ratio'])} (goal {bound} {goal['goal']}: {'met' if goal['met'] else 'MISSED'})"


def _deadlines(settings, kit, folder):
    """By how much the answers are late of handlers that spin past their timeout, on every core (ms)."""
    count = SPINNING_PER_CORE * (os.cpu_count() or 1)
    server = server_of(kiln(kit, count, {"KILN_TIMEOUT": f"{SPIN_TIMEOUT_MILLIS}ms"}), folder)
    spin = [json.dumps({"id": f"spin-{n}", "do": "spin", "millis": SPIN_MILLIS}).encode() for n in range(count)]
    rest = [json.dumps({"id": f"rest-{n}", "do": "sleep", "millis": 50}).encode() for n in range(count)]
    first, late = [], []
    try:
        server.wait_for_answer()
        for volley in range(FIRST_VOLLEYS + settings.volleys):
            _wait_for_all(server, rest)
            for answer in asyncio.run(at_once(server.port, spin)):
                if answer.status != TIMED_OUT:
                    raise server.failure(f"answered a handler that spins with {answer.status}: {answer.body[:300]!r}")
                (late if volley >= FIRST_VOLLEYS else first).append(answer.seconds * 1e3 - SPIN_TIMEOUT_MILLIS)
            # Until then the processors belong to those that nobody waits for.
            time.sleep((SPIN_MILLIS - SPIN_TIMEOUT_MILLIS) / 1e3)
        figures = percentiles(late)
        return {"spinning": count, "first": first, "late": late, **figures, "goal": LATE_MILLISECONDS, "met": figures["p99"] <= LATE_MILLISECONDS}
    finally:
        server.stop()


def _wait_for_all(server, bodies):
    """Environments that did not end in time are replaced; until all are there, some calls wait for others."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        answers = asyncio.run(at_once(server.port, bodies))
        if all(a.status == SERVED for a in answers) and len({json.loads(a.body)["instance"] for a in answers}) == len(bodies):
            return
    raise server.failure(f"has not replaced its {len(bodies)} environments within a minute")


def _deadline_table(found):
    late = sorted(found["late"])
    marks = {f"p{p}": late[min(len(late) - 1, len(late) * p // 100)] for p in (0, 10, 50, 90, 99)}
    lines = [list(marks) + ["max"], [f"{value:.1f} ms" for value in marks.values()] + [f"{late[-1]:.1f} ms"]]
    within = sum(value <= found["goal"] for value in late) / len(late)
    return (
        f"deadlines: {found['spinning']} handlers spin {SPIN_MILLIS} ms at a time, timeout {SPIN_TIMEOUT_MILLIS} ms; "
        f"{len(late)} answers come late by\n\n{report.aligned(lines)}\n"
        f"{within:.1%} within {found['goal']} ms (goal: p99; {'met' if found['met'] else 'MISSED'}); "
        f"the first {FIRST_VOLLEYS} volleys, not counted: {statistics.median(found['first']):.1f} ms at the median, {max(found['first']):.1f} at the most"
    )
