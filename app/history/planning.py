"""From a wish to a plan: what was, what is, and the rows between them, read where the caller reads."""

from collections.abc import Mapping

from app.boards.engine.state import Board, Element
from app.history import moment_queries, queries
from app.history.changes import changes, settled
from app.history.past import public
from app.history.queries import Told
from app.history.taking_back import Back, Wrote, without
from app.history.wish import DEED, PERSON, ZONE, Plan, Wish, changed, mark_of
from app.history.zones import zone_as_it_was


def plan(board_id: str, now: Board, wish: Wish) -> Plan:
    """What would happen to the board, which stands at its last row, if the wish came true.

    Raises:
        TooMuchSince: more happened since then than can be gone through.
    """
    if wish.kind in {PERSON, DEED}:
        told, reversed_by = queries.told_of(board_id, wish), moment_queries.reversed_since(board_id, wish.seq)
        back = without(now, [_wrote(row, wish, reversed_by) for row in told])
        return _planned(wish, now, back, queries.nameless_since(board_id, wish.seq) if wish.kind == PERSON else 0)
    then = queries.past_of(board_id, wish.seq).lying
    if wish.kind == ZONE:
        then = zone_as_it_was(public(now.elements.values()), then, wish.zone or "")
    return _planned(wish, now, Back(settled(_as_seen(now, then))))


def _planned(wish: Wish, now: Board, back: Back, nameless: int = 0) -> Plan:
    events = changes(now, back.target, back.ghosts)
    what = changed(public(now.elements.values()), back.target)
    return Plan(wish, events, what, mark_of(events), back.kept, nameless)


def _as_seen(now: Board, then: dict[str, Element]) -> dict[str, Element]:
    """What of a past board may come again: what is hidden by now stays so."""
    return {
        id_: element
        for id_, element in then.items()
        if id_ not in now.elements or now.elements[id_].audience == element.audience
    }


def _wrote(row: Told, wish: Wish, reversed_by: Mapping[str, str]) -> Wrote:
    chosen = row.gesture == wish.gesture if wish.kind == DEED else row.seat_id == wish.seat and _is_told(row)
    reverses = reversed_by.get(row.gesture) if row.gesture else None
    return Wrote(row.id, row.kind, chosen, row.inverse, row.gesture, reverses)


def _is_told(row: Told) -> bool:
    """Whether everybody was told whose row it is. What nobody may know, no way back tells either."""
    return row.seat_id is not None and row.named
