"""Going back brings exactly what was public then, leaves what is hidden, and comes undone, whatever happened."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.boards.engine.apply import apply
from app.boards.engine.inverse import inverse
from app.boards.engine.schema import ElementDeleted, Event
from app.boards.engine.state import EVERYONE, Board, Element
from app.history.changes import PROPERTIES, changes, settled
from app.history.past import Past, mark, pack, public, unpack
from app.history.taking_back import Wrote, without
from app.history.zones import zone_as_it_was
from tests.boards.test_properties import play, steps

moments = st.floats(0, 1)

never_blank = steps.map(
    lambda history: [
        (who, {**step, "t": "…"} if isinstance(step, dict) and step.get("t") == "" else step) for who, step in history
    ]
)
"""Histories in which nobody takes every letter out of a note: to nothing no way leads back."""


@dataclass
class Walked:
    """A board after more events, and the rows they made."""

    board: Board
    rows: list[Wrote]

    def on(self, events: list[Event], *gestures: str) -> "Walked":
        further = walk(self.board, events, *gestures)
        return Walked(further.board, self.rows + further.rows)


def walk(board: Board, events: list[Event], gesture: str = "", reverses: str | None = None) -> Walked:
    rows = []
    for event in events:
        before = board.elements.get(event.id)
        if event.aud == EVERYONE:
            kind = event.__struct_config__.tag
            rows.append(Wrote(event.id, kind, False, inverse(before, event), gesture, reverses))
        board = apply(board, event, board.seq + 1, "s_ada")
    return Walked(board, rows)


def past_at(played, part: float) -> Past:
    upto = int(part * len(played.log))
    told = [(event, seq) for event, seq, _seat in played.log[:upto] if event.aud == EVERYONE]
    return Past().after(told, upto=upto)


def said(elements: dict[str, Element]) -> dict[str, list]:
    """All that can go back, element by element."""
    return {id_: [getattr(element, name) for name in PROPERTIES] for id_, element in sorted(elements.items())}


def lying(board: Board) -> dict[str, list]:
    return said(public(board.elements.values()))


def hidden(board: Board) -> dict[str, Element]:
    """What is hidden, but for what it lies in: a group that goes lets its notes go."""
    return {
        id_: (element.text, element.x, element.y, element.zone, element.z, element.audience, element.deleted)
        for id_, element in board.elements.items()
        if element.audience != EVERYONE
    }


@settings(max_examples=100, deadline=None)
@given(steps, moments)
def test_the_board_becomes_what_was_public_then_and_what_is_hidden_stays(history, part):
    played = play(history)
    then = settled(past_at(played, part).lying)
    open_still = {id_: each for id_, each in then.items() if played.board.elements[id_].audience == EVERYONE}

    after = walk(played.board, changes(played.board, open_still)).board

    assert lying(after) == said(open_still)
    assert hidden(after) == hidden(played.board)
    assert changes(after, open_still) == []


@settings(max_examples=100, deadline=None)
@given(never_blank, st.lists(moments, min_size=1, max_size=4))
def test_as_many_ways_back_taken_back_as_there_were_change_nothing(history, parts):
    played = play(history)
    walked = Walked(played.board, [])
    starts = []
    for number, part in enumerate(parts):
        starts.append(len(walked.rows))
        walked = walked.on(changes(walked.board, settled(past_at(played, part).lying)), f"back-{number}")

    for number, start in reversed(list(enumerate(starts))):
        rows = [replace(row, chosen=row.gesture == f"back-{number}") for row in walked.rows[start:]]
        back = without(walked.board, rows)
        assert back.kept == {}
        events = changes(walked.board, back.target, back.ghosts)
        walked = walked.on(events, f"again-{number}", f"back-{number}")

    board = walked.board
    assert lying(board) == lying(played.board)


@settings(max_examples=100, deadline=None)
@given(steps, st.sampled_from(("s_ada", "s_bo")))
def test_taking_back_one_persons_doing_touches_nothing_another_wrote_last(history, seat):
    board, rows, last = Board(), [], {}
    deleted_by_others = set()
    for event, _seq, who in play(history).log:
        before = board.elements.get(event.id)
        if event.aud == EVERYONE:
            deleted_by_others |= {event.id} if isinstance(event, ElementDeleted) and who != seat else set()
            row = Wrote(event.id, event.__struct_config__.tag, who == seat, inverse(before, event))
            rows.append(row)
            last |= {(event.id, unit): who for unit in row.units or ["something"]}
            if row.kind == "el.add":
                last |= {(event.id, "text"): who, (event.id, "place"): who}
        board = apply(board, event, board.seq + 1, who)

    after = walk(board, changes(board, without(board, rows).target)).board

    for id_, element in public(board.elements.values()).items():
        now = after.elements[id_]
        if last[id_, "text"] != seat and not now.deleted:
            assert now.text == element.text
        if last[id_, "place"] != seat and not now.deleted:
            assert (now.zone, now.x, now.y, now.z) == (element.zone, element.x, element.y, element.z)
        # What another deleted and only this person brought back goes again.
        if id_ not in deleted_by_others and any(who != seat for (each, _unit), who in last.items() if each == id_):
            assert not now.deleted
    assert hidden(after) == hidden(board)


@settings(max_examples=100, deadline=None)
@given(steps, moments, st.sampled_from(("gaps", "ideas")))
def test_a_zone_becomes_what_it_was_and_nothing_that_stayed_outside_changes(history, part, zone):
    played = play(history)
    then = past_at(played, part).lying
    then = {id_: each for id_, each in then.items() if played.board.elements[id_].audience == EVERYONE}
    now = public(played.board.elements.values())

    after = walk(played.board, changes(played.board, zone_as_it_was(now, then, zone))).board

    inside = {id_: each.text for id_, each in public(after.elements.values()).items() if each.zone == zone}
    assert inside == {id_: each.text for id_, each in then.items() if each.zone == zone}
    for id_, element in now.items():
        if zone not in (element.zone, then[id_].zone if id_ in then else ""):
            assert after.elements[id_].text == element.text
            assert after.elements[id_].zone == element.zone


@settings(max_examples=100, deadline=None)
@given(steps, moments, moments)
def test_a_snapshot_and_the_rows_behind_it_are_the_board(history, one, other):
    played = play(history)
    first, last = sorted((one, other))
    earlier, later = past_at(played, first), past_at(played, last)
    rows = [
        (event, seq) for event, seq, _seat in played.log if event.aud == EVERYONE and earlier.seq < seq <= later.seq
    ]

    again = unpack(pack(earlier)).after(rows, upto=later.seq)

    assert mark(again.lying.values()) == mark(later.lying.values())
    assert again.last == later.last
    assert said(past_at(played, 1).lying) == lying(played.board)
