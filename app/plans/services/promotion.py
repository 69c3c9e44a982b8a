"""A note or a group becomes something in a plan, which keeps where it lay, its words and the votes it had."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.boards.models import Board, Element
from app.centres.services import refuse_closed
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.ids import new_id
from app.plans import workshop_queries
from app.plans.errors import NoHostCentre, NoteAlreadyPromoted
from app.plans.events import Promoted
from app.plans.models import ItemOrigin, Origin, Plan
from app.plans.promotion import queries as promotion_queries
from app.plans.promotion.becoming import ACTION, PromotedWords
from app.plans.promotion.queries import Outcome
from app.plans.services import actions
from app.plans.services.actions import ActionWords
from app.plans.services.holding import plan_held, tell
from app.plans.services.new_items import add_item
from app.voting.queries import tally_of
from app.workshops.models import Seat, Workshop
from app.workshops.queries import held


def note_to_promote(seat: Seat, board_id: str, element_id: str) -> tuple[Board, Element]:
    """The note or group, for somebody who may take it into a plan.

    Raises:
        NotAllowed: the seat does not lead the workshop, or that was closed (see `workshop_queries.may_promote`).
        NotFound: there is no such thing in this workshop, or it is hidden from the seat.
        NoteStillPrivate: only the seat itself sees the note.
    """
    if not workshop_queries.may_promote(seat):
        raise NotAllowed
    return promotion_queries.element_for(seat, board_id, element_id)


def promote(
    seat: Seat, board_id: str, element_id: str, words: ActionWords | PromotedWords, *, plan_id: str | None = None
) -> Outcome:
    """Take a note or group into a plan; without `plan_id` into the workshop's own, made by the first one.

    What it becomes keeps where the note lies, a copy of its words and its votes; of a group
    also its notes. Two people who promote one note to one kind at once make one thing; the
    second is told what it became.

    Raises:
        NotAllowed, NotFound, NoteStillPrivate: as for `note_to_promote`; NotFound also for a plan that is not theirs.
        NoHostCentre: no centre hosts the workshop.
        CentreClosed: the plan would be new, and its centre is closed.
        NoteAlreadyPromoted: it became such a thing already.
        PlanSigned (409): the plan was signed off.
        ActionIncomplete, ItemIncomplete, DueOutsidePlan, NotANumber: as they say.
    """
    with transaction():
        seat = db.session.get_one(Seat, seat.id)
        board, element = note_to_promote(seat, board_id, element_id)
        # One after the other: promotions in one workshop, and into one plan, number what they make.
        workshop = held(seat.workshop_id)
        _refuse_twice(_kind(words), board, element)
        plan = _plan_for(seat, workshop, plan_id)
        made = _add_action(plan, words) if isinstance(words, ActionWords) else add_item(plan, words, seat)
        _keep_origins(made, board, element)
        audit.record(
            f"{made.kind}.promote", f"{made.kind}:{made.item_id}", actor_id=seat.principal_id, note=element_id,
            plan=plan.id,
        )  # fmt: skip
        publish(Promoted(workshop.id, plan.id, made.kind, made.item_id, made.number, board_id, element_id))
        tell(plan)
    return made


def _kind(words: ActionWords | PromotedWords) -> str:
    return ACTION if isinstance(words, ActionWords) else words.becomes


def _refuse_twice(kind: str, board: Board, element: Element) -> None:
    earlier = promotion_queries.became(kind, board.id, element.id)
    if earlier is not None:
        raise NoteAlreadyPromoted(kind, earlier.number)


def _plan_for(seat: Seat, workshop: Workshop, plan_id: str | None) -> Plan:
    """The plan that was chosen, held, so that whoever numbers something in it next waits."""
    own = workshop_queries.plan_of(workshop.id)
    if plan_id is None or (own is not None and own.id == plan_id):
        return _held(own) if own else _new_plan(workshop)
    for plan in promotion_queries.plans_open_to(seat):
        if plan.id == plan_id:
            return _held(plan)
    raise NotFound


def _held(plan: Plan) -> Plan:
    return plan_held(plan.id)


def _new_plan(workshop: Workshop) -> Plan:
    if workshop.host is None:
        raise NoHostCentre
    refuse_closed(workshop.host)
    day_one, _today = workshop_queries.new_day_one(workshop)
    plan = Plan(
        id=new_id(),
        centre_id=workshop.host.id,
        workshop_id=workshop.id,
        title=workshop.title,
        day_one=day_one,
        timezone=workshop.host.timezone,
        created_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def _add_action(plan: Plan, words: ActionWords) -> Outcome:
    actions.check(words, plan)
    action = actions.next_action(plan, words)
    db.session.flush()
    return Outcome(ACTION, action.number, plan.id, action.id, action.status)


def _keep_origins(made: Outcome, board: Board, element: Element) -> None:
    """Keep where it came from: the note or group itself, and behind a group each of its notes."""
    votes = tally_of(board.id)
    came_from: list[tuple[Element, dict[str, object]]] = [(element, {"group": True} if element.type == "group" else {})]
    came_from += [(note, {"of": element.id}) for note in promotion_queries.notes_in(element)]
    for source, told in came_from:
        kept = {
            "board_id": board.id,
            "note_id": source.id,
            "seq": source.updated_seq,
            "promoted": source is element,
            "words": str(source.props.get("text", "")),
            "details": {**_details(board, source, votes), **told},
        }
        if made.kind == ACTION:
            db.session.add(Origin(action_id=made.item_id, **kept))
        else:
            db.session.add(ItemOrigin(kind=made.kind, item_id=made.item_id, plan_id=made.plan_id, **kept))
    try:
        db.session.flush()
    except IntegrityError as error:
        raise NoteAlreadyPromoted(made.kind) from error


def _details(board: Board, element: Element, votes: Mapping[str, int]) -> dict[str, object]:
    said = {key: element.props[key] for key in ("lang", "gloss") if element.props.get(key)}
    counted = {"votes": votes[element.id]} if element.id in votes else {}
    return {**said, **counted, "zone": element.zone, "canvas": board.canvas}
