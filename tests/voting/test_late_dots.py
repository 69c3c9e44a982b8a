"""Dots that come after a vote was counted: refused, kept count of without a name, and told to whoever leads."""

import pytest

from app.db import db
from app.voting.models import Ballot

ONE, TWO = "1 dot came too late and was not counted.", "2 dots came too late and were not counted."


def panel(votes) -> str:
    ada = votes.room.people["Ada"]
    return ada.browser.get(f"/votes/of/{votes.room.id}/panel/").text


def kept(votes) -> list[tuple]:
    """The rows of the round, as the database has them."""
    with votes.room.app.app_context():
        rows = db.session.scalars(db.select(Ballot).filter_by(round_id=votes.round_id).order_by(Ballot.element_id))
        return [(row.voter_key, row.element_id) for row in rows]


@pytest.mark.parametrize("named", [False, True])
def test_the_cockpit_says_how_many_dots_came_too_late_and_not_whose(votes, join, named):
    bo, cy = join("Bo"), join("Cy")
    votes.open(named=named)
    bo.give("Idle lab days")
    votes.close()
    counted, before = votes.counted(), panel(votes)

    late = [bo.give("Nobody answers"), cy.give("Nobody answers")]

    assert [(status, answer["x"]) for status, answer in late] == [(409, "vote-closed")] * 2
    assert ("too late" in before, TWO in panel(votes)) == (False, True)
    assert [row for row in kept(votes) if row[1] is None] == [(None, None)] * 2
    assert (votes.counted(), votes.faults()) == (counted, [])
    assert "too late" not in bo.part() + bo.part("part")


def test_a_late_dot_that_is_sent_again_is_one_and_stays_refused(votes, join):
    bo = join("Bo")
    votes.open()
    votes.close()

    answers = [bo.give("Idle lab days", ballot="the-same-dot-00001") for _ in range(3)]

    assert [(status, answer["x"]) for status, answer in answers] == [(409, "vote-closed")] * 3
    assert ONE in panel(votes)


def test_a_late_dot_that_is_taken_back_was_none(votes, join):
    bo = join("Bo")
    votes.open()
    votes.close()
    for ballot in ("the-first-dot-0001", "the-other-dot-0001"):
        bo.give("Idle lab days", ballot=ballot)

    status, answer = bo.take("the-first-dot-0001")

    assert (status, answer["x"]) == (404, "no-such-ballot")
    assert ONE in panel(votes)


def test_what_is_no_dot_of_a_counted_vote_is_not_said_to_come_too_late(votes, join):
    bo, eye = join("Bo"), join("Eye", "observer")
    votes.open(dots=1)
    first = votes.round_id
    votes.close()
    bo.give("e_somewhere-else-00000")
    eye.give("Idle lab days")
    none = panel(votes)
    for _ in range(5):
        bo.give("Idle lab days")
    most = panel(votes)
    votes.open()
    votes.cancel()
    bo.give("Idle lab days")

    # Ada and Bo have one dot each.
    assert ("too late" in none, TWO in most) == (False, True)
    assert kept(votes) == []
    votes.round_id = first
    assert kept(votes) == [(None, None)] * 2


def test_whoever_leads_is_told_at_once_and_nobody_else_nor_who_was_removed(votes, join, monkeypatch):
    from app.voting import broadcasts

    heard: list[tuple] = []
    bo, _cy = join("Bo"), join("Cy", "co-facilitator")
    votes.room.remove(join("Dee", "co-facilitator").somebody)
    monkeypatch.setattr(broadcasts, "tell", lambda *what: heard.append(what))
    votes.open()
    votes.close()
    heard.clear()

    bo.give("Idle lab days")

    seats = [votes.room.people[name].seat for name in ("Ada", "Cy")]
    assert sorted(heard) == sorted((f"seat:{seat}", "votes:changed", {"board": votes.board}) for seat in seats)
