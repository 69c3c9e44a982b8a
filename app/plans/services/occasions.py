"""Workshops of a plan: opened from what it says today, with its actions, numbers and risks on their boards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from flask_babel import force_locale

from app import audit, clock
from app.accounts.models import Principal
from app.boards import log
from app.boards.engine import schema
from app.boards.engine.whole import put
from app.boards.laying import Ground, unlaid
from app.boards.queries import connection, plenary_board
from app.canvases.library import library
from app.db import db, transaction
from app.ids import new_id
from app.plans.measures.figures import figures_of
from app.plans.models import Occasion, Plan, PlanPaper, PlanWorkshop
from app.plans.occasions import on_boards
from app.plans.occasions.on_boards import Paper
from app.plans.services.holding import held_for, tell, today_of
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import Brief, StepDraft, from_canvases, middle_length
from app.workshops.models import WorkshopKind
from app.workshops.services.making import add_workshop

KINDS = {
    Occasion.STARTUP: WorkshopKind.CO_CREATION,
    Occasion.REFRESH: WorkshopKind.MIDPOINT_REVIEW,
    Occasion.SCALE_UP: WorkshopKind.CLOSING_REVIEW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a workshop of a plan is called, and when it begins, in the time zone of the plan."""

    title: str
    on: date
    at: time


def open_occasion(person: Principal, plan_id: str, occasion: Occasion, meeting: Meeting) -> PlanWorkshop:
    """Open a workshop of a plan. What lies on its boards is written in the language of the centre.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        AccountsOnly: a guest.
        NotFound: the centre is none this person may speak for.
        BadDays: no workshop can begin then.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        today = today_of(plan)
        brief = Brief(
            title=meeting.title,
            timezone=plan.timezone,
            days=(AgendaDay(meeting.on, meeting.at),),
            question=plan.goal[:400],
            kind=KINDS[occasion],
            host_id=plan.centre_id,
            language=plan.centre.language,
        )
        workshop = add_workshop(person, brief, steps_of(occasion), canvases=library().canvases)
        opened = PlanWorkshop(
            id=new_id(),
            plan_id=plan.id,
            workshop_id=workshop.id,
            occasion=occasion,
            opened_at=clock.now(),
            opened_by=person.id,
        )
        db.session.add(opened)
        with force_locale(plan.centre.language):
            laid = on_boards.papers(plan, figures_of(plan, today, mirrored=False), occasion)
        for canvas in dict.fromkeys(paper.canvas for paper in laid):
            _lay(plan, workshop.id, canvas, [paper for paper in laid if paper.canvas == canvas])
        audit.record("plan.open-workshop", f"plan:{plan.id}", actor_id=person.id, workshop=workshop.id, kind=occasion)
        tell(plan)
    return opened


def steps_of(occasion: Occasion) -> Sequence[StepDraft]:
    """The steps of such a workshop: those of a sequence of the library, then some more."""
    sequence, more = on_boards.SEQUENCES[occasion]
    shelf = library()
    chosen = [(step.canvas, step.minutes) for step in shelf.steps(shelf.sequences[sequence])] if sequence else []
    return from_canvases([*chosen, *((shelf.canvases[each], middle_length(shelf.canvases[each])) for each in more)])


def _lay(plan: Plan, workshop_id: str, canvas: str, papers: Iterable[Paper]) -> None:
    """Lay notes on a board of the workshop, empty as it was just made. They are nobody's."""
    board = plenary_board(workshop_id, canvas)
    locked = log.lock(connection(), board.id) if board else None
    if locked is None:
        raise LookupError(canvas)
    notes = {f"e_{new_id()}": paper for paper in papers}
    draft = log.Draft(locked.id, log.read_state(connection(), locked.id, locked.seq))
    coming = [(unlaid(id_, paper.zone, paper.words), ()) for id_, paper in notes.items()]
    ground = Ground(draft.state, library().canvases[canvas], coming)
    for note, _inside in coming:
        for element in ground.lay(note, ()):
            draft.add(log.Entry(schema.ElementAdded(id=element.id, r=put(element).r)))
    draft.write(connection())
    db.session.add_all(
        PlanPaper(
            board_id=locked.id,
            note_id=id_,
            plan_id=plan.id,
            kind=paper.kind,
            item_id=paper.item_id,
            zone=paper.zone,
            words=paper.words,
        )
        for id_, paper in notes.items()
        if paper.kind
    )
