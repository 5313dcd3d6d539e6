"""What is measured together: which bodies are posted to which peers, and what is to come of it."""

import dataclasses
import json
import random
from typing import Optional

from kilnbench.peers import KINDS


@dataclasses.dataclass(frozen=True)
class Settings:
    """How much is measured: rounds, starts per round, seconds of warm-up and of each step, connection counts."""

    rounds: int
    starts: int
    warm_up: int
    seconds: int
    connections: tuple


@dataclasses.dataclass(frozen=True)
class Body:
    """What every call of a series posts, and must get back."""

    name: str
    content: bytes
    content_type: str


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A subject's ratios to another peer; the goals are the least for throughput and the most for p99."""

    subject: str
    other: str
    throughput: Optional[float] = None
    p99: Optional[float] = None


@dataclasses.dataclass(frozen=True)
class Series:
    """Peers that get the same body in the same rounds."""

    body: Body
    peers: tuple
    comparisons: tuple

    def only(self, names):
        """The same without the peers that are not named, and without their comparisons."""
        return dataclasses.replace(
            self,
            peers=tuple(p for p in self.peers if p in names),
            comparisons=tuple(c for c in self.comparisons if c.subject in names and c.other in names),
        )


@dataclasses.dataclass(frozen=True)
class Suite:
    """Series that are run one after the other. Those in extra are left out unless their body is named."""

    full: Settings
    quick: Settings
    series: tuple
    extra: tuple = ()

    @property
    def peers(self):
        return tuple(dict.fromkeys(p for s in self.series + self.extra for p in s.peers))


def _text(size):
    """A JSON object of exactly so many bytes."""
    return b'{"text":"%s"}' % (b"x" * (size - len('{"text":""}')))


def _records(size):
    """A JSON array of records with many short names and values, filled with blanks up to so many bytes."""
    records, left = [], size - 2
    while True:
        record = json.dumps({"id": len(records), "name": f"item {len(records)}", "price": 19.5, "tags": ["new", "blue"], "sold": False})
        if len(record) + 1 > left:
            return ("[" + ",".join(records) + "]").ljust(size).encode()
        records.append(record)
        left -= len(record) + 1


SMALL = Body("200B", _text(200), "application/json")
LARGE = Body("100KB", _records(100 * 1024), "application/json")
# The same bytes in every run; nothing that could pass for text.
BINARY = Body("100KB-binary", random.Random(0).randbytes(100 * 1024), "application/octet-stream")

ECHO = Suite(
    full=Settings(rounds=5, starts=3, warm_up=10, seconds=5, connections=(1, 4, 32, 128)),
    # Enough to see whether something is badly off; the compiler is still at work in most of it.
    quick=Settings(rounds=3, starts=1, warm_up=3, seconds=1, connections=(1, 4, 32, 128)),
    series=(Series(SMALL, ("kiln", "webflux", "aws-rie"), (Comparison("kiln", "webflux"), Comparison("kiln", "aws-rie"))),),
)


def _against(other, throughput, p99=None):
    """Every kind against one peer: the goal for its throughput by kind, and one for p99 where there is one for throughput."""
    return tuple(Comparison(k, other, throughput.get(k), p99 if k in throughput else None) for k in KINDS)


HTTP = Suite(
    # On two cores WebFlux is half as fast as it will be until its code is compiled, after 15 to 20 seconds.
    full=Settings(rounds=5, starts=1, warm_up=25, seconds=5, connections=(32, 128)),
    quick=Settings(rounds=3, starts=1, warm_up=3, seconds=1, connections=(32, 128)),
    series=(
        Series(SMALL, (*KINDS, "webflux"), _against("webflux", {"raw": 1.8, "http-v2": 1.5, "rest-v1": 1.5}, p99=1.0)),
        Series(
            LARGE,
            (*KINDS, "webflux", "webflux-pooled", "invoker"),
            _against("webflux", {"raw": 3.0}) + _against("webflux-pooled", {}) + _against("invoker", {"raw": 1.0, "http-v2": 0.7}),
        ),
    ),
    extra=(Series(BINARY, (*KINDS, "webflux", "invoker"), _against("webflux", {}) + _against("invoker", {})),),
)

SUITES = {"echo": ECHO, "http": HTTP}
