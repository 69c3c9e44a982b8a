"""Pages that belong to no feature: the first page, health, language, and every refusal as an answer."""

import re
from http import HTTPStatus

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, DataError, SQLAlchemyError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    SecurityError,
    UnsupportedMediaType,
)
from werkzeug.exceptions import NotFound as NoSuchPage

from app import build, failures, i18n, standing
from app.accounts import next_page
from app.accounts import policy as accounts_policy
from app.accounts.policy import Permission
from app.alliance.policy import Reach, reach_of
from app.db import DATABASE_AWAY, db
from app.errors import AppError, NotFound, TooMuch, Unavailable
from app.hx import htmx, retarget
from app.plans.actions.at_home import work_at_home
from app.plans.letters.ask_queries import own_asks
from app.plans.plan_page import page_of_refusal, typed_now
from app.realtime.pokes import of as pokes_of
from app.sparing import sparing_log

MODULE = re.compile(r"(?=.{1,60}$)(?:[a-z][a-z0-9_]*/)*[a-z][a-z0-9_.-]*", re.ASCII)
"""How modules are called."""

bp = Blueprint("pages", __name__)
log = sparing_log(__name__)


def init_app(app: Flask) -> None:
    app.register_error_handler(AppError, refuse)
    app.register_error_handler(HTTPException, _refuse_http)
    for away in (*DATABASE_AWAY, DatabaseError):
        app.register_error_handler(away, _refuse_database)
    app.register_error_handler(DataError, _refuse_value)
    app.register_error_handler(ObjectDeletedError, lambda _error: refuse(NotFound()))
    app.register_error_handler(Exception, _refuse_surprise)
    app.jinja_env.globals["places"] = places


@bp.get("/")
def home() -> ResponseReturnValue:
    """The first page: today's work for those who sign in, what the alliance is for those who visit."""
    if current_user.is_authenticated and current_user.is_person:
        asked = sum(each.waits for each in own_asks(current_user))
        return render_template("home.html", asked=asked, mine=work_at_home(current_user))
    return render_template("landing.html")


@bp.get("/healthz")
def health() -> ResponseReturnValue:
    """Say how the site stands: database, jobs and, where it is used, Redis; and what to do about what is not well.

    200 where people can be served, with the status `ok` or, where something else is not well, `degraded`; else 503 and
    `down`.
    """
    db.session.execute(text("SELECT 1"))
    seen = standing.seen()
    parts, say = dict(seen.parts), list(seen.say)
    if (answers := pokes_of(current_app).answers()) is not None:
        parts["redis"] = standing.OK if answers else "away"
        say += [] if answers else [failures.NO_REDIS]
    status = "down" if not seen.serves else "degraded" if say else standing.OK
    return jsonify(status=status, **parts, **({"say": say} if say else {})), 200 if seen.serves else 503


@bp.get("/static/<version>/<path:module>.js")
def script_of_before(version: str, module: str) -> ResponseReturnValue:
    """A module of a version that is not here any more: what comes in its place tells whoever has that page open."""
    if not (build.VERSION.fullmatch(version) and MODULE.fullmatch(module)):
        raise NotFound
    return redirect(url_for("static", filename="gone.js"))


@bp.get("/form-token/")
def renew_form_token() -> Response:
    """Give a page that has been open for long the token its forms and requests need; no other site can read it."""
    return jsonify(token=generate_csrf())


@bp.post("/language/")
def choose_language() -> ResponseReturnValue:
    """Speak another language in this browser from now on; a profile says which one elsewhere."""
    chosen = request.form.get("language", "")
    if i18n.is_language(chosen) or (chosen == i18n.PSEUDO and current_app.testing):
        session["language"] = chosen
    return redirect(next_page.safe(request.form.get("next")), code=303)


def places() -> list[dict[str, object]]:
    """The main places, for the bar: name, address, and whether this page lies there."""
    named = [
        (_("Workshops"), "/workshops/", ("/workshops/", "/w/")),
        *_plans_place(),
        (_("Centres"), "/centres/", ("/centres/",)),
        (_("Calls"), "/calls/", ("/calls/", "/eoi/")),
        (_("Canvases"), "/canvases/", ("/canvases/", "/glossary/")),
        *_people_place(),
        (_("About"), "/about/", ("/about/",)),
    ]
    return [
        {"name": name, "address": address, "here": request.path.startswith(below)} for name, address, below in named
    ]


def _plans_place() -> list[tuple[str, str, tuple[str, ...]]]:
    """Plans have a place for those who sign in: the portfolio for a role that sees others', one's own for the rest."""
    if not (current_user.is_authenticated and current_user.is_person):
        return []
    own = reach_of(current_user) is Reach.OWN
    return [(_("Plans"), "/plans/" if own else "/portfolio/", ("/plans/", "/portfolio/"))]


def _people_place() -> list[tuple[str, str, tuple[str, ...]]]:
    """People and roles have a place for those who may change them."""
    may = current_user.is_authenticated and accounts_policy.may(current_user, Permission.READ_PEOPLE)
    return [(_("People"), "/people/", ("/people/",))] if may else []


def refuse(error: AppError) -> ResponseReturnValue:
    """Turn a refusal into an answer: JSON, a notice for htmx, or a page. Same code, same sentence."""
    answer = make_response(_refused(error))
    if error.after is not None:
        answer.headers["Retry-After"] = str(error.after)
    return answer


def _refused(error: AppError) -> ResponseReturnValue:
    if request.accept_mimetypes.best == "application/json" or request.is_json:
        return jsonify(x=error.code, say=str(error.message)), error.status
    if htmx:
        notice = Response(render_template("errors/_notice.html", error=error), status=error.status)
        return retarget(notice, target="#notices", trigger=error.trigger)
    if request.blueprint != "plans":
        return render_template("errors/page.html", error=error), error.status
    page = page_of_refusal(error)
    return page or render_template("errors/page.html", error=error, typed=typed_now(error)), error.status


def _refuse_http(error: HTTPException) -> ResponseReturnValue:
    known: dict[type[HTTPException], type[AppError]] = {
        NoSuchPage: NotFound,
        MethodNotAllowed: NotFound,
        RequestEntityTooLarge: TooMuch,
        UnsupportedMediaType: AppError,
    }
    if isinstance(error, SecurityError):
        # Nothing can be linked to from a host that is not ours.
        return Response(str(AppError.message), status=error.code, mimetype="text/plain")
    if error.code is not None and error.code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    return refuse(known.get(type(error), AppError)())


def _refuse_database(error: SQLAlchemyError) -> ResponseReturnValue:
    log.error("the database refused: %s", getattr(error, "orig", error))
    standing.note(error)
    return refuse(Unavailable())


def _refuse_value(error: DataError) -> ResponseReturnValue:
    """A NUL or a number beyond all measure, which PostgreSQL cannot even compare with what it keeps."""
    log.warning("the database cannot hold what was sent: %s", error.orig)
    return refuse(AppError())


def _refuse_surprise(error: Exception) -> ResponseReturnValue:
    log.error("a request broke", exc_info=error)
    return refuse(Unavailable())
