"""The portfolio as a page shows it: rows in words and drawings, what to choose from, and the way to each view of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _

from app.alliance.policy import Reach
from app.alliance.portfolio.address import address, query_of
from app.alliance.portfolio.drawing import Meter, Spark, meter, spark
from app.alliance.portfolio.listing import (
    PAGE,
    WORST_FIRST,
    Cell,
    Row,
    Wanted,
    by_region,
    counts,
    fallen_silent,
    finished_needing_attention,
    finished_off_track,
    finished_short,
    finished_without_data,
    grid,
    without_numbers,
)
from app.alliance.portfolio.look import Found
from app.alliance.portfolio.words import STATUS_WORDS
from app.centres.models import Term, TermKind
from app.centres.queries import Vocabulary
from app.i18n import pick
from app.plans.days import LENGTH

Words = Mapping[str, str]

TICKS = "".join(f"M{day} 0V10" for day in range(1, LENGTH, 2))
"""The ruler of a row as path data: every second day, for a small ruler of a hundred ticks is a bar."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its words and drawings. `passed` counts the ticks of the ruler behind us, `start` where they begin."""

    row: Row
    region: Words | None
    capabilities: tuple[Words, ...]
    meter: Meter | None
    spark: Spark | None
    passed: int
    start: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer, as values with what they are called."""

    regions: Sequence[tuple[str, str]]
    capabilities: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]
    statuses: Sequence[tuple[str, LazyString]]
    coaches: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Folio:
    """Everything the page says. `counts` leave the filter by status aside, so that they lead from one to the other;
    `fallen_silent` counts those without data that were off track when that was last known, `without_numbers` those that
    never counted a main measure, `finished_off_track` the finished ones that were off track at any sign-off,
    `finished_needing_attention` those that needed attention at one, `finished_without_data` those without data at one,
    `finished_short` those that had not reached their target at one.
    """

    address_of: str
    wanted: Wanted
    reach: Reach
    region: Term | None
    total: int
    counts: Mapping[str, int]
    fallen_silent: int
    without_numbers: int
    finished_off_track: int
    finished_needing_attention: int
    finished_without_data: int
    finished_short: int
    found: int
    lines: Sequence[Line]
    choices: Choices
    ticks: str
    caption: str
    regions: Sequence[tuple[Words | None, Mapping[str, int]]]

    @property
    def counts_alone(self) -> bool:
        return self.reach is Reach.COUNTS

    @property
    def own(self) -> bool:
        return self.reach is Reach.OWN

    def address(self, **changes: str) -> str:
        """Where the same portfolio is found with something changed: `address(status="off")`."""
        changed: dict[str, Any] = dict(changes)
        return address(self.address_of, replace(self.wanted, **changed))

    @property
    def query(self) -> str:
        """What is looked for, as the query of an address."""
        return query_of(self.wanted)

    def plans_at(self, path: str, **changes: str) -> str:
        """The table of the plans that are looked for with something changed, which is found at another path."""
        changed: dict[str, Any] = {**changes, "rows": PAGE}
        return address(path, replace(self.wanted, **changed))

    @property
    def with_more(self) -> str:
        """Where the same plans are found with fifty more of them."""
        return address(self.address_of, replace(self.wanted, rows=self.wanted.rows + PAGE))


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a page is made: how far they see, in which region if in one alone, and whether from right to left."""

    reach: Reach
    region: str = ""
    mirrored: bool = False


def compose(
    path: str,
    wanted: Wanted,
    words: Vocabulary,
    *,
    rows: Sequence[Row],
    found: Found,
    shown: Sequence[Row],
    reader: Reader,
) -> Folio:
    """The portfolio for one reader: of all `rows` those that were found, of these the first few `shown` as lines."""
    reach = reader.reach
    codes = [term.code for term in words.all(TermKind.REGION)]
    placed = by_region(rows, [*codes, ""]) if reach is Reach.COUNTS else {}
    return Folio(
        address_of=path,
        wanted=wanted,
        reach=reach,
        region=words.named(TermKind.REGION, reader.region) if reach is Reach.REGION else None,
        total=len(rows),
        counts=counts(found.beside),
        fallen_silent=fallen_silent(found.beside),
        without_numbers=without_numbers(found.beside),
        finished_off_track=finished_off_track(found.beside),
        finished_needing_attention=finished_needing_attention(found.beside),
        finished_without_data=finished_without_data(found.beside),
        finished_short=finished_short(found.beside),
        found=len(found.rows),
        lines=[_line(row, words, mirrored=reader.mirrored) for row in shown],
        choices=_choices(rows, words),
        ticks=TICKS,
        caption=_("Plans, the one that needs somebody most first") if not wanted.order else _("Plans"),
        regions=[
            (_title(words.named(TermKind.REGION, code)), numbers)
            for code, numbers in placed.items()
            if code or any(numbers.values())
        ],
    )


def _line(row: Row, words: Vocabulary, *, mirrored: bool) -> Line:
    passed = max(0, min(LENGTH, row.day or 0))
    named = [term for term in words.all(TermKind.CAPABILITY) if term.key in row.capabilities]
    return Line(
        row=row,
        region=_title(words.named(TermKind.REGION, row.region)),
        capabilities=tuple(term.fact("short") or term.title for term in named),
        meter=meter(row.number) if row.number else None,
        spark=spark(row.number) if row.number else None,
        passed=passed,
        start=(LENGTH - passed if mirrored else 0) + 0.5,
    )


def _title(term: Term | None) -> Words | None:
    return (term.fact("short") or term.title) if term else None


def _choices(rows: Sequence[Row], words: Vocabulary) -> Choices:
    def titled(kind: TermKind) -> list[tuple[str, str]]:
        return [(term.code, pick(term.title)) for term in words.choices(kind)]

    return Choices(
        regions=titled(TermKind.REGION),
        capabilities=titled(TermKind.CAPABILITY),
        kinds=titled(TermKind.CENTRE_TYPE),
        statuses=[(kind, STATUS_WORDS[kind]) for kind in WORST_FIRST],
        coaches=[(coach, coach) for coach in sorted({row.coach for row in rows if row.coach}, key=str.casefold)],
    )


@dataclass(frozen=True, slots=True)
class Heat:
    """How many plans stand how by capability and region: terms, or None for plans that have none yet."""

    lines: Sequence[tuple[Term | None, Sequence[tuple[Term | None, Cell]]]]
    columns: Sequence[Term | None]


def heat(rows: Sequence[Row], words: Vocabulary) -> Heat:
    """The grid of what was found; what has no capability or no region stands at its ends, where there is any."""
    regions: list[Term | None] = [*words.all(TermKind.REGION)]
    capabilities: list[Term | None] = [*words.all(TermKind.CAPABILITY)]
    regions += [None] if any(not row.region for row in rows) else []
    capabilities += [None] if any(not row.capabilities for row in rows) else []
    cells = grid(
        rows,
        [_code(each) for each in capabilities],
        [_code(each) for each in regions],
        lambda row: row.capabilities or ("",),
    )
    return Heat(
        [(line, [(column, cells[_code(line)][_code(column)]) for column in regions]) for line in capabilities], regions
    )


def silence(rows: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """Silent plans, the longest silence first: those nobody knows of (`off`) and those that call for attention."""
    ordered = sorted(rows, key=lambda row: (-(row.silent or 0), row.coach, row.centre))
    return {tone: [row for row in ordered if row.silence == tone] for tone in ("off", "warn")}


def _code(term: Term | None) -> str:
    return term.code if term else ""
