"""Workshops: what is planned, who sits where, and what every screen in the room follows."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Let clocks ring in the process that serves."""
    from app.workshops import ticker  # noqa: PLC0415 - every module of the feature comes through here first

    app.before_request(lambda: ticker.ensure(app))
