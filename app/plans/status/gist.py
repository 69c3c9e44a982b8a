"""A plan in gist: what its status and a line about it need, as plain values named as the rows they come from.

The modules beside this one read it as they read a plan. Four hundred gists are made in the time forty plans take as
objects.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from app.plans.agreeing import Unagreed, Unconfirmed
from app.plans.days import Calendar
from app.plans.leading import SponsorKnown
from app.plans.models import Agreement
from app.plans.naming import Named
from app.plans.promised_before import Before
from app.plans.status.at_end import AtEnd


class ActionGist(NamedTuple):
    """An action; see `models.Action`. `dated_at` is when somebody chose its day, or it was added."""

    number: int
    title: str
    due_on: date | None
    dated_at: datetime
    status: str
    critical: bool
    was_critical: bool
    missed_on: date | None
    done_on: date | None
    created_at: datetime


class ParkedGist(NamedTuple):
    """An action that is set aside; see `models.Action`."""

    number: int
    title: str
    due_on: date | None
    dated_at: datetime
    status: str
    critical: bool
    was_critical: bool
    missed_on: date | None
    done_on: date | None
    created_at: datetime
    parked_on: date | None


class ReadingGist(NamedTuple):
    """What was read on a day; see `models.Reading`."""

    on: date
    value: float
    filed_at: datetime
    unit: str | None = None
    tallied: bool = False


class MoveGist(NamedTuple):
    """An earlier promise of a measure; see `models.MeasureMove`."""

    id: int
    baseline: float | None
    target: float | None
    promised: dict[str, object]
    moved_at: datetime
    sponsor: str = ""


class Otherwise(NamedTuple):
    """A measure that was promised otherwise first: its name and target now, and what was promised first.

    `now` is what it promises by now, see `measures.earlier.promised_now`. `first_target` and `first` are None where
    that is the same now; so is `main`, whether it was a main one.
    """

    name: str
    target: float | None
    first_target: float | None
    first: Mapping[str, Any] | None
    main: bool | None
    now: Mapping[str, Any]


class DueMoveGist(NamedTuple):
    """An earlier day of an action or a milestone; see `models.DueMove`."""

    before: date | None
    after: date | None
    moved_at: datetime
    pause_id: str | None


class EditGist(NamedTuple):
    """What somebody changed of what something says; see `models.Edit`."""

    said: dict[str, list[Any]]
    made_at: datetime


class PauseGist(NamedTuple):
    """Dates on which no day passes; see `models.Pause`."""

    id: str
    first: date
    last: date
    reason: str
    made_at: datetime


class MeasureGist(NamedTuple):
    """A measure; see `models.Measure`. Of its `readings` the one that counts today may be all there is."""

    id: str
    number: int
    name: str
    unit: str
    baseline: float | None
    target: float | None
    direction: str
    main: bool
    curve: str
    steps: list[list[float]]
    definition: str | None
    readings: list[ReadingGist]
    created_at: datetime
    proxy: bool = False
    source: str = ""


class MilestoneGist(NamedTuple):
    """A milestone; see `models.Milestone`."""

    number: int
    title: str
    due_on: date | None
    dated_at: datetime
    critical: bool
    was_critical: bool
    missed_on: date | None
    state: str
    done_on: date | None


class RiskGist(NamedTuple):
    """A risk; see `models.Risk`."""

    number: int
    title: str
    likelihood: str | None
    impact: str | None
    owner: str
    state: str
    closed_on: date | None


class ReopeningGist(NamedTuple):
    """A sign-off that was reopened; see `models.SignOff`."""

    signed_on: date
    reopened_at: datetime
    reopened_why: str


class AskGist(NamedTuple):
    """An ask; see `models.Ask`."""

    number: int
    title: str
    kind: str | None
    asked_on: date
    reply_by: date | None
    answered_on: date | None


class CheckInGist(NamedTuple):
    """A check-in: of all of a plan's the last, and those that stand for a review; see `models.CheckIn`."""

    on: date
    filed_at: datetime
    review: str | None
    taken_back: str | None


class OverrideGist(NamedTuple):
    """What a leader said against the rules; see `models.StatusOverride`."""

    value: str
    set_on: date
    until: date
    withdrawn_at: datetime | None


@dataclass(slots=True)
class PlanGist:
    """A plan and the centre it belongs to; `capabilities` are the centre's codes. `readable`: the asker may open it.

    What no status looks at is left out: actions that are parked and done, or neither due by now, nor blocked, nor
    missed an earlier day, milestones that are done, or neither critical nor due by now, risks that are closed or not
    grave, asks that were answered, all of what leaders said but the last. The rest stands in no order but reopenings,
    the first one first. What was done after its date, or one it missed, is there, for lists count it. Of other actions
    that are due by now and done and were there when it was published there is no more than their number, `done`, unless
    the plan may have no data, its day has other dates too, because it pauses, a pause was entered afterwards, or its
    sponsor did not agree to all of its days: then everything done is there, also what is parked, with all risks and the
    asks that were answered.
    `first_day_one` is the one it was published with, `signed_on` the day on which it was signed off, if it was: then
    everything is there that says how it stood, `critical_undone` counts the critical things that were not done,
    `ended_before` is how it stood at sign-offs that were taken back. `unagreed` is what the sponsor did not agree to of
    its pauses and day 1, the first change first; `promised_before` is what measures promised before such changes, or
    ones of after the end, by their ids.
    `refused` names who does not agree to what the plan promises, `unconfirmed` who has not confirmed it, `namings`
    who named those that did. `sponsor_unreached`: neither a mail nor a page tells the sponsor anything; `sponsor_known`
    is by whose account they are reached, that they lead or coach the plan too, and that who does agreed to a change.
    `moves` is what measures promised before, by their ids; `otherwise` names those that were promised otherwise first.
    `later` are the critical things that are due, or were done, later than first promised, by kind (`action` or
    `milestone`) and number; `reworded` is how many were promised in other words. `due_moves` is how days moved, the
    first move first, by kind and number too, of plans that may have no data, and `edits` how the weight of things did,
    risks among them.
    `unagreed_pauses` are ids of pauses to which the sponsor did not agree, `lengthened` the agreements by which pauses
    changed, the first one first.
    `unshown` counts the critical actions that are done with nothing that shows it, `unshown_not_said` those where
    nothing says either how one would see it, `not_critical_now` what was critical once the plan was published, and is
    so no longer, `written_for_others` the answers that somebody else wrote down than who was asked. `first_title` and
    `first_goal` are what it was called and promised first, where that is something else.
    """

    id: str
    title: str
    goal: str
    day_one: date | None
    timezone: str
    coach: str
    leader: str
    centre_id: str
    centre: str
    region: str
    country: str
    kind: str
    created_at: datetime
    published_at: datetime | None
    first_day_one: date | None = None
    signed_on: date | None = None
    capabilities: tuple[str, ...] = ()
    readable: bool = True
    done: int = 0
    actions: list[ActionGist] = field(default_factory=list)
    parked_actions: list[ParkedGist] = field(default_factory=list)
    measures: list[MeasureGist] = field(default_factory=list)
    milestones: list[MilestoneGist] = field(default_factory=list)
    risks: list[RiskGist] = field(default_factory=list)
    reopenings: list[ReopeningGist] = field(default_factory=list)
    asks: list[AskGist] = field(default_factory=list)
    check_ins: list[CheckInGist] = field(default_factory=list)
    overrides: list[OverrideGist] = field(default_factory=list)
    calendar: Calendar | None = None
    critical_undone: int = 0
    ended_before: tuple[AtEnd, ...] = ()
    unagreed: tuple[Unagreed, ...] = ()
    promised_before: dict[str, Before] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    namings: tuple[Named, ...] = ()
    sponsor_unreached: bool = False
    sponsor_known: SponsorKnown | None = None
    moves: dict[str, list[MoveGist]] = field(default_factory=dict)
    otherwise: tuple[Otherwise, ...] = ()
    pauses: list[PauseGist] = field(default_factory=list)
    unagreed_pauses: frozenset[str] = frozenset()
    lengthened: list[Agreement] = field(default_factory=list)
    later: set[tuple[str, int]] = field(default_factory=set)
    due_moves: dict[tuple[str, int], list[DueMoveGist]] = field(default_factory=dict)
    edits: dict[tuple[str, int], list[EditGist]] = field(default_factory=dict)
    reworded: int = 0
    unshown: int = 0
    unshown_not_said: int = 0
    not_critical_now: int = 0
    written_for_others: int = 0
    first_title: str | None = None
    first_goal: str | None = None
