"""What is measured together: which bodies are posted to which peers, and what is to come of it."""

import dataclasses
from typing import Callable, Optional

from kilnbench import ladder, overload, processes, soak
from kilnbench.bodies import BINARY, LARGE, SMALL, Body
from kilnbench.peers import KINDS


@dataclasses.dataclass(frozen=True)
class Settings:
    """How much is measured: rounds, starts per round, seconds of warm-up and of each step, connection counts.

    first is the seconds from the start of the process on, in which calls are counted; 0 for not at all.
    Where memory is compared: its rounds, and the calls that each environment serves before.
    """

    rounds: int
    starts: int
    warm_up: int
    seconds: int
    connections: tuple
    memory_rounds: int = 0
    served: int = 0
    first: int = 0


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A subject's ratios to another peer; the goals are the least for throughput and first calls, the most for p99 and start."""

    subject: str
    other: str
    throughput: Optional[float] = None
    p99: Optional[float] = None
    start: Optional[float] = None
    first: Optional[float] = None


@dataclasses.dataclass(frozen=True)
class Series:
    """Peers that get the same body, or one of their own, in the same rounds; a ladder is printed as markdown."""

    body: Body
    peers: tuple
    comparisons: tuple
    ladder: bool = False

    def only(self, names):
        """The same without the peers that are not named, and without their comparisons."""
        return dataclasses.replace(
            self,
            peers=tuple(p for p in self.peers if p in names),
            comparisons=tuple(c for c in self.comparisons if c.subject in names and c.other in names),
        )


@dataclasses.dataclass(frozen=True)
class Suite:
    """Series that are run one after the other. Those in extra are left out unless their body is named.

    After them the memory of functions in so many environments, and in as many processes.
    options are those of the command line that only this suite has.
    """

    full: Settings
    quick: Settings
    series: tuple
    extra: tuple = ()
    functions: tuple = ()
    environments: tuple = ()
    options: tuple = ()

    @property
    def peers(self):
        return tuple(dict.fromkeys(p for s in self.series + self.extra for p in s.peers))


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

def _beside_processes(count):
    return Comparison(f"kiln-{count}", f"ric-{count}", throughput=8.0, p99=1.0)


PROCESSES = Suite(
    full=Settings(rounds=5, starts=1, warm_up=20, seconds=10, connections=(32, 128), memory_rounds=3, served=500),
    quick=Settings(rounds=1, starts=1, warm_up=3, seconds=2, connections=(32, 128), memory_rounds=1, served=100),
    series=(
        Series(
            SMALL,
            tuple(f"{side}-{count}" for count in processes.COUNTS for side in ("kiln", "ric")),
            tuple(map(_beside_processes, processes.COUNTS)),
        ),
    ),
    functions=(processes.HELLO, processes.SPRING),
    environments=processes.COUNTS,
)

def _starts(rounds):
    return Settings(rounds=rounds, starts=1, warm_up=0, seconds=0, connections=())


START = Suite(
    options=("layout", "runtime"),
    full=_starts(15),
    quick=_starts(5),
    series=(
        Series(
            SMALL,
            (
                "kiln-hello", "kiln-stream", "kiln-hello-jlink", "kiln-hello-untrained", "kiln-hello-nocache", "kiln-hello-1cpu",
                "kiln-spring", "kiln-spring-untrained", "rie-hello", "rie-stream", "rie-hello-1cpu", "rie-stream-1cpu", "rie-spring",
                "webflux-actuator", "invoker", "quarkus",
            ),
            (
                Comparison("kiln-hello", "rie-hello", start=0.6),
                Comparison("kiln-hello", "rie-stream", start=2.0),
                Comparison("kiln-hello-jlink", "rie-stream", start=1.8),
                Comparison("kiln-stream", "rie-stream", start=1.4),
                Comparison("kiln-hello-1cpu", "rie-stream-1cpu", start=2.0),
                Comparison("kiln-hello-1cpu", "rie-hello-1cpu"),
                Comparison("kiln-hello", "webflux-actuator", start=0.08),
                Comparison("kiln-hello", "invoker", start=1.0),
                Comparison("kiln-hello", "quarkus", start=0.5),
                Comparison("kiln-hello", "kiln-hello-untrained"),
                Comparison("kiln-hello", "kiln-hello-nocache"),
                Comparison("kiln-spring", "rie-spring", start=1.0),
                Comparison("kiln-spring-untrained", "rie-spring", start=1.0),
                Comparison("kiln-spring", "kiln-spring-untrained", start=1.0),
            ),
        ),
    ),
)

START_PODMAN = Suite(
    options=("base", "kiln_image", "kiln_stream_image"),
    full=_starts(15),
    quick=_starts(5),
    series=(
        Series(
            SMALL,
            ("podman-kiln-hello", "podman-kiln-stream", "podman-rie-hello", "podman-rie-stream"),
            (
                Comparison("podman-kiln-hello", "podman-rie-hello", start=0.6),
                Comparison("podman-kiln-hello", "podman-rie-stream", start=2.0),
                Comparison("podman-kiln-stream", "podman-rie-stream", start=1.4),
            ),
        ),
    ),
)

_STEPS = tuple(ladder.PEERS)
LADDER = Suite(
    options=("layout",),
    full=_starts(15),
    quick=_starts(3),
    series=(Series(SMALL, _STEPS, tuple(Comparison(step, _STEPS[0]) for step in _STEPS[1:]), ladder=True),),
)

AFTER_START = Suite(
    options=("layout",),
    full=Settings(rounds=5, starts=1, warm_up=30, seconds=10, connections=(32,), first=10),
    quick=Settings(rounds=2, starts=1, warm_up=3, seconds=2, connections=(32,), first=10),
    series=(
        Series(
            SMALL,
            ("kiln-hello", "plain-hello", "kiln-stream", "plain-stream"),
            (
                Comparison("kiln-hello", "plain-hello", throughput=0.95, first=1.0),
                Comparison("kiln-stream", "plain-stream", throughput=0.95, first=1.0),
            ),
        ),
    ),
)


@dataclasses.dataclass(frozen=True)
class Trial:
    """Kiln alone, under something that it has to stand; run takes settings, kit, folder, and what keeps the figures."""

    full: object
    quick: object
    projects: tuple
    run: Callable
    options: tuple = ()


SUITES = {
    "echo": ECHO,
    "http": HTTP,
    "processes": PROCESSES,
    "start": START,
    "start-podman": START_PODMAN,
    "ladder": LADDER,
    "after-start": AFTER_START,
    "overload": Trial(overload.FULL, overload.QUICK, ("kiln", overload.PROJECT), overload.run),
    "soak": Trial(soak.FULL, soak.QUICK, ("kiln", overload.PROJECT), soak.run),
}
