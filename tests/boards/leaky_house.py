"""The real house, in which one door at a time forgets whose rows are whose, as a careless change would.

The file `FAULT` names the door. While it is answered, no statement asks any more for the
audience of a row or an element; where code filters by itself, it is told to let all through.
"""

from gevent import monkey

monkey.patch_all()

import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from flask import has_request_context, request
from sqlalchemy import Engine, event

from app import create_app
from app.boards import presence, presence_queries, tailer
from app.boards.engine.state import EVERYONE
from app.history import past as history_past
from app.history import planning as history_planning
from app.history import queries as history_queries
from app.plans.promotion import queries as promotion_queries
from app.realtime import handlers
from app.serve import serve
from tests import hub
from tests.boards.doors import WAYS_BACK

FAULT = Path(os.environ["FAULT"])
FILTER = re.compile(r"\b(?:element|op)(?:_\d+)?\.audience (?:= \?|IN \([^)]*\))")
OF_THE_ASKER = re.compile(r"\belement(?:_\d+)?\.author_id = \?")

door: ContextVar[str] = ContextVar("door", default="")


def leaks() -> bool:
    here = door.get() or (request.endpoint if has_request_context() else "")
    return bool(here) and FAULT.exists() and FAULT.read_text() == here


@contextmanager
def through(name: str):
    token = door.set(name)
    try:
        yield
    finally:
        door.reset(token)


@event.listens_for(Engine, "before_cursor_execute", retval=True)
def forget_the_audience(_connection, _cursor, statement, parameters, _context, _many):
    if statement.startswith("SELECT") and leaks():
        statement = FILTER.sub(lambda asked: f"(1=1 OR {asked[0]})", statement)
        statement = OF_THE_ASKER.sub(lambda asked: f"(1=1 OR {asked[0]})", statement)
    return statement, parameters


def on_the_socket(name, handler):
    def answer(connection, message):
        with through(name):
            return handler(connection, message)

    return answer


def of_the_stream(tell):
    def careless(self, board_id, watched, rows):
        with through("frame"):
            tell(self, board_id, watched, [replace(row, audience=EVERYONE) for row in rows] if leaks() else rows)

    return careless


def of_presence(tick):
    def careless(self, boards, now):
        with through("presence"):
            tick(self, boards, now)

    return careless


def of_the_past(hidden_now):
    return lambda *asked: [] if leaks() else hidden_now(*asked)


def of_rules(rules_now):
    def careless(connection, asked):
        rules = rules_now(connection, asked)
        return {id_: replace(each, private=False) for id_, each in rules.items()} if leaks() else rules

    return careless


def of_ways_back(public):
    """What lies there is looked through carelessly, what should lie there is not: all that is hidden seems to go."""

    def careless(elements):
        found = list(elements)
        return {each.id: each for each in found if not each.deleted} if leaks() else public(found)

    return careless


class Anybody(str):
    """Who may see something, to whom a careless door takes everybody."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        return (leaks() and request.endpoint not in WAYS_BACK) or str.__eq__(self, other)

    def __ne__(self, other):
        return not self == other


for name in ("hello", "since", "ops"):
    handlers.events[name] = on_the_socket(name, handlers.events[name])
tailer.Tailer._tell = of_the_stream(tailer.Tailer._tell)  # noqa: SLF001 - where the stream is told
presence.Presence._tick = of_presence(presence.Presence._tick)  # noqa: SLF001 - where presence is told
presence_queries.rules_now = of_rules(presence_queries.rules_now)
history_queries.hidden_now = of_the_past(history_queries.hidden_now)
promotion_queries.EVERYONE = Anybody(EVERYONE)
history_past.EVERYONE = Anybody(EVERYONE)
history_planning.public = of_ways_back(history_planning.public)

if __name__ == "__main__":
    app = create_app()
    hub.watch(app)
    serve(app)
