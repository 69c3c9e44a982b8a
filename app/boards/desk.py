"""What one application keeps for its boards while it runs: who commits, who tells the sockets, what was built."""

from dataclasses import dataclass

from flask import Flask, current_app

from app.boards.committer import Committer
from app.boards.presence import Presence
from app.boards.snapshots import Snapshots
from app.boards.tailer import Tailer
from app.boards.writer import writer_for
from app.db import db
from app.realtime.limits import Buckets

READINGS_PER_SECOND, READINGS_AT_ONCE = 10, 200
"""Pages, parts and frames of boards one principal may ask for over HTTP, over all its devices."""


@dataclass(frozen=True, slots=True)
class Desk:
    committer: Committer
    tailer: Tailer
    presence: Presence
    snapshots: Snapshots
    readings: Buckets


def init_app(app: Flask) -> None:
    """Set up the desk of an application whose database is known."""
    with app.app_context():
        readings = Buckets(READINGS_PER_SECOND, READINGS_AT_ONCE)
        app.extensions["boards"] = Desk(
            Committer(writer_for(db.engine)), Tailer(app), Presence(app), Snapshots(), readings
        )


def desk() -> Desk:
    """The desk of the application at work."""
    found: Desk = current_app.extensions["boards"]
    return found
