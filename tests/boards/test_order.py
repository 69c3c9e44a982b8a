"""Keys in order: there is always room between two, and they stay short where people add at the end."""

import json
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.boards.engine import order
from app.boards.engine.schema import OrderKey
from tests.boards.vectors import FOLDER

jitters = st.text(order.DIGITS, min_size=2, max_size=2)
VALID = re.compile(OrderKey.__metadata__[0].pattern)


@given(jitters, st.lists(st.tuples(st.integers(0, 60), jitters), max_size=60))
def test_a_key_fits_anywhere(first, insertions):
    keys = [order.after(None, first)]

    for number, jitter in insertions:
        place = number % (len(keys) + 1)
        low = keys[place - 1] if place else None
        high = keys[place] if place < len(keys) else None
        keys.insert(place, order.between(low, high, jitter))

    assert all(one < other for one, other in pairwise(keys))
    assert all(VALID.search(key) for key in keys)


def test_thousands_of_notes_one_after_another_keep_their_keys_short():
    keys = [order.after(None, "zz")]

    for _ in range(5_000):
        keys.append(order.after(keys[-1], "00"))

    assert all(one < other for one, other in pairwise(keys))
    assert max(len(key) for key in keys) == 6


@given(st.lists(jitters.filter(lambda two: not two.endswith("0")), min_size=2, max_size=2, unique=True))
def test_two_people_who_add_at_the_same_place_get_keys_that_differ(two):
    one, other = (order.between("V000aa", "V001aa", jitter) for jitter in two)

    assert one != other


def test_after_the_last_head_there_is_room_still():
    key = "zzzzzz"

    for _ in range(20):
        following = order.after(key, "7k")
        assert key < following
        key = following


def test_the_shared_keys_are_made_as_ever():
    vectors = json.loads((FOLDER / "order.json").read_text())

    assert [key_of(vector) for vector in vectors] == [vector["key"] for vector in vectors]


def key_of(vector):
    """Return the key that a vector asks for."""
    match vector:
        case {"between": [low, high]}:
            return order.between(low, high, vector["jitter"])
        case {"right_after": key, "keys": keys}:
            return order.right_after(key, keys, vector["jitter"])
        case _:
            return order.after(vector["after"], vector["jitter"])
