"""Making a workshop: from drafted steps, or after another one."""

import secrets
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from app import audit, clock
from app.accounts.models import Principal
from app.canvases.library import Canvas
from app.db import db, transaction
from app.events import publish
from app.ids import new_id
from app.workshops import codes, dots, phases
from app.workshops.agenda import AgendaDay
from app.workshops.agenda_queries import agenda_of
from app.workshops.drafts import Brief, StepDraft, flow_of
from app.workshops.errors import AccountsOnly, UnknownCanvas
from app.workshops.events import WorkshopMade
from app.workshops.models import Day, SeatRole, Stage, Step, Workshop, WorkshopCanvas
from app.workshops.services.planning import check, describe
from app.workshops.services.seats import add_seat


def make_workshop(
    maker: Principal,
    brief: Brief,
    steps: Sequence[StepDraft],
    *,
    canvases: Mapping[str, Canvas],
    extra: Iterable[str] = (),
) -> Workshop:
    """Make a workshop with its agenda, join code and stage; the maker takes the first facilitator's seat.

    `canvases` are those to choose from, usually the whole library; what the steps show,
    and `extra` beside it, is frozen into the workshop.

    Raises:
        AccountsOnly: the maker is a guest.
        NoHost: neither a centre nor a name hosts.
        NotFound: the host is no centre the maker may speak for, or a co-host does not exist.
        UnknownCanvas: a step shows a canvas that is not among `canvases`.
        TooManySteps, BadMinutes, BadDays, DaysOutOfOrder: as they say.
    """
    with transaction():
        return add_workshop(maker, brief, steps, canvases=canvases, extra=extra)


def add_workshop(
    maker: Principal,
    brief: Brief,
    steps: Sequence[StepDraft],
    *,
    canvases: Mapping[str, Canvas],
    extra: Iterable[str] = (),
) -> Workshop:
    """Do what `make_workshop` does, as a part of the caller's transaction."""
    if not maker.is_person:
        raise AccountsOnly
    shown = dict.fromkeys([*(step.screen for step in steps if step.screen), *extra])
    if not shown.keys() <= canvases.keys():
        raise UnknownCanvas
    workshop = Workshop(id=new_id(), code=free_code(), created_by=maker.id, created_at=clock.now())
    describe(workshop, maker, brief)
    workshop.days = [_day(position, day) for position, day in enumerate(brief.days)]
    workshop.steps = [_step(position, step, canvases) for position, step in enumerate(steps)]
    check(agenda_of(workshop))
    db.session.add(workshop)
    db.session.flush()
    db.session.add_all(
        WorkshopCanvas(workshop_id=workshop.id, canvas=canvas, body=canvases[canvas].as_body()) for canvas in shown
    )
    db.session.add(Stage(workshop_id=workshop.id))
    add_seat(workshop.id, maker, name=maker.name, role=SeatRole.FACILITATOR, comes=False)
    audit.record("workshop.make", f"workshop:{workshop.id}", actor_id=maker.id, host=brief.host_id)
    publish(WorkshopMade(workshop.id))
    return workshop


def free_code() -> str:
    """A join code no workshop has. Inside a transaction, so it stays free."""
    while True:
        code = codes.make(secrets.choice)
        if db.session.scalar(select(Workshop.id).where(Workshop.code == code)) is None:
            return code


def new_step(draft: StepDraft, canvases: Mapping[str, Canvas]) -> Step:
    """A step as the draft says, its phases filling its minutes. The caller places it."""
    return Step(
        id=new_id(),
        title=dict(draft.title),
        prompt=dict(draft.prompt),
        minutes=draft.minutes,
        screen=draft.screen,
        day=draft.day,
        phases=phases.as_json(flow_of(draft, canvases)),
        sharing=draft.sharing,
        moderated=draft.moderated,
        note=draft.note,
        lead=draft.lead,
        room=draft.room,
        materials=draft.materials,
        votes=dots.as_json(draft.votes),
    )


def _day(position: int, day: AgendaDay) -> Day:
    return Day(position=position, date=day.date, starts_at=day.starts_at)


def _step(position: int, draft: StepDraft, canvases: Mapping[str, Canvas]) -> Step:
    step = new_step(draft, canvases)
    step.position = position
    return step
