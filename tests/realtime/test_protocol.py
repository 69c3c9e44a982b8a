"""The chapter on transport says what the code does."""

import re

from app.errors import AppError
from app.realtime import errors, handlers, limits, tickets
from tests.places import DOCS

CHAPTER = (DOCS / "protocol.md").read_text().partition("## 1. Transport")[2].partition("\n## 2.")[0]


def row(name: str) -> list[str]:
    """The cells of the row of a table that begins with `name`."""
    line = next(line for line in CHAPTER.splitlines() if line.startswith(f"| {name}"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_the_limits_are_those_of_the_code():
    told = {name: [int(number) for number in re.findall(r"\d+", row(name)[0])] for name in LIMITS}

    assert told == LIMITS


LIMITS = {
    "a message from a page": [limits.MESSAGE_BYTES // 1024],
    "events of a principal": [limits.EVENTS_PER_SECOND, limits.EVENTS_AT_ONCE],
    "frames of one socket": [limits.FRAMES_PER_SECOND, limits.FRAMES_AT_ONCE],
    "frames that wait": [limits.WAITING_FRAMES, limits.WAITING_BYTES // 1024**2],
    "a frame that the network": [limits.SEND_SECONDS],
    "broken packets": [limits.MALFORMED_PACKETS],
    "a ping unanswered": [limits.PONG_SECONDS],
}


def test_times_and_counts_in_the_text_are_those_of_the_code():
    assert f"for **{tickets.LIFETIME.seconds} seconds**" in CHAPTER
    assert f"no ticket within {limits.TICKET_PATIENCE.seconds} seconds" in CHAPTER
    assert f"At most {limits.UNKNOWN_SOCKETS} may take longer than {limits.UNKNOWN_PATIENCE.seconds} seconds" in CHAPTER
    assert f"at most {limits.UNKNOWN_AT_ONCE} may come at once" in CHAPTER
    assert f"at most {limits.SOCKETS_PER_PRINCIPAL} sockets" in CHAPTER
    assert f"again every {limits.RECHECK.seconds} seconds" in CHAPTER
    assert f'"pingInterval":{limits.PING_SECONDS}000,"pingTimeout":{limits.PONG_SECONDS}000' in CHAPTER
    assert f'"maxPayload":{limits.MESSAGE_BYTES}' in CHAPTER


def test_every_refusal_of_the_edge_is_told_but_our_own_mistakes():
    own = {error.code for error in vars(errors).values() if isinstance(error, type) and issubclass(error, AppError)}
    inherited = {"bad-request", "not-allowed", "too-many", "broken"}

    assert {code for code in own - inherited if f"`{code}`" not in CHAPTER and f'"{code}"' not in CHAPTER} == set()


def test_every_event_of_the_edge_is_told():
    spoken = handlers.RESERVED - {"connect", "connect_error", "disconnect", "message"}

    assert [name for name in [*spoken, "ping"] if not row(f"`{name}`")] == []
