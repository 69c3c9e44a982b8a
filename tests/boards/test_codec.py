"""What comes over the wire and may not be: the same small list on every door."""

import pytest

from app.boards.engine import codec


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "body",
    [
        "{",
        b"\xff\xfe",
        '{"x": NaN}',
        "[Infinity]",
        "[-Infinity]",
        "1" * 100_000,
        "[" * 100_000,
        '{"x": 9007199254740992}',
        '{"x": -9007199254740992}',
        '["a\\u0000b"]',
        '["\\ud800"]',
        '{"__proto__": {}}',
        '{"constructor": 1}',
        '{"a": {"prototype": 1}}',
        "[[[[[[[[[1]]]]]]]]]",
    ],
    ids=range(15),
)
def test_what_the_languages_read_differently_is_refused(body):
    with pytest.raises(codec.Malformed):
        codec.loads(body)


def test_what_both_read_alike_comes_through():
    assert codec.loads('{"a": [1, -1.5, true, null, "👍 \\n", 9007199254740991]}') == {
        "a": [1, -1.5, True, None, "👍 \n", 9007199254740991]
    }


def test_eight_levels_are_deep_enough_and_nine_too_deep():
    codec.check(nested(8))

    with pytest.raises(codec.Malformed):
        codec.check(nested(9))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1: 2}, b"bytes", {"a": "\ud83d"}])
def test_values_json_cannot_carry_are_refused(value):
    with pytest.raises(codec.Malformed):
        codec.check(value)


def test_what_has_its_default_is_left_out_wherever_the_word_came_from():
    record = {"type": "note", "zone": "gaps", "z": "V", "x": 1, "y": 2, "w": 3, "h": 4, "text": "x"}
    spelled_out = {
        "k": "el.put",
        "id": f"e_{'0' * 22}",
        "aud": "".join("*"),
        "r": {**record, "dir": "".join("au" + "to")},
    }

    assert codec.as_body(codec.read_event(spelled_out)) == {"k": "el.put", "id": f"e_{'0' * 22}", "r": record}
