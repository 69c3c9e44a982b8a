"""Who is asking: from the cookie to a principal, and the two decorators that ask for more than a guest.

The cookie holds a random secret; the row it opens decides. Flask-Login asks us on
every request, so a session that was ended is gone at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from flask import Flask, Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from flask_wtf.csrf import generate_csrf

from app import clock
from app.accounts import browsers, names, services
from app.accounts.lifetimes import SEEN_EVERY
from app.accounts.models import Person, Principal, WebSession
from app.accounts.queries import session_by_secret, stands_now
from app.db import DATABASE_AWAY
from app.errors import NotAllowed, NotSignedIn
from app.sparing import sparing_log

log = sparing_log(__name__)

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

_KEPT = ("language",)
"""What a cookie may carry over from before somebody came in."""

MOST_BESIDE = 7
"""People who may wait beside the one who holds a shared phone."""


def init_app(app: Flask) -> None:
    """Let Flask-Login ask us who is there."""
    login = LoginManager(app)
    login.session_protection = None
    login.request_loader(_principal_of_request)
    app.after_request(_note_seen)
    browsers.init_app(app)
    app.jinja_env.filters["initials"] = names.initials
    app.jinja_env.globals["signed_in_for"] = signed_in_for


def reader() -> Principal | None:
    """Whoever is asking, or None: pages that are open to everybody ask so."""
    return current_principal() if current_user.is_authenticated else None


def current_principal() -> Principal:
    """Whoever is asking, a person or a guest.

    Raises:
        NotSignedIn: nobody we know.
    """
    if not current_user.is_authenticated:
        raise NotSignedIn
    return cast("Principal", current_user._get_current_object())  # noqa: SLF001 - the proxy's own way to its object


def current_person() -> Person:
    """Whoever is asking, if they have an account.

    Raises:
        NotSignedIn: a guest, or nobody we know.
    """
    principal = current_principal()
    if not isinstance(principal, Person):
        raise NotSignedIn
    return principal


def current_session() -> WebSession:
    """The session of the device that is asking.

    Raises:
        NotSignedIn: none stands.
    """
    current_principal()
    return cast("WebSession", g.web_session)


def require_still_signed_in() -> None:
    """Refuse a device that was signed out while its answer was made.

    Raises:
        NotSignedIn: it was.
    """
    if not stands_now(current_session()):
        raise NotSignedIn


def session_before() -> WebSession | None:
    """The session this device comes with, if any stands: it ends when another begins."""
    return cast("WebSession", g.web_session) if current_user.is_authenticated else None


def signed_in_for() -> int | None:
    """For how many seconds a person with an account is signed in here at most; None for everybody else."""
    here = session_before()
    if here is None or not here.principal.is_person:
        return None
    return max(0, int((here.expires_at - clock.now()).total_seconds()))


def let_in(opened: WebSession) -> None:
    """Put a session that was just made into this device's cookie. Nothing of an earlier cookie stays valid in it.

    Those who share the device stay beside whoever was here already; before anybody else their sessions end.
    """
    before, beside = session_before(), _beside()
    if before is None or before.principal_id != opened.principal_id:
        for _secret, each in beside:
            services.sign_out(each)
        beside = []
    _hold(opened.secret, [secret for secret, _session in beside])


def let_in_beside(opened: WebSession) -> None:
    """Put a session into this device's cookie in front of those of others who share it."""
    _hold(opened.secret, [str(session["sid"]), *(secret for secret, _session in _beside())])


def sessions_beside() -> list[WebSession]:
    """The sessions of those who share this device with whoever holds it, as far as they stand."""
    return [found for _secret, found in _beside()]


def take_turn(principal_id: str) -> bool:
    """Give the device to somebody who shares it; False where they do not. Whose session ended holds it no more."""
    beside = _beside()
    secret = next((secret for secret, found in beside if found.principal_id == principal_id), None)
    if secret is None:
        return False
    before = [str(session["sid"])] if session_before() is not None else []
    _hold(secret, [*before, *(each for each, _session in beside if each != secret)])
    return True


def _hold(secret: str, beside: list[str]) -> None:
    kept = {key: session[key] for key in _KEPT if key in session}
    session.clear()
    session.update(kept | {"sid": secret} | ({"beside": beside} if beside else {}))
    session.permanent = True
    # The pages that come next find all they need in the cookie: none writes it, so none puts an older one back.
    g.pop("csrf_token", None)
    generate_csrf()
    browsers.keep()


def _beside() -> list[tuple[str, WebSession]]:
    found = [(secret, session_by_secret(secret)) for secret in _secrets_beside()]
    return [(secret, each) for secret, each in found if each is not None]


def _secrets_beside() -> list[str]:
    kept = session.get("beside")
    return [each for each in kept if isinstance(each, str)][:MOST_BESIDE] if isinstance(kept, list) else []


def let_out() -> None:
    """Empty this device's cookie."""
    kept = {key: session[key] for key in _KEPT if key in session}
    session.clear()
    session.update(kept)


def person_required(view: View[P]) -> View[P]:
    """Let people with an account pass; others sign in first and come back to the page they asked for.

    Raises:
        NotSignedIn: to htmx, to programs and to forms, which cannot follow such a redirect.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if isinstance(current_user._get_current_object(), Person):  # noqa: SLF001 - as above
            return view(*args, **kwargs)
        if request.method not in {"GET", "HEAD"} or "HX-Request" in request.headers or not _wants_page():
            raise NotSignedIn
        here = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", next=here), code=303)

    return guarded


def administrator_required(view: View[P]) -> View[P]:
    """Let administrators pass.

    Raises:
        NotAllowed: to everybody else with an account.
    """

    @wraps(view)
    @person_required
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_person().is_administrator:
            raise NotAllowed
        return view(*args, **kwargs)

    return guarded


def _wants_page() -> bool:
    return request.accept_mimetypes.best != "application/json" and not request.is_json


def _principal_of_request(_request: object) -> Principal | None:
    secret = session.get("sid")
    found = session_by_secret(secret) if isinstance(secret, str) else None
    if found is None:
        return None
    g.web_session = found
    return found.principal


def _note_seen(response: Response) -> Response:
    """Keep the time a device was last used. Not being able to costs nobody the page they asked for."""
    used: WebSession | None = g.get("web_session")
    if used is not None and used.seen_at + SEEN_EVERY <= clock.now():
        try:
            services.note_seen([used.id])
        except DATABASE_AWAY:
            log.warning("the time a device was last used could not be kept")
    return response
