"""What a sender is told: the handler's answer, or why not. The outermost place for errors behind a socket."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import Context, copy_context
from functools import cache

from babel import Locale
from flask import Flask
from flask_babel import force_locale

from app.db import DATABASE_AWAY
from app.errors import AppError, Unavailable
from app.realtime.errors import Broken
from app.sparing import sparing_log

log = sparing_log(__name__)


def answer(context: AbstractContextManager[object], deed: Callable[[], object]) -> object:
    """Do it in a context and return what it returns, or `{"x": code, "say": sentence}`. Never raises."""
    with context:
        try:
            return deed()
        except AppError as refusal:
            return refused(refusal)
        except DATABASE_AWAY:
            log.exception("The database did not answer a socket")
            return refused(Unavailable())
        except Exception:
            # Any feature's handler may break in any way; the page is told, and its socket goes on.
            log.exception("A socket handler broke")
            return refused(Broken())


class Lightly:
    """For what only puts something into memory: one application context for all, which is never left again.

    So nothing done in it may ask the database: its session would never end.
    """

    def __init__(self, app: Flask) -> None:
        def stand() -> Context:
            app.app_context().push()
            return copy_context()

        self._context = copy_context().run(stand)

    def do(self, deed: Callable[[], object]) -> None:
        """Do it, for somebody who waits for no answer. Never raises."""
        try:
            self._context.copy().run(deed)
        except AppError:
            pass  # nobody asked
        except Exception:
            # As above, where nobody waits for an answer.
            log.exception("A socket handler broke")


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    """A fresh application context in a language, without a request."""
    with app.app_context(), force_locale(_locale(language)):
        yield


@cache
def _locale(language: str) -> Locale:
    """Read once: finding a locale looks at files, and this is done for every event."""
    return Locale.parse(language)


def refused(refusal: AppError) -> dict[str, object]:
    """A refusal as it goes over the wire: a code for programs, a sentence for people."""
    return {"x": refusal.code, "say": str(refusal.message)}
