"""Packets as they stand in a frame: what a browser may send, and how ours are written. No I/O.

A browser sends three kinds only: connect with its ticket, disconnect, and an event
with at most one message. Binary packets, other namespaces and acknowledgements of our
events are nothing a page of ours sends.
"""

import re
from dataclasses import dataclass

from app.realtime import dialect

_EVENT = re.compile(r"2([0-9]{0,9})(?=\[)")


@dataclass(frozen=True, slots=True)
class Connect:
    """`0{"ticket": …}`"""

    auth: object


@dataclass(frozen=True, slots=True)
class Disconnect:
    """`1`"""


@dataclass(frozen=True, slots=True)
class Event:
    """`2["name", message]`, or `257["name", message]` by somebody who waits for acknowledgement 57."""

    name: str
    message: object
    ack: int | None


class Malformed(ValueError):
    """No packet of ours. `ack` is the acknowledgement its sender waits for, as far as that could be read.

    `hostile` is false when an honest browser may have sent it: a text pasted with a NUL in it.
    """

    def __init__(self, reason: str, *, ack: int | None = None, hostile: bool = True) -> None:
        super().__init__(reason)
        self.ack = ack
        self.hostile = hostile


def read(text: str) -> Connect | Disconnect | Event:
    """Read one packet.

    Raises:
        Malformed: it is none of the three.
    """
    if text[:1] == "0":
        return Connect(_value(text[1:], ack=None) if len(text) > 1 else None)
    if text == "1":
        return Disconnect()
    start = _EVENT.match(text)
    if start is None:
        raise Malformed("unknown packet")
    ack = int(start[1]) if start[1] else None
    match _value(text[start.end() :], ack=ack):
        case [str(name)]:
            return Event(name, None, ack)
        case [str(name), message]:
            return Event(name, message, ack)
    raise Malformed("no event", ack=ack)


def write_event(name: str, message: object) -> str:
    """An event for a browser."""
    return "2" + dialect.dumps([name, message])


def write_ack(number: int, answer: object) -> str:
    """The acknowledgement a browser waits for."""
    return f"3{number}" + dialect.dumps([answer])


def _value(text: str, *, ack: int | None) -> object:
    try:
        return dialect.loads(text)
    except dialect.Unfit as error:
        raise Malformed(str(error), ack=ack, hostile=False) from error
    except dialect.Unreadable as error:
        raise Malformed(str(error), ack=ack) from error
