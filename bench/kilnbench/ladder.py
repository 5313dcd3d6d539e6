"""What each thing gives that the first answer is made sooner by: the same function in the same rounds, started in one way more."""

import dataclasses
from typing import Callable, Optional

from kilnbench import tools
from kilnbench.launched import HELLO, HOST, NONE, TRAINED, class_path, kiln


@dataclasses.dataclass(frozen=True)
class Step:
    """command is the launcher if there is none; variables are for the launcher, the JVM and Kiln."""

    name: str
    title: str
    command: Optional[Callable] = None
    cache: str = NONE
    variables: dict = dataclasses.field(default_factory=dict)

    def peer(self, kit):
        peer = kiln(kit, self.name, HELLO, self.cache, self.command and self.command(kit), variables=self.variables)
        return dataclasses.replace(peer, title=self.title)


def _options(options):
    return {"JAVA_TOOL_OPTIONS": options}


STEPS = (
    Step("jar", "`java -jar kiln.jar`", lambda kit: [kit.jdk / "bin/java", "-jar", tools.existing(tools.ROOT / "host/server/target/kiln.jar")]),
    Step("one-class-path", "the same jars on one class path", lambda kit: class_path(kit, "lib", "lib/spring")),
    Step("two-loaders", "Spring in a class loader of its own", lambda kit: class_path(kit, "lib")),
    Step("launcher", "by the launcher, without a cache"),
    Step("host-cache", "the cache knows the host", cache=HOST),
    Step("trained", "the cache knows the function", cache=TRAINED),
    # From here on one option of the launcher's is another. It leaves to the user what he sets himself.
    Step("other-headers", "…with large object headers", cache=TRAINED, variables=_options("-XX:-UseCompactObjectHeaders")),
    Step("no-trim", "…without giving native memory back", cache=TRAINED, variables=_options("-XX:TrimNativeHeapInterval=0")),
    Step("moved", "…with the cache at another address", cache=TRAINED, variables=_options("-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=1")),
    Step("eager", "…compiling as soon as elsewhere", cache=TRAINED, variables=_options("-XX:CompileThresholdScaling=1")),
    Step("no-unsafe", "…with Netty that keeps off Unsafe", cache=TRAINED, variables=_options("-Dio.netty.noUnsafe=true")),
    Step("g1", "…with G1", cache=TRAINED, variables=_options("-XX:+UseG1GC")),
    Step("c1", "…with the first compiler alone", cache=TRAINED, variables=_options("-XX:TieredStopAtLevel=1")),
)
# Name → the projects that it needs, and how it is made.
PEERS = {step.name: (("kiln",), step.peer) for step in STEPS}
