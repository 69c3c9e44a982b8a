"""A database moves: every row is there afterwards, nothing of the first has changed, and what is wrong is refused."""

import pytest
from sqlalchemy import create_engine, inspect, text

from app.db import db
from app.keeping import tables
from app.keeping.errors import Refused
from tests.keeping.conftest import engine_of, house_rows, rows_at, run


def test_from_sqlite_into_postgresql_and_back_everything_is_as_it_was(furnished, flask, elsewhere, empty_postgresql):
    before = house_rows(furnished, but=())

    code, said = flask("database", "copy", "--to", empty_postgresql)
    assert (code, "counted and compared" in said) == (0, True), said
    there = rows_at(empty_postgresql, but=())
    with elsewhere(DATABASE_URL=empty_postgresql).app_context():
        back = f"sqlite:///{furnished.config['VAR'] / 'back.db'}"
        moved = run(elsewhere(DATABASE_URL=empty_postgresql), "database", "copy", "--to", back)

    assert moved[0] == 0, moved[1]
    assert there == before
    assert rows_at(back, but=()) == before
    assert house_rows(furnished, but=()) == before


def test_ids_that_the_database_counts_go_on_behind_the_last(lived_in, flask, elsewhere, empty_postgresql):
    from app.audit import record
    from app.db import transaction

    assert flask("database", "copy", "--to", empty_postgresql)[0] == 0
    other = elsewhere(DATABASE_URL=empty_postgresql)
    with other.app_context(), transaction():
        record("test", "house", actor_id=None)

    with other.app_context():
        last, second = db.session.execute(text("SELECT id, action FROM audit ORDER BY id DESC LIMIT 2")).all()
    assert (last.action, last.id - second.id) == ("test", 1)


def test_a_database_that_is_not_empty_is_left_as_it_is(lived_in, flask, empty_postgresql):
    assert flask("database", "copy", "--to", empty_postgresql)[0] == 0
    before = rows_at(empty_postgresql, but=())

    code, said = flask("database", "copy", "--to", empty_postgresql)

    assert (code, said) == (1, "Error: The other database is not empty. Name an empty one.\n")
    assert rows_at(empty_postgresql, but=()) == before


@pytest.mark.sqlite_only("a PostgreSQL never holds what another one refuses")
def test_a_copy_that_fails_leaves_nothing_behind(lived_in, flask, empty_postgresql):
    with lived_in.app_context(), db.engine.begin() as connection:
        # SQLite lets a text be longer than its column; PostgreSQL does not.
        connection.execute(text("UPDATE principal SET name = :name WHERE name = 'Bo'"), {"name": "B" * 100})

    code, said = flask("database", "copy", "--to", empty_postgresql)

    engine = engine_of(empty_postgresql)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    assert (code, said.splitlines()[-1]) == (
        1,
        "Error: The database says: value too long for type character varying(80). Nothing was changed.",
    )


def test_a_database_that_gives_back_something_else_than_it_was_given_is_refused():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)"))
        changed = "UPDATE note SET words = 'something else' WHERE id = new.id AND id = 2"
        connection.execute(text(f"CREATE TRIGGER later AFTER INSERT ON note BEGIN {changed}; END"))
        [table] = tables.all_of(connection)
        copy = tables.pour(connection, table, tables.kinds(table), [[1, "as it was"], [2, "as it was"]])

        with pytest.raises(Refused, match="Table note is not the same after it was written"):
            list(copy)
    engine.dispose()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://somebody@127.0.0.1/house", "Baraza keeps its data in SQLite or PostgreSQL"),
        ("not an address", "This is no address of a database."),
        ("sqlite://", "This database would be gone with this command."),
        ("sqlite:///:memory:", "This database would be gone with this command."),
        ("postgresql://somebody:hidden@127.0.0.1:1/house", "is its address right? connection failed"),
        ("sqlite:////nowhere/house.db", "The file of the database cannot be opened."),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_one_sentence(lived_in, flask, address, words):
    code, said = flask("database", "copy", "--to", address)

    assert (code, said.count("Error: "), words in said) == (1, 1, True), said
    assert "hidden" not in said


def test_a_house_is_not_copied_onto_itself(lived_in, flask):
    address = lived_in.config["SQLALCHEMY_DATABASE_URI"]

    assert flask("database", "copy", "--to", address) == (1, "Error: This is the database of the house itself.\n")


def test_the_password_of_the_other_database_is_not_said(lived_in, flask, empty_postgresql):
    assert (
        "hidden" not in flask("database", "copy", "--to", empty_postgresql.replace("postgres:", "postgres:hidden"))[1]
    )
