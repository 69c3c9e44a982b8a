"""A polite end of a command: while something can be taken back it is, and from then on it is finished first."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

_POLITE = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def heard() -> Iterator[None]:
    """Let whoever ends the command, or closes its window, interrupt it as Ctrl+C does."""
    # What was started to outlive its window, outlives it.
    before = {each: signal.getsignal(each) for each in _POLITE if signal.getsignal(each) is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, signal.default_int_handler)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)


def past_return() -> None:
    """From here on nothing can be taken back; what is left takes a moment, and nobody interrupts it."""
    for each in _POLITE:
        signal.signal(each, signal.SIG_IGN)
