"""Frames as a crowd reads them: each once, however many hear it."""

import json
from functools import lru_cache

from app.boards.engine import codec
from app.boards.engine.schema import Event

Frame = tuple[int, int, tuple[tuple[int, Event], ...]]
"""From, to, and the events between with their rows."""


@lru_cache(maxsize=1_000)
def parsed(text: bytes) -> Frame:
    """A frame, read once for all who hear the same."""
    return read(json.loads(text))


def read(frame: dict) -> Frame:
    # What a snapshot tells has no number: it is the board as it is at its end.
    events = [
        (row.get("s", frame["to"]), codec.read_event({k: v for k, v in row.items() if k != "s"})) for row in frame["ev"]
    ]
    return frame["from"], frame["to"], tuple(events)
