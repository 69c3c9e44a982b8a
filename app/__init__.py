"""Baraza. The factory below is the only place that knows every feature.

What a feature hears of is imported here at the top, before any server exists, because
Flask-SocketIO gives a handler that comes later to the first server only.
"""

import os
import re
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from app import (
    aside,
    build,
    client_errors,
    clock,
    config,
    db,
    engines,
    i18n,
    jobs,
    migrating,
    moments,
    pages,
    realtime,
    security,
    standing,
    thrift,
)
from app.accounts import access
from app.accounts import broadcasts as accounts_heard
from app.accounts import jobs as accounts_jobs
from app.accounts import mail_routes as undelivered
from app.accounts import routes as accounts
from app.accounts import sockets as accounts_sockets
from app.alliance import jobs as alliance_jobs
from app.alliance import routes as alliance
from app.alliance.blockers import routes as blockers
from app.alliance.calls import routes as calls
from app.alliance.coaching import routes as coaching
from app.alliance.eoi import desk_routes as eoi_desk
from app.alliance.eoi import door as eoi
from app.alliance.eoi import intake as eoi_intake
from app.alliance.eoi import jobs as eoi_jobs
from app.alliance.help import jobs as help_jobs
from app.alliance.help import routes as help_desk
from app.alliance.pairs import routes as pairs
from app.alliance.people import routes as people
from app.alliance.portfolio import routes as portfolio
from app.alliance.practices import routes as practices
from app.assets import intake
from app.assets import jobs as assets_jobs
from app.assets import routes as assets
from app.boards import broadcasts as boards_heard
from app.boards import desk
from app.boards import jobs as boards_jobs
from app.boards import reveals as boards_reveals
from app.boards import routes as boards
from app.boards import sockets as boards_sockets
from app.canvases import routes as canvases
from app.centres import routes as centres
from app.commands import Commands
from app.compression import Compression
from app.history import jobs as history_jobs
from app.history import routes as history
from app.hx import htmx, hx
from app.mail import jobs as mail_jobs
from app.plans import broadcasts as plans_heard
from app.plans import jobs as plans_jobs
from app.plans import routes as plans
from app.plans import sockets as plans_sockets
from app.plans.check_ins import door as check_in_door
from app.plans.endings import outside as progress
from app.plans.feeds import door as calendar_door
from app.plans.letters import answer_door as plans_answers
from app.plans.letters import mail_routes as plans_mail
from app.reports import routes as reports
from app.voting import broadcasts as voting_heard
from app.voting import jobs as voting_jobs
from app.voting import routes as voting
from app.voting import services as voting_heard_inside
from app.workshops import broadcasts as workshops_heard
from app.workshops import jobs as workshops_jobs
from app.workshops import routes as workshops
from app.workshops import sockets as workshops_sockets
from app.workshops import ticker

PAGES = (
    pages,
    client_errors,
    accounts,
    undelivered,
    centres,
    canvases,
    workshops,
    boards,
    assets,
    history,
    voting,
    plans,
    check_in_door,
    progress,
    calendar_door,
    plans_answers,
    plans_mail,
    alliance,
    portfolio,
    calls,
    eoi,
    eoi_desk,
    coaching,
    practices,
    help_desk,
    blockers,
    pairs,
    people,
    reports,
)
COMMANDS = (
    "app.cli",
    "app.accounts.cli",
    "app.plans.cli",
    "app.voting.cli",
    "app.demo.cli",
    "app.keeping.cli",
    "app.versions_cli",
)
"""Modules of commands, in the order in which they are loaded until the one that somebody typed is found."""

PREPARED = (aside, standing, realtime, access, ticker, desk, intake, alliance, portfolio, eoi_intake, client_errors)
"""What needs to know the application, in this order: sockets stand in front of pages."""

LISTENERS = (
    accounts_heard,
    accounts_jobs,
    accounts_sockets,
    alliance_jobs,
    assets_jobs,
    boards_heard,
    boards_jobs,
    boards_reveals,
    boards_sockets,
    eoi_jobs,
    help_jobs,
    history_jobs,
    mail_jobs,
    plans_heard,
    plans_jobs,
    plans_sockets,
    voting_heard,
    voting_heard_inside,
    voting_jobs,
    workshops_heard,
    workshops_jobs,
    workshops_sockets,
)
"""Nobody calls these: importing them is what makes them hear."""


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Make the application from its environment: settings, database, pages, sockets, commands."""
    settings = config.read(os.environ if environ is None else environ)
    built = build.ensure(Path(str(settings["BUILT"])))
    settings["BABEL_TRANSLATION_DIRECTORIES"] = str(built / "translations")
    app = Flask(__name__, static_folder=str(built / "static"), static_url_path=f"/static/{built.name}")
    app.config.update(settings)
    # Six bytes for each letter of Arabic or Chinese would be paid by whoever is on a weak line.
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's own provider has it
    _set_clock(app)
    _prepare_database(app)
    jobs.init_app(app)
    i18n.init_app(app)
    moments.init_app(app)
    thrift.init_app(app)
    htmx.init_app(app)
    security.init_app(app)
    _prepare_templates(app, built)
    _open_features(app)
    _serve_files(app, built)
    return app


def _set_clock(app: Flask) -> None:
    moved = app.config["CLOCK_FILE"] if app.config["TESTING"] else ""
    clock.move_by_file(Path(moved) if moved else None)


def _prepare_database(app: Flask) -> None:
    db.db.init_app(app)
    migrating.init_app(app, db.db)
    with app.app_context():
        engines.prepare_engine(db.db.engine, among_others=True)


def _prepare_templates(app: Flask, built: Path) -> None:
    compiled = built / "templates"
    compiled.mkdir(exist_ok=True)
    # What is said by `jinja_options` comes too late: whoever came before asked for the environment already.
    app.jinja_env.bytecode_cache = build.Compiled(str(compiled))
    app.jinja_env.template_class = aside.Piecewise
    app.jinja_env.globals["hx"] = hx
    app.jinja_env.globals["static_url"] = lambda path: f"{app.static_url_path}/{path}"
    app.jinja_env.globals["sprite_of"] = {
        icon: sprite.name
        for sprite in (built / "static").glob("icons*.svg")
        for icon in re.findall(r'id="i-([a-z0-9-]+)"', sprite.read_text())
    }.get
    app.jinja_env.globals["spoken_by_script"] = {path.stem for path in (built / "static" / "i18n").glob("*.js")}


def _open_features(app: Flask) -> None:
    for part in PREPARED:
        part.init_app(app)
    for feature in PAGES:
        app.register_blueprint(feature.bp)
    app.cli = Commands(app.name, COMMANDS)
    pages.init_app(app)


def _serve_files(app: Flask, built: Path) -> None:
    """Put what stands around the pages: compression, built files with lasting addresses, the proxies in front."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    # A tenth less than the usual 4 for a phone to load, in no more time.
    app.config["COMPRESS_BR_LEVEL"] = 6
    Compression(app)
    files = copy(_built_files((*build.before(built), built)))
    files.application = app.wsgi_app
    app.wsgi_app = files  # type: ignore[method-assign] # as Flask wants it wrapped
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(files, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


@cache
def _built_files(builds: tuple[Path, ...]) -> WhiteNoise:
    """The files of these builds. What was built never changes, so a process that makes many houses looks once."""
    files = WhiteNoise(None, allow_all_origins=False, add_headers_function=_secure_file)
    files.immutable_file_test = lambda _path, _url: True
    for each in builds:
        files.add_files(str(each / "static"), prefix=f"static/{each.name}")
    return files


def _secure_file(headers: Headers, _path: str, _url: str) -> None:
    for name, value in security.FILE_HEADERS.items():
        headers[name] = value
