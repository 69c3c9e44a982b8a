"""Measurements as rows of tables: what was asked, what was measured, what was to be reached. No I/O."""

import statistics
from collections.abc import Callable, Sequence

Cells = tuple[str, ...]

DELAYS = {50: (25, 50), 100: (35, 70), 200: (60, 120), 500: (100, 250), 1000: (150, 400)}
"""Milliseconds: what 95 and 99 of 100 deliveries may take, by people on one board."""

TAKES = {500: (0.7, 150), 1000: (1.0, 250)}
"""Cores and megabytes that a house of one process may take, by people on one board."""

_DELAYS: Cells = ("people", "boards", "p50", "p95", "p99", "goal p95 / p99", "delivered")
LOAD_HEAD: Cells = (*_DELAYS, "cores", "MB", "goal cores / MB", "generator", "runs")
SCALED_HEAD: Cells = (*_DELAYS, "cores of the workers", "MB", "cores of the databases", "generator", "runs")
OTHER_HEAD: Cells = ("what happens", "measured", "goal")


def load(figures: dict) -> Cells:
    """A row of a house of one process."""
    takes = TAKES.get(figures["people"]) if figures["boards"] == 1 else None
    cores, megabytes = f"{middle(figures, 'house_cpu'):.2f}", _growth(figures)
    return (*_delays(figures), cores, megabytes, f"{takes[0]} / {takes[1]}" if takes else "", *_generator(figures))


def scaled(figures: dict) -> Cells:
    """A row of a house of two processes and their databases."""
    took = (f"{middle(figures, 'house_cpu'):.2f}", _growth(figures), f"{middle(figures, 'beside_cpu'):.2f}")
    return (*_delays(figures), *took, *_generator(figures))


def _delays(figures: dict) -> Cells:
    goal = DELAYS.get(figures["people"]) if figures["boards"] == 1 else None
    return (
        str(figures["people"]),
        str(figures["boards"]),
        *(_with_range(figures, name) for name in ("p50", "p95", "p99")),
        f"{goal[0]} / {goal[1]}" if goal else "",
        _arrived(figures),
    )


def _with_range(figures: dict, name: str) -> str:
    """The middle one, and behind it the least and the most of all runs, the void ones too, where they differ."""
    least, most = (f"{found(run[name] for run in figures['runs']):.0f}" for found in (min, max))
    return f"{middle(figures, name):.0f}" + (f" ({least} to {most})" if least != most else "")


def _arrived(figures: dict) -> str:
    """What was missing when the last run ended: ops nobody had answered, events somebody had not heard."""
    unanswered = figures["sent"] - figures["acknowledged"] - figures["refused"]
    unheard = figures["expected"] - figures["delivered"]
    missing = [
        *([f"{unanswered} of {figures['sent']} ops unanswered"] if unanswered else []),
        *([f"{unheard} of {figures['expected']} events not there yet"] if unheard else []),
    ]
    return ", ".join([*missing, "at the end"]) if missing else "all"


def _growth(figures: dict) -> str:
    """Memory at the end of the first run and of the last, where it is not the same."""
    first, last = (f"{figures['runs'][place]['house_mb']:.0f}" for place in (0, -1))
    return last if first == last else f"{first} to {last}"


def _generator(figures: dict) -> Cells:
    runs, kept = figures["runs"], sound(figures)
    length = f"{len(runs)} × {runs[0]['seconds']:.0f} s"
    return (
        f"{middle(figures, 'generator_cpu'):.2f} cores, {middle(figures, 'generator_lag_p99'):.1f} ms late",
        length if len(kept) == len(runs) else f"{length}, {len(runs) - len(kept)} void",
    )


def sound(figures: dict) -> list[dict]:
    """The runs that say something of the house."""
    return [run for run in figures["runs"] if not run["void"]]


def middle(figures: dict, name: str) -> float:
    """The middle one of the sound runs, between the two middle ones where they are even; of all where none is."""
    return statistics.median(run[name] for run in sound(figures) or figures["runs"])


def _storm(figures: dict) -> Cells:
    soon = f"half after {figures['p50_s']:.1f} s, the last after {figures['all_live_s']:.1f} s"
    return (
        f"{figures['people']} come at once to a board of {figures['notes']} notes",
        f"{figures['live']} have it, {soon}; snapshots built: {figures['snapshots_built']}",
        "all within 10 s, one snapshot",
    )


def _reveal(figures: dict) -> Cells:
    return (
        f"{figures['notes']} hidden notes of {figures['people']} people are revealed",
        f"{figures['complete']} screens have all of them, the last after {figures['all_complete_s']:.2f} s",
        "all within 1 s",
    )


def _slow(figures: dict) -> Cells:
    later = f"p95 of the others {figures['p95_of_the_others']:.0f} ms, before {figures['p95_all_awake']:.0f} ms"
    void = "; void" if figures["void"] else ""
    return (
        f"{figures['asleep']} of {figures['people']} stop reading",
        f"{later}; {figures['mb_for_each_asleep']:.2f} MB for each of them{void}",
        "a tenth more, 1 MB for each",
    )


def _hostile(figures: dict) -> Cells:
    worst = "; ".join(f"{what}: {ms:.0f} ms" for what, ms in figures["worst_ms"].items())
    return (
        f"somebody sends what would stop another server, {figures['people'] - 1} others ask on",
        f"the longest anybody waits: {worst}; {figures['mb_more']:.0f} MB more afterwards",
        "100 ms, 20 MB",
    )


def _follow(figures: dict) -> Cells:
    return (
        f"the facilitator presses Next {figures['moves']} times, {figures['people']} screens follow",
        f"half of them after {figures['p50_ms']:.0f} ms, the slowest after {figures['slowest_ms']:.0f} ms",
        "300 ms",
    )


def _plane(figures: dict) -> Cells:
    laptop, phone, live = (figures[name] for name in ("laptop", "phone", "live"))
    drawn = (
        f"open after {laptop['open_ms']:.0f} ms; 95 of 100 frames within {laptop['pan_p95_ms']:.0f} ms while one pans,"
        f" {laptop['zoom_p95_ms']:.0f} ms while one zooms, {laptop['fit_p95_ms']:.0f} ms with all in sight;"
        f" {laptop['heap_mb']:.0f} MB; while {figures['people']} people work on one of {figures['notes_among_others']}"
        f" {live['pan_fps']:.0f}, {live['zoom_fps']:.0f} and"
        f" {live['fit_fps']:.0f} frames a second; a phone four times slower: {phone['pan_fps']:.0f},"
        f" {phone['zoom_fps']:.0f} and {phone['fit_fps']:.0f}"
    )
    return (
        f"a board of {figures['notes']} notes is drawn without a graphics card on the machine that serves it",
        drawn,
        "100 ms; 24 ms each; 30 MB; 57 frames; 55 frames",
    )


def _typing(figures: dict) -> Cells:
    alone, among = figures["alone"], figures["among"]
    where = f"in a note among {figures['notes']}, in a browser on the machine that serves it"
    soon = f"95 of 100 letters are on the screen within {among['p95_ms']:.0f} ms, half within {among['p50_ms']:.0f} ms"
    return (
        f"somebody writes {where}, while {figures['people']} others work",
        f"{soon}; alone {alone['p95_ms']:.0f} and {alone['p50_ms']:.0f} ms",
        "32 ms",
    )


def _weak(figures: dict) -> Cells:
    first = f"a field to write in after {figures['form_s']:.1f} s, live after {figures['live_s']:.1f} s"
    return (
        f"a phone four times slower comes to a board of {figures['people']} notes over 400 kbit/s and 400 ms",
        f"{first}; the next time {figures['again_form_s']:.1f} and {figures['again_live_s']:.1f} s",
        "2 s, 3.5 s; 0.5 s",
    )


def _portfolio(figures: dict) -> Cells:
    page = f"{figures['page_p50_ms']:.0f} and {figures['page_p95_ms']:.0f} ms"
    statuses = f"{figures['statuses_p50_ms']:.0f} and {figures['statuses_p95_ms']:.0f} ms"
    return (
        f"somebody opens the portfolio of {figures['plans']} plans",
        f"the first page comes within {page} (half of the times, 95 of 100); how all stand is known within {statuses}",
        "100 ms; 200 ms",
    )


def _beside(figures: dict) -> Cells:
    among = f"{figures['p95_among']:.0f} and {figures['p99_among']:.0f} ms"
    alone = f"{figures['p95_alone']:.0f} and {figures['p99_alone']:.0f} ms"
    goal = DELAYS.get(figures["people"])
    crowd = f"{figures['people']} people work on one board"
    return (
        f"somebody opens the portfolio of {figures['plans']} plans once a second while {crowd}",
        f"95 and 99 of 100 notes are with the others within {among}, without that {alone}"
        + ("; void" if figures["void"] else ""),
        f"{goal[0]} and {goal[1]} ms" if goal else "",
    )


OTHERS: dict[str, Callable[[dict], Cells]] = {
    "storm": _storm,
    "reveal": _reveal,
    "slow": _slow,
    "hostile": _hostile,
    "follow": _follow,
    "plane": _plane,
    "typing": _typing,
    "weak": _weak,
    "portfolio": _portfolio,
    "beside": _beside,
}


def table(head: Cells, rows: Sequence[Cells]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
