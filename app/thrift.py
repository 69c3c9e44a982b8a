"""Whether whoever asks wants to use little data: a switch their device remembers, else what their browser says."""

from flask import Flask, request

COOKIE = "lite"
"""`yes` or `no`, as the switch in the room was set."""


def init_app(app: Flask) -> None:
    """Let templates ask it."""
    app.jinja_env.globals["thrifty"] = thrifty


def thrifty() -> bool:
    """What was chosen on this device counts before what the browser asks for everywhere."""
    chosen = request.cookies.get(COOKIE)
    return chosen == "yes" if chosen in ("yes", "no") else request.headers.get("Save-Data", "").lower() == "on"
