"""A room as tests use it: the facilitator's browser, people who join through the door, and what the database keeps."""

from dataclasses import dataclass, field

from flask import Flask


@dataclass
class Room:
    """A workshop with a facilitator. `people` are the browsers of those who joined, by name."""

    app: Flask
    id: str
    code: str
    ada: object
    people: dict[str, object] = field(default_factory=dict)

    def join(self, name: str, browser: object = None, **fields: object):
        """Somebody's browser after they came in through the door."""
        browser = browser or self.app.test_client()
        answer = browser.submit(f"/j/{self.code}/", name=name, **fields)
        assert answer.status_code == 303, answer.text
        self.people[name] = browser
        return browser

    def at(self, page: str = "") -> str:
        return f"/w/{self.id}/{page}"

    @property
    def seen(self) -> str:
        """Where the room is, as a fresh cockpit remembers it."""
        from app.workshops import stage
        from app.workshops.services.stage import state_of

        with self.app.app_context():
            return stage.mark(state_of(self._row()))

    def press(self, to: str = "next", *, by: object = None, seen: str | None = None, **fields: object):
        """Press a button that moves the room."""
        return (by or self.ada).submit(self.at("moves/"), to=to, seen=self.seen if seen is None else seen, **fields)

    def turn(self, turn: str, *, by: object = None, **fields: object):
        """Press a button of the timer."""
        return (by or self.ada).submit(self.at("timer/"), turn=turn, seen=self.seen, **fields)

    def stage(self, by: object = None) -> dict[str, object]:
        """The stage as data, as somebody's screen asks for it."""
        return (by or self.ada).get(self.at("stage/")).json

    def kept(self):
        """The row of the stage."""
        with self.app.app_context():
            return self._row()

    def seats(self):
        """Everybody who has or had a seat, by name."""
        from sqlalchemy import select

        from app.db import db
        from app.workshops.models import Seat

        with self.app.app_context():
            seats = db.session.scalars(select(Seat).where(Seat.workshop_id == self.id).order_by(Seat.joined_at)).all()
        return {seat.name: seat for seat in seats}

    def audit(self) -> list[tuple[str, str | None]]:
        """What was written down of this workshop's deeds, in order: what, and by whose principal."""
        from sqlalchemy import select

        from app.audit import AuditRow
        from app.db import db

        with self.app.app_context():
            return [(row.action, row.actor_id) for row in db.session.scalars(select(AuditRow).order_by(AuditRow.id))]

    def _row(self):
        from app.workshops import queries

        return queries.stage_of(self.id)
