"""The addresses people type, scan and pass on."""

from flask import current_app, url_for


def join_address(code: str) -> str:
    """What the QR code holds: the way to one workshop, whole."""
    return _whole(url_for("workshops.come_in", code=code))


def door_address() -> str:
    """What people type: without `http://`, without a slash at the end."""
    return _whole(url_for("workshops.door")).partition("://")[2].rstrip("/")


def wall_address(token: str) -> str:
    """The link that makes another machine a wall."""
    return _whole(url_for("workshops.wall_link", token=token))


def _whole(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"
