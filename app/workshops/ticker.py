"""The one thing in a web process that happens by itself: clocks ring, and rooms hear how many people are there.

It begins with the first request, in the process that serves; commands and jobs have none.
"""

import logging

import gevent
from flask import Flask
from gevent import monkey
from sqlalchemy.exc import SQLAlchemyError

from app.realtime import note_attendance, room
from app.workshops import broadcasts, presence
from app.workshops.services import timer

log = logging.getLogger(__name__)

TICK = 0.2
"""Seconds between two looks."""

PAUSE = 2.0
"""Seconds to wait after the database refused."""


def init_app(app: Flask) -> None:
    """Let clocks ring in the process that serves."""
    app.before_request(lambda: ensure(app))


def ensure(app: Flask) -> None:
    """Let it run in this process, once."""
    if "workshops.ticker" in app.extensions or not monkey.is_module_patched("threading"):
        return
    _start(app)


def _start(app: Flask) -> None:
    running = gevent.spawn(_run, app)
    # Whatever ended it was logged; clocks that never ring again would be worse than the fault itself.
    running.link_exception(lambda _dead: gevent.spawn_later(PAUSE, _start, app))
    app.extensions["workshops.ticker"] = running


def _run(app: Flask) -> None:
    while True:
        gevent.sleep(TICK)
        try:
            tick(app)
        except SQLAlchemyError:
            log.warning("the clocks could not be looked at", exc_info=True)
            gevent.sleep(PAUSE)


def tick(app: Flask) -> None:
    """Look once, in a context of its own: what a longer one has read would be old."""
    with app.app_context():
        timer.ring_due()
        for workshop_id in presence.take_changes():
            # Where that is news for other processes, every one tells its own room.
            if not note_attendance(room.workshop(workshop_id)):
                broadcasts.tell_people(workshop_id)
