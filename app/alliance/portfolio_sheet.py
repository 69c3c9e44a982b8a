"""The portfolio as a page shows it: rows in words and drawings, what to choose from, and the way to each view of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from app.alliance.policy import Reach
from app.alliance.portfolio import PAGE, WORST_FIRST, Row, Wanted, by_region, counts, in_order
from app.alliance.portfolio_address import address
from app.alliance.portfolio_drawing import Meter, Spark, meter, spark
from app.centres.models import Term, TermKind
from app.centres.queries import Vocabulary
from app.i18n import pick
from app.plans.days import LENGTH

Words = Mapping[str, str]

STATUS_WORDS: dict[str, LazyString] = {
    "off": lazy_gettext("Off track"),
    "none": lazy_gettext("No data"),
    "warn": lazy_gettext("Needs attention"),
    "ok": lazy_gettext("On track"),
    "done": lazy_gettext("Day 100 done"),
    "wait": lazy_gettext("Not started"),
}

LEADER_WORDS: dict[str, LazyString] = {
    "off": lazy_gettext("leader: off track"),
    "warn": lazy_gettext("leader: needs attention"),
    "ok": lazy_gettext("leader: on track"),
}
"""What a leader may say instead, shown smaller under the status by the rules."""

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
    """Everything the page says. `counts` leave the filter by status aside, so that they lead from one to the other."""

    address_of: str
    wanted: Wanted
    reach: Reach
    region: Term | None
    total: int
    counts: Mapping[str, int]
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

    @property
    def more(self) -> int:
        """How many plans that were found are not shown yet."""
        return self.found - len(self.lines)

    def address(self, **changes: str) -> str:
        """Where the same portfolio is found with something changed: `address(status="off")`."""
        changed: dict[str, Any] = dict(changes)
        return address(self.address_of, replace(self.wanted, **changed))

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


@dataclass(frozen=True, slots=True)
class Found:
    """The rows somebody looks for in their order, and those that would be found whatever their status."""

    rows: Sequence[Row]
    beside: Sequence[Row]


def search(rows: Sequence[Row], wanted: Wanted, words: Vocabulary) -> Found:
    """Narrow and sort a portfolio."""
    titles = _titles(words) if wanted.text.strip() else {}
    beside = [row for row in rows if replace(wanted, status="").fits(row, titles)] if wanted.narrows else rows
    found = in_order([row for row in beside if wanted.status in {"", row.status}], wanted.order)
    return Found(found, beside)


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


def _titles(words: Vocabulary) -> dict[str, str]:
    """What each code is called, in every language, so that a plan is found in any."""
    kinds = (TermKind.REGION, TermKind.COUNTRY, TermKind.CENTRE_TYPE, TermKind.CAPABILITY)
    return {term.code: " ".join(term.title.values()) for kind in kinds for term in words.all(kind)}


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
