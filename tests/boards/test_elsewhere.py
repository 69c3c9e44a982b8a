"""People on other processes, as values: they come, point and go as if they were here."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from app.boards.elsewhere import BELIEVED, Elsewhere, read_apart, read_people, write_people
from app.boards.told import Open, Rules
from app.boards.whereabouts import NOTHING, Whereabouts

NOW = datetime(2026, 3, 23, 9, tzinfo=UTC)
OPEN = Rules(private=False, named=True)
FREELY = Open(named=True, public={"e_note", "e_other"}, unnamed=set())


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

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, FREELY)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None, "Bo": (30, 40)}


def test_what_somebody_chose_elsewhere_is_chosen_here(here, there):
    there.say("bo", None, None, NOW, chosen=("e_note",))
    elsewhere = Elsewhere()

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, FREELY)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert {note for note, _ in here.look(OPEN, {"e_note"}, NOW).chosen} == {"e_note"}


def test_a_process_of_the_release_before_says_nothing_of_what_is_chosen(here, there):
    elsewhere = Elsewhere()
    said = [person[:-1] for person in write_people(there, {"bo"}, NOW, FREELY)]

    elsewhere.hear("other", read_people(said), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None, "Bo": None}


def test_each_step_of_a_cursor_that_moves_fast_is_seen(here, there):
    elsewhere = Elsewhere()
    seen = []

    for step in range(5):
        at = after(step / 10)
        there.say("bo", (step, step), None, at)
        elsewhere.hear("other", read_people(write_people(there, {"bo"}, at, FREELY)), at)
        elsewhere.bring(here, {"ada"}, at)
        seen.append(told(here, at)["Bo"])

    assert seen == [(step, step) for step in range(5)]


def test_whoever_leaves_there_is_gone_here(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, FREELY)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    elsewhere.hear("other", (), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None}


def test_a_process_that_says_nothing_any_more_takes_its_people_along(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, FREELY)), NOW)
    elsewhere.bring(here, {"ada"}, after(BELIEVED.total_seconds()))
    believed = told(here)

    elsewhere.bring(here, {"ada"}, after(BELIEVED.total_seconds() + 1))

    assert (believed, told(here)) == ({"Ada": None, "Bo": None}, {"Ada": None})


def test_somebody_with_pages_on_both_is_one_person_and_stays_when_one_goes(here, there):
    here.come("bo", seat="s_bo", name="Bo", leads=False)
    here.say("bo", (1, 1), None, after(2))
    there.say("bo", (9, 9), None, after(0))
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, after(2), FREELY)), after(2))

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

    elsewhere.hear("other", read_people(write_people(there, {"bo"}, after(2), FREELY)), after(2))
    elsewhere.bring(here, {"ada", "bo"}, after(2))

    assert told(here, after(2))["Bo"] == (9, 9)


def test_only_people_with_pages_there_are_said_so_that_nobody_is_passed_round_for_ever(here, there):
    elsewhere = Elsewhere()
    elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, FREELY)), NOW)
    elsewhere.bring(here, {"ada"}, NOW)

    said = write_people(here, {"ada"}, NOW, FREELY)

    assert [person[0] for person in said] == ["ada"]


@pytest.mark.parametrize("garbage", [None, 3, "x", [3], [["bo"]], [{"key": "bo"}], [["bo", 1, 2, 3, 4, 5, 6]]])
def test_what_cannot_be_read_is_nobody(garbage):
    assert read_people(garbage) == ()


def crossed(there, open_):
    """What one process says to the other, and what that one is told."""
    return write_people(there, {"bo"}, NOW, open_), [sorted(each) for each in there.of_nobody({"bo"}, NOW, open_)]


def test_where_nobody_is_named_neither_seat_nor_name_crosses_and_notes_cross_apart_from_people(here, there):
    nameless = Open(named=False, public={"e_note", "e_other"}, unnamed={"e_other"})
    there.say("bo", (30, 40), "e_note", NOW, chosen=("e_other", "e_hidden"))
    elsewhere = Elsewhere()

    people, apart = crossed(there, nameless)
    elsewhere.hear("other", read_people(people), NOW, apart=read_apart(apart))
    elsewhere.bring(here, {"ada"}, NOW)
    view = here.look(Rules(private=False, named=False), {"e_note", "e_other"}, NOW)

    assert people == [["bo", "", "", False, (30, 40), None, 0.0, []]]
    assert apart == [["e_note"], ["e_other"]]
    assert (view.writing, view.chosen) == ((("e_note", None),), {("e_other", None)})
    assert list(view.cursors.values()) == [(30, 40)]


def test_what_somebody_wrote_unnamed_crosses_apart_from_whoever_writes_on_it(here, there):
    named = Open(named=True, public={"e_note", "e_other"}, unnamed={"e_note"})
    there.say("bo", None, "e_note", NOW, chosen=("e_note", "e_other"))
    elsewhere = Elsewhere()

    people, apart = crossed(there, named)
    elsewhere.hear("other", read_people(people), NOW, apart=read_apart(apart))
    elsewhere.bring(here, {"ada"}, NOW)
    view = here.look(OPEN, {"e_note", "e_other"}, NOW, unnamed={"e_note"})

    assert people == [["bo", "s_bo", "Bo", False, None, None, 0.0, ["e_other"]]]
    assert apart == [["e_note"], []]
    assert view.writing == (("e_note", None),)


def test_what_crosses_apart_is_told_to_nobody_while_people_write_alone_or_once_it_is_hidden(here, there):
    there.say("bo", None, "e_note", NOW, chosen=("e_other",))
    elsewhere = Elsewhere()
    _people, apart = crossed(there, Open(named=False, public={"e_note", "e_other"}, unnamed=set()))
    elsewhere.hear("other", (), NOW, apart=read_apart(apart))
    elsewhere.bring(here, {"ada"}, NOW)

    alone = here.look(Rules(private=True, named=False), {"e_note", "e_other"}, NOW)
    hidden = here.look(Rules(private=False, named=False), set(), NOW)

    assert here.written_on() | here.chosen(NOW) == {"e_note", "e_other"}
    assert [(view.writing, view.chosen) for view in (alone, hidden)] == [((), frozenset())] * 2


def test_whoever_came_unnamed_is_called_by_name_once_names_are_shown(here, there):
    elsewhere = Elsewhere()
    for open_ in (Open(named=False, public=set(), unnamed=set()), FREELY):
        elsewhere.hear("other", read_people(write_people(there, {"bo"}, NOW, open_)), NOW)
        elsewhere.bring(here, {"ada"}, NOW)

    assert told(here) == {"Ada": None, "Bo": None}


@pytest.mark.parametrize("garbage", [None, 3, "x", [3], [["e_note"], 3]])
def test_what_cannot_be_read_apart_is_nothing(garbage):
    assert read_apart(garbage) == NOTHING
