"""A room that votes: notes lie on its board, and people give dots."""

from dataclasses import dataclass, field

import pytest

from tests.boards.conftest import Room, Somebody, make_room, note_id

NOTES = ("Idle lab days", "No test spectrum", "Nobody answers")


@dataclass
class Voter:
    """Somebody of the room, as their page of the vote acts."""

    somebody: Somebody
    votes: "Votes"
    made: int = 0

    def give(self, note: str, *, ballot: str = "", round_id: str = "") -> tuple[int, dict]:
        """Give a dot; the status and the answer."""
        self.made += 1
        dot = {"id": ballot or self.dot(self.made), "element": note if note.startswith("e_") else note_id(note)}
        return self.send(f"/votes/{round_id or self.votes.round_id}/ballots/", dot)

    def take(self, ballot: str, *, round_id: str = "") -> tuple[int, dict]:
        return self.send(f"/votes/{round_id or self.votes.round_id}/ballots/{ballot}/withdrawal/", {})

    def dot(self, number: int) -> str:
        """The id of this page's dot of that number."""
        return f"{number:03}-{self.somebody.seat[2:]}"

    def send(self, address: str, body: object) -> tuple[int, dict]:
        answer = self.browser.post(address, json=body, headers={"X-CSRFToken": self.browser.token()})
        return answer.status_code, answer.get_json()

    def sees(self) -> dict:
        """The vote as this page is told."""
        return self.browser.get(f"/votes/of/{self.votes.board}/", headers={"Accept": "application/json"}).get_json()

    def part(self, name: str = "page") -> str:
        answer = self.browser.get(f"/votes/of/{self.votes.board}/{name}/")
        assert answer.status_code == 200, answer.text
        return answer.text

    @property
    def browser(self):
        return self.somebody.browser


@dataclass
class Votes:
    """The votes of one room. Ada leads it."""

    room: Room
    round_id: str = ""
    voters: dict[str, Voter] = field(default_factory=dict)

    @property
    def board(self) -> str:
        return self.room.board

    def join(self, name: str, role: str = "participant") -> Voter:
        somebody = self.room.people.get(name) or self.room.join(name, role)
        return self.voters.setdefault(name, Voter(somebody, self))

    def open(self, **terms: object) -> str:
        """Ada opens a round by hand."""
        from app.voting.services import rounds
        from app.workshops.dots import DotTerms

        with self.room.app.app_context():
            self.round_id = rounds.open_round(self.leader(), self.board, DotTerms(**terms)).id
        return self.round_id

    def close(self) -> None:
        from app.voting.services import rounds

        with self.room.app.app_context():
            rounds.close_round(self.leader(), self.round_id)

    def cancel(self) -> None:
        from app.voting.services import rounds

        with self.room.app.app_context():
            rounds.cancel_round(self.leader(), self.round_id)

    def leader(self):
        from app.db import db
        from app.workshops.models import Seat

        return db.session.get_one(Seat, self.room.people["Ada"].seat)

    def faults(self) -> list[str]:
        """What does not add up in the round, by the database alone."""
        from app.voting import checking

        with self.room.app.app_context():
            return checking.faults_in(self.round_id)

    def audit(self) -> list[tuple[str, dict]]:
        from sqlalchemy import select

        from app.audit import AuditRow
        from app.db import db

        with self.room.app.app_context():
            rows = db.session.scalars(select(AuditRow).where(AuditRow.action.like("vote.%")).order_by(AuditRow.id))
            return [(row.action, row.details) for row in rows]

    def counted(self) -> list[tuple[str, int, int, bool]]:
        """The last result: element, dots, rank, tie."""
        from app.voting import queries, round_queries

        with self.room.app.app_context():
            result = queries.results_in([round_queries.last_counted_on(self.board)])[0]
        return [(line.element, line.dots, line.rank, line.tie) for line in result.lines]


@pytest.fixture
def votes(app) -> Votes:
    """A room with three notes, in open writing; nobody votes yet."""
    room = make_room(app)
    for text in NOTES:
        room.people["Ada"].add(text)
    return Votes(room)


@pytest.fixture
def join(votes):
    return votes.join
