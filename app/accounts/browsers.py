"""A browser is known again after its session has ended: by a random secret in a cookie that opens nothing.

Sessions keep a digest of the secret together with whose they are, so rows say that a browser had a session of
somebody, and never that two people used the same one.
"""

import re
from datetime import timedelta
from typing import Final

from flask import Flask, Response, current_app, g, request

from app.ids import digest, new_secret

KEPT: Final = timedelta(days=365)

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def init_app(app: Flask) -> None:
    """Let answers carry the cookie where somebody comes in."""
    app.after_request(_keep)


def secret() -> str:
    """Return the secret of the browser that asks; one that has none gets a new one where somebody comes in (`keep`)."""
    if "browser" not in g:
        kept = request.cookies.get(_name(), "")
        g.browser = kept if _SECRET.fullmatch(kept) else new_secret()
    return str(g.browser)


def keep() -> None:
    """Let this answer carry the secret, for another year."""
    g.keeps_browser = True


def mark(browser: str, principal_id: str) -> str:
    """Return what a session keeps of a browser, which is named by its secret; empty where nothing is known of it."""
    return digest(f"{browser}\0{principal_id}") if browser else ""


def _keep(answer: Response) -> Response:
    if g.get("keeps_browser"):
        answer.set_cookie(
            _name(),
            secret(),
            max_age=KEPT,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return answer


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"
