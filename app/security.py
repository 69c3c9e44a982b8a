"""What every answer carries, and what every form must bring.

The content security policy allows this house alone: no inline script or style, no
other origin, Trusted Types for the two policies named. Forms carry a CSRF token;
a request that says it comes from another site is refused before that.
"""

import secrets
import time
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar, cast

import gevent
from flask import Flask, Request, Response, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import SecurityError

from app.errors import AppError, NotFound, StaleForm, TooSlow

View = TypeVar("View", bound=Callable[..., Any])

csrf = CSRFProtect()

MUTATING = {"POST", "PUT", "PATCH", "DELETE"}


def init_app(app: Flask) -> None:
    app.request_class = FormRequest
    app.config.setdefault("WTF_CSRF_CHECK_DEFAULT", False)
    csrf.init_app(app)
    app.before_request(_open_request)
    app.context_processor(lambda: {"csp_nonce": g.get("csp_nonce", "")})
    app.after_request(_close_answer)


def reads_json(view: View) -> View:
    """Let a view take JSON. All others take forms alone: WTForms would hand on lists and numbers as text."""
    view.reads_json = True  # type: ignore[attr-defined] # a mark on the function
    return view


def is_signed(view: View) -> View:
    """Let a view take what machines send: it has no token of a form, and the view itself asks for a signature, or
    whoever sends it knows a secret address.
    """
    view.is_signed = True  # type: ignore[attr-defined] # likewise
    return view


def reads_up_to(most_bytes: Callable[[], int]) -> Callable[[View], View]:
    """Let a view take larger bodies than all others do. How large is asked before any of a body with a file is read."""

    def marked(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined] # likewise
        return view

    return marked


class Unhurried:
    """A large body, read piece by piece: others are served in between, however fast it comes.

    One that hardly comes is waited for no longer, for each takes one of few places: less than a kilobyte a second
    brings no file in while somebody waits for it.
    """

    PIECE = 64 * 1024

    PATIENCE = 90
    """Seconds for one piece."""

    def __init__(self, body: Any) -> None:  # noqa: ANN401 - whatever the server gives
        self._body = body

    def read(self, size: int = -1) -> bytes:
        """The next piece, at most so large; empty at the end.

        Raises:
            TooSlow: it does not come.
        """
        time.sleep(0)
        with gevent.Timeout(self.PATIENCE, TooSlow):
            piece: bytes = self._body.read(self.PIECE if size < 0 else min(size, self.PIECE))
        return piece


class KeptInPart(SpooledTemporaryFile[bytes]):
    """A file of a form that is read to its end and kept up to `most` bytes, so that the words behind it are read."""

    IN_MEMORY = 512 * 1024

    def __init__(self, most: int) -> None:
        super().__init__(max_size=self.IN_MEMORY, mode="rb+")
        self._most = most

    def write(self, piece: bytes) -> int:  # type: ignore[override] # the parser writes bytes alone
        """Keep what there is room for, and say that all of it was taken."""
        super().write(piece[: max(0, self._most - self.tell())])
        return len(piece)


class FormRequest(Request):
    """A request of whose files no more is kept than `most_kept` bytes each, where a view says so."""

    most_kept: int | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.most_kept is not None:
            return KeptInPart(self.most_kept)
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)


def keep_of_each_file(most: int) -> None:
    """Keep no more than so many bytes of each file that this request brings, however much is read."""
    cast("FormRequest", request).most_kept = most


def csp(nonce: str, host: str) -> str:
    """The content security policy of one answer."""
    sources = {
        "default-src": "'none'",
        "script-src": f"'self' 'nonce-{nonce}'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "connect-src": f"'self' ws://{host} wss://{host}",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "htmx baraza",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _open_request() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)
    if isinstance(request.routing_exception, SecurityError):
        # A page that refuses could link to nothing of a host that is not ours.
        raise request.routing_exception
    if "\0" in request.path:
        # No address of this house has one, and PostgreSQL cannot even look for it.
        raise NotFound
    if request.method in MUTATING:
        view = current_app.view_functions.get(request.endpoint or "")
        _refuse_other_sites()
        if (most_bytes := getattr(view, "most_bytes", None)) and _brings_a_file():
            request.max_content_length = most_bytes()
            request.environ["wsgi.input"] = Unhurried(request.environ["wsgi.input"])
        if not hasattr(view, "is_signed"):
            _refuse_without_token()
        if request.is_json and not hasattr(view, "reads_json"):
            raise AppError


def _brings_a_file() -> bool:
    """Whether it may be large: a form without a file stays as small as any other."""
    return request.mimetype == "multipart/form-data" or request.mimetype.startswith("image/")


def _refuse_other_sites() -> None:
    """Refuse what another site sends, before anything of it is read.

    Raises:
        StaleForm: the browser names another site.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise StaleForm
    # With `Referrer-Policy: no-referrer` a browser calls even its own forms' origin "null": then the token decides.
    origin = request.headers.get("Origin", "null")
    if origin != "null" and origin.partition("://")[2] != request.host:
        raise StaleForm


def _refuse_without_token() -> None:
    """Refuse what brings no token.

    Raises:
        StaleForm: the token is missing, old or foreign.
    """
    try:
        csrf.protect()
    except CSRFError as error:
        raise StaleForm from error


def _close_answer(answer: Response) -> Response:
    nonce = g.get("csp_nonce") or secrets.token_urlsafe(16)
    # A view that says something narrower of its own answer has said it.
    answer.headers.setdefault("Content-Security-Policy", csp(nonce, _own_host()))
    answer.headers.update(FIXED_HEADERS)
    if request.is_secure:
        # Over plain http, on a venue's own network, browsers only complain about it.
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def _own_host() -> str:
    try:
        return request.host
    except SecurityError:
        return "localhost"


FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=()",
}

FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
}
"""What a static file carries: enough for somebody who opens it by itself, and no byte more."""
