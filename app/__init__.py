"""Baraza. The factory below is the only place that knows every feature.

A feature is found by the words of its files: `broadcasts` and `sockets` are imported
here at the top, before any server exists, because Flask-SocketIO gives a handler that
comes later to the first server only.
"""

import importlib
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from wsgiref.headers import Headers

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from jinja2 import FileSystemBytecodeCache
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from app import build, cli, clock, config, db, i18n, jobs, moments, pages, security
from app.hx import htmx, hx

FEATURES = ("accounts", "centres", "canvases", "workshops", "boards", "plans", "alliance", "demo")
"""From low to high: a feature may import those before it."""


def _part(feature: str, file: str) -> ModuleType | None:
    name = f"app.{feature}.{file}"
    return importlib.import_module(name) if find_spec(name) else None


for _feature in FEATURES:
    for _file in ("models", "broadcasts", "sockets", "jobs"):
        _part(_feature, _file)


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """Make the application from its environment: settings, database, pages, sockets, commands."""
    settings = config.read(os.environ if environ is None else environ)
    built = build.ensure(Path(str(settings["BUILT"])))
    settings["BABEL_TRANSLATION_DIRECTORIES"] = str(built / "translations")
    app = Flask(__name__, static_folder=str(built / "static"), static_url_path=f"/static/{built.name}")
    app.config.update(settings)
    _set_clock(app)
    _prepare_database(app)
    jobs.init_app(app)
    i18n.init_app(app)
    moments.init_app(app)
    htmx.init_app(app)
    security.init_app(app)
    _prepare_templates(app, built)
    for feature in ("realtime", *FEATURES):
        _register(app, feature)
    app.register_blueprint(pages.bp)
    pages.init_app(app)
    cli.init_app(app)
    _serve_files(app, built)
    return app


def _set_clock(app: Flask) -> None:
    moved = app.config["CLOCK_FILE"] if app.config["TESTING"] else ""
    clock.move_by_file(Path(moved) if moved else None)


def _prepare_database(app: Flask) -> None:
    db.db.init_app(app)
    Migrate(app, db.db, directory=str(Path(__file__).parent.parent / "migrations"), render_as_batch=True)
    with app.app_context():
        db.prepare_engine(db.db.engine)


def _prepare_templates(app: Flask, built: Path) -> None:
    compiled = built / "templates"
    compiled.mkdir(exist_ok=True)
    cache = FileSystemBytecodeCache(str(compiled))
    app.jinja_options = {**app.jinja_options, "trim_blocks": True, "lstrip_blocks": True, "bytecode_cache": cache}
    app.jinja_env.globals["hx"] = hx
    app.jinja_env.globals["static_url"] = lambda path: f"{app.static_url_path}/{path}"
    app.jinja_env.globals["spoken_by_script"] = {path.stem for path in (built / "static" / "i18n").glob("*.js")}


def _register(app: Flask, feature: str) -> None:
    package = importlib.import_module(f"app.{feature}")
    for part in filter(None, (package, _part(feature, "access"), _part(feature, "routes"))):
        if hasattr(part, "init_app"):
            part.init_app(app)
        if hasattr(part, "bp"):
            app.register_blueprint(part.bp)
    for group in getattr(_part(feature, "cli"), "cli_groups", ()):
        app.cli.add_command(group)


def _serve_files(app: Flask, built: Path) -> None:
    """Put what stands around the pages: compression, built files with lasting addresses, the proxies in front."""
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(app)
    files = WhiteNoise(app.wsgi_app, allow_all_origins=False, add_headers_function=_secure_file)
    files.immutable_file_test = lambda _path, _url: True
    files.add_files(str(built / "static"), prefix=f"static/{built.name}")
    app.wsgi_app = files  # type: ignore[method-assign]
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(files, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def _secure_file(headers: Headers, _path: str, _url: str) -> None:
    for name, value in security.FILE_HEADERS.items():
        headers[name] = value
