"""Who listens to the sockets. Features register here while they are imported."""

from collections.abc import Callable
from typing import TypeVar

from app.realtime.roster import Connection

Handler = Callable[[Connection, object], object]
Hook = Callable[[Connection], object]
PresentHook = Callable[[set[str]], object]
_H = TypeVar("_H", bound=Handler)
_K = TypeVar("_K", bound=Hook)
_P = TypeVar("_P", bound=PresentHook)

events: dict[str, Handler] = {}
"""The events a browser may send. No other name reaches any code."""

connected_hooks: list[Hook] = []
gone_hooks: list[Hook] = []
present_hooks: list[PresentHook] = []

light: set[str] = set()
"""Events whose handlers only put something into memory: they share one application context and ask no database."""

long_reads: dict[str, int] = {}
"""Events whose handlers read much, and for how many others each counts: few are answered at once, in between others."""

RESERVED = frozenset({"connect", "connect_error", "disconnect", "closed", "lag", "message"})


def on(name: str, *, lightly: bool = False, counts: int = 1) -> Callable[[_H], _H]:
    """Let browsers send the event `name`; `lightly` where its handler asks no database, `counts` where it reads much.

    The handler gets the connection and the message, any JSON value that nobody has looked
    at yet, and returns the acknowledgement. An `AppError` becomes `{"x": code, "say": sentence}`.
    """
    if name in RESERVED or name in events:
        raise ValueError(f"the event {name!r} is taken")

    def register(handler: _H) -> _H:
        events[name] = handler
        if counts > 1:
            long_reads[name] = counts
        if lightly:
            light.add(name)
        return handler

    return register


def on_connected(hook: _K) -> _K:
    """Hear of every socket that has shown its ticket, before its first event."""
    connected_hooks.append(hook)
    return hook


def on_gone(hook: _K) -> _K:
    """Hear of every socket that is gone, however it went. It is in no room any more."""
    gone_hooks.append(hook)
    return hook


def on_present(hook: _P) -> _P:
    """Hear every half minute the ids of the sessions that have a socket open and still stand."""
    present_hooks.append(hook)
    return hook


@on("ping")
def answer_ping(_connection: Connection, _message: object) -> str:
    """How a page finds out whether its socket is alive, after the phone was asleep."""
    return "pong"
