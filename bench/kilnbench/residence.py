"""The memory that environments keep when each of them has served and none of them has anything to do."""

import collections
import contextlib
import http.client
import threading
import time

from kilnbench import report
from kilnbench.processes import environments, processes
from kilnbench.rounds import order, say
from kilnbench.server import Server

HOLD_MILLISECONDS = 10
SERVE_SECONDS = 300
IDLE_SECONDS = 5


def run(function, counts, settings, kit, folder):
    """A list of rounds, each a dict from the name of a peer to its resident memory."""
    peers = [make(kit, function, count) for count in counts for make in (environments, processes)]
    rounds = []
    for number in range(settings.memory_rounds):
        measured = {}
        for peer in order(peers, number):
            say(f"memory of {function.name}, round {number + 1} of {settings.memory_rounds}: {peer.name}")
            measured[peer.name] = _measure(peer, function, int(peer.name.rpartition("-")[2]), settings.served, folder)
        rounds.append(measured)
    return {"titles": {p.name: p.title for p in peers}, "rounds": rounds, "summary": summary(function, counts, rounds)}


def summary(function, counts, rounds):
    """Per number of environments the spread of each side's memory (MiB) and of its ratio, and what came of the goal."""
    found = []
    for count in counts:
        kiln, ric = ([r[f"{side}-{count}"] for r in rounds] for side in ("kiln", "ric"))
        row = {"environments": count, "kiln": {}, "ric": {}, "front": report.spread([m["front"]["rss"] for m in ric]), "ratios": {}}
        for key in ("rss", "pss"):
            row["kiln"][key] = report.spread([m["served"][key] for m in kiln])
            row["ric"][key] = report.spread([m["served"][key] for m in ric])
            row["ratios"][key] = report.spread([k["served"][key] / r["served"][key] for k, r in zip(kiln, ric)])
        row["goal"] = function.share[count]
        row["met"] = row["ratios"]["rss"]["median"] <= row["goal"]
        found.append(row)
    return found


def table(rows):
    lines = [["environments", "Kiln RSS", "PSS", "processes RSS", "PSS", "their front", "RSS ratio", "PSS ratio"]]
    for row in rows:
        values = [row[side][key]["median"] for side in ("kiln", "ric") for key in ("rss", "pss")] + [row["front"]["median"]]
        rss, pss = (report.spread_cell(row["ratios"][key]) for key in ("rss", "pss"))
        verdict = f" (goal at most {row['goal']}: {'met' if row['met'] else 'MISSED'})"
        lines.append([str(row["environments"]), *(f"{v:,.0f} MiB" for v in values), rss + verdict, pss])
    return report.aligned(lines)


def _measure(peer, function, count, served, folder):
    server = Server(peer, function.body, folder)
    try:
        server.wait_for_answer()
        calls = _serve(server, function, count, served)
        server.forget_log()
        time.sleep(IDLE_SECONDS)
        # Kiln's one process is host and environments in one; the client's processes have theirs in front of them.
        alone = server.memory(lambda pid: pid == server.process.pid)
        rest = server.memory(lambda pid: pid != server.process.pid)
        front, kept = ({"rss": 0, "pss": 0}, alone) if not rest["rss"] else (alone, rest)
        return {"served": kept, "front": front, "calls": calls}
    finally:
        server.stop()


def _serve(server, function, count, least):
    """As many calls at a time as there are environments, until each has served so many; gives the calls of each."""
    calls = collections.Counter()
    lock = threading.Lock()
    wrong = []
    end = time.monotonic() + SERVE_SECONDS

    def done():
        with lock:
            return wrong or time.monotonic() > end or (len(calls) == count and min(calls.values()) >= least)

    def post():
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=SERVE_SECONDS)
        with contextlib.closing(connection):
            while not done():
                connection.request("POST", server.peer.path, function.event(HOLD_MILLISECONDS), {"Content-Type": "application/json"})
                answer = connection.getresponse()
                content = answer.read()
                instance = function.instance(content)
                if answer.status != 200 or instance is None:
                    wrong.append(f"answered {answer.status}: {content[:200]!r}")
                else:
                    with lock:
                        calls[instance] += 1

    def watched():
        try:
            post()
        except (OSError, http.client.HTTPException) as e:
            wrong.append(f"broke a call off: {e!r}")

    threads = [threading.Thread(target=watched) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise server.failure(wrong[0])
    if len(calls) != count or min(calls.values()) < least:
        raise server.failure(f"has {len(calls)} of {count} environments that served, with calls {sorted(calls.values())}")
    return sorted(calls.values())
