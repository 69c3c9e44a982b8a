"""How large words are set where nobody measured them: the same guess here and in browsers."""

import json

import pytest

from app.boards.engine.apply import replay
from app.boards.engine.decide import decide
from app.boards.engine.fitting import FITTED, SIZES, guess, room_for
from app.boards.engine.state import Board, Context, Element
from app.reports import boards_file
from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, insert
from tests.places import ROOT

TOLD = json.loads((ROOT / "tests" / "vectors" / "fitting.json").read_text())
"""Words on papers, and how they are set; `tests/js/small-views.test.js` holds browsers to the same."""

PAPER = {"w": 160, "h": 120}


@pytest.mark.parametrize("told", TOLD, ids=[told["text"][:20] for told in TOLD])
def test_words_are_set_as_large_as_both_sides_guess(told):
    paper = {name: told[name] for name in ("lang", "w", "h")}

    assert guess(told["text"], **paper) == told["fit"]
    assert room_for(SIZES[-1], **paper) == told["lines"]


def test_more_words_are_never_larger():
    found = [guess("word " * count, lang=None, **PAPER) for count in range(60)]

    assert found == sorted(found, reverse=True)
    assert set(found) == set(SIZES)


def test_what_takes_the_size_away_is_what_browsers_think():
    script = (ROOT / "app" / "static" / "boards" / "reducer.js").read_text()
    written = next(line for line in script.splitlines() if line.startswith("export const FITTED"))

    assert set(json.loads(written.partition(" = ")[2])) == FITTED


def played(ops: list) -> Element:
    """What ops make of an empty board."""
    board, context = Board(), Context(seat="s_ada", rights={}, private=False, generation=0, zones=frozenset({"policy"}))
    for op in ops:
        board = replay(board, [(event, board.seq + 1, "s_ada") for event in decide(board, context, op)])
    (element,) = board.elements.values()
    return element


def fit_of(somebody) -> int | None:
    """How large the words of the one note are set, as somebody hears it."""
    (event,) = somebody.sees()
    return event["r"].get("fit")


def test_words_that_come_to_others_were_not_set_as_large(room, join):
    ada, bo = room.people["Ada"], join("Bo")
    note = note_id("measured")
    added = ada.note("Idle lab", name="measured")

    ada.send({**added, "p": {**added["p"], "fit": 18}})
    assert fit_of(bo) == 18
    bo.send(bo.op("txt.put", id=note, t="Idle labs", was="Idle lab", fit=15))
    assert fit_of(ada) == 15
    ada.send(ada.op("txt.put", id=note, t="Idle lab days", was="Idle lab", fit=13))
    assert fit_of(ada) is None


def test_a_step_of_writing_says_how_large_the_words_are_as_long_as_they_are_all(room, join):
    ada, bo = room.people["Ada"], join("Bo")
    note = note_id("written")
    ada.send(ada.note("Idle lab", name="written"))
    mine, theirs = Notepad(ada, note, 4_242).open(), Notepad(bo, note, 4_243).open()

    ada.send(mine.op(insert(8, " days"), fit=15))
    assert fit_of(bo) == 15
    bo.send(theirs.op(insert(0, "The "), fit=18))
    assert fit_of(ada) is None


def test_what_is_taken_back_takes_no_size_along(room):
    ada = room.people["Ada"]
    note = note_id("taken")
    ada.send(ada.note("Idle lab", name="taken"))
    ada.send(ada.op("el.set", id=note, p={"w": 320, "h": 240, "fit": 18}))

    ((inverse,),) = room.rows("SELECT inverse FROM op WHERE board_id = :board AND kind = 'el.set'")

    # One database gives it as text, the other read already.
    assert (json.loads(inverse) if isinstance(inverse, str) else inverse) == {
        "k": "el.set",
        "id": note,
        "p": {"w": 160, "h": 120},
    }


def test_a_size_goes_with_a_board_that_is_taken_along_and_comes_back_with_it():
    filed = {"id": note_id("filed"), "type": "note", "zone": "policy", "z": "V", "x": 1, "y": 2, "w": 160, "h": 120}
    filed |= {"text": "Labo", "fit": 18, "gloss": "Lab"}

    assert boards_file.element_as_filed(played(boards_file.ops_for(filed, 1))) == filed
