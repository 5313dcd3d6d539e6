"""Makes ratios of rounds, and tables of them."""

import statistics


def figures(rounds, connections):
    """Name of the figure → per round a dict from peer to value; a peer without the figure is absent."""
    found = {("start-up", "ms"): [{p: m["start"] for p, m in r.items()} for r in rounds]}
    for count in connections:
        for key, unit in (("throughput", "/s"), ("p50", "ms"), ("p99", "ms")):
            found[_at(key, count), unit] = [
                {p: s[key] for p, m in r.items() for s in m["steps"] if s["connections"] == count} for r in rounds
            ]
    found["peak memory", "MiB"] = [{p: m["memory"] for p, m in r.items()} for r in rounds]
    return found


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
        for count in connections:
            for key, goal, meets in (("throughput", c.throughput, float.__ge__), ("p99", c.p99, float.__le__)):
                ratio = ratios[_at(key, count)].get(_pair(c))
                if goal is not None and ratio:
                    met = meets(ratio["median"], goal)
                    found.append({"pair": _pair(c), "figure": _at(key, count), "ratio": ratio, "goal": goal, "met": met})
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


def process_table(rows, series):
    """One line per comparison with what does not depend on connections."""
    ratios = {row["figure"]: row["ratios"] for row in rows}
    keys = ("start-up", "peak memory")
    lines = [["", *keys]]
    for pair in map(_pair, series.comparisons):
        if pair in ratios[keys[0]]:
            lines.append([pair, *(spread_cell(ratios[k][pair]) for k in keys)])
    return aligned(lines)


def _verdict(goal):
    if goal is None:
        return ""
    bound = "at least" if goal["figure"].startswith("throughput") else "at most"
    return f" (goal {bound} {goal['goal']}: {'met' if goal['met'] else 'MISSED'})"


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
    return f"{value:,.3f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
