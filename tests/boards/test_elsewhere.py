"""People on other processes, as values: they come, point and go as if they were here."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from app.boards.elsewhere import BELIEVED, Elsewhere, read_people, write_people
from app.boards.whereabouts import Rules, Whereabouts

NOW = datetime(2026, 3, 23, 9, tzinfo=UTC)
OPEN = Rules(private=False, named=True)


def after(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def there():
    """The whereabouts of another process, where Bo has a page."""
    people = Whereabouts(count(1).__next__)
    people.come("bo", seat="s_bo", name="Bo", leads=False)
    return people


@pytest.fixture
def here():
    """Those of this process, where Ada has one."""
    people = Whereabouts(count(100).__next__)
    people.come("ada", seat="s_ada", name="Ada", leads=True)
    return people


def told(here, now=NOW):
    """Names and cursors that Ada's page is told."""
    view = here.look(OPEN, set(), now)
    return {name: view.cursors.get(number) for number, (_seat, name) in view.who.items()}


def test_somebody_elsewhere_is_here_and_points(here, there):
    there.say("bo", (30, 40), None, NOW)
    elsewhere = Elsewhere()

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None, "Bo": (30, 40)}


def test_what_somebody_chose_elsewhere_is_chosen_here(here, there):
    there.say("bo", None, None, NOW, chosen=("e_note",))
    elsewhere = Elsewhere()

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert {note for note, _ in here.look(OPEN, {"e_note"}, NOW).chosen} == {"e_note"}


def test_a_process_of_the_release_before_says_nothing_of_what_is_chosen(here, there):
    elsewhere = Elsewhere()
    said = [person[:-1] for person in write_people(there, {"bo"}, NOW)]

    elsewhere.hear("other", read_people(said), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None, "Bo": None}


def test_each_step_of_a_cursor_that_moves_fast_is_seen(here, there):
    elsewhere = Elsewhere()
    seen = []

    for step in range(5):
        at = after(step / 10)
        there.say("bo", (step, step), None, at)
        elsewhere.hear("other", read_people(write_people(there, {"bo"}, at)), at)
        elsewhere.bring(here, {"ada"}, at)
        seen.append(told(here, at)["Bo"])

    assert seen == [(step, step) for step in range(5)]


def test_whoever_leaves_there_is_gone_here(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    elsewhere.hear("other", (), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None}


def test_a_process_that_says_nothing_any_more_takes_its_people_along(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW)), NOW)
    elsewhere.bring(here, {"ada"}, after(BELIEVED.total_seconds()))
    believed = told(here)

    elsewhere.bring(here, {"ada"}, after(BELIEVED.total_seconds() + 1))

    assert (believed, told(here)) == ({"Ada": None, "Bo": None}, {"Ada": None})


def test_somebody_with_pages_on_both_is_one_person_and_stays_when_one_goes(here, there):
    here.come("bo", seat="s_bo", name="Bo", leads=False)
    here.say("bo", (1, 1), None, after(2))
    there.say("bo", (9, 9), None, after(0))
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, after(2))), after(2))

    elsewhere.bring(here, {"ada", "bo"}, after(2))
    both = told(here, after(2))
    elsewhere.hear("other", (), after(2))
    elsewhere.bring(here, {"ada", "bo"}, after(2))

    assert both == told(here, after(2)) == {"Ada": None, "Bo": (1, 1)}


def test_who_points_there_later_points_there(here, there):
    here.come("bo", seat="s_bo", name="Bo", leads=False)
    here.say("bo", (1, 1), None, after(0))
    there.say("bo", (9, 9), None, after(2))
    elsewhere = Elsewhere()

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, after(2))), after(2))
    elsewhere.bring(here, {"ada", "bo"}, after(2))

    assert told(here, after(2))["Bo"] == (9, 9)


def test_only_people_with_pages_there_are_said_so_that_nobody_is_passed_round_for_ever(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    said = write_people(here, {"ada"}, NOW)

    assert [person[0] for person in said] == ["ada"]


@pytest.mark.parametrize("garbage", [None, 3, "x", [3], [["bo"]], [{"key": "bo"}], [["bo", 1, 2, 3, 4, 5, 6]]])
def test_what_cannot_be_read_is_nobody(garbage):
    assert read_people(garbage) == ()
