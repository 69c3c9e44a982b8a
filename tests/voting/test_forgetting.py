"""What the files of the database still hold once an anonymous round is over: no secret, and no key of a voter."""

from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.voting.models import Round, Used

PEOPLE = 12


ON_POSTGRESQL = """
    SELECT pg_read_binary_file(pg_relation_filepath(oid::regclass)) FROM pg_class
    WHERE oid::regclass::text ~ '^(ballot|pk_ballot|ix_ballot_voter|vote_used|pk_vote_used|vote_round)$'
"""


def kept_in_files(app) -> bytes:
    """Every byte of the database as it lies on the disk; of PostgreSQL those of the tables that knew of voters."""
    from app.db import db

    folder: Path = app.config["VAR"]
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            return b"".join(path.read_bytes() for path in sorted(folder.glob("baraza.db*")))
        db.session.execute(text("CHECKPOINT"))
        return b"".join(bytes(file) for file in db.session.scalars(text(ON_POSTGRESQL)))


def traces(app, words: list[str]) -> int:
    """How often one of the words stands in the files."""
    kept = kept_in_files(app)
    return sum(kept.count(word.encode()) for word in words)


def secret_and_keys(votes) -> list[str]:
    from app.db import db

    with votes.room.app.app_context():
        secret = db.session.scalar(select(Round.secret).where(Round.id == votes.round_id))
        return [secret, *db.session.scalars(select(Used.voter_key).where(Used.round_id == votes.round_id))]


@pytest.fixture
def voted(votes, join):
    """A dozen people have given every dot, taken one back and given it to another."""
    votes.open()
    for number in range(PEOPLE):
        voter = join(f"Voter {number}")
        for _each in range(5):
            voter.give("Idle lab days")
        voter.take(voter.dot(1))
        voter.give("Nobody answers")
    return votes


@pytest.mark.sqlite_only("the files of SQLite")
@pytest.mark.parametrize("end", ["close", "cancel"])
def test_the_files_hold_neither_secret_nor_keys_right_after_the_round(voted, end):
    app, words = voted.room.app, secret_and_keys(voted)
    assert len(words) == PEOPLE + 1
    assert traces(app, words) > PEOPLE

    getattr(voted, end)()

    assert traces(app, words) == 0
    assert voted.faults() == []


@pytest.mark.sqlite_only("the files of SQLite")
def test_where_somebody_reads_meanwhile_a_job_does_it_as_soon_as_they_are_through(voted):
    from app import jobs
    from app.db import db

    app, words = voted.room.app, secret_and_keys(voted)
    with app.app_context(), db.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM ballot"))
        voted.close()
        assert traces(app, words) > 0
    [task] = jobs.queue.pending()

    jobs.queue.execute(jobs.queue.dequeue())

    assert task.name == "forget_voters"
    assert traces(app, words) == 0


def test_the_job_leaves_none_in_the_tables_of_either_database(voted):
    from app.voting.jobs import forget_voters

    app, words = voted.room.app, secret_and_keys(voted)
    assert traces(app, words) > PEOPLE
    voted.close()

    with app.app_context():
        forget_voters.__wrapped__()

    assert traces(app, words) == 0
    assert voted.faults() == []
