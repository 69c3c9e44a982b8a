"""What a sender is told: the handler's answer, or why not. The outermost place for errors behind a socket."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from flask import Flask
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from app.errors import AppError, Unavailable
from app.realtime.errors import Broken

log = logging.getLogger(__name__)


def answer(context: AbstractContextManager[object], deed: Callable[[], object]) -> object:
    """Do it in a context and return what it returns, or `{"x": code, "say": sentence}`. Never raises."""
    with context:
        try:
            return deed()
        except AppError as refusal:
            return refused(refusal)
        except OperationalError:
            log.exception("The database did not answer a socket")
            return refused(Unavailable())
        except Exception:
            log.exception("A socket handler broke")
            return refused(Broken())


@contextmanager
def speaking(app: Flask, language: str) -> Iterator[None]:
    """A fresh application context in a language, without a request."""
    with app.app_context(), force_locale(language):
        yield


def refused(refusal: AppError) -> dict[str, object]:
    """A refusal as it goes over the wire: a code for programs, a sentence for people."""
    return {"x": refusal.code, "say": str(refusal.message)}
