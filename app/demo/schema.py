"""What a file of workshops may say. Unknown fields are refused, so that a typing error is found and not ignored.

`days` of a plan count from 1; `start` of an agenda item is local time. Of a workshop,
`centre`, `region`, `capabilities` and most descriptions may be absent; a workshop of
several days lists them in `days`, and its agenda items name theirs.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]
Words = Annotated[str, Meta(min_length=1, max_length=400)]
Title = Annotated[str, Meta(min_length=1, max_length=160)]
Text = Annotated[str, Meta(max_length=2000)]
Role = Annotated[str, Meta(min_length=1, max_length=120)]
NoteText = Annotated[str, Meta(min_length=1, max_length=500)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=12)]
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Minutes = Annotated[int, Meta(ge=1, le=600)]
Count = Annotated[int, Meta(ge=0, le=100_000)]
DayNumber = Annotated[int, Meta(ge=1, le=100)]
Number = int | float

Mode = Literal["plenary", "private", "group", "pair", "walk", "discuss", "vote", "decide", "assign", "brief", "cluster"]
ActionState = Literal["todo", "doing", "blocked", "done"]
Rating = Literal["green", "amber", "red", "no_data", "draft", "not_started", "done"]
Scope = Literal["national", "regional", "global"]


class Strict(Struct, forbid_unknown_fields=True, frozen=True):
    """Nothing but what is named here."""


class Day(Strict, frozen=True):
    """One day of a workshop."""

    date: dt.date
    start: Clock | None = None


class AgendaItem(Strict, frozen=True):
    """One step. `day` counts from 1; without `start` it follows the step before."""

    title: Title
    minutes: Minutes
    mode: Mode
    start: Clock | None = None
    day: Annotated[int, Meta(ge=1, le=10)] = 1
    canvas: Id | None = None
    phase: Id | None = None
    facilitator_note: Text = ""


class Note(Strict, frozen=True):
    """A note as it was written, in its own language; `en` is the gloss for search and reports."""

    id: Id
    canvas: Id
    zone: Id
    text: NoteText
    lang: Language = "en"
    en: NoteText | None = None
    author: Id = "anon"
    votes: Count = 0
    cluster: Title | None = None


class Participants(Strict, frozen=True):
    """How many there were and in which roles; no names."""

    count: Count | None = None
    in_room: Count = 0
    remote: Count = 0
    tables: Annotated[int, Meta(ge=0, le=200)] = 0
    roles: dict[Title, Count] = {}
    naming: Text = ""


class Energy(Strict, frozen=True):
    """How people felt, from 1 to 5."""

    at: Clock
    counts: Annotated[tuple[Count, ...], Meta(min_length=5, max_length=5)]


class Measure(Strict, frozen=True):
    """What the goal counts; readings are pairs of a day and a number, steps of a stepped curve of a day and a share."""

    name: Title
    baseline: Number
    target: Number
    unit: Title = ""
    direction: Literal["up", "down"] = "up"
    curve: Literal["straight", "late", "stepped"] = "straight"
    steps: tuple[tuple[DayNumber, Annotated[float, Meta(ge=0, le=1)]], ...] = ()
    main: bool = False
    readings: tuple[tuple[Annotated[int, Meta(ge=0, le=100)], Number], ...] = ()


class Milestone(Strict, frozen=True):
    day: DayNumber
    title: Words
    status: Literal["planned", "at_risk", "done", "missed"] = "planned"


class PlannedPart(Strict, frozen=True):
    """A part of an action."""

    title: Annotated[str, Meta(min_length=1, max_length=200)]
    owner_role: Annotated[str, Meta(max_length=120)] = ""
    due_day: DayNumber | None = None
    done: bool = False


class PlannedAction(Strict, frozen=True):
    """What somebody does by a day; `source_notes` are notes of the same workshop, `needs` actions of the same plan."""

    id: Id
    title: Words
    owner_role: Role
    due_day: DayNumber
    start_day: DayNumber = 1
    status: ActionState = "todo"
    source_notes: tuple[Id, ...] = ()
    capability: Id | None = None
    evidence_expected: Text = ""
    progress: Annotated[int, Meta(ge=0, le=100)] = 0
    first_win: bool = False
    critical: bool = False
    blocked_reason: Annotated[str, Meta(max_length=400)] = ""
    blocked_since_day: DayNumber | None = None
    helpers: tuple[Role, ...] = ()
    needs: tuple[Id, ...] = ()
    parts: tuple[PlannedPart, ...] = ()


class Risk(Strict, frozen=True):
    title: Words
    likelihood: Literal["low", "medium", "high"]
    impact: Literal["small", "medium", "large"]
    owner_role: Annotated[str, Meta(max_length=120)] = ""
    response: Text = ""
    status: Literal["open", "mitigating", "closed"] = "open"


class Shown(Strict, frozen=True):
    """Something that shows what was done; `action` is one of the same plan."""

    title: Words
    day: DayNumber
    action: Id | None = None
    place: Annotated[str, Meta(max_length=200)] = ""
    url: Annotated[str, Meta(max_length=500)] = ""
    by_role: Annotated[str, Meta(max_length=120)] = ""


class ParkedProject(Strict, frozen=True):
    """A side project that was set aside."""

    title: Words
    reason: Text = ""
    again_day: DayNumber | None = None


class Praise(Strict, frozen=True):
    """Somebody is thanked on a day; without a name the whole team."""

    title: Words
    day: DayNumber
    to: Annotated[str, Meta(max_length=120)] = ""


class CheckIn(Strict, frozen=True):
    day: Annotated[int, Meta(ge=0, le=100)]
    rag: Literal["green", "amber", "red"]
    by: Id
    text: Text
    help_needed: Text = ""
    confidence: Annotated[int, Meta(ge=1, le=5)] | None = None
    review: Literal["midpoint", "closing"] | None = None


class Plan(Strict, frozen=True):
    """A 100-day plan. With `as_of_day` day 1 is moved so that today is that day; without, `day1` stands."""

    title: Title
    goal: Annotated[str, Meta(min_length=1, max_length=1000)]
    id: Id | None = None
    day1: dt.date | None = None
    day100: dt.date | None = None
    as_of_day: Annotated[int, Meta(ge=0, le=100)] | None = None
    measures: tuple[Measure, ...] = ()
    roles: dict[Id, Role] = {}
    capability: Id | None = None
    scope_in: Text = ""
    scope_out: Text = ""
    agreement: Text = ""
    baton: Literal["sponsor", "coach", "leader", "team"] | None = None
    baton_since_day: DayNumber | None = None
    milestones: tuple[Milestone, ...] = ()
    actions: tuple[PlannedAction, ...] = ()
    risks: tuple[Risk, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    evidence: tuple[Shown, ...] = ()
    parked: tuple[ParkedProject, ...] = ()
    thanks: tuple[Praise, ...] = ()
    computed_rag: Rating | None = None
    why: Text = ""
    manual_rag: Rating | None = None
    manual_reason: Text = ""
    product_hint: Text = ""


class Workshop(Strict, frozen=True):
    """A workshop as it was: what was planned, what was written, what came out of it."""

    id: Id
    title: Title
    timezone: Annotated[str, Meta(min_length=1, max_length=60)]
    agenda: Annotated[tuple[AgendaItem, ...], Meta(min_length=1, max_length=120)]
    date: dt.date | None = None
    days: Annotated[tuple[Day, ...], Meta(max_length=10)] = ()
    kind: Id | None = None
    place: Annotated[str, Meta(max_length=160)] = ""
    question: Annotated[str, Meta(max_length=400)] = ""
    duration: Text = ""
    modelled_on: Text = ""
    fictional_content: bool = False
    languages: tuple[Language, ...] = ("en",)
    centre: Id | None = None
    host: Annotated[str, Meta(max_length=160)] = ""
    centre_type: Id | None = None
    scope: Scope | None = None
    region: Id | None = None
    regional_initiatives: tuple[Id, ...] = ()
    capabilities: tuple[Id, ...] = ()
    participants: Participants = Participants()
    canvases: tuple[Id, ...] = ()
    notes: Annotated[tuple[Note, ...], Meta(max_length=5000)] = ()
    energy: tuple[Energy, ...] = ()
    plan: Plan | None = None
