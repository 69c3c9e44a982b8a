"""What was refused is kept for its author for thirty days, how far a page came for ninety, and no longer."""

import pytest

from tests.boards.conftest import note_id
from tests.conftest import browser_of

HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture
def refused(room, jobs_at_once):
    """The numbers of the ops whose refusal is kept, once the night's job has run."""
    from app.boards.jobs import forget_long_ago

    def after_the_night() -> list[int]:
        forget_long_ago()
        return sorted(n for _client, n in room.refused())

    return after_the_night


def test_a_refusal_goes_with_its_words_after_thirty_days_and_a_younger_one_stays(room, join, clock, refused):
    bo = join("Bo")
    bo.send(bo.note("Beside the board", zone="nowhere"))
    clock(DAY)
    sign_in_again(bo)
    bo.send(bo.note("Beside it again", zone="nowhere"))

    # It is known to the day: it stays until the end of the thirtieth after its own.
    clock(30 * DAY + HOUR)
    before = refused()
    clock(31 * DAY)
    then = refused()
    clock(32 * DAY)

    assert (before, then, refused()) == ([1, 2], [2], [])


def test_how_far_a_page_came_is_kept_for_ninety_days_after_its_last_op(room, join, clock, refused):
    bo, cy = join("Bo"), join("Cy")
    bo.send(bo.note("Idle lab days"))
    cy.send(cy.note("Spare lab days"))
    clock(89 * DAY)
    sign_in_again(cy)
    cy.send(cy.op("txt.put", id=note_id("Spare lab days"), t="Spare days"))
    kept = cursors(room, refused)
    clock(92 * DAY)

    assert (kept, cursors(room, refused)) == ([1, 2], [2])
    assert [kind for _seq, kind, _audience in room.log()] == ["el.add", "el.add", "txt.put"]


def test_what_is_sent_again_after_that_is_done_no_second_time(room, join, clock, refused):
    bo = join("Bo")
    sent = [bo.note("Idle lab days"), bo.op("txt.put", id=note_id("Idle lab days"), t="Idle days")]
    bo.send(*sent)
    clock(92 * DAY)
    refused()
    sign_in_again(bo)

    behind = bo.send(sent[1])
    again = bo.page("the-same-page-renewed").send(*({**op, "n": n} for n, op in enumerate(sent, 1)))

    assert behind == {"a": [], "resume": 1}
    assert [entry.get("x", entry.get("s")) for entry in again["a"]] == ["bad-target", 3]
    assert [event["r"]["text"] for event in bo.sees()] == ["Idle days"]


def sign_in_again(somebody) -> None:
    """Sessions do not last for days."""
    from app.accounts.models import Principal
    from app.db import db

    with somebody.room.app.app_context():
        principal = db.session.get_one(Principal, somebody.principal)
    somebody.browser = browser_of(somebody.room.app, principal)


def cursors(room, refused) -> list[int]:
    refused()
    return sorted(n for (n,) in room.rows("SELECT last_n FROM client_cursor WHERE board_id = :board"))
