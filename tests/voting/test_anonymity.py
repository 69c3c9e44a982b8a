"""Who gave which dot: nobody ever learns it of an anonymous round, and everybody of a named one, as was promised."""

import json
import logging

import pytest
from sqlalchemy import text

from tests.boards.conftest import note_id

CHOICES = {"Bo": "Idle lab days", "Cy": "No test spectrum", "Dee": "Nobody answers"}


def tables(app) -> dict[str, list[dict]]:
    """Every row of the house."""
    from app.db import Model, db

    with app.app_context():
        return {
            table.name: [dict(row) for row in db.session.execute(table.select()).mappings()]
            for table in Model.metadata.sorted_tables
        }


def about(rows: list[dict], *words: str) -> list[dict]:
    """Rows in which one of the words stands somewhere."""
    return [row for row in rows if any(word in json.dumps(row, default=str) for word in words)]


def ids_of(votes, name: str) -> tuple[str, str]:
    return votes.voters[name].somebody.seat, votes.voters[name].somebody.principal


@pytest.fixture
def voted(votes, join):
    """Three people have each given two dots to a note of their own choice, in an anonymous round."""
    for name in CHOICES:
        join(name)
    votes.open()
    for name, note in CHOICES.items():
        for _each in range(2):
            votes.voters[name].give(note)
    return votes


@pytest.mark.row("V3", partly=True)
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_no_row_names_a_seat_and_a_choice(voted, closed):
    if closed:
        voted.close()

    kept = tables(voted.room.app)

    voting = [row for name in ("vote_round", "vote_used", "ballot", "vote_result", "audit") for row in kept[name]]
    for name, note in CHOICES.items():
        named = about(voting, *ids_of(voted, name))
        assert about(named, note_id(note), note) == []
        assert about(kept["ballot"] + kept["vote_used"] + kept["vote_result"], *ids_of(voted, name)) == []


@pytest.mark.row("V3")
def test_after_the_closing_not_even_the_database_with_every_key_can_tie_a_voter_to_a_dot(voted):
    from app.voting.keys import voter_key

    before = tables(voted.room.app)
    secret = before["vote_round"][0]["secret"]
    keys = {voter_key(ids_of(voted, name)[0], secret) for name in CHOICES}
    assert {row["voter_key"] for row in before["ballot"]} == keys

    voted.close()

    after = tables(voted.room.app)
    assert [row["secret"] for row in after["vote_round"]] == [None]
    assert {row["voter_key"] for row in after["ballot"]} == {None}
    assert about([row for rows in after.values() for row in rows], secret) == []
    assert sorted(row["used"] for row in after["vote_used"]) == [2, 2, 2]
    assert voted.faults() == []


def test_the_order_in_which_people_voted_is_gone_after_the_closing(voted):
    voted.close()

    with voted.room.app.app_context():
        from app.db import db

        # The order in which either database reads a table that was written in one go.
        found = {
            table: list(db.session.scalars(text(f"SELECT {key} FROM {table}")))
            for table, key in {"ballot": "id", "vote_used": "voter_key"}.items()
        }

    assert found == {table: sorted(keys) for table, keys in found.items()}


@pytest.mark.sqlite_only("rows have a number of their own")
def test_rows_are_numbered_anew_by_their_random_ids(voted):
    voted.close()

    with voted.room.app.app_context():
        from app.db import db

        numbered = list(db.session.scalars(text("SELECT id FROM ballot ORDER BY rowid")))

    assert numbered == sorted(numbered)


def test_no_answer_and_no_line_of_a_log_ties_a_seat_to_a_choice(votes, join, caplog):
    caplog.set_level(logging.DEBUG)
    ada, bo, cy = join("Ada"), join("Quetzal"), join("Cy")
    votes.open()
    bo.give("Idle lab days")
    cy.give("Nobody answers")
    told = [everything(votes, ada)]
    votes.close()

    told += [everything(votes, ada), everything(votes, cy)]

    for word in ("Quetzal", *ids_of(votes, "Quetzal"), bo.dot(1)):
        assert word not in "".join(told)
    assert note_id("Idle lab days") not in json.dumps([ada.sees()["mine"], cy.sees()["mine"]])
    logged = [{"line": record.getMessage()} for record in caplog.records]
    assert about(logged, note_id("Idle lab days"), bo.dot(1)) == []


def everything(votes, voter) -> str:
    """Everything one person's browser can ask of a vote."""
    addresses = [f"/votes/of/{votes.board}/{part}" for part in ("", "part/", "page/")]
    addresses += [f"/votes/of/{votes.room.id}/{part}/" for part in ("panel", "wall")]
    answers = [voter.browser.fragment(address) for address in addresses]
    return "".join(answer.text for answer in answers if answer.status_code == 200)


@pytest.mark.row("V4")
def test_a_named_round_tells_before_that_it_will_tell_and_afterwards_who_gave_what(votes, join):
    bo, cy = join("Bo"), join("Cy")
    votes.open(named=True)
    before = cy.part("part")
    bo.give("Idle lab days")
    bo.give("Idle lab days")
    cy.give("Idle lab days")
    cy.give("Nobody answers")
    while_open = cy.sees()

    votes.close()

    assert "everybody sees who gave which dot" in before
    assert '"Bo"' not in json.dumps(while_open)
    assert [(total["element"], total["by"]) for total in cy.sees()["results"]] == [
        (note_id("Idle lab days"), [{"name": "Bo", "dots": 2}, {"name": "Cy", "dots": 1}]),
        (note_id("Nobody answers"), [{"name": "Cy", "dots": 1}]),
    ]
    assert "<bdi>Bo</bdi> ×2" in cy.part()
    assert votes.faults() == []


def test_an_anonymous_round_says_before_that_nobody_will_ever_know(votes, join):
    votes.open()

    told = join("Bo").part("part")

    assert "Nobody learns who gave which dot, not even the facilitator." in told
    assert "Totals appear for everyone at once." in told
