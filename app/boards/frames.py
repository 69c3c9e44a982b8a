"""Frames: events of a range of rows, cut so that none is too large for a socket."""

from collections.abc import Iterator, Sequence

from app.boards import wire
from app.boards.engine.audience import Hearer, told_to
from app.boards.log import Row
from app.engines import encoded

LARGEST = 96_000
"""Bytes of events in one frame, whatever the language: nobody waits long for the end of one."""


def cut(
    board_id: str, epoch: str, span: tuple[int, int], rows: Sequence[Row], *, to: Hearer
) -> Iterator[dict[str, object]]:
    """The rows as frames that together cover `span`; all but the last say that more follows at once."""
    start, end = span
    events: list[dict[str, object]] = []
    size = 0
    for row in rows:
        length = len(encoded(row.body).encode())
        if events and size + length > LARGEST:
            yield wire.frame(board_id, epoch, (start, row.seq - 1), events, more=True)
            start, events, size = row.seq - 1, [], 0
        events.append(as_told(row, to))
        size += length
    yield wire.frame(board_id, epoch, (start, end), events)


def as_told(row: Row, hearer: Hearer) -> dict[str, object]:
    """The event of a row as it is told to somebody who hears it."""
    body = row.body
    if "aud" in body and (said := told_to(hearer, str(body["aud"]))) != body["aud"]:
        body = {**body, "aud": said}
    return wire.event(body, row.seq)
