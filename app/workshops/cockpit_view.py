"""What the cockpit shows: the agenda as it runs, what the next button does, and who is in the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app import clock
from app.events import ask
from app.workshops import agenda, pace, phones, presence, queries, seat_queries, sessions, stage, stage_view, words
from app.workshops.agenda_queries import agenda_of
from app.workshops.errors import NotesHidden
from app.workshops.events import OpenVotes
from app.workshops.models import Seat, SeatRole, Step, Workshop
from app.workshops.pace import Pace, Run
from app.workshops.phases import PhaseKind
from app.workshops.services.stage import Answer, scenes_of, state_of
from app.workshops.sessions import Gap
from app.workshops.stage import Effects, OpenVote, Place, Scene, StageState, Unshown
from app.workshops.stage_view import StageView, Words


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the agenda as it was run, runs, or will run; `held` is false where the room went past it."""

    run: Run
    title: Words
    day: int
    current: bool
    tells: tuple[LazyString | str, ...] = ()
    way: str = ""
    planned_for: date | None = None
    held: bool = True


@dataclass(frozen=True, slots=True)
class NextMove:
    """What the next button leads to. `title` is set when that is another step; `kind` is its first phase.

    `way` is what its form remembers of it. `planned_for` is the date of a session that would begin on another one.
    """

    does: str
    kind: PhaseKind | None
    title: Words
    tells: tuple[LazyString | str, ...]
    way: str
    planned_for: date | None = None

    @property
    def icon(self) -> str:
        return "eye" if self.kind is PhaseKind.REVEAL else "arrow-right"


@dataclass(frozen=True, slots=True)
class Cockpit:
    """Everything a facilitator sees but the people. `seen` is the mark each form of the page carries.

    `votes` says that one is open: what closing it does then changes with who is connected.
    """

    stage: StageView
    seen: str
    lines: tuple[Line, ...]
    pace: Pace
    coming: NextMove | None
    back: NextMove | None
    note: str
    days: int
    gap: Gap | None
    votes: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a seat, whether a screen of theirs is connected, and who shares their phone."""

    seat: Seat
    here: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    people: tuple[Person, ...]

    @property
    def here(self) -> int:
        return sum(person.here for person in self.people)


def cockpit(workshop: Workshop) -> Cockpit:
    """The cockpit of a workshop at this moment."""
    row, steps, now = queries.stage_of(workshop.id), queries.steps_of(workshop.id), clock.now()
    canvases = queries.canvases_of(workshop.id)
    titles = {step.id: stage_view.title_of(step, canvases.get(step.screen or "")) for step in steps}
    state, scenes = state_of(row), scenes_of(workshop.id)
    slots = agenda.times(agenda_of(workshop))
    until = stage.step_lasts_until(scenes, state, now)
    stays = _stays(workshop.id)
    held = {stay.step_id for stay in stays}
    ran = pace.measure(slots, stays, current=row.step_id, now=now, until=until)
    day_of = {slot.id: slot.day for slot in slots}
    shown = next((scene.canvas for scene in scenes if scene.id == row.step_id), None)
    at_step = {scene.id: number for number, scene in enumerate(scenes)}
    waiting = queries.hidden_notes(row)
    written = frozenset(generation for _canvas, generation in waiting)
    votes = [each for answer in ask(OpenVotes(workshop.id)) for each in answer]
    away = phones.count_participants_away(workshop.id) if votes else 0
    today = now.astimezone(ZoneInfo(workshop.timezone)).date()
    dates = _Dates([day.date for day in workshop.days], today, begun=bool(row.started_at or state.ended_at))
    removed = queries.hidden_of_removed(workshop.id, [each.generation for each in stage.hidden(scenes, state)])
    moves = _Moves(state, scenes, titles, day_of, dates, now, written, removed, votes, away)
    return Cockpit(
        stage=stage_view.view(row, steps, canvases, now, hidden=any(canvas == shown for canvas, _number in waiting)),
        seen=stage.mark(state),
        lines=tuple(
            Line(
                run,
                titles[run.id],
                day_of[run.id],
                run.id == row.step_id,
                moves.tells(there),
                moves.way(there),
                moves.planned_for(there),
                held=not run.past or run.id in held,
            )
            for run in ran.runs
            for there in (Place(at_step[run.id]),)
        ),
        pace=ran,
        coming=moves.coming(),
        back=moves.back(),
        note=_note(steps, row.step_id),
        days=len(workshop.days),
        gap=sessions.gap_at(queries.gaps_of(workshop), row.step_id),
        votes=bool(votes),
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """The question before the end: where notes are not shown to everybody, and what becomes of those that are left.

    `shows` is false where the answer shows none: all are notes of people who were removed. `chooses` says that there
    are several boards to answer for, each by itself. `until` is when the last
    notes may come in that a closing would turn away.
    """

    boards: tuple["OnBoard", ...]
    shows: bool
    chooses: bool
    left: tuple[LazyString | str, ...]
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnBoard:
    """Numbers of notes of a board that not everybody sees, by its name, as `Unshown` has them.

    `asked` says that the end may show some of them, `said` what was answered for this board, if anything.
    """

    canvas: str
    name: Words
    asked: bool
    said: str
    hidden: int
    late: int
    waiting: int
    removed: int
    returned: int


def asked_at_the_end(workshop: Workshop, unshown: Sequence[Unshown], answer: Answer) -> Ending | None:
    """Return what is asked before the end about notes that not everybody sees; None where there are none.

    `answer` is what was answered so far, where there are boards about which it says nothing.
    """
    return _ending(workshop, unshown, answer, closes=False) if unshown else None


def asked_before_closing(workshop: Workshop, asked: NotesHidden) -> Ending:
    """Return what is asked before the workshop closes."""
    until = asked.until and asked.until.astimezone(ZoneInfo(workshop.timezone))
    return replace(_ending(workshop, asked.unshown, Answer(), closes=True), until=until)


def _ending(workshop: Workshop, unshown: Sequence[Unshown], answer: Answer, *, closes: bool) -> Ending:
    canvases = queries.canvases_of(workshop.id)
    settled = stage.settle(unshown, shows=answer.shows, leaves=answer.leaves)
    said = {**dict.fromkeys(settled.shown, "show"), **dict.fromkeys(settled.left, "leave")}
    boards = tuple(
        OnBoard(
            each.canvas,
            canvases[each.canvas].name,
            each.can_be_shown,
            said.get(each.canvas, ""),
            each.hidden,
            each.late,
            each.waiting,
            each.removed,
            each.returned,
        )
        for each in unshown
    )
    asked = sum(each.can_be_shown for each in unshown)
    return Ending(boards, asked > 0, asked > 1, tuple(words.left(unshown, closes=closes)))


def people_of(workshop: Workshop) -> list[Person]:
    """Return everybody with a seat in a workshop, those among them who are invited and did not come yet."""
    connected = presence.here(workshop.id)
    sharing = seat_queries.phones_in(workshop.id)
    return [
        Person(seat, seat.principal_id in connected, sharing.get(seat.principal_id, ()))
        for seat in queries.people_in(workshop.id)
    ]


def tables(people: Sequence[Person], named: Mapping[str, str]) -> tuple[Table, ...]:
    """Return people by table, in the order of `named`, which maps tables to what people call them."""
    known = [key for key in named if any(person.seat.table == key for person in people)]
    others = tuple(person for person in people if person.seat.table not in named)
    found = [Table(named[key], tuple(p for p in people if p.seat.table == key)) for key in known]
    return (*found, Table("", others)) if others else tuple(found)


def _stays(workshop_id: str) -> list[pace.Stay]:
    return [pace.Stay(each.step_id, each.started_at, each.ended_at) for each in queries.visits_of(workshop_id)]


def _note(steps: Sequence[Step], step_id: str | None) -> str:
    return next((step.note for step in steps if step.id == step_id), "")


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates of a workshop's days, and today's where it takes place."""

    days: Sequence[date]
    today: date
    begun: bool

    def planned_for(self, here: int | None, there: int) -> date | None:
        """Return for which date it is planned to go from one day to another; None where that is today.

        A workshop that has not begun is planned for the day that comes next, else for its last one. Within a day, and
        back, people go when they like.
        """
        if here is None:
            if self.begun or self.today in self.days:
                return None
            return min((day for day in self.days if day > self.today), default=max(self.days))
        return self.days[there] if there > here and self.days[there] != self.today else None


@dataclass(frozen=True, slots=True)
class _Moves:
    """The moves that can be made from here, each with what it does.

    `written` are the hidden writings with notes, `removed` those with notes of people who were removed.

    While votes are open, `away` participants are not connected.
    """

    state: StageState
    scenes: Sequence[Scene]
    titles: Mapping[str, Words]
    day_of: Mapping[str, int]
    dates: _Dates
    now: datetime
    written: frozenset[int]
    removed: frozenset[int]
    open_votes: Sequence[OpenVote]
    away: int

    def coming(self) -> NextMove | None:
        """Where *Next* leads; None once the workshop has ended."""
        there = stage.following(self.scenes, self.state)
        if there is not None:
            return self._to(there, reveals=True)
        return None if self.state.step_id is None else NextMove("end", None, {}, self._end(), self.way(None))

    def back(self) -> NextMove | None:
        """Where *Back* leads."""
        there = stage.preceding(self.scenes, self.state)
        return None if there is None else self._to(there)

    def way(self, there: Place | None) -> str:
        """Return what the form of a button remembers of where it leads."""
        return stage.way(self.scenes, self.state, there)

    def planned_for(self, there: Place) -> date | None:
        """Return for which date going there is planned, where that is not today."""
        here = stage.place(self.scenes, self.state)
        return self.dates.planned_for(None if here is None else self._day(here), self._day(there))

    def tells(self, there: Place, *, reveals: bool = False) -> tuple[LazyString | str, ...]:
        """Return what going there does to the room, in sentences; *Next* alone `reveals`."""
        after = stage.enter(self.scenes, self.state, there, self.now, reveals=reveals)
        return tuple(words.told(self._effects(after), _kind(self.scenes, there), away=self.away))

    def _effects(self, after: StageState) -> Effects:
        """Return what the way there does, as things are: a vote may have been opened or closed by hand.

        Of a hidden writing that is over and has no notes nothing is to be said.
        """
        does, over = stage.effects(self.scenes, self.state, after), {each.generation for each in self.state.held}
        unwritten = over - self.written
        closes = any(each.closes(after.step_id, after.phase) for each in self.open_votes)
        return replace(
            does,
            of_removed=any(each.generation in self.removed for each in does.revealed),
            closes_votes=closes,
            goes_on_voting=any(not each.closes(after.step_id, after.phase) for each in self.open_votes),
            kept_here=tuple(each for each in does.kept_here if each.generation not in unwritten),
        )

    def _to(self, there: Place, *, reveals: bool = False) -> NextMove:
        here, kind = stage.place(self.scenes, self.state), _kind(self.scenes, there)
        tells = self.tells(there, reveals=reveals)
        if here is not None and here.step == there.step:
            return NextMove("phase", kind, {}, tells, self.way(there))
        later = here is not None and self._day(there) > self._day(here)
        does = "start" if here is None else "session" if later else "step"
        title = self.titles[self.scenes[there.step].id]
        return NextMove(does, kind, title, tells, self.way(there), self.planned_for(there))

    def _day(self, place: Place) -> int:
        return self.day_of[self.scenes[place.step].id]

    def _end(self) -> tuple[LazyString | str, ...]:
        does = self._effects(stage.end(self.scenes, self.state, self.now))
        # What becomes of hidden notes is asked, not announced.
        told = words.consequences(does, away=self.away)
        asks = _("If notes are still hidden, came late or wait to be shown, you are asked what becomes of them.")
        return (_("Writing stops; everybody sees the thanks."), *told, asks)


def _kind(scenes: Sequence[Scene], there: Place) -> PhaseKind | None:
    phases = scenes[there.step].phases
    return phases[there.phase].kind if phases else None


def roles_to_give() -> list[tuple[str, LazyString]]:
    """The roles people may have, for a menu."""
    return [(role, name) for role, name in words.ROLES.items() if role is not SeatRole.WALL]
