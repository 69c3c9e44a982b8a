"""The delays of all sizes as one picture. No I/O."""

import math
from collections.abc import Mapping, Sequence

from benchmarks.telling import middle

WIDTH, HEIGHT = 720, 320
LEFT, TOP, RIGHT, BOTTOM = 56, 24, 96, 44
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#444}.p95{stroke:#0b5cad;fill:none;stroke-width:2}"
    ".p99{stroke:#b3541e;fill:none;stroke-width:2}.goal{stroke-dasharray:4 4;stroke-width:1}.axis{stroke:#999}"
)

Points = list[tuple[int, float]]


def picture(loads: Sequence[dict], goals: Mapping[int, tuple[int, int]]) -> str:
    """An SVG of p95 and p99 on one board by people, with the goals dashed; nothing where there is nothing."""
    # One curve: of several measurements with as many people the first, which is the one of minutes.
    sizes = {load["people"]: load for load in reversed(loads) if load["boards"] == 1}
    if not sizes:
        return ""
    ordered = sorted(sizes.items())
    measured = {name: [(people, middle(load, name)) for people, load in ordered] for name in ("p95", "p99")}
    wanted = {
        "p95": [(people, float(goal[0])) for people, goal in sorted(goals.items())],
        "p99": [(people, float(goal[1])) for people, goal in sorted(goals.items())],
    }
    most = max(value for points in (*measured.values(), *wanted.values()) for _people, value in points)
    top = 10 ** math.ceil(math.log10(max(most, 10)))
    widest = max(people for points in (*measured.values(), *wanted.values()) for people, _value in points)

    def at(people: float, value: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * people / widest
        return x, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log10(max(value, 1)) / math.log10(top)

    def curve(points: Points, kind: str) -> str:
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
        return f'<polyline class="{kind}" points="{places}"/>'

    lines = [curve(wanted[name], f"{name} goal") for name in wanted] + [
        curve(measured[name], name) for name in measured
    ]
    for number, (name, points) in enumerate(measured.items()):
        x, y = at(*points[-1])
        lines.append(f'<text x="{x + 8:.1f}" y="{y + 4 + 2 * number:.1f}">{name}</text>')
    marks = [10**power for power in range(int(math.log10(top)) + 1)]
    scale = [f'<text x="{LEFT - 8}" y="{at(0, mark)[1] + 4:.1f}" text-anchor="end">{mark} ms</text>' for mark in marks]
    scale += [
        f'<text x="{at(people, 1)[0]:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{people}</text>'
        for people in sorted({people for people, _value in measured["p95"]} | {widest})
    ]
    x, y = at(0, 1)
    axis = f'<path class="axis" d="M{x:.1f} {TOP}V{y:.1f}H{WIDTH - RIGHT}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>Delay of 95 and of 99 of 100 deliveries by people on one board; goals dashed</title>"
        f"<style>{STYLE}</style>{axis}{''.join(scale)}{''.join(lines)}"
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">people on one board</text></svg>\n'
    )
