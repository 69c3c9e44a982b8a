"""What many rows are cut into: frames no socket finds too large, that together say every row once."""

import pytest

from app.boards import frames
from app.boards.engine.audience import ALL
from app.boards.log import Row
from app.engines import encoded

ROWS = 400
MOST = 128_000
"""Bytes of a frame."""


@pytest.mark.parametrize("letter", ["a", "ع", "室", "👍"])
def test_many_long_notes_come_in_frames_that_are_not_large_in_any_language(letter):
    said = letter * 300
    rows = [Row(n, "*", None, None, {"k": "txt.put", "id": f"e_{n:022}", "t": said}) for n in range(1, ROWS + 1)]

    cut = list(frames.cut("board", "epoch", (0, ROWS), rows, to=ALL))

    assert len(cut) > 1
    assert max(len(encoded(frame).encode()) for frame in cut) <= MOST
    assert [frame.get("more") for frame in cut] == [*[True] * (len(cut) - 1), None]
    assert [frame["from"] for frame in cut] == [0, *(frame["to"] for frame in cut[:-1])]
    assert cut[-1]["to"] == ROWS
    assert [event["s"] for frame in cut for event in frame["ev"]] == list(range(1, ROWS + 1))
    assert {event["t"] for frame in cut for event in frame["ev"]} == {said}


def test_few_rows_are_one_frame():
    rows = [Row(n, "*", None, None, {"k": "txt.put", "id": f"e_{n:022}", "t": "x"}) for n in (4, 6)]

    cut = list(frames.cut("board", "epoch", (3, 9), rows, to=ALL))

    assert [(frame["from"], frame["to"], frame.get("more")) for frame in cut] == [(3, 9, None)]
