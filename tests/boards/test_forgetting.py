"""What was refused is kept for its author for thirty days, and no longer."""

import pytest

HOUR = 3600
DAY = 24 * HOUR


@pytest.fixture
def refused(room, jobs_at_once):
    """The numbers of the ops whose refusal is kept, once the night's job has run."""
    from app.boards.jobs import forget_refusals

    def after_the_night() -> list[int]:
        forget_refusals()
        return [n for (n,) in room.rows("SELECT client_n FROM refused_op WHERE board_id = :board ORDER BY client_n")]

    return after_the_night


def test_a_refusal_goes_with_its_words_after_thirty_days_and_a_younger_one_stays(room, join, clock, refused):
    bo = join("Bo")
    bo.send(bo.note("Beside the board", zone="nowhere"))
    clock(HOUR)
    bo.send(bo.note("Beside it again", zone="nowhere"))

    clock(30 * DAY - 1)
    before = refused()
    clock(30 * DAY + HOUR - 1)
    then = refused()
    clock(30 * DAY + 2 * HOUR)

    assert (before, then, refused()) == ([1, 2], [2], [])


def test_what_was_kept_and_how_far_each_page_came_is_never_dropped(room, join, clock, refused):
    bo = join("Bo")
    bo.send(bo.note("Idle lab days"), bo.note("Beside the board", zone="nowhere"))

    clock(400 * DAY)

    assert refused() == []
    assert room.log() == [(1, "el.add", "*")]
    assert room.rows("SELECT client_id, last_n FROM client_cursor WHERE board_id = :board") == [(bo.client, 2)]
