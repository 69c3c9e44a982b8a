"""Reading packets: what is taken, what is refused, and that nothing else can happen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.realtime import dialect, packets
from app.realtime.packets import Connect, Disconnect, Event, Malformed

letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
keys = letters.filter(lambda key: key not in {"__proto__", "constructor", "prototype"})
numbers = st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False, width=32)
leaves = st.none() | st.booleans() | numbers | letters
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=8
)


def depth(value):
    if isinstance(value, list | dict):
        return 1 + max((depth(part) for part in (value.values() if isinstance(value, dict) else value)), default=0)
    return 0


@given(values.filter(lambda value: depth(value) <= 8))
def test_what_a_browser_says_is_what_is_read(value):
    assert packets.read("27" + json.dumps(["ops", value])) == Event("ops", value, 7)
    assert packets.read("2" + json.dumps(["ops", value], ensure_ascii=False)) == Event("ops", value, None)


@given(values.filter(lambda value: depth(value) <= 8))
def test_what_is_written_can_be_read(value):
    assert packets.read(packets.write_event("stage", value)) == Event("stage", value, None)
    assert packets.write_ack(12, value)[:3] == "312"
    assert dialect.loads(packets.write_ack(12, value)[3:]) == [value]


@given(st.text() | st.text('0123456789[]{}",:-/\\ntrufalse').map(lambda text: "2" + text))
def test_any_text_is_a_packet_or_malformed(text):
    try:
        packet = packets.read(text)
    except Malformed:
        return
    assert isinstance(packet, Connect | Disconnect | Event)


@pytest.mark.parametrize(
    ("text", "packet"),
    [
        ("0", Connect(None)),
        ('0{"ticket":"t"}', Connect({"ticket": "t"})),
        ("1", Disconnect()),
        ('2["ping"]', Event("ping", None, None)),
        ('20["ops",null]', Event("ops", None, 0)),
        ('2999999999["ops",[1]]', Event("ops", [1], 999999999)),
    ],
)
def test_the_three_packets(text, packet):
    assert packets.read(text) == packet


@pytest.mark.parametrize(
    ("text", "ack", "hostile"),
    [
        ("", None, True),
        ("1x", None, True),
        ("3[]", None, True),
        ('2/admin,["ops"]', None, True),
        ('51-["ops"]', None, True),
        ('21234567890["ops"]', None, True),
        ('27["ops",NaN]', 7, True),
        ('27["ops",1,2]', 7, True),
        ('27[7,"ops"]', 7, True),
        ("27[]", 7, True),
        ('27["ops",', 7, True),
        ('27["ops",' + "[" * 100_000, 7, True),
        ('27["ops",' + "[" * 9 + "]" * 9 + "]", 7, True),
        ('27["ops","\\u0000"]', 7, False),
        ('27["ops","\\udfff"]', 7, False),
        ('27["ops",{"__proto__":1}]', 7, False),
        ('27["ops",9007199254740993]', 7, False),
        ('27["ops",1e400]', 7, False),
    ],
    ids=lambda value: str(value)[:24],
)
def test_what_is_malformed_says_whom_to_answer_and_whether_it_was_meant(text, ack, hostile):
    with pytest.raises(Malformed) as malformed:
        packets.read(text)

    assert (malformed.value.ack, malformed.value.hostile) == (ack, hostile)


def test_a_surrogate_pair_is_a_letter_and_half_of_one_is_not():
    assert packets.read('2["ops","\\ud83d\\udc4d"]') == Event("ops", "👍", None)
    with pytest.raises(Malformed):
        packets.read('2["ops","\\udc4d\\ud83d"]')


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [float("-inf")]}])
def test_what_javascript_could_not_read_is_never_written(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        packets.write_event("stage", value)
