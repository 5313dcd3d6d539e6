"""The command line: what to measure, for how long, and where the figures go."""

import argparse
import dataclasses
import datetime
import json
import pathlib
import shlex
import signal
import sys

from kilnbench import ladder, launched, machine, peers, podman, processes, report, residence, rounds, tools
from kilnbench.failure import Failure
from kilnbench.peers import KINDS, PROJECTS, Kit
from kilnbench.suites import SUITES, Trial

SUBJECTS = ("kiln", *KINDS)
PEERS = {**peers.PEERS, **processes.PEERS, **launched.PEERS, **podman.PEERS, **ladder.PEERS}
IMAGES = ("base", "kiln_image", "kiln_stream_image")


def arguments(given):
    parser = argparse.ArgumentParser(prog="bench/run", description="Compares Kiln with its peers on this machine.")
    parser.add_argument(
        "--suite", choices=SUITES, default="echo",
        help="echo: Kiln as such; http: each payload kind; processes: environments beside processes; "
        "overload: more calls than it can serve; soak: for half an hour, with all that goes wrong; start: until the first answer, "
        "start-podman: the same in containers, ladder: what each step gives, after-start: what it costs later (default %(default)s)",
    )
    parser.add_argument("--quick", action="store_true", help="less of everything, rough figures")
    parser.add_argument("--rounds", type=_positive, help="how often everything is measured")
    parser.add_argument("--warm-up", type=_positive, metavar="SECONDS", help="load before the first step")
    parser.add_argument("--seconds", type=_positive, help="of each step")
    parser.add_argument("--connections", type=_counts, help="comma-separated, such as 32,128")
    parser.add_argument("--kinds", type=_names, help=f"Kiln's payload kinds in the http suite: {','.join(KINDS)}")
    parser.add_argument("--peers", type=_names, help="whom Kiln is compared with, comma-separated; none for Kiln alone")
    parser.add_argument("--bodies", type=_names, help="comma-separated; the http suite has 200B, 100KB and, if named, 100KB-binary")
    parser.add_argument("--functions", type=_names, help="whose memory the processes suite compares, comma-separated; none for the load alone")
    parser.add_argument(
        "--java-options", default="",
        help="for all but AWS's clients, such as '-XX:+UseSerialGC -Xmx256m'; in the processes suite instead of those that Kiln has there",
    )
    parser.add_argument(
        "--variable", type=_variable, action="append", default=[], metavar="NAME=VALUE", help="for Kiln, such as PRINT_REPORTS=false; repeatable"
    )
    parser.add_argument("--layout", type=pathlib.Path, help="what Kiln is started from by its launcher (default host/server/target/kiln)")
    parser.add_argument("--runtime", type=pathlib.Path, help="a jlink'ed JDK for kiln-hello-jlink; else made with the image's options")
    parser.add_argument("--base", metavar="IMAGE", help="with a Java 25 and a shell, for the emulator in a container")
    parser.add_argument("--kiln-image", metavar="IMAGE", help="Kiln with the sample hello-proxy")
    parser.add_argument("--kiln-stream-image", metavar="IMAGE", help="Kiln with the sample echo")
    parser.add_argument("--no-build", action="store_true", help="measure what lies in the target folders")
    parser.add_argument("--out", help="the JSON file with all figures (default bench/target/results/<time>.json)")
    parsed = parser.parse_args(given)
    suite = SUITES[parsed.suite]
    for name in ("layout", "runtime", *IMAGES):
        if getattr(parsed, name) is not None and name not in suite.options:
            parser.error(f"--{name.replace('_', '-')}: not in the suite {parsed.suite}")
    if isinstance(suite, Trial):
        settings = {f.name for f in dataclasses.fields(suite.full)}
        # These say how much is measured; which ones there are differs between trials.
        for name in ("connections", "kinds", "peers", "bodies", "functions", "rounds", "warm_up", "seconds"):
            if getattr(parsed, name) is not None and name not in settings:
                parser.error(f"--{name.replace('_', '-')}: not in the suite {parsed.suite}")
        return parsed
    for name in ("connections", "warm_up", "seconds"):
        if getattr(parsed, name) is not None and not suite.full.connections:
            parser.error(f"--{name.replace('_', '-')}: there is no load in the suite {parsed.suite}")
    parsed.kinds = _chosen(parser, "--kinds", parsed.kinds, [p for p in suite.peers if p in SUBJECTS])
    parsed.peers = _chosen(parser, "--peers", [] if parsed.peers == ["none"] else parsed.peers, [p for p in suite.peers if p not in SUBJECTS])
    bodies = [s.body.name for s in suite.series]
    parsed.bodies = _chosen(parser, "--bodies", parsed.bodies or bodies, bodies + [s.body.name for s in suite.extra])
    functions = [f.name for f in suite.functions]
    parsed.functions = _chosen(parser, "--functions", [] if parsed.functions == ["none"] else parsed.functions, functions)
    return parsed


def _positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text}: at least 1")
    return value


def _names(text):
    return text.split(",")


def _counts(text):
    # The warm-up takes the last one, which has to be the highest.
    return tuple(sorted({_positive(count) for count in text.split(",")}))


def _variable(text):
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text}: NAME=VALUE")
    return name, value


def _chosen(parser, option, names, there_are):
    unknown = set(names or ()) - set(there_are)
    if unknown:
        parser.error(f"{option} {','.join(sorted(unknown))}: this suite has {','.join(there_are)}")
    return there_are if names is None else names


def main(given=None):
    options = arguments(given)
    # As an exception it passes the places that end the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        (_try if isinstance(SUITES[options.suite], Trial) else _compare)(options)
        return 0
    except Failure as e:
        print(f"bench: {e}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _settings(options):
    suite = SUITES[options.suite]
    settings = suite.quick if options.quick else suite.full
    given = {f: getattr(options, f) for f in ("rounds", "warm_up", "seconds", "connections")}
    return dataclasses.replace(settings, **{f: value for f, value in given.items() if value is not None})


def _try(options):
    trial, settings = SUITES[options.suite], _settings(options)
    jdk = tools.find_jdk()
    if not options.no_build:
        for project in trial.projects:
            tools.build(project, PROJECTS[project])
    tools.WORK.mkdir(exist_ok=True)
    kit = Kit(jdk, shlex.split(options.java_options), dict(options.variable))
    facts = machine.facts(jdk)
    out, content = _out(options, facts, settings, kit)
    _print_facts(facts)

    def keep(figures):
        content.update(figures)
        _write(out, content)

    trial.run(settings, kit, tools.WORK, keep)
    print(f"\nAll figures: {out}")


def _compare(options):
    suite, settings = SUITES[options.suite], _settings(options)
    chosen = {*options.kinds, *options.peers}
    series = [s.only(chosen) for s in suite.series + suite.extra if s.body.name in options.bodies]
    names = [n for n in suite.peers if any(n in s.peers for s in series)]
    wrk, jdk = tools.find_wrk() if settings.connections else None, tools.find_jdk()
    counts = [c for c in suite.environments if {f"kiln-{c}", f"ric-{c}"} <= chosen]
    functions = [f for f in suite.functions if f.name in options.functions and counts]
    if not options.no_build:
        needed = [project for name in names for project in PEERS[name][0]] + [f.project.name for f in functions]
        for project in dict.fromkeys(needed):
            tools.build(project, PROJECTS[project])
    tools.WORK.mkdir(exist_ok=True)
    images = {use: getattr(options, use) for use in IMAGES}
    kit = Kit(jdk, shlex.split(options.java_options), dict(options.variable), (options.layout or tools.LAYOUT).resolve(), options.runtime, images)
    running = {name: PEERS[name][1](kit) for name in names}
    facts = machine.facts(jdk, wrk)
    out, content = _out(options, facts, settings, kit)
    content.update({"peers": {name: peer.title for name, peer in running.items()}, "bodies": {}, "memory": {}})

    _print_head(settings, facts, running)
    # After each series, so that a peer that fails in a later one does not take the figures of an hour with it.
    for s in series:
        measured = rounds.run([running[name] for name in s.peers], s.body, settings, wrk, tools.WORK)
        rows = report.summary(measured, settings.connections, s)
        goals = report.judged(rows, settings.connections, s)
        content["bodies"][s.body.name] = {
            "bytes": len(s.body.content), "type": s.body.content_type, "summary": rows, "goals": goals, "rounds": measured,
        }
        _write(out, content)
        _print_series(s, settings, rows, goals, running)
    for function in functions:
        content["memory"][function.name] = measured = residence.run(function, counts, settings, kit, tools.WORK)
        _write(out, content)
        _print_memory(function, settings, measured)
    print(f"\nAll figures: {out}")


def _out(options, facts, settings, kit):
    """Where the figures go, and what stands before them."""
    now = datetime.datetime.now().astimezone()
    default = tools.WORK / "results" / f"{now:%Y-%m-%dT%H%M%S}.json"
    return default if options.out is None else pathlib.Path(options.out), {
        "time": now.isoformat(timespec="seconds"),
        "machine": facts,
        "suite": options.suite,
        "settings": {**dataclasses.asdict(settings), "java options": options.java_options, "variables of Kiln": kit.variables},
    }


def _write(out, content):
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n")


def _print_head(settings, facts, running):
    _print_facts(facts)
    print()
    width = max(map(len, running)) + 2
    for name, peer in running.items():
        print(f"{name:{width}}{peer.title}")
    steps = f", {settings.seconds} s per step after {settings.warm_up} s of warm-up" if settings.connections else ""
    print(
        f"\n{settings.rounds} rounds, starts per round: {settings.starts}{steps}."
        "\nValues are medians over the rounds. A ratio is made within a round and stands as min · median · max:"
        "\nthroughput above 1 means that Kiln is faster, all else below 1 that Kiln needs less. Medians meet goals or miss them.",
        flush=True,
    )


def _print_facts(facts):
    for name, value in facts.items():
        print(f"{name + ':':21}{value}", flush=True)


def _print_series(series, settings, rows, goals, running):
    if series.ladder:
        print("\n" + report.ladder_table(rows, series, {name: peer.title for name, peer in running.items()}), flush=True)
        return
    if settings.connections:
        for body in dict.fromkeys(running[name].body or series.body for name in series.peers):
            print(f"\n{body.name}: {len(body.content):,} bytes {body.content_type}")
        print("\n" + report.values_table(rows, series))
    else:
        print("\n" + report.starts_table(rows, series))
    if series.comparisons:
        if settings.connections:
            print("\n" + report.ratios_table(rows, settings.connections, goals, series))
        print("\n" + report.process_table(rows, goals, series), flush=True)


def _print_memory(function, settings, measured):
    print(f"\n{function.name}: memory after {settings.served} calls of each environment, {settings.memory_rounds} rounds\n")
    for name, title in measured["titles"].items():
        print(f"{name:10}{title}")
    print("\n" + residence.table(measured["summary"]), flush=True)
