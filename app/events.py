"""Who hears what happened.

A service publishes past-tense facts inside its transaction. These listeners let a lower
feature be heard by a higher one without knowing it:

- `around` stands around a whole verb, from before its transaction until behind it, and may take its time;
- `inside` hears at once, in the same transaction, and may refuse the verb by raising;
- `after` hears once the transaction is committed; its failure is logged, never raised;
- `everywhere` hears as `after` does, and in every other web process too: for what sockets are
  told, which may hang on any of them. Such an event holds plain values only. Who carries it
  there joins with `carry`.

`answering` is for what is no fact: a lower feature asks, at any time, what only a higher one knows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from app.sparing import sparing_log

log = sparing_log(__name__)

Listener = TypeVar("Listener", bound=Callable[[Any], object])

_around: dict[type, list[Callable[[Any], AbstractContextManager[None]]]] = defaultdict(list)
_inside: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
_after: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
_everywhere: dict[type, list[Callable[[Any], object]]] = defaultdict(list)
_answering: dict[type, list[Callable[[Any], Any]]] = defaultdict(list)
_carriers: list["Carrier"] = []
_outbox: ContextVar[list[object] | None] = ContextVar("outbox", default=None)


def around(event_type: type) -> Callable[[Listener], Listener]:
    """Stand around every verb in which `event_type` will be told: the listener returns a context manager."""
    return _joins(_around[event_type])


def inside(event_type: type) -> Callable[[Listener], Listener]:
    """Hear `event_type` in the verb's own transaction."""
    return _joins(_inside[event_type])


def after(event_type: type) -> Callable[[Listener], Listener]:
    """Hear `event_type` once it is committed."""
    return _joins(_after[event_type])


def everywhere(event_type: type) -> Callable[[Listener], Listener]:
    """Hear `event_type` once it is committed, in whichever web process that was."""
    return _joins(_everywhere[event_type])


def answering(question_type: type) -> Callable[[Listener], Listener]:
    """Answer each question of `question_type`; nothing is changed by it."""
    return _joins(_answering[question_type])


def ask(question: object) -> list[Any]:
    """Return the answers of all who know something, in no order."""
    return [listener(question) for listener in _answering[type(question)]]


class Carrier(Protocol):
    """Brings events to the other processes of this house."""

    def pack(self, shared: Sequence[object]) -> None:
        """Write them down, in the transaction they happened in."""
        ...

    def send(self) -> None:
        """Tell the others that something was written; it is committed now."""
        ...


def carry(carrier: Carrier) -> Carrier:
    """Let `carrier` bring what is heard everywhere to other processes."""
    _carriers.append(carrier)
    return carrier


def shared_types() -> dict[str, type]:
    """The kinds of events that are heard everywhere, by name."""
    return {each.__name__: each for each in _everywhere}


@contextmanager
def surrounded(event: object) -> Iterator[None]:
    """Stand within all that surrounds a verb in which this will be told; its transaction begins in here."""
    with ExitStack() as stack:
        for listener in _around[type(event)]:
            stack.enter_context(listener(event))
        yield


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


def pack(outbox: list[object]) -> None:
    """Hand what is heard everywhere to the carriers, before the commit."""
    if shared := _shared(outbox):
        for carrier in _carriers:
            carrier.pack(shared)


def deliver(outbox: list[object]) -> None:
    """Tell the `after` listeners, and send the carriers off. A listener that fails takes nobody else down."""
    if _shared(outbox):
        for carrier in _carriers:
            carrier.send()
    for event in outbox:
        for listener in _after[type(event)]:
            _tell(listener, event)
        arrive(event)


def arrive(event: object) -> None:
    """Tell who hears of it everywhere: it happened here, or in another process."""
    for listener in _everywhere.get(type(event), ()):
        _tell(listener, event)


def _shared(outbox: list[object]) -> list[object]:
    return [event for event in outbox if type(event) in _everywhere]


def _tell(listener: Callable[[Any], object], event: object) -> None:
    try:
        listener(event)
    except Exception:
        # It is committed by now, and whoever hears of it next has nothing to do with this one.
        log.exception("%s was not heard by %s", type(event).__name__, listener.__qualname__)


def _joins(listeners: list[Any]) -> Callable[[Listener], Listener]:
    def join(listener: Listener) -> Listener:
        listeners.append(listener)
        return listener

    return join
