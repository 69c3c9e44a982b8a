"""Finding the workshops of a plan, the notes that lie on their boards for it, and what was written beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from app.accounts.models import Principal
from app.boards.models import EVERYONE, Board, Element
from app.canvases.library import library
from app.db import db
from app.errors import NotFound
from app.plans.models import ItemOrigin, Origin, Plan, PlanPaper, PlanWorkshop
from app.plans.occasions.deciding import Lying
from app.plans.permission_queries import seen_by
from app.plans.promotion.becoming import ACTION


@dataclass(frozen=True, slots=True)
class Unread:
    """A board of the workshop with so many notes in zones for actions that went into no plan yet."""

    board_id: str
    canvas: str
    notes: int


def occasion_found(occasion_id: str, principal: Principal) -> PlanWorkshop:
    """A workshop that was opened from a plan this principal may read.

    Raises:
        NotFound: there is none, or its plan is not theirs to read.
    """
    of = select(PlanWorkshop).join(Plan, Plan.id == PlanWorkshop.plan_id)
    found = db.session.scalar(of.where(PlanWorkshop.id == occasion_id, seen_by(principal)))
    if found is None:
        raise NotFound
    return found


def lying_in(occasion: PlanWorkshop) -> list[Lying]:
    """The notes that lay on the boards of a workshop for its plan, as they lie now, in order."""
    rows = db.session.execute(
        select(PlanPaper, Board.canvas, Element.zone, Element.props, Element.deleted_seq, Element.audience)
        .join(Board, Board.id == PlanPaper.board_id)
        .join(Element, and_(Element.board_id == PlanPaper.board_id, Element.id == PlanPaper.note_id))
        .where(Board.workshop_id == occasion.workshop_id, PlanPaper.plan_id == occasion.plan_id)
        .order_by(Board.id, Element.z, Element.id)
    )
    return [
        Lying(
            canvas=canvas,
            kind=paper.kind,
            item_id=paper.item_id,
            zone=paper.zone,
            words=paper.words,
            # What a facilitator took out of sight says nothing any more.
            zone_now=zone if deleted is None and audience == EVERYONE else None,
            words_now=str(props.get("text", "")) if audience == EVERYONE else paper.words,
        )
        for paper, canvas, zone, props, deleted, audience in rows
    ]


def unread_in(occasion: PlanWorkshop) -> Sequence[Unread]:
    """Boards with notes everybody sees in zones for actions that neither lay there nor became anything."""
    zones = {
        canvas.id: [zone.id for zone in canvas.zones if canvas.plan_mapping.get(zone.id) == ACTION]
        for canvas in library().canvases.values()
    }
    boards = db.session.scalars(select(Board).where(Board.workshop_id == occasion.workshop_id).order_by(Board.id))
    found = []
    for board in boards:
        known = [select(table.note_id).where(table.board_id == board.id) for table in (PlanPaper, Origin, ItemOrigin)]
        counted = select(func.count()).where(
            Element.board_id == board.id,
            Element.type == "note",
            Element.deleted_seq.is_(None),
            Element.audience == EVERYONE,
            Element.zone.in_(zones.get(board.canvas, [])),
            *(Element.id.not_in(each) for each in known),
        )
        if notes := db.session.scalar(counted):
            found.append(Unread(board.id, board.canvas, notes))
    return found
