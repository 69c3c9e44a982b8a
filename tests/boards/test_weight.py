"""How heavy a board is: kept up with every event, never counted anew; a full one still lets everybody take away."""

from dataclasses import replace

from app.boards.engine import codec
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.state import Board, Refusal
from app.boards.engine.weight import MOST_WEIGHT, RECORD, board_of, weigh
from tests.boards.conftest import note_id
from tests.boards.histories import history
from tests.boards.notepad import Notepad, cut, insert
from tests.boards.vectors import GIVEN, acting, element


def after(steps: list[dict]) -> Board:
    """The board a history comes to."""
    board = Board()
    for step in steps:
        if "event" in step:
            board = apply(board, codec.read_event(step["event"]), board.seq + 1)
            continue
        context = acting(step["context"])
        outcome = decide(board, context, codec.read_op(step["op"]))
        if not isinstance(outcome, Refusal):
            board = replay(board, [(event, board.seq + place, context.seat) for place, event in enumerate(outcome, 1)])
    return board


def test_what_events_add_up_to_weighs_what_lies_there():
    boards = [after(history(seed)) for seed in range(300)]

    assert boards == [board_of(board.seq, board.elements) for board in boards]
    assert max(board.weight for board in boards) > 1_000


def fill(room, leaving: int) -> None:
    """Lay so many words on a board nobody has written on that so many bytes are left."""
    from app.boards.tables import keep_elements, row_of
    from app.db import db, transaction

    words = "🙂" * 4_000
    number = (MOST_WEIGHT - leaving) // (RECORD + len(words.encode()))
    one = element({**GIVEN["elements"]["public"], "zone": "policy"})
    notes = [replace(one, id=note_id(f"full-{n}")) for n in range(number)]
    notes = [replace(note, text=words) for note in notes]
    spare = MOST_WEIGHT - sum(map(weigh, notes[1:])) - RECORD - leaving
    notes[0] = replace(notes[0], text="w" * spare)
    with room.app.app_context(), transaction():
        keep_elements(db.session.connection(), [row_of(room.board, note, 1, 1) for note in notes])


def text_of(somebody, note: str) -> str:
    return next(element["r"]["text"] for element in somebody.sees() if element["id"] == note)


def test_a_full_board_takes_no_more_words_and_lets_everybody_take_some_away(room, join):
    fill(room, leaving=200)
    ada, bo = join("Ada"), join("Bo")
    full = note_id("full-1")

    fits, grows, shrinks, grows_again, goes, comes_back, another = (
        somebody.send(op)["a"][0].get("x")
        for somebody, op in (
            (bo, bo.note("w" * 30)),
            (bo, bo.note("w" * 30, name="second")),
            (ada, ada.op("txt.put", id=full, t="Short")),
            (bo, bo.note("w" * 30, name="third")),
            (ada, ada.op("el.del", ids=[note_id("full-2")])),
            (ada, ada.op("el.undel", ids=[note_id("full-2")])),
            (bo, bo.note("w" * 30, name="fourth")),
        )
    )

    assert [fits, grows, shrinks, grows_again] == [None, "board-full", None, None]
    assert [goes, comes_back, another] == [None, None, None]


def test_what_does_not_fit_again_stays_deleted_until_there_is_room(room, join):
    fill(room, leaving=0)
    ada = join("Ada")
    gone, other = note_id("full-1"), note_id("full-2")

    answers = [
        ada.send(op)["a"][0].get("x")
        for op in (
            ada.op("el.del", ids=[gone]),
            ada.note("w" * 100),
            ada.op("el.undel", ids=[gone]),
            ada.op("el.del", ids=[other]),
            ada.op("el.undel", ids=[gone]),
        )
    ]

    assert answers == [None, None, "board-full", None, None]


def test_a_step_of_writing_weighs_what_it_comes_to_and_one_that_takes_away_is_taken(room, join):
    fill(room, leaving=0)
    full = note_id("full-1")
    ada, bo = Notepad(join("Ada"), full, 101).open(), Notepad(join("Bo"), full, 102).open()

    cut_by_bo = bo.op(cut(4, 40))
    steps = [
        ada.write(cut(0, 16)),
        # Made when the note was longer, of which nothing is said any more: what it comes to is less.
        bo.somebody.send(cut_by_bo)["a"][0].get("x"),
        ada.write(insert(0, "w" * 40)),
        Notepad(join("Ada"), full, 103).open().write(insert(0, "w")),
    ]

    assert steps[1] is None
    assert [isinstance(step, int) for step in (steps[0], steps[2])] == [True, True]
    assert steps[3] == "board-full"


def test_words_made_from_an_older_text_weigh_what_they_come_to(room, join):
    fill(room, leaving=0)
    ada, bo, full = join("Ada"), join("Bo"), note_id("full-1")
    was = text_of(ada, full)
    ada.send(ada.op("txt.put", id=full, t="Short"))
    ada.send(ada.note("w" * 4_000))

    answer = bo.send(bo.op("txt.put", id=full, t=was[:-1], was=was))["a"][0]

    assert "s" in answer
    assert text_of(bo, full) == "Short"
