"""Finding workshops and seats: what is found may be seen, what may not be seen is not found."""

from collections.abc import Collection
from operator import attrgetter

from sqlalchemy import func, select

from app import clock
from app.accounts.models import Principal
from app.canvases.library import Canvas
from app.db import db
from app.errors import NotFound
from app.events import ask
from app.workshops import sessions, stage_view
from app.workshops.agenda_queries import agenda_of
from app.workshops.events import HiddenNotes, HiddenOfRemoved
from app.workshops.models import LEADING_ROLES, Seat, SeatRole, Stage, Step, Visit, Workshop, WorkshopCanvas
from app.workshops.seat_queries import why_ended
from app.workshops.sessions import Gap
from app.workshops.stage import Held
from app.workshops.stage_view import StageView


def workshop_and_seat(workshop_id: str, principal: Principal) -> tuple[Workshop, Seat]:
    """The workshop, and the seat this principal has in it.

    Raises:
        NotFound: no such workshop, or the principal never sat in it.
        SeatEnded: a facilitator ended the seat.
        SeatAsked, SeatRefused: none has said yet whether they may have it, or one said no.
    """
    seat = db.session.scalar(select(Seat).where(Seat.workshop_id == workshop_id, Seat.principal_id == principal.id))
    if seat is None:
        raise NotFound
    if seat.removed_at is not None:
        raise why_ended(seat)
    return seat.workshop, seat


def open_workshop(code: str | None) -> Workshop | None:
    """The workshop people join with this code, eight characters without a space; None where it opens none."""
    return db.session.scalar(select(Workshop).where(Workshop.code == (code or ""), Workshop.closed_at.is_(None)))


def is_over(workshop_id: str) -> bool:
    """True when the workshop is closed."""
    return db.session.scalar(select(Workshop.closed_at).where(Workshop.id == workshop_id)) is not None


def ended_among(workshop_ids: Collection[str]) -> set[str]:
    """Those of some workshops whose end was pressed."""
    ended = select(Stage.workshop_id).where(Stage.workshop_id.in_(workshop_ids), Stage.ended_at.is_not(None))
    return set(db.session.scalars(ended))


def current_steps(workshop_ids: Collection[str]) -> dict[str, str]:
    """Return the step the room is in, by workshop, for those of some workshops whose room is in one."""
    found = select(Stage.workshop_id, Stage.step_id).where(
        Stage.workshop_id.in_(workshop_ids), Stage.step_id.is_not(None)
    )
    return {workshop_id: str(step_id) for workshop_id, step_id in db.session.execute(found)}


def stage_of(workshop_id: str) -> Stage:
    """The stage of a workshop that was found before."""
    return db.session.scalars(select(Stage).where(Stage.workshop_id == workshop_id)).one()


def stage_and_step(workshop_id: str) -> tuple[Stage, Step | None]:
    """Return the stage of a workshop, and the step the room is in: None before the start and after the end."""
    found = select(Stage, Step).outerjoin(Step, Step.id == Stage.step_id).where(Stage.workshop_id == workshop_id)
    stage, step = db.session.execute(found).one()
    return stage, step


def steps_of(workshop_id: str) -> list[Step]:
    """The agenda, in its order."""
    return list(db.session.scalars(select(Step).where(Step.workshop_id == workshop_id).order_by(Step.position)))


def canvases_of(workshop_id: str, *ids: str | None) -> dict[str, Canvas]:
    """The canvases frozen into the workshop: those named, or all of them."""
    wanted = select(WorkshopCanvas).where(WorkshopCanvas.workshop_id == workshop_id)
    if ids:
        wanted = wanted.where(WorkshopCanvas.canvas.in_([each for each in ids if each]))
    return {row.canvas: Canvas.from_body(row.body) for row in db.session.scalars(wanted)}


def stage_seen(workshop_id: str) -> StageView:
    """The stage of a workshop that was found before, as its screens see it now."""
    row, steps = stage_of(workshop_id), steps_of(workshop_id)
    shown = next((step.screen for step in steps if step.id == row.step_id), None)
    waits = any(canvas == shown for canvas, _generation in hidden_notes(row)) if shown else False
    return stage_view.view(row, steps, canvases_of(workshop_id, shown), clock.now(), hidden=waits)


def hidden_notes(row: Stage) -> set[tuple[str, int]]:
    """Return on which canvases notes wait of hidden writings that are over, each with the number of its writing."""
    waiting = tuple(each.generation for each in (Held.read(held) for held in row.held) if not each.left)
    return set().union(*ask(HiddenNotes(row.workshop_id, waiting))) if waiting else set()


def hidden_of_removed(workshop_id: str, generations: Collection[int]) -> frozenset[int]:
    """Return those of these hidden writings in which notes wait of people who were removed: a reveal shows none."""
    question = HiddenOfRemoved(workshop_id, tuple(generations))
    return frozenset().union(*ask(question)) if generations else frozenset()


def gaps_of(workshop: Workshop) -> tuple[Gap, ...]:
    """Return the gaps between the sessions of a workshop, as they stand now; of one day there are none."""
    if len(workshop.days) < 2:  # noqa: PLR2004 - between two days
        return ()
    row = stage_of(workshop.id)
    return sessions.gaps(agenda_of(workshop), row.step_id, row.step_started_at, clock.now())


def held(workshop_id: str) -> Workshop:
    """A workshop that was found before, locked until the transaction ends: who changes it next waits and reads anew."""
    return db.session.get_one(Workshop, workshop_id, with_for_update={"key_share": True}, populate_existing=True)


def seat_of(workshop_id: str, principal_id: str) -> Seat | None:
    """The seat of a principal, ended or not."""
    return db.session.scalar(select(Seat).where(Seat.workshop_id == workshop_id, Seat.principal_id == principal_id))


def seat_in(workshop_id: str, seat_id: str) -> Seat:
    """A seat of this workshop that was not ended.

    Raises:
        NotFound: no such seat here.
    """
    seat = db.session.scalar(
        select(Seat).where(Seat.id == seat_id, Seat.workshop_id == workshop_id, Seat.removed_at.is_(None))
    )
    if seat is None:
        raise NotFound
    return seat


def people_in(workshop_id: str) -> list[Seat]:
    """Everybody who sits in the workshop, in the order they came. A wall is nobody."""
    return list(
        db.session.scalars(
            select(Seat)
            .where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None), Seat.role != SeatRole.WALL)
            .order_by(Seat.joined_at, Seat.id)
        )
    )


def people_who_came(workshop_id: str) -> list[Seat]:
    """Return who sits in the workshop and was there at least once, in the order they came."""
    came = [seat for seat in people_in(workshop_id) if seat.first_there_at is not None]
    return sorted(came, key=attrgetter("first_there_at", "id"))


def count_people(workshop_id: str) -> int:
    """Return how many people sit in the workshop and were there at least once."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Seat)
            .where(
                Seat.workshop_id == workshop_id,
                Seat.removed_at.is_(None),
                Seat.came_at.is_not(None) | Seat.role.not_in(LEADING_ROLES),
                Seat.role != SeatRole.WALL,
            )
        )
        or 0
    )


def skeletons_in(workshop_id: str) -> frozenset[str]:
    """The names in the room as the eye sees them."""
    return frozenset(
        db.session.scalars(select(Seat.name_skeleton).where(Seat.workshop_id == workshop_id, Seat.removed_at.is_(None)))
    )


def visits_of(workshop_id: str) -> list[Visit]:
    """The steps as they were really run, in order."""
    return list(db.session.scalars(select(Visit).where(Visit.workshop_id == workshop_id).order_by(Visit.id)))


def steps_not_held(workshop_id: str) -> frozenset[str]:
    """Return the steps before the current one in which the room never was: *Next* does not come to them."""
    current, steps = stage_of(workshop_id).step_id, [step.id for step in steps_of(workshop_id)]
    before = steps[: steps.index(current)] if current in steps else []
    return frozenset(before) - {visit.step_id for visit in visits_of(workshop_id)}


def titles_done(workshop_id: str) -> list[stage_view.Words]:
    """What the steps that were run before the current one are called, in their order."""
    current, steps = stage_of(workshop_id).step_id, steps_of(workshop_id)
    canvases = canvases_of(workshop_id)
    run = {visit.step_id for visit in visits_of(workshop_id)} - {current}
    return [stage_view.title_of(step, canvases.get(step.screen or "")) for step in steps if step.id in run]
