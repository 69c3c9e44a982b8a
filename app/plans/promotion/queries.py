"""Finding notes and groups that may go into a plan, the plans they may go into, and what became of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Principal
from app.boards.models import EVERYONE, Board, Element
from app.boards.reading import hearer
from app.db import db
from app.errors import NotFound
from app.plans import permission_queries, workshop_queries
from app.plans.errors import NoteStillPrivate
from app.plans.models import (
    Action,
    Ask,
    Assumption,
    Decision,
    Item,
    ItemKind,
    ItemOrigin,
    Measure,
    Member,
    Milestone,
    Origin,
    Plan,
    PlanPaper,
    Risk,
)
from app.plans.promotion.becoming import ACTION, as_title
from app.workshops.models import Seat

ITEM_TABLES: dict[ItemKind, type[Item]] = {
    ItemKind.MILESTONE: Milestone,
    ItemKind.RISK: Risk,
    ItemKind.DECISION: Decision,
    ItemKind.ASSUMPTION: Assumption,
    ItemKind.OWNER: Member,
    ItemKind.ASK: Ask,
}

TABLES: dict[str, type[Item] | type[Measure]] = {
    ItemKind.MEASURE: Measure,
    **{str(kind): table for kind, table in ITEM_TABLES.items()},
}
"""Where what a note became is kept; an action has a table of its own, a goal stands in the plan itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a note or group became: an action of that number, or something else of a plan. A goal has no number.

    `status` is how far an action is; empty of all else. `word_for_word`: it is called what the note said.
    """

    kind: str
    number: int
    plan_id: str
    item_id: str
    status: str = ""
    word_for_word: bool = False


def element_for(seat: Seat, board_id: str, element_id: str) -> tuple[Board, Element]:
    """The note or group on a board of the seat's workshop, which everybody there can see.

    Raises:
        NotFound: there is no such thing here, or it is hidden from the seat.
        NoteStillPrivate: the seat alone sees it.
    """
    found = db.session.execute(
        select(Board, Element)
        .join(Element, Element.board_id == Board.id)
        .where(
            Board.id == board_id,
            Board.workshop_id == seat.workshop_id,
            Element.id == element_id,
            Element.type.in_(["note", "group"]),
            Element.deleted_seq.is_(None),
            Element.audience.in_([EVERYONE, *hearer(seat).names]),
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    board, element = found
    if element.audience != EVERYONE:
        raise NoteStillPrivate
    return board, element


def notes_in(group: Element) -> Sequence[Element]:
    """The notes of a group that everybody sees, in their order; none for a note."""
    if group.type != "group":
        return []
    return db.session.scalars(
        select(Element)
        .where(
            Element.board_id == group.board_id,
            Element.parent_id == group.id,
            Element.type == "note",
            Element.deleted_seq.is_(None),
            Element.audience == EVERYONE,
        )
        .order_by(Element.z, Element.id)
    ).all()


def plans_open_to(seat: Seat) -> Sequence[Plan]:
    """Return the plans somebody who leads a workshop may put something into: its own first, then others, newest first.

    Others are those of the host centre, for whoever may change them. Where no centre hosts, they are those of every
    centre whose plans the person may change, so that what a partner's workshop decides has a place.
    """
    own, host_id = workshop_queries.plan_of(seat.workshop_id), seat.workshop.host_id
    leader = db.session.get_one(Principal, seat.principal_id)
    centres = permission_queries.centres_changed_by(leader)
    if host_id is not None:
        centres &= {host_id}
    others = select(Plan).where(Plan.centre_id.in_(centres)).order_by(Plan.created_at.desc(), Plan.id)
    found = [plan for plan in db.session.scalars(others) if own is None or plan.id != own.id]
    return [own, *found] if own else found


def actions_from_workshop(workshop_id: str) -> Sequence[Action]:
    """Return the actions that notes of a workshop became, in whichever plans they stand."""
    taken = select(Origin.action_id).join(Board, Board.id == Origin.board_id).where(Board.workshop_id == workshop_id)
    asked = select(Action).where(Action.id.in_(taken)).order_by(Action.plan_id, Action.number)
    return db.session.scalars(asked).all()


def decisions_from_workshop(workshop_id: str) -> Sequence[Decision]:
    """Return the decisions that notes of a workshop became, in whichever plans they stand."""
    taken = (
        select(ItemOrigin.item_id)
        .join(Board, Board.id == ItemOrigin.board_id)
        .where(Board.workshop_id == workshop_id, ItemOrigin.kind == ItemKind.DECISION)
    )
    asked = select(Decision).where(Decision.id.in_(taken)).order_by(Decision.plan_id, Decision.number)
    return db.session.scalars(asked).all()


def became(kind: str, board_id: str, element_id: str) -> Outcome | None:
    """What of this kind a note or group became, if it did."""
    return next((outcome for outcome in _outcomes(board_id, element_id) if outcome.kind == kind), None)


def became_all(board_id: str, element_id: str) -> list[Outcome]:
    """Everything a note or group became by itself, an action first."""
    return _outcomes(board_id, element_id)


def outcomes_on(board_id: str) -> dict[str, list[Outcome]]:
    """What the notes and groups of a board stand behind. Of a group that became something the group alone tells it."""
    living = set(
        db.session.scalars(
            select(Element.id).where(
                Element.board_id == board_id, Element.type == "group", Element.deleted_seq.is_(None)
            )
        )
    )
    told: dict[str, list[Outcome]] = defaultdict(list)
    for element_id, details, outcome in (*_actions_from(board_id), *_items_from(board_id), *_laid_on(board_id)):
        if details.get("of") not in living:
            told[element_id].append(outcome)
    return told


def readable(principal: Principal, plan_ids: Collection[str]) -> set[str]:
    """Which of these plans somebody may open."""
    return set(db.session.scalars(select(Plan.id).where(Plan.id.in_(plan_ids), permission_queries.seen_by(principal))))


def _outcomes(board_id: str, element_id: str) -> list[Outcome]:
    found = (*_actions_from(board_id, element_id), *_items_from(board_id, element_id), *_laid_on(board_id, element_id))
    return [outcome for _id, _details, outcome in found]


Found = list[tuple[str, dict[str, object], Outcome]]


def _actions_from(board_id: str, promoted: str | None = None) -> Found:
    asked = (
        select(
            Origin.note_id,
            Origin.details,
            Origin.words,
            Action.number,
            Action.plan_id,
            Action.id,
            Action.status,
            Action.title,
        )
        .join(Action, Action.id == Origin.action_id)
        .where(Origin.board_id == board_id)
        .order_by(Action.number, Origin.note_id)
    )
    if promoted is not None:
        asked = asked.where(Origin.note_id == promoted, Origin.promoted)
    return [
        (
            row.note_id,
            row.details,
            Outcome(ACTION, row.number, row.plan_id, row.id, row.status, _is_called(row.title, row.words)),
        )
        for row in db.session.execute(asked)
    ]


def _items_from(board_id: str, promoted: str | None = None) -> Found:
    asked = select(ItemOrigin).where(ItemOrigin.board_id == board_id).order_by(ItemOrigin.seq, ItemOrigin.note_id)
    if promoted is not None:
        asked = asked.where(ItemOrigin.note_id == promoted, ItemOrigin.promoted)
    found = db.session.scalars(asked).all()
    named = _named([(origin.kind, origin.item_id) for origin in found])
    return [
        (origin.note_id, origin.details, _outcome_of(origin, *named.get(origin.item_id, (0, "")))) for origin in found
    ]


def _outcome_of(origin: ItemOrigin, number: int, name: str) -> Outcome:
    same = _is_called(name, origin.words)
    return Outcome(origin.kind, number, origin.plan_id, origin.item_id, word_for_word=same)


def _is_called(name: str, words: str) -> bool:
    """Whether a name is what a note said, as much of it as there was room for."""
    return bool(name) and as_title(words, len(name)) == name


def _laid_on(board_id: str, note_id: str | None = None) -> Found:
    """What notes stand for that were laid there from a plan."""
    asked = select(PlanPaper).where(PlanPaper.board_id == board_id).order_by(PlanPaper.kind, PlanPaper.note_id)
    if note_id is not None:
        asked = asked.where(PlanPaper.note_id == note_id)
    found = db.session.scalars(asked).all()
    named = _named([(paper.kind, paper.item_id) for paper in found])
    return [
        (paper.note_id, {}, Outcome(paper.kind, named.get(paper.item_id, (0, ""))[0], paper.plan_id, paper.item_id))
        for paper in found
    ]


def _named(things: Collection[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """Return numbers and names of things by their ids, each given with its kind; a goal has no number."""
    named: dict[str, tuple[int, str]] = {}
    for kind in {kind for kind, _id in things}:
        ids = [item_id for of, item_id in things if of == kind]
        named |= {row.id: (row.number, row.name) for row in db.session.execute(_names_of(kind, ids))}
    return named


def _names_of(kind: str, ids: Collection[str]) -> Select[str, int, str]:
    table = Action if kind == ACTION else TABLES.get(kind)
    if table is None:
        return select(Plan.id, literal(0).label("number"), Plan.goal.label("name")).where(Plan.id.in_(ids))
    name: InstrumentedAttribute[str] = getattr(table, "name" if table is Measure else "title")
    return select(table.id, table.number, name.label("name")).where(table.id.in_(ids))
