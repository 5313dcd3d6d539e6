"""Makes ratios of rounds, and tables of them."""

import statistics


START, FIRST, MEMORY = "start-up", "first calls", "peak memory"


def figures(rounds, connections):
    """Name of the figure → per round a dict from peer to value; a peer without the figure is absent."""
    found = {(START, "ms"): _of_each(rounds, "start"), (FIRST, "calls"): _of_each(rounds, "first")}
    for count in connections:
        for key, unit in (("throughput", "/s"), ("p50", "ms"), ("p99", "ms")):
            found[_at(key, count), unit] = [
                {p: s[key] for p, m in r.items() for s in m["steps"] if s["connections"] == count} for r in rounds
            ]
    found[MEMORY, "MiB"] = _of_each(rounds, "memory")
    return {figure: per_round for figure, per_round in found.items() if any(per_round) or figure[0] not in (FIRST, MEMORY)}


def _of_each(rounds, key):
    return [{p: m[key] for p, m in r.items() if key in m} for r in rounds]


def spread(values):
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def summary(rounds, connections, series):
    """Per figure the spread of each peer's values, and of the ratios of what is compared, made within a round."""
    rows = []
    for (name, unit), per_round in figures(rounds, connections).items():
        row = {"figure": name, "unit": unit, "values": {}, "ratios": {}}
        for peer in series.peers:
            values = [r[peer] for r in per_round if peer in r]
            if values:
                row["values"][peer] = spread(values)
        for c in series.comparisons:
            ratios = [r[c.subject] / r[c.other] for r in per_round if c.subject in r and c.other in r]
            if ratios:
                row["ratios"][_pair(c)] = spread(ratios)
        rows.append(row)
    return rows


def judged(rows, connections, series):
    """What came of each goal: the spread of the ratio, the goal, and whether the median of the rounds meets it."""
    ratios = {row["figure"]: row["ratios"] for row in rows}
    found = []
    for c in series.comparisons:
        goals = [(START, c.start, "at most"), (FIRST, c.first, "at least")]
        for count in connections:
            goals += [(_at("throughput", count), c.throughput, "at least"), (_at("p99", count), c.p99, "at most")]
        for figure, goal, bound in goals:
            ratio = ratios.get(figure, {}).get(_pair(c))
            if goal is not None and ratio:
                met = ratio["median"] >= goal if bound == "at least" else ratio["median"] <= goal
                found.append({"pair": _pair(c), "figure": figure, "ratio": ratio, "goal": goal, "bound": bound, "met": met})
    return found


def values_table(rows, series):
    lines = [["", *series.peers]]
    for row in rows:
        lines.append([row["figure"], *(_value(row["values"].get(p), row["unit"]) for p in series.peers)])
    return aligned(lines)


def ratios_table(rows, connections, goals, series):
    """One line per comparison and connection count; figures with a goal say whether it is met."""
    ratios = {row["figure"]: row["ratios"] for row in rows}
    by_figure = {(g["pair"], g["figure"]): g for g in goals}
    keys = ("throughput", "p50", "p99")
    lines = [["", "conn.", *keys]]
    for pair in map(_pair, series.comparisons):
        for count in connections:
            found = [(ratios[_at(k, count)].get(pair), by_figure.get((pair, _at(k, count)))) for k in keys]
            if found[0][0]:
                lines.append([pair, str(count), *(spread_cell(ratio) + _verdict(goal) for ratio, goal in found)])
    return aligned(lines)


def process_table(rows, goals, series):
    """One line per comparison with what does not depend on connections."""
    ratios = {row["figure"]: row["ratios"] for row in rows}
    by_figure = {(g["pair"], g["figure"]): g for g in goals}
    keys = [k for k in (START, FIRST, MEMORY) if k in ratios]
    lines = [["", *keys]]
    for pair in map(_pair, series.comparisons):
        if pair in ratios[START]:
            lines.append([pair, *(spread_cell(ratios[k][pair]) + _verdict(by_figure.get((pair, k))) for k in keys)])
    return aligned(lines)


def starts_table(rows, series):
    """One line per peer: there are too many for columns."""
    values = {row["figure"]: row["values"] for row in rows}
    measured = [(row["values"], row["unit"]) for row in rows if row["figure"] == MEMORY]
    lines = [["", "median", "min", "max", *(MEMORY for _ in measured)]]
    for peer in series.peers:
        start = [f"{values[START][peer][k]:,.0f} ms" for k in ("median", "min", "max")]
        lines.append([peer, *start, *(_value(memory.get(peer), unit) for memory, unit in measured)])
    return aligned(lines)


def ladder_table(rows, series, titles):
    """Markdown: one line per step, with its ratio to the first one."""
    values = {row["figure"]: row["values"] for row in rows}
    ratios = next(row["ratios"] for row in rows if row["figure"] == START)
    pairs = {c.subject: ratios.get(_pair(c)) for c in series.comparisons}
    lines = [["step", "", "first answer, ms (min–max)", "÷ first step", "MiB"], ["---", "---", "---:", "---:", "---:"]]
    for peer in series.peers:
        start, ratio = values[START][peer], pairs.get(peer)
        lines.append([
            f"`{peer}`", titles[peer], f"{start['median']:,.0f} ({start['min']:,.0f}–{start['max']:,.0f})",
            f"{ratio['median']:.2f}" if ratio else "", f"{values[MEMORY][peer]['median']:,.0f}",
        ])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _verdict(goal):
    if goal is None:
        return ""
    return f" (goal {goal['bound']} {goal['goal']}: {'met' if goal['met'] else 'MISSED'})"


def aligned(lines):
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))).rstrip() for line in lines
    )


def _at(key, count):
    return f"{key}, {count} conn."


def _pair(comparison):
    return f"{comparison.subject} ÷ {comparison.other}"


def spread_cell(ratio):
    return " · ".join(f"{ratio[k]:.2f}" for k in ("min", "median", "max"))


def _value(values, unit):
    if values is None:
        return "–"
    value = values["median"]
    if unit == "/s":
        return f"{value:,.0f} /s"
    if unit == "calls":
        return f"{value:,.0f}"
    return f"{value:,.3f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
