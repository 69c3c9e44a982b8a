"""The welcome shown once to whoever arrived: kept in a cookie of its own until a page says that it has shown it.

The cookie of the session is written where somebody comes in or goes out, and nowhere else: an answer that took its time
would put an older one over it, and undo a later sign-in. Each person has one of their own, for people share phones.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.ids import digest

KEPT: Final = timedelta(days=1)
_PART_OF_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Welcome:
    """The seat whose welcome was not shown yet, and a code for another phone; each may be empty."""

    seat_id: str = ""
    code: str = ""


def keep(principal_id: str, welcome: Welcome) -> None:
    """Let this answer carry what its reader is to be shown."""
    value = _serializer().dumps([principal_id, welcome.seat_id, welcome.code])

    @after_this_request
    def write(answer: Response) -> Response:
        answer.set_cookie(
            _name(principal_id),
            str(value),
            max_age=KEPT,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return answer


def waiting_for(principal_id: str) -> Welcome:
    """Return what this reader was not shown yet."""
    try:
        whose, seat_id, code = _serializer().loads(
            request.cookies.get(_name(principal_id), ""), max_age=int(KEPT.total_seconds())
        )
    except (BadSignature, TypeError, ValueError):
        return Welcome()
    return Welcome(seat_id, code) if whose == principal_id else Welcome()


def forget(principal_id: str) -> None:
    """Let this answer take away what its reader has been shown."""
    if _name(principal_id) not in request.cookies:
        return

    @after_this_request
    def delete(answer: Response) -> Response:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        answer.delete_cookie(_name(principal_id), secure=secure, httponly=True, samesite="Lax")
        return answer


def _name(principal_id: str) -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-welcome-{digest(principal_id)[:_PART_OF_DIGEST]}"


def _serializer() -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], str(current_app.secret_key)]
    return URLSafeTimedSerializer(keys, salt="welcome")
