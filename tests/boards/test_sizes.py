"""How much one op and one batch may bring, and what of refused ops is kept. On both databases."""

import json

import pytest

from app.boards.rates import REFUSED_BYTES
from app.boards.sizes import LARGEST_OP, LARGEST_TEXT, size_of, too_large
from app.boards.turn import ROWS_AT_ONCE
from tests.boards.conftest import note_id

NOTE = note_id("Idle lab days")
SMILES = "🙂" * 5_000
STROKE = {"id": note_id("Stroke"), "type": "ink", "zone": "policy", "z": "V1"}


def drawn(numbers: int) -> dict:
    """A stroke of so many numbers, each as long as one may be."""
    return {**STROKE, "p": {"x": 0, "y": 0, "pts": [-999] * numbers}, "t": ""}


def test_the_longest_texts_and_steps_are_small_enough(room, join):
    ada = join("Ada")
    ada.add()

    whole = ada.send(ada.op("txt.put", id=NOTE, t=SMILES))["a"][0]
    made_from = ada.op("txt.put", id=NOTE, t="🙃" + SMILES[1:], was=SMILES)

    assert size_of(made_from) > 2 * LARGEST_TEXT
    assert [entry.get("x") for entry in (whole, ada.send(made_from)["a"][0])] == [None, None]
    assert ada.sees()[0]["r"]["text"] == "🙃" + SMILES[1:]


def test_a_text_longer_than_any_is_told_to_be_so_however_long_it_is(room, join):
    ada = join("Ada")
    ada.add()

    codes = [
        ada.send(ada.op("txt.put", id=NOTE, t=words))["a"][0].get("x")
        for words in ("w" * 5_001, "w" * 20_001, "w" * 60_000, SMILES + "w")
    ]

    assert codes == ["text-long"] * 4


def test_an_op_beyond_sixteen_kilobytes_is_refused_under_its_number_and_those_behind_it_go_on(room, join):
    ada = join("Ada")
    large = ada.op("el.add", **drawn(LARGEST_OP // 5))
    small = ada.op("el.add", **drawn(3_000))

    answer = ada.send(large, small)

    assert too_large(small) is None
    assert [entry.get("x") for entry in answer["a"]] == ["op-large", None]
    assert answer["a"][0]["say"] == "This is more than one change may hold. Make it smaller, or do it in parts."
    assert len(ada.sees()) == 1


@pytest.mark.parametrize("name", ["g", "surplus", "p", "ids", "k"])
def test_nothing_beside_the_words_makes_an_op_larger(room, join, name):
    ada = join("Ada")
    ada.add()
    large = {**ada.op("el.set", id=NOTE, p={"x": 1}), name: "w" * LARGEST_OP}

    assert ada.send(large)["a"][0]["x"] == "op-large"


def test_a_batch_ends_once_it_has_made_five_hundred_rows_and_the_rest_is_sent_again(room, join):
    ada = join("Ada")
    frame = {**ada.note("Frame", name="Frame"), "type": "frame"}
    ada.send(frame)
    inside = [ada.note(f"Note {n}", parent=frame["id"]) for n in range(40)]
    ada.send(*inside)
    moves = [ada.op("el.move", id=frame["id"], zone="policy", z="V1", x=10 * n, y=0) for n in range(1, 31)]

    first = ada.send(*moves)
    taken = len(first["a"])

    assert (taken - 1) * 41 <= ROWS_AT_ONCE < taken * 41
    assert first["later"] == 30 - taken
    assert [entry["s"] for entry in first["a"]] == [41 + 41 * n for n in range(1, taken + 1)]


def test_of_very_many_refused_words_the_code_alone_is_kept_and_each_is_still_refused_when_sent_again(room, join):
    ada, bo = join("Ada"), join("Bo")
    ada.add()
    ada.send(ada.op("el.lock", ids=[NOTE]))
    refused = [bo.op("txt.put", id=NOTE, t=f"{n:03}" + "w" * 4_900) for n in range(60)]

    answers = [entry for first in (0, 30) for entry in bo.send(*refused[first : first + 30])["a"]]
    again = bo.send(*refused[30:])["a"]

    bodies = [row[0] for row in room.rows("SELECT body FROM refused_op WHERE board_id = :board")]
    kept = [body if isinstance(body, dict) else json.loads(body) for body in bodies]
    with_words = [body["t"][:3] for body in kept if body]
    assert {entry["x"] for entry in answers} == {"locked"}
    assert again == answers[30:]
    assert len(kept) == 60
    assert sorted(with_words) == [f"{n:03}" for n in range(REFUSED_BYTES // size_of(refused[0]))]
