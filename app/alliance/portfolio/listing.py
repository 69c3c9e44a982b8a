"""A portfolio as values: a row for each plan, what somebody looks for, which comes first. No queries, no clock."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from app.plans.agreeing import Unconfirmed
from app.plans.leading import SponsorKnown
from app.plans.measures.curve import AsksLittle
from app.plans.measures.told import Corrected, FirstTold, Gap, ToldAfterEnd
from app.plans.models import Direction
from app.plans.naming import Named
from app.plans.status.afterwards import Entered
from app.plans.status.at_end import AtEnd, LastKnown, ended
from app.plans.status.came import Unreached
from app.plans.status.check_ins import NOTHING_YET, Went
from app.plans.status.ended import ToldLater
from app.plans.status.firm_days import FirmDay, LastSaid, SignedDay
from app.plans.status.gist import Otherwise
from app.plans.status.judging import GoesBy, Target
from app.plans.status.parked import NONE_PARKED, ParkedCount
from app.plans.status.readings import InOther
from app.plans.status.reopened import Reopened
from app.plans.status.rules import Status
from app.texts import folded, holds

WORST_FIRST: Final = ("off", "none", "warn", "ok", "done", "wait", "draft")
"""How a plan may stand, as the look names it: the one that needs somebody most comes first."""

SILENT: Final = 10
MUTE: Final = 21
"""So many days without a check-in call for attention, and so many say that nobody knows."""


PAGE: Final = 50
"""So many plans are shown at first, and so many more each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The measure a plan is judged by. `actual` is None before the first reading.

    `share` is how much of the way from baseline to target is done by the days that the sponsor agreed to, `expected`
    how much the curve asks for today, or asked for at the sign-off, both as fractions. `trail` holds the readings as
    days with their shares, `asked` the same days with what the curve asked for, `first_target` the one promised first
    where it was another; they are empty until somebody asks how it went. `proxy`: it stands in for a better one.
    `aimed`: see `readings.is_aimed`. `needs_pause`: it counts only with a pause to which the sponsor did not agree.
    `first_promise` is what was promised first where it was counted otherwise, `first_told` the number told first where
    it was corrected, `corrected` the earlier numbers that were others first, `told_after_end` when it was told, where
    that was after the end, and `share_in_time` the share that was told by then; None until somebody asks, too.
    `told_late` are the dates on which numbers were told that count for an earlier day, empty until then; `gap` is the
    longest time in which nobody counted.
    `by_earlier`: it is told by the promise before one to which the sponsor did not agree; `not_agreed` is the target of
    now, where that is another number or counts something else. `in_other`: see `readings.told_in_other`.
    """

    measure_id: str = ""
    name: str
    unit: str
    actual: float | None
    target: float
    baseline: float = 0.0
    direction: str = Direction.UP
    share: float = 0.0
    expected: float = 0.0
    trail: tuple[tuple[int, float], ...] = ()
    asked: tuple[tuple[int, float], ...] = ()
    first_target: float | None = None
    first_promise: Mapping[str, Any] | None = None
    first_told: FirstTold | None = None
    told_after_end: ToldAfterEnd | None = None
    share_in_time: float | None = None
    told_late: tuple[date, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    gap: Gap | None = None
    proxy: bool = False
    aimed: bool = False
    needs_pause: bool = False
    by_earlier: bool = False
    not_agreed: Target | None = None
    in_other: InOther | None = None

    @property
    def in_time(self) -> float | None:
        """The number that was told by the end of the plan, also where another counts that was told after it."""
        return self.told_after_end.before if self.told_after_end else self.actual


class Review(NamedTuple):
    """The review on a day of the plan, halfway or closing, whether it was held, and how that went.

    `firmly` is its date without what the sponsor did not agree to, where that is another one.
    """

    day: int
    on: date
    held: bool
    firmly: date | None = None
    went: Went = NOTHING_YET


# Not frozen: a portfolio makes hundreds, and to make one of so many fields takes three times as long when it is.
@dataclass(slots=True, kw_only=True)
class Row:
    """One plan as its portfolio tells it.

    `status` is computed, one of WORST_FIRST; `view` is the leader's, where it differs.
    `number` is the one furthest behind of the `numbers` its goal names, by what was told before the end; `beside` are
    the others; `former` are main measures that were promised first, where others are the main ones by now, empty until
    somebody asks how it went.
    `day` is None while day 1 is not set, and that of the sign-off once there is one, see `signed_day`. `silent` counts
    the days since the last check-in, or since day 1 when there was none (`checked_in` says which); None before day 1.
    The last check-in was on `said_on`, which is told as a date (`said_before`) where the plan paused since: then fewer
    days of the plan have passed. `reviews` are both, the halfway one first; none without a day 1; `review_on` is the
    next, day `review_day`, and `review_firmly` its date without what the sponsor did not agree to, where that is
    another one. `readable`: the reader may open the plan.
    It pauses `paused` days in all, `pauses_ahead` of them to come, and `would_end` on that date without them;
    `firm_day` is what is to be known beside the day. `reopened` tells the sign-offs that were, the first one first.
    `late` and `blocked` count actions, `late_milestones` milestones.
    `refused` names who does not agree to what it promises, `unconfirmed` who has not confirmed it, `namings`
    who named those that did; `sponsor_known` is what is known of its sponsor; `goes_by` says by which
    promises its status goes then. `asks_little` is what curves ask for, where that is less than half of even.
    `otherwise` tells the measures that it promised otherwise first; `postponed` is how many critical things are due,
    or were done, later than that and neither were done late nor moved late, `reworded` how many were promised
    in other words.
    `unshown` counts the critical actions that are done with nothing that shows it, `unshown_not_said` those where
    nothing says either how one would see it, `done_late` the actions, `critical_done_late` the critical things and
    `other_done_late` the other actions that were done after their day, `critical_undone` the critical things that the
    plan was signed off without, `not_critical_now` what was critical before, `moved_late` the open actions that were
    late when they were moved and `critical_moved_late` the critical ones of them. `first_title` and `first_goal` are
    what the plan was called and promised first, where that is something else.
    Where there is no data `last_known` is how it stood before, `never_counted` says that no number of a main measure
    stands behind it, and `critical_late` counts the critical things that are late; `unreached` is how far it came where
    it is over and not signed off, `told_later` where its numbers stood then if others were told later,
    `at_end` how it stood when it was, `ended_before` how at sign-offs that were taken back.
    `entered_afterwards` are its pauses that were, with how it stood before each.
    `written_for_others` counts the answers that somebody else wrote down than who was asked.
    """

    plan_id: str
    centre_id: str
    centre: str
    title: str
    goal: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""
    capabilities: tuple[str, ...] = ()
    coach: str = ""
    leader: str = ""
    day_one: date | None = None
    day: int | None = None
    number: Number | None = None
    numbers: int = 0
    beside: tuple[Number, ...] = ()
    former: tuple[Number, ...] = ()
    status: str = "wait"
    view: str | None = None
    silent: int | None = None
    checked_in: bool = False
    said_on: date | None = None
    said_before: LastSaid | None = None
    late: int = 0
    late_milestones: int = 0
    blocked: int = 0
    parked: ParkedCount = NONE_PARKED
    paused: int = 0
    pauses_ahead: int = 0
    would_end: date | None = None
    firm_day: FirmDay | None = None
    signed_day: SignedDay | None = None
    reopened: tuple[Reopened, ...] = ()
    reviews: tuple[Review, ...] = ()
    review_on: date | None = None
    review_day: int = 0
    review_firmly: date | None = None
    readable: bool = False
    refused: tuple[str, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    namings: tuple[Named, ...] = ()
    sponsor_unreached: bool = False
    sponsor_known: SponsorKnown | None = None
    goes_by: tuple[GoesBy, ...] = ()
    asks_little: tuple[AsksLittle, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()
    postponed: int = 0
    reworded: int = 0
    unshown: int = 0
    unshown_not_said: int = 0
    done_late: int = 0
    critical_done_late: int = 0
    critical_undone: int = 0
    other_done_late: int = 0
    not_critical_now: int = 0
    written_for_others: int = 0
    first_title: str | None = None
    first_goal: str | None = None
    moved_late: int = 0
    critical_moved_late: int = 0
    last_known: LastKnown | None = None
    never_counted: bool = False
    critical_late: int = 0
    unreached: Unreached | None = None
    told_later: tuple[ToldLater, ...] = ()
    at_end: AtEnd | None = None
    ended_before: tuple[AtEnd, ...] = ()
    entered_afterwards: tuple[Entered, ...] = ()

    @property
    def silence(self) -> str:
        """The tone of the last check-in: a status, or nothing while there is no cause."""
        if self.silent is None or self.status in {"done", "wait", "draft"} or self.silent < SILENT:
            return ""
        return "off" if self.silent >= MUTE else "warn"

    @property
    def told_after_end(self) -> bool:
        """True when a number of a main measure was told after the end; known once somebody asked how it went."""
        return any(each is not None and each.told_after_end is not None for each in (self.number, *self.beside))

    @property
    def lag(self) -> float:
        """By how much the number falls behind its curve; the most behind is the worst."""
        return self.number.expected - self.number.share if self.number else 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in a portfolio, in which order, and how many rows at once; empty means any."""

    text: str = ""
    region: str = ""
    capability: str = ""
    kind: str = ""
    status: str = ""
    coach: str = ""
    order: str = ""
    rows: int = PAGE

    @property
    def narrows(self) -> bool:
        return any((self.text.strip(), self.region, self.capability, self.kind, self.status, self.coach))

    def fits(self, row: Row, titles: Mapping[str, str]) -> bool:
        """Whether a row is looked for. `titles` are what its codes are called, to be found by."""
        return (
            self.region in {"", row.region}
            and self.kind in {"", row.kind}
            and self.status in {"", row.status}
            and self.coach in {"", row.coach}
            and (not self.capability or self.capability in row.capabilities)
            and (not self.text.strip() or holds(_text_of(row, titles), self.text))
        )


ORDERS: Final[dict[str, Callable[[Row], Any]]] = {
    "centre": lambda row: folded(row.centre),
    "region": lambda row: row.region or "\uffff",
    "day": lambda row: -1 if row.day is None else row.day,
    "number": lambda row: -row.lag,
    "status": lambda row: WORST_FIRST.index(row.status),
    "silent": lambda row: -1 if row.silent is None else row.silent,
    "late": lambda row: (row.late, row.late_milestones, row.blocked),
    "review": lambda row: row.review_on or date.max,
}
"""What the columns can be sorted by. A minus before the name turns the order round."""

WORST: Final = "status"


def in_order(rows: Iterable[Row], order: str) -> list[Row]:
    """The rows by a column; of those that are equal there, the worst first, then by name."""
    by = ORDERS.get(order.removeprefix("-"), ORDERS[WORST])
    ranked = sorted(rows, key=_badness)
    return sorted(ranked, key=by, reverse=order.startswith("-"))


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many plans stand how, the worst first; every status is there."""
    counted = Counter(row.status for row in rows)
    return {status: counted[status] for status in WORST_FIRST}


def fallen_silent(rows: Iterable[Row]) -> int:
    """Return how many plans without data were off track when that was last known."""
    return sum(row.last_known is not None and row.last_known.status is Status.RED for row in rows)


def without_numbers(rows: Iterable[Row]) -> int:
    """Return how many plans without data never counted a main measure."""
    return sum(row.last_known is not None and row.never_counted for row in rows)


def finished_off_track(rows: Iterable[Row]) -> int:
    """Return how many finished plans were off track at any of their sign-offs."""
    return _ended(rows, Status.RED)


def finished_needing_attention(rows: Iterable[Row]) -> int:
    """Return how many finished plans needed attention at any of their sign-offs."""
    return _ended(rows, Status.AMBER)


def finished_without_data(rows: Iterable[Row]) -> int:
    """Return of how many finished plans nobody knew how they stood at any of their sign-offs."""
    return _ended(rows, Status.NO_DATA)


def finished_short(rows: Iterable[Row]) -> int:
    """Return how many finished plans had not reached their target at any of their sign-offs."""
    return sum(row.at_end is not None and _was_short(row) for row in rows)


def _was_short(row: Row) -> bool:
    return row.unreached is not None or any(each.unreached for each in row.ended_before)


def _ended(rows: Iterable[Row], status: Status) -> int:
    return sum(ended(status, row.at_end, row.ended_before) for row in rows)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many plans of one kind there are, and the worst status among them."""

    plans: int = 0
    worst: str = ""


def grid(
    rows: Sequence[Row], lines: Sequence[str], columns: Sequence[str], keys: Callable[[Row], Iterable[str]]
) -> dict[str, dict[str, Cell]]:
    """Plans by line (whatever `keys` says of a row; one may stand in several) and region."""
    return {
        line: {
            column: _cell([row.status for row in rows if row.region == column and line in keys(row)])
            for column in columns
        }
        for line in lines
    }


def by_region(rows: Sequence[Row], regions: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many plans of each region stand how: all that somebody learns who may read no plan."""
    return {region: counts(row for row in rows if row.region == region) for region in regions}


def _cell(statuses: Sequence[str]) -> Cell:
    return Cell(len(statuses), min(statuses, key=WORST_FIRST.index)) if statuses else Cell()


def _badness(row: Row) -> tuple[object, ...]:
    return WORST_FIRST.index(row.status), -row.late, -row.lag, -(row.silent or 0), folded(row.centre), row.plan_id


def _text_of(row: Row, titles: Mapping[str, str]) -> str:
    named = [titles.get(code, "") for code in (row.region, row.country, row.kind, *row.capabilities)]
    return folded("\n".join([row.centre, row.title, row.goal, row.coach, *named]))
