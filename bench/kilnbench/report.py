"""Makes ratios of rounds, and a table of ratios."""

import statistics

from kilnbench.peers import SUBJECT


def figures(rounds, connections):
    """Name of the figure → per round a dict from peer to value; a peer without the figure is absent."""
    found = {("start-up", "ms"): [{p: m["start"] for p, m in r.items()} for r in rounds]}
    for count in connections:
        for key, unit in (("throughput", "/s"), ("p50", "ms"), ("p99", "ms")):
            found[f"{key}, {count} conn.", unit] = [
                {p: s[key] for p, m in r.items() for s in m["steps"] if s["connections"] == count} for r in rounds
            ]
    found["peak memory", "MiB"] = [{p: m["memory"] for p, m in r.items()} for r in rounds]
    return found


def spread(values):
    return {"min": min(values), "median": statistics.median(values), "max": max(values)}


def summary(rounds, connections, peers):
    """Per figure the spread of each peer's values, and of the subject's ratios to the others, made within a round."""
    rows = []
    for (name, unit), per_round in figures(rounds, connections).items():
        row = {"figure": name, "unit": unit, "values": {}, "ratios": {}}
        for peer in peers:
            values = [r[peer] for r in per_round if peer in r]
            ratios = [r[SUBJECT] / r[peer] for r in per_round if peer in r and SUBJECT in r]
            if values:
                row["values"][peer] = spread(values)
            if ratios and peer != SUBJECT:
                row["ratios"][peer] = spread(ratios)
        rows.append(row)
    return rows


def table(rows, peers):
    others = [p for p in peers if p != SUBJECT]
    header = ["", *peers, *(f"{SUBJECT} ÷ {p}" for p in others)]
    lines = [header]
    for row in rows:
        values = [_number(row["values"][p]["median"], row["unit"]) if p in row["values"] else "–" for p in peers]
        lines.append([row["figure"], *values, *(_ratio(row["ratios"].get(p)) for p in others)])
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))) for line in lines
    )


def _ratio(ratio):
    return " · ".join(f"{ratio[k]:.2f}" for k in ("min", "median", "max")) if ratio else "–"


def _number(value, unit):
    if unit == "/s":
        return f"{value:,.0f} /s"
    return f"{value:,.3f} {unit}" if value < 10 else f"{value:,.0f} {unit}"
