"""Errors of pages, told to the site's own log: what kind, where and in which browser, and nothing of what people do.

A page says the class of the error, our module and its line, and the version of the module. No message, no stack, no
address and no name of anybody comes along, and nothing that is not of this form is written down.
"""

import re
from typing import Final

from flask import Blueprint, Flask, current_app, request
from flask.typing import ResponseReturnValue

from app import clock
from app.errors import Invalid, TooMany
from app.realtime.limits import Buckets
from app.security import reads_json
from app.sparing import sparing_log

TOLD_PER_SECOND, TOLD_AT_ONCE = 1 / 30, 20
"""Errors from one address: a whole room behind one may meet the same defect in the same minute."""

MOST_BYTES: Final = 1_000

_KIND: Final = re.compile(r"[A-Z][A-Za-z]{1,39}")
_MODULE: Final = re.compile(r"(?=.{1,80}$)(?:[a-z][A-Za-z0-9_-]*/){0,4}[A-Za-z][A-Za-z0-9_.-]*\.js", re.ASCII)
_VERSION: Final = re.compile(r"(?:[0-9a-f]{12})?")
_MOST_LINES: Final = 1_000_000

_FAMILIES: Final = (
    ("Edge", re.compile(r"Edg(?:A|iOS)?/(\d{1,4})")),
    ("Opera", re.compile(r"OPR/(\d{1,4})")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/(\d{1,4})")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/(\d{1,4})")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS)/(\d{1,4})")),
    ("Safari", re.compile(r"Version/(\d{1,4})\S* (?:Mobile/\S+ )?Safari/")),
)
"""Browsers by what they call themselves; many also name those below them."""

bp = Blueprint("client_errors", __name__)
log = sparing_log(__name__)


def init_app(app: Flask) -> None:
    """Begin to count what each address tells."""
    app.extensions["client_errors"] = Buckets(TOLD_PER_SECOND, TOLD_AT_ONCE)


@bp.post("/client-errors/")
@reads_json
def take_error() -> ResponseReturnValue:
    """Write down an error of a page.

    Raises:
        TooMany: many from this address.
        Invalid: it is not of the form pages tell errors in.
    """
    now = clock.now()
    told: Buckets = current_app.extensions["client_errors"]
    if not told.of(request.remote_addr or "", now).takes(now):
        raise TooMany
    log.warning("error in a page: %s", _written(request.get_json(silent=True) if _is_short() else None))
    return "", 204


def _is_short() -> bool:
    return 0 < (request.content_length or 0) <= MOST_BYTES


def _written(error: object) -> str:
    """Return an error as a line of the log.

    Raises:
        Invalid: something in it could be anything.
    """
    match error:
        case {"kind": str(kind), "module": str(module), "line": int(line), "version": str(version)} if (
            _KIND.fullmatch(kind)
            and _MODULE.fullmatch(module)
            and 0 <= line <= _MOST_LINES
            and _VERSION.fullmatch(version)
        ):
            return f"{kind} in {module}:{line} of {version or 'no version'}, {family(request.user_agent.string)}"
        case _:
            raise Invalid


def family(user_agent: str) -> str:
    """Return which browser this is, and its main version."""
    for name, sign in _FAMILIES:
        if found := sign.search(user_agent):
            return f"{name} {found[1]}"
    return "another browser"
