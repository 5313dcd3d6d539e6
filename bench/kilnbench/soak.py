"""Kiln for a long time under all that callers and functions do to it: every answer is checked, and memory must stay flat."""

import asyncio
import dataclasses
import json
import os
import pathlib
import random
import re
import time

from kilnbench import chart, overload, processes, report, tools
from kilnbench.calls import BROKEN, Client
from kilnbench.failure import Failure
from kilnbench.rounds import say

ENVIRONMENTS = 8
CALLERS = 12
PAUSE_SECONDS = 0.02
CONTAINER_MIB = 512
# Long enough for a machine that is busy with collections and handlers that spin.
TIMEOUT_MILLIS = 2000
ERROR, TIMED_OUT = 500, 504

# Command → how often, and milliseconds that it takes; the timeouts end by an interrupt, and by the deadline alone.
COMMANDS = {
    "answer": (840, None),
    "sleep": (80, (1, 50)),
    "burn": (30, (1, 5)),
    "fail": (20, None),
    "abort": (20, (0, 30)),
    "timeout": (2, (TIMEOUT_MILLIS + 500, TIMEOUT_MILLIS + 1500)),
    "spin": (1, (TIMEOUT_MILLIS + 500, TIMEOUT_MILLIS + 900)),
    "exit": (3, None),
}
# Bytes of an event's or an answer's text, and how often.
SIZES = {(0, 200): 900, (1_000, 20_000): 80, (100_000, 300_000): 18, (1_000_000, 5_000_000): 2}

# Series of the chart → unit, and by how much it may grow during the last third, by its line of least squares.
MEASURES = {
    "RSS": ("MiB", 0.03),
    "heap after GC": ("MiB", 0.05),
    "metaspace": ("MiB", 0.03),
    "threads": ("", 0.05),
    "file descriptors": ("", 0.05),
}
# A shorter run shows whether the answers are right; the compiler and the caches alone make memory grow in it.
SECONDS_TO_JUDGE = 600


@dataclasses.dataclass(frozen=True)
class Settings:
    """Seconds of load, between samples and between reloads, and where the chart goes."""

    seconds: int
    sample: int
    reload: int
    chart: pathlib.Path


FULL = Settings(seconds=1800, sample=10, reload=60, chart=tools.ROOT / "docs/soak.svg")
QUICK = Settings(seconds=60, sample=2, reload=15, chart=tools.WORK / "soak.svg")


def run(settings, kit, folder, keep):
    """Loads and checks Kiln, draws the chart, and says whether memory was flat."""
    peer = overload.kiln(
        dataclasses.replace(kit, java_options=kit.java_options or processes.container(CONTAINER_MIB)), ENVIRONMENTS,
        # Environments come and go with the load, too.
        {
            "KILN_PROVISIONED_CONCURRENCY": 2,
            "KILN_ENVIRONMENT_IDLE_TIMEOUT": "5s",
            "KILN_TIMEOUT": f"{TIMEOUT_MILLIS}ms",
            "KILN_WATCH": "true",
        },
    )
    peer.prepare()
    build = Build(tools.task_root(tools.BENCH / overload.PROJECT))
    say(f"{settings.seconds} s of load, a sample every {settings.sample} s, another build every {settings.reload} s")
    server = overload.server_of(peer, folder)
    try:
        server.wait_for_answer()
        soak = Soak(settings, server, kit.jdk, build)
        asyncio.run(soak.run())
    finally:
        server.stop()
    growth = {name: grown([s[name] for s in soak.samples]) for name in MEASURES}
    judged = settings.seconds >= SECONDS_TO_JUDGE
    goals = {name: {"growth": growth[name], "goal": bound, "met": growth[name] <= bound} for name, (_, bound) in MEASURES.items()}
    keep({"calls": soak.calls, "reloads": soak.reloads, "samples": soak.samples, "flat": goals if judged else None})
    settings.chart.parent.mkdir(parents=True, exist_ok=True)
    units = {**{name: unit for name, (unit, _) in MEASURES.items()}, "calls": "/s"}
    settings.chart.write_text(chart.svg(f"Kiln, {settings.seconds / 60:g} minutes", soak.samples, units))
    print(f"\n{_table(soak, goals, judged)}\n\nThe chart: {settings.chart}", flush=True)


class Build:
    """The function's folder, and how it is built anew: the class as it was, and a number that its answers give."""

    def __init__(self, root):
        self.root = root
        self.number = 0

    def renew(self):
        self.number += 1
        for path, content in (
            (self.root / (overload.HANDLER.replace(".", "/") + ".class"), None),
            (self.root / "build", f"{self.number}\n".encode()),
        ):
            # As a compiler that writes elsewhere and moves: no reader sees half a file.
            new = self.root.parent / "new"
            new.write_bytes(path.read_bytes() if content is None else content)
            os.replace(new, path)


class Soak:
    """Callers that check what they get, and what was counted and sampled meanwhile."""

    def __init__(self, settings, server, jdk, build):
        self.settings = settings
        self.server = server
        self.jdk = jdk
        self.build = build
        self.client = Client(server.port)
        self.calls = dict.fromkeys(COMMANDS, 0)
        self.reloads = 0
        self.samples = []
        self.invocations = set()
        # The same calls in every run, though not the same order of them.
        self.random = random.Random(0)

    async def run(self):
        self.began = time.monotonic()
        work = [self._call_on(n) for n in range(CALLERS)] + [self._sample(), self._reload()]
        tasks = [asyncio.create_task(w) for w in work]
        try:
            # The first wrong answer ends it.
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.client.close()

    def _left(self):
        return self.settings.seconds - (time.monotonic() - self.began)

    async def _call_on(self, caller):
        number = 0
        while self._left() > 0:
            number += 1
            command = self.random.choices(list(COMMANDS), [often for often, _ in COMMANDS.values()])[0]
            call = Call.made(f"{caller}.{number}.", command, self.random)
            if command == "abort":
                await self._abort(call)
            else:
                await self._check(call)
            self.calls[command] += 1
            await asyncio.sleep(self.random.expovariate(1 / PAUSE_SECONDS))

    async def _abort(self, call):
        """Hangs up while the handler runs, or in the middle of the body."""
        request = self.client.request(call.event)
        connection = await self.client.open()
        cut = len(request) if self.random.random() < 0.7 else len(request) - self.random.randint(1, len(call.event))
        connection.post(request[:cut], lambda status, body: None)
        await asyncio.sleep(call.millis / 1e3)
        connection.abort()

    async def _check(self, call):
        connection = await self.client.open()
        answered = asyncio.get_running_loop().create_future()
        due = time.monotonic()
        build = self.build.number
        connection.post(self.client.request(call.event), lambda *answer: answered.done() or answered.set_result(answer))
        status, body = await answered
        wrong = self._wrong(call, status, body) or (connection.surplus and f"a second answer: {connection.surplus[:300]!r}")
        if not wrong and status == 200 and int(json.loads(body)["build"]) < build:
            wrong = f"an answer of an older build than {build}"
        if wrong:
            after = time.monotonic() - due
            raise self.server.failure(f"gave to {call.event[:80]!r} of {len(call.event)} bytes after {after:.1f} s {wrong}")
        self.client.give_back(connection)

    def _wrong(self, call, status, body):
        """Why the answer is not the one and only one that belongs to the call; nothing if it is."""
        if status == BROKEN:
            return f"no answer: {body[:300]!r}"
        try:
            answer = json.loads(body)
        except ValueError:
            return f"what is no JSON, with status {status}: {body[:300]!r}"
        if status != call.status or not call.is_answered_by(answer):
            return f"status {status}: {body[:300]!r}"
        invocation = answer.get("invocation") or next(iter(re.findall(r"RequestId: ([0-9a-f-]{36})", answer.get("errorMessage", ""))), None)
        if invocation is not None:
            # As a number: there are a million of them.
            invocation = int(invocation.replace("-", ""), 16)
            if invocation in self.invocations:
                return f"the answer of an invocation that another call has had: {body[:300]!r}"
            self.invocations.add(invocation)
        return None

    async def _sample(self):
        calls, then = 0, self.began
        while self._left() > 0:
            await asyncio.sleep(min(self.settings.sample, max(0.1, self._left())))
            heap, metaspace = await self._after_collection()
            now, made = time.monotonic(), sum(self.calls.values())
            sample = {
                "seconds": now - self.began,
                "RSS": self.server.memory(lambda pid: True)["rss"],
                "heap after GC": heap,
                "metaspace": metaspace,
                "threads": len(os.listdir(f"/proc/{self.server.process.pid}/task")),
                "file descriptors": len(os.listdir(f"/proc/{self.server.process.pid}/fd")),
                "calls": (made - calls) / (now - then),
            }
            self.samples.append(sample)
            calls, then = made, now
            self.server.forget_log()

    async def _after_collection(self):
        """MiB of heap and metaspace in use right after a collection."""
        script = tools.WORK / "jcmd"
        script.write_text("GC.run\nGC.heap_info\nVM.metaspace basic\n")
        command = [str(self.jdk / "bin/jcmd"), str(self.server.process.pid), "-f", str(script)]
        asked = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
        try:
            said = (await asked.communicate())[0].decode()
        except asyncio.CancelledError:
            asked.kill()
            await asked.wait()
            raise
        # Young and old of the serial collector, or the one line of others; the spaces below them have small letters.
        heap = re.findall(r"^\s*(?:DefNew|Tenured|PSYoungGen|ParOldGen|garbage-first heap)\s.*?used (\d+)K", said, re.MULTILINE)
        metaspace = re.search(r"^\s*Metaspace\s+used (\d+)K", said, re.MULTILINE)
        if asked.returncode or not heap or not metaspace:
            raise Failure(f"jcmd did not tell the heap: {said.strip()}")
        return sum(map(int, heap)) / 1024, int(metaspace.group(1)) / 1024

    async def _reload(self):
        while self._left() > self.settings.reload:
            await asyncio.sleep(self.settings.reload)
            self.build.renew()
            self.reloads += 1


@dataclasses.dataclass(frozen=True)
class Call:
    """One event, and what its answer has to be."""

    id: str
    command: str
    millis: int
    size: int
    event: bytes

    @classmethod
    def made(cls, id, command, chance):
        span = COMMANDS[command][1]
        millis = chance.randint(*span) if span else 0
        # An event or an answer is large, not both: else half a minute of the soak would be JSON.
        text, size = chance.sample((_size(chance), chance.randint(0, 200)), 2)
        does = {"abort": "sleep", "timeout": "sleep"}.get(command, command)
        event = {"id": id, "do": does, "millis": millis, "size": size, "text": _text(id, text)}
        return cls(id, command, millis, size, json.dumps(event).encode())

    @property
    def status(self):
        return {"fail": ERROR, "exit": ERROR, "timeout": TIMED_OUT, "spin": TIMED_OUT}.get(self.command, 200)

    def is_answered_by(self, answer):
        """An answer of the handler has the call's id; what the host says of it has the kind of its end."""
        if self.command == "fail":
            return answer.get("errorMessage") == f"As {self.id} says"
        if self.command == "exit":
            return answer.get("errorType") == "Runtime.ExitError"
        if self.command in ("timeout", "spin"):
            return answer.get("errorType") == "Sandbox.Timedout"
        return answer.get("id") == self.id and answer.get("text") == _text(self.id, self.size)


def _size(chance):
    return chance.randint(*chance.choices(list(SIZES), list(SIZES.values()))[0])


def _text(id, size):
    return (id * (size // len(id) + 1))[:size]


def grown(values):
    """By which part of their mean the values grow during their last third, by its line of least squares."""
    last = values[-max(2, len(values) // 3):]
    middle, mean = (len(last) - 1) / 2, sum(last) / len(last)
    slope = sum((i - middle) * v for i, v in enumerate(last)) / sum((i - middle) ** 2 for i in range(len(last)))
    return slope * (len(last) - 1) / mean


def _table(soak, goals, judged):
    counts = ", ".join(f"{count:,} {command}" for command, count in soak.calls.items())
    total = sum(soak.calls.values())
    lines = [["", "first", "last", "highest", "growth in the last third"]]
    for name, (unit, bound) in MEASURES.items():
        values = [s[name] for s in soak.samples]
        verdict = f" (goal at most {bound:.0%}: {'met' if goals[name]['met'] else 'MISSED'})" if judged else ""
        lines.append([name, *(f"{v:,.0f} {unit}".rstrip() for v in (values[0], values[-1], max(values))), f"{goals[name]['growth']:+.1%}{verdict}"])
    return (
        f"{total:,} calls, each with the one answer that belongs to it ({counts}); {soak.reloads} reloads\n\n{report.aligned(lines)}"
        + ("" if judged else f"\nToo short to say whether memory is flat: that takes {SECONDS_TO_JUDGE} s.")
    )
