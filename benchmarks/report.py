"""Write the load section of `docs/operations.md`, and its picture, from the files in `results/`.

.venv/bin/python -m benchmarks.report
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import results, telling
from benchmarks.drawing import picture

DOCS = Path(__file__).parent.parent / "docs"
BEGIN, END = "<!-- load: begin -->", "<!-- load: end -->"
PICTURE = "pictures/load.svg"

NOTHING = "No figures have been kept yet: `make load N=500 KEEP=yes` keeps one, `make load-all` all of them."
HOW = """Delays in milliseconds, from the moment an op was due to the moment it was read by somebody else: what half, 95
and 99 of 100 of them did not exceed. Processor time as a share of one core, memory at the end of the first run and of
the last. Of several runs the middle one is told, void ones left out unless all are; behind it the least and the
most."""


def section(kept: Sequence[dict]) -> str:
    """The section as Markdown."""
    loads, scaled = _of_kind("load", kept), _of_kind("scaled", kept)
    parts = [
        HOW if loads or scaled else "",
        _table("One process on SQLite:", telling.LOAD_HEAD, telling.load, loads),
        f"![Delays by people on one board]({PICTURE})" if loads else "",
        _table("Two workers on PostgreSQL and Valkey:", telling.SCALED_HEAD, telling.scaled, scaled),
        _others(kept),
    ]
    return "\n\n".join(part for part in parts if part) or NOTHING


def _of_kind(kind: str, kept: Sequence[dict]) -> list[dict]:
    found = [each for each in kept if each["scenario"].partition("-")[0] == kind]
    return sorted(found, key=lambda each: (each["figures"].get("boards"), each["figures"]["people"], each["scenario"]))


def _table(title: str, head: telling.Cells, row: Callable[[dict], telling.Cells], kept: Sequence[dict]) -> str:
    return _titled(title, head, [(row(each["figures"]), each) for each in kept])


def _others(kept: Sequence[dict]) -> str:
    rows = [(row(each["figures"]), each) for kind, row in telling.OTHERS.items() for each in _of_kind(kind, kept)]
    return _titled("Out of the ordinary, in one process on SQLite:", telling.OTHER_HEAD, rows)


def _titled(title: str, head: telling.Cells, rows: Sequence[tuple[telling.Cells, dict]]) -> str:
    if not rows:
        return ""
    return f"{title}\n\n{telling.table(head, [row for row, _ in rows])}\n\n{_about([each for _, each in rows])}"


def _about(kept: Sequence[dict]) -> str:
    """The commands, by what they ran on and when."""
    commands: dict[str, list[str]] = {}
    for each in kept:
        machine = each["machine"]
        ran = f"{machine['cores']} × {machine['processor']}, {machine['memory_gb']} GB, {machine['system']}"
        ran += f", Python {machine['python']}, {each['database']}, {each['date']}"
        ran += f", at {each['version']}" if "version" in each else ""
        commands.setdefault(ran, []).append(f"`{each['command']}`")
    return "\n".join(f"- {ran}: {', '.join(said)}" for ran, said in commands.items())


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
    drawn = picture([each["figures"] for each in _of_kind("load", kept)], telling.DELAYS)
    if drawn:
        (DOCS / PICTURE).write_text(drawn)


if __name__ == "__main__":
    main()
