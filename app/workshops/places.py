"""The addresses people type, scan and pass on."""

from flask import current_app, url_for


def join_address(code: str) -> str:
    """What the QR code holds: the way to one workshop, whole."""
    return _whole(url_for("workshops.come_in", code=code))


def door_address() -> str:
    """What people type to come in."""
    return _typed(url_for("workshops.door"))


def recovery_address() -> str:
    """What people type to go on from another phone."""
    return _typed(url_for("workshops.recovery"))


def room_address(workshop_id: str) -> str:
    """Where somebody with a seat goes."""
    return _whole(url_for("workshops.room", workshop_id=workshop_id))


def wall_address(token: str) -> str:
    """The link that makes another machine a wall."""
    return _whole(url_for("workshops.wall_link", token=token))


def _typed(path: str) -> str:
    """An address as one says it: without `http://`, without a slash at the end."""
    return _whole(path).partition("://")[2].rstrip("/")


def _whole(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"
