"""The chapter on votes shows messages as they go over the wire."""

import json

from app.voting import wire
from tests.boards.test_protocol import examples


def test_the_example_of_a_dot_can_be_read():
    [shown] = examples("dot")

    assert wire.read_dot(json.dumps(shown).encode()) == wire.Dot(**shown)


def test_the_answers_are_as_shown(votes, join):
    bo = join("Bo")
    votes.open(named=True)
    given = bo.give("Idle lab days")[1]
    while_open = bo.sees()
    votes.close()

    told = {"dot-answer": given, "vote": while_open, "result": bo.sees()["results"][0]}

    assert {name: shape(examples(name)[0]) for name in told} == {name: shape(answer) for name, answer in told.items()}


def shape(answer: dict) -> dict:
    """The names of a message, and of the first of each list within."""
    inner = {name: value[0] if isinstance(value, list) and value else value for name, value in answer.items()}
    return {name: shape(value) if isinstance(value, dict) else None for name, value in sorted(inner.items())}
