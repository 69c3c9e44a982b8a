"""Write the load section of `docs/operations.md`, and its picture, from the files in `results/`.

.venv/bin/python -m benchmarks.report
"""

import statistics
from collections.abc import Sequence
from pathlib import Path

from benchmarks import results
from benchmarks.drawing import picture

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- load: begin -->", "<!-- load: end -->"
PICTURE = "pictures/load.svg"

GOALS = {50: (25, 50), 100: (35, 70), 200: (60, 120), 350: (100, 250), 500: (100, 250), 1000: (150, 400)}
"""Milliseconds: what 95 and 99 of 100 deliveries may take, by people on one board."""

NOTHING = "No figures have been kept yet: `make load N=500 KEEP=yes` keeps one, `make load-all` all of them."


def section(kept: Sequence[dict]) -> str:
    """The section as Markdown."""
    loads = [each for each in kept if each["scenario"].startswith("load-")]
    others = [each for each in kept if not each["scenario"].startswith("load-")]
    parts = [_loads(loads), *([f"![Delays by people on one board]({PICTURE})"] if loads else []), _others(others)]
    return "\n\n".join(part for part in parts if part) or NOTHING


def _loads(kept: Sequence[dict]) -> str:
    if not kept:
        return ""
    rows = [
        _row(each) for each in sorted(kept, key=lambda each: (each["figures"]["boards"], each["figures"]["people"]))
    ]
    head = ["people", "boards", "p50", "p95", "p99", "goal p95 / p99", "delivered", "house", "generator lag", "runs"]
    return "\n".join(
        [
            "Milliseconds from the moment an op was due to the moment it was read by somebody else, the middle one of",
            "the runs; processor time as a share of one core.",
            "",
            _line(head),
            _line(["---"] * len(head)),
            *rows,
            "",
            *sorted({f"- {_about(each)}" for each in kept}),
        ]
    )


def _row(each: dict) -> str:
    load = each["figures"]
    sound = [run for run in load["runs"] if not run["void"]]
    runs = sound or load["runs"]

    def middle(name: str) -> float:
        return statistics.median(run[name] for run in runs)

    goal = GOALS.get(load["people"]) if load["boards"] == 1 else None
    lost = load["expected"] - load["delivered"]
    return _line(
        [
            str(load["people"]),
            str(load["boards"]),
            *(f"{middle(name):.0f}" for name in ("p50", "p95", "p99")),
            f"{goal[0]} / {goal[1]}" if goal else "",
            "all" if not lost else f"{lost} of {load['expected']} lost",
            f"{middle('house_cpu'):.2f} core, {middle('house_mb'):.0f} MB",
            f"{middle('generator_lag_p99'):.1f} ms",
            f"{len(sound)} of {len(load['runs'])} sound" if len(sound) < len(load["runs"]) else str(len(sound)),
        ]
    )


def _others(kept: Sequence[dict]) -> str:
    if not kept:
        return ""
    lines = []
    for each in kept:
        figures = {name: value for name, value in each["figures"].items() if name != "runs"}
        lines.append(f"- **{each['scenario']}**: {'; '.join(f'{_words(n)} {_short(v)}' for n, v in figures.items())}.")
        lines.append(f"  {_about(each)}")
    return "\n".join(lines)


def _about(each: dict) -> str:
    machine = each["machine"]
    return (
        f"`{each['command']}` on {each['date']}: {machine['cores']} × {machine['processor']}, "
        f"{machine['memory_gb']} GB, {machine['system']}, Python {machine['python']}, {each['database']}."
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_short(inner)}" for name, inner in value.items())
    return {True: "yes", False: "no", None: "none"}.get(value, str(value)) if not isinstance(value, int) else str(value)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def rewritten(page: str, kept: Sequence[dict]) -> str:
    """The page with the section anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{section(kept)}\n{END}{after}"


def main() -> None:
    """Write both."""
    kept = results.read_all()
    page = DOCS / "operations.md"
    page.write_text(rewritten(page.read_text(), kept))
    drawn = picture([each["figures"] for each in kept if each["scenario"].startswith("load-")], GOALS)
    if drawn:
        (DOCS / PICTURE).write_text(drawn)


if __name__ == "__main__":
    main()
