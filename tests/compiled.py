# ruff: noqa: SLF001 - there is no other way in
"""What a site compiles as it begins and goes along, compiled once in a process, and connections to a server kept open.

Each test makes an application of its own, and making the same anew would take more than half of its time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Dialect, Engine, Pool, event
from sqlalchemy.engine import URL
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

OF_A_RULE = ("arguments", "_converters", "_parts", "_trace")
"""What Werkzeug makes of an address, besides two functions that build it."""

ROOM = 5_000
"""So many statements are kept: more than all tests together ask."""

_statements: dict[str, tuple[Dialect, LRUCache]] = {}
"""By kind of database: the dialect that is part of each key, and what it compiled."""

_connected: dict[URL, Pool] = {}
"""By address: the connections to that database which stay open, as those of a server do that runs for weeks."""


def addresses_once() -> None:
    """Let all applications from now on share what was made of each address: it depends on that and its defaults."""
    compiled = Rule.compile
    known: dict[tuple[object, ...], Rule] = {}

    def remembered(rule: Rule) -> None:
        first = known.setdefault((rule.rule, *sorted((rule.defaults or {}).items())), rule)
        if first is rule:
            compiled(rule)
            return
        vars(rule).update({name: vars(first)[name] for name in OF_A_RULE})
        for builder in ("_build", "_build_unknown"):
            setattr(rule, builder, getattr(first, builder).__func__.__get__(rule))

    Rule.compile = remembered


def statements_once(engine: Engine) -> None:
    """Let this engine share statements with those before it: they depend on the kind of database alone."""
    name = engine.dialect.name
    if name not in _statements:
        with engine.connect():
            # A dialect knows its database from the first connection on.
            _statements[name] = engine.dialect, LRUCache(ROOM)
    engine.dialect, engine._compiled_cache = _statements[name]


def connect_once(engine: Engine) -> None:
    """Let this engine use the connections that others before it opened to the same database."""
    engine.pool = _connected.setdefault(engine.url, engine.pool)


def let_go(engine: Engine) -> None:
    """Keep the connections of an engine for the next one; where one of them is still in use, close them all."""
    if engine.pool is not _connected.get(engine.url) or engine.pool.checkedout():
        _connected.pop(engine.url, None)
        engine.dispose()


@contextmanager
def compiling(engine: Engine) -> Iterator[list[str]]:
    """The SQL that is compiled meanwhile, each statement that was not known before."""
    written: list[str] = []

    def note(_connection, _cursor, statement, _parameters, context, _many) -> None:
        if context.cache_hit.name == "CACHE_MISS":
            written.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield written
    event.remove(engine, "before_cursor_execute", note)


def sources_once() -> None:
    """Read the sources of what browsers load once: while tests run nobody changes them."""
    from app import build

    build.version = cache(build.version)
