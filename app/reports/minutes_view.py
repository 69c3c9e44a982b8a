"""The minutes as their page draws them: everything found once, composed in `minutes`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app import aside
from app.boards import queries as boards_queries
from app.boards.zone_titles import in_readers_language
from app.moments import day_month
from app.plans import workshop_queries
from app.plans.agreeing import refused_in, unconfirmed_by, waiting_in
from app.plans.days import LENGTH, date_of
from app.plans.letters.agreement_words import sponsor_in, unnamed_naming_words
from app.plans.letters.contact_words import sponsor_known_words
from app.plans.letters.lead_queries import sponsor_known
from app.plans.models import Action, Decision, Plan, PromiseKind
from app.plans.naming import namings_in
from app.plans.promotion import queries as promoted
from app.plans.words import ROLES
from app.reports import minutes, queries
from app.reports.minutes import BoardPart, BoardSource, Ran, RunDay, Theme
from app.reports.queries import BoardFound
from app.reports.voted import Voted, voted
from app.voting import scene
from app.voting.queries import rounds_of
from app.voting.results import RoundResult
from app.voting.round_queries import late_dots_in
from app.workshops import agenda_view
from app.workshops.agenda_view import Row
from app.workshops.models import SeatRole, Visit, Workshop
from app.workshops.queries import people_who_came, stage_of, visits_of

PARKING_LOT = "parking_lot"
FEEDBACK = "session_feedback"
"""Canvases whose notes stand on the second page: what was put off, and what people said at the end."""

_TOLD = (PromiseKind.GOAL, PromiseKind.PAUSE)
"""The promises of a plan that minutes tell: the goal, and its days, which pauses move."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and what belongs to it in one line."""

    words: str
    about: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything on the sheets. Moments are in the workshop's time zone; `plan` is None where none was born here.

    Decisions and actions are then those that notes of the workshop became in other plans. `readable_notes` are those
    behind actions whose words everybody may know.
    """

    workshop: Workshop
    starts: datetime | None
    run_on: tuple[RunDay, ...]
    days: int
    people: int
    roles: tuple[tuple[SeatRole, int], ...]
    positions: tuple[tuple[str, int], ...]
    themes: tuple[Theme, ...]
    more_themes: int
    votes: tuple[Voted, ...]
    agenda: tuple[Ran, ...]
    parts: tuple[BoardPart, ...]
    parked: BoardPart | None
    said: BoardPart | None
    decisions: tuple[Decided, ...]
    actions: tuple[Action, ...]
    readable_notes: frozenset[workshop_queries.NoteKey]
    plan: Plan | None
    notes: int
    texts: int
    stayed: int


def compose(workshop: Workshop) -> Minutes:
    """The minutes of a workshop that was found before, as things stand now."""
    boards = aside.read(lambda: queries.boards_to_read(workshop))
    rounds = rounds_of(workshop.id)
    sources = [_source(found, rounds) for found in boards]
    parts = aside.compute(lambda: [minutes.board_part(source) for source in sources])
    written = tuple(part for part in parts if part.zones)
    stayed = boards_queries.count_unshown([part.board_id for part in parts]) if _is_over(workshop) else {}
    people = people_who_came(workshop.id)
    visits = visits_of(workshop.id)
    zone = ZoneInfo(workshop.timezone)
    tapped = {found.canvas.id for found in boards if found.canvas.one_tap}
    # Where people tap one of the titles of the zones nobody wrote what got dots.
    themes = minutes.themes([part for part in written if part.canvas not in tapped])
    plan = workshop_queries.plan_of(workshop.id)
    actions = tuple(plan.actions if plan else promoted.actions_from_workshop(workshop.id))
    return Minutes(
        workshop=workshop,
        starts=visits[0].started_at.astimezone(zone) if visits else None,
        run_on=minutes.days_run([_local(visit, zone) for visit in visits]),
        days=len(workshop.days),
        people=len(people),
        roles=tuple(Counter(SeatRole(seat.role) for seat in people).most_common()),
        positions=tuple(Counter(seat.position for seat in people if seat.position).most_common()),
        themes=tuple(themes[: minutes.THEMES_SHOWN]),
        more_themes=max(0, len(themes) - minutes.THEMES_SHOWN),
        votes=_votes(workshop, boards, rounds, zone),
        agenda=_agenda(workshop, visits, zone),
        parts=tuple(
            replace(part, stayed=stayed.get(part.board_id, 0))
            for part in parts
            if part.zones or part.board_id in stayed
        ),
        parked=next((part for part in written if part.canvas == PARKING_LOT), None),
        said=next((part for part in written if part.canvas == FEEDBACK), None),
        decisions=_decided(plan) if plan else _standing(promoted.decisions_from_workshop(workshop.id)),
        actions=actions,
        readable_notes=workshop_queries.readable_notes(origin for action in actions for origin in action.origins),
        plan=plan,
        notes=sum(part.count for part in written),
        texts=sum(part.texts for part in written),
        stayed=sum(stayed.values()),
    )


def _decided(plan: Plan) -> tuple[Decided, ...]:
    """The goal, then every decision that still counts."""
    goal = [Decided(plan.goal, _about_goal(plan))] if plan.goal else []
    return (*goal, *_standing(plan.decisions))


def _standing(decisions: Sequence[Decision]) -> tuple[Decided, ...]:
    """Those of some decisions that still count, as the minutes tell them."""
    standing = [each for each in decisions if each.undone_on is None]
    return tuple(Decided(each.title, " · ".join(filter(None, (each.reason, each.by)))) for each in standing)


def _about_goal(plan: Plan) -> str:
    """Return what the goal is counted by, whether the sponsor agrees to it and its days, what is known of them, and
    that somebody was named as the sponsor who did.

    Whoever reads minutes may not read the plan, so nobody is named, as on pages for people outside.
    """
    refused = (each for each in refused_in(plan) if each.kind in _TOLD)
    waiting = (unconfirmed_by(plan, each) for each in waiting_in(plan) if each.kind in _TOLD)
    said = sponsor_in(refused, waiting, who=str(ROLES["sponsor"])).splitlines()
    named = (unnamed_naming_words(each) for each in namings_in(plan, _TOLD))
    found = sponsor_known(plan, _TOLD)
    known = [sponsor_known_words(found, None)] if found else []
    return " ".join([_days_of_goal(plan), *said, *known, *dict.fromkeys(named)])


def _days_of_goal(plan: Plan) -> str:
    if plan.calendar is None:
        return str(_("The 100-day goal."))
    first, last = day_month(plan.calendar.day_one), day_month(date_of(LENGTH, plan.calendar))
    return str(_("The 100-day goal. Day 1 is %(first)s, day 100 is %(last)s.", first=first, last=last))


def _source(found: BoardFound, rounds: Sequence[RoundResult]) -> BoardSource:
    """A board with the dots of one round alone, the last in which some were given.

    Dots of two rounds were given under two sets of terms.
    """
    lines = [each.lines for each in rounds if each.board_id == found.board.id and each.lines]
    dots = {line.element: line.dots for line in lines[-1]} if lines else {}
    elements = [in_readers_language(found.canvas, each) for each in found.elements]
    return BoardSource(found.board.id, found.canvas, elements, found.names, dots or None)


def _votes(
    workshop: Workshop, boards: Sequence[BoardFound], rounds: Sequence[RoundResult], zone: ZoneInfo
) -> tuple[Voted, ...]:
    """Every round that was counted, in the order they closed."""
    on = {found.board.id: found for found in boards}
    prompts = {step.id: step.prompt for step in workshop.steps}
    late = late_dots_in([each.id for each in rounds])
    return tuple(
        voted(
            scene.in_readers_language(on[each.board_id].canvas, each),
            on[each.board_id].canvas,
            {element.id for element in on[each.board_id].elements},
            closed_at=each.closed_at.astimezone(zone),
            prompt=prompts.get(each.step_id or "", {}),
            late=late.get(each.id, 0),
        )
        for each in rounds
        if each.board_id in on
    )


def _agenda(workshop: Workshop, visits: Sequence[Visit], zone: ZoneInfo) -> tuple[Ran, ...]:
    """Every step, day by day in the agenda's order, with when it was first run and how long it took in all."""
    rows = [row for day in agenda_view.compose(workshop) for row in day.rows]
    ahead = _ahead(workshop)
    return minutes.by_day([_ran(row, visits, zone, ahead=row.step.id in ahead) for row in rows])


def _ahead(workshop: Workshop) -> set[str]:
    """The steps behind the one the room is in, which may still be run; none once the workshop ended or is closed."""
    if _is_over(workshop):
        return set()
    current, steps = stage_of(workshop.id).step_id, [step.id for step in workshop.steps]
    return set(steps[steps.index(current) + 1 :] if current in steps else steps)


def _is_over(workshop: Workshop) -> bool:
    return workshop.closed_at is not None or stage_of(workshop.id).ended_at is not None


def _ran(row: Row, visits: Sequence[Visit], zone: ZoneInfo, *, ahead: bool) -> Ran:
    started, took = _run(row.step.id, row.step.minutes, visits, zone)
    return Ran(row.title, row.slot.starts, started, took, coming=ahead and started is None)


def _run(step_id: str, planned: int, visits: Sequence[Visit], zone: ZoneInfo) -> tuple[datetime | None, int]:
    mine = [visit for visit in visits if visit.step_id == step_id]
    if not mine:
        return None, planned
    ran = [(started, ended) for started, ended in (_local(visit, zone) for visit in mine) if ended]
    took = sum(minutes.minutes_taken(started, ended, planned) for started, ended in ran)
    return mine[0].started_at.astimezone(zone), took or planned


def _local(visit: Visit, zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """When a step began and ended, in the workshop's time zone."""
    return visit.started_at.astimezone(zone), visit.ended_at.astimezone(zone) if visit.ended_at else None
