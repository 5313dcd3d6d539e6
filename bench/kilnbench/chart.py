"""Draws samples over time as SVG: one panel per series, all on the same axis of minutes."""

from xml.sax.saxutils import escape

WIDTH, PANEL, GAP = 760, 96, 34
LEFT, TOP, RIGHT = 130, 48, 24
COLOR = "#b3470f"


def svg(title, samples, units):
    """samples have "seconds" and a value for each name in units; an axis begins at 0, so that flat looks flat."""
    height = TOP + len(units) * (PANEL + GAP) + 16
    end = samples[-1]["seconds"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="15">{escape(title)}</text>',
    ]
    for number, (name, unit) in enumerate(units.items()):
        parts += _panel(TOP + number * (PANEL + GAP), name, unit, [(s["seconds"] / end, s[name]) for s in samples], end)
    return "\n".join(parts + ["</svg>"]) + "\n"


def _panel(top, name, unit, points, end):
    bottom, right = top + PANEL, WIDTH - RIGHT
    most = max(value for _, value in points) * 1.1 or 1
    line = " ".join(f"{LEFT + x * (right - LEFT):.1f},{bottom - value / most * PANEL:.1f}" for x, value in points)
    parts = [
        f'<text x="12" y="{top + PANEL / 2}">{escape(name)}</text>',
        f'<line x1="{LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="#888888"/>',
        f'<polyline points="{line}" fill="none" stroke="{COLOR}" stroke-width="1.5"/>',
        f'<text x="{LEFT - 6}" y="{bottom}" text-anchor="end">0</text>',
        f'<text x="{LEFT - 6}" y="{top + 10}" text-anchor="end">{escape(f"{most:,.0f} {unit}".strip())}</text>',
    ]
    for quarter in range(5):
        x = LEFT + quarter / 4 * (right - LEFT)
        minutes = f"{end * quarter / 4 / 60:.1f}".removesuffix(".0")
        parts.append(f'<text x="{x:.0f}" y="{bottom + 15}" text-anchor="middle" fill="#666666">{minutes} min</text>')
    return parts
