"""Who hears what happened.

A service publishes past-tense facts inside its transaction. Two kinds of listener
let a lower feature be heard by a higher one without knowing it:

- `inside` hears at once, in the same transaction, and may refuse the verb by raising;
- `after` hears once the transaction is committed; its failure is logged, never raised.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

log = logging.getLogger(__name__)

Listener = TypeVar("Listener", bound=Callable[[Any], object])

_inside: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
_after: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
_outbox: ContextVar[list[object] | None] = ContextVar("outbox", default=None)


def inside(event_type: type) -> Callable[[Listener], Listener]:
    """Hear `event_type` in the verb's own transaction."""
    return _joins(_inside[event_type])


def after(event_type: type) -> Callable[[Listener], Listener]:
    """Hear `event_type` once it is committed."""
    return _joins(_after[event_type])


def publish(event: object) -> None:
    """Tell of a fact, inside a transaction.

    Raises:
        RuntimeError: no transaction is open, so the fact could still be undone.
    """
    outbox = _outbox.get()
    if outbox is None:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    for listener in _inside[type(event)]:
        listener(event)
    outbox.append(event)


@contextmanager
def collecting() -> Iterator[list[object]]:
    """Collect what is published; whoever commits delivers it."""
    if _outbox.get() is not None:
        raise RuntimeError("one verb, one transaction: a verb was called inside another")
    outbox: list[object] = []
    token = _outbox.set(outbox)
    try:
        yield outbox
    finally:
        _outbox.reset(token)


def deliver(outbox: list[object]) -> None:
    """Tell the `after` listeners. A listener that fails takes nobody else down."""
    for event in outbox:
        for listener in _after[type(event)]:
            try:
                listener(event)
            except Exception:
                log.exception("%s was not heard by %s", type(event).__name__, listener.__qualname__)


def _joins(listeners: list[Callable[[Any], object]]) -> Callable[[Listener], Listener]:
    def join(listener: Listener) -> Listener:
        listeners.append(listener)
        return listener

    return join
