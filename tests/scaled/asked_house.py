"""A web process that says under which settings its own connections to PostgreSQL stand."""

from flask import jsonify
from sqlalchemy import Connection, text

from app import aside
from app.boards.desk import desk
from app.db import db
from wsgi import app

SETTINGS = ("lock_timeout", "idle_in_transaction_session_timeout", "synchronous_commit")


def shown(connection: Connection) -> list[str]:
    """What PostgreSQL says of a connection."""
    return [connection.execute(text(f"SHOW {name}")).scalar_one() for name in SETTINGS]


def ways_to_ask() -> dict[str, list[str]]:
    """Of each way there is to the database in a process."""
    return {
        "pool": shown(db.session.connection()),
        "aside": aside.read(lambda: shown(db.session.connection())),
        "turns": desk().committer.writer.run(shown),
    }


@app.get("/test/settings/")
def settings():
    return jsonify(ways_to_ask())
