"""Who points where, as values: what is told of it, to how many, and what is never told."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from app.boards.told import Rules, View, news, rate, whole
from app.boards.whereabouts import CURSORS_IN_A_CROWD, RESTS_AFTER, Whereabouts

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)
OPEN = Rules(private=False, named=True)
UNNAMED = Rules(private=False, named=False)
NOTE = "e_note"


def people(*names, leads=()):
    """Ada is number 1, and so on in their order."""
    numbers = count(1)
    board = Whereabouts(lambda: next(numbers))
    for name in names:
        board.come(name, seat=f"s_{name}", name=name, leads=name in leads)
    return board


def test_a_cursor_and_a_writer_stand_under_the_number_of_their_seat():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)

    view = board.look(OPEN, {NOTE}, NOON)

    assert whole(view) == {
        "all": True,
        "n": 2,
        "hz": 10,
        "who": [[3, "s_Ada", "Ada"], [4, "s_Bo", "Bo"]],
        "at": [[4, 120, 44]],
        "w": [[NOTE, 4]],
        "s": [],
    }


def test_only_what_is_new_is_told():
    board = people("Ada", "Bo")
    before = board.look(OPEN, set(), NOON)
    board.say("Bo", (120, 44), None, NOON)
    moved = board.look(OPEN, set(), NOON)
    board.come("Cy", seat="s_Cy", name="Cy", leads=False)
    board.go("Bo")

    left = board.look(OPEN, set(), NOON)

    assert news(before, moved) == {"at": [[4, 120, 44]]}
    assert news(moved, moved) == {}
    assert news(moved, left) == {"who": [[5, "s_Cy", "Cy"]], "gone": [4]}


def test_a_cursor_that_is_switched_off_leaves_and_its_person_stays():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)
    before = board.look(OPEN, {NOTE}, NOON)
    board.say("Bo", None, None, NOON)

    assert news(before, board.look(OPEN, {NOTE}, NOON)) == {"at": [[4]], "w": []}


def test_a_cursor_that_rests_leaves_the_sheet():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)
    before = board.look(OPEN, {NOTE}, NOON)

    still = board.look(OPEN, {NOTE}, NOON + RESTS_AFTER)
    rested = board.look(OPEN, {NOTE}, NOON + RESTS_AFTER + timedelta(seconds=1))

    assert (news(before, still), news(still, rested)) == ({}, {"at": [[4]], "w": []})


@pytest.mark.row("F4", partly=True)
def test_whoever_has_a_hidden_note_in_hand_is_nowhere():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), "e_hidden", NOON)

    view = board.look(OPEN, set(), NOON)

    assert (view.cursors, view.writing) == ({}, ())


@pytest.mark.row("F4", partly=True)
def test_private_writing_knows_no_cursors_and_remembers_none():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)
    before = board.look(OPEN, {NOTE}, NOON)
    board.say("Bo", (130, 44), None, NOON)

    private = board.look(Rules(private=True, named=True), set(), NOON)
    after = board.look(OPEN, {NOTE}, NOON)

    assert news(before, private) == {"at": [[4]], "w": []}
    assert (after.cursors, after.writing) == ({}, ())


def test_where_names_are_not_shown_a_cursor_is_nobodys_and_a_note_is_written_by_nobody():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)

    view = board.look(UNNAMED, {NOTE}, NOON)

    assert whole(view) == {"all": True, "n": 2, "hz": 10, "who": [], "at": [[4, 120, 44]], "w": [[NOTE]], "s": []}


def choose(board, name, *notes, at=None, now=NOON):
    board.say(name, at, None, now, chosen=notes)


def test_what_somebody_chose_is_told_once_and_again_when_it_changes():
    board = people("Ada", "Bo")
    before = board.look(OPEN, {NOTE, "e_other"}, NOON)
    choose(board, "Bo", NOTE, "e_other")
    chosen = board.look(OPEN, {NOTE, "e_other"}, NOON)
    board.say("Bo", (120, 44), None, NOON)
    moved = board.look(OPEN, {NOTE, "e_other"}, NOON)
    choose(board, "Bo", "e_other", at=(120, 44))
    less = board.look(OPEN, {NOTE, "e_other"}, NOON)

    assert news(before, chosen) == {"s": [[NOTE, 4], ["e_other", 4]]}
    assert news(chosen, moved) == {"at": [[4, 120, 44]]}
    assert news(moved, less) == {"u": [[NOTE, 4]]}
    assert whole(less)["s"] == [["e_other", 4]]


def test_what_somebody_chose_stays_while_they_rest_and_goes_with_them():
    board = people("Ada", "Bo")
    choose(board, "Bo", NOTE, at=(1, 1))
    first = board.look(OPEN, {NOTE}, NOON)
    later = board.look(OPEN, {NOTE}, NOON + RESTS_AFTER + timedelta(seconds=1))
    board.let_go("Bo")
    closed = board.look(OPEN, {NOTE}, NOON)

    assert news(first, later) == {"at": [[4]]}
    assert news(later, closed) == {"u": [[NOTE, 4]]}


def test_of_what_somebody_chose_only_what_all_see_is_told():
    board = people("Ada", "Bo")
    choose(board, "Bo", "e_hidden", NOTE, at=(1, 1))
    view = board.look(OPEN, {NOTE}, NOON)

    assert (view.chosen, view.cursors) == ({(NOTE, 4)}, {4: (1, 1)})
    assert board.chosen(NOON) == {"e_hidden", NOTE}


def test_of_a_note_somebody_wrote_unnamed_it_is_not_told_who_chose_it_nor_that_anybody_did():
    board = people("Ada", "Bo")
    choose(board, "Bo", NOTE, "e_other")

    assert board.look(OPEN, {NOTE, "e_other"}, NOON, unnamed={NOTE}).chosen == {("e_other", 4)}


def test_where_names_are_not_shown_a_note_is_chosen_by_nobody():
    board = people("Ada", "Bo")
    for name in ("Ada", "Bo"):
        choose(board, name, NOTE)

    assert board.look(UNNAMED, {NOTE}, NOON, unnamed={NOTE}).chosen == {(NOTE, None)}


def test_what_was_chosen_in_private_is_not_told_later():
    board = people("Ada", "Bo")
    choose(board, "Bo", NOTE)
    private = board.look(Rules(private=True, named=True), {NOTE}, NOON)

    assert (private.chosen, board.look(OPEN, {NOTE}, NOON).chosen) == (set(), set())


def test_in_a_crowd_it_is_told_of_those_alone_who_are_shown_pointing():
    names = [f"p{number}" for number in range(151)]
    board = people(*names)
    for second, name in enumerate(names):
        choose(board, name, f"e_{name}", at=(1, 1), now=NOON + timedelta(milliseconds=second))
    everything = {f"e_{name}" for name in names}
    last = {f"e_{name}" for name in names[-CURSORS_IN_A_CROWD:]}

    assert board.chosen(NOON) == last
    assert {note for note, _ in board.look(OPEN, everything, NOON).chosen} == last


def test_an_unnamed_cursor_comes_back_under_another_number():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), None, NOON)
    first = board.look(UNNAMED, set(), NOON)
    board.say("Bo", None, None, NOON)
    gone = board.look(UNNAMED, set(), NOON)
    board.say("Bo", (130, 44), None, NOON)
    second = board.look(UNNAMED, set(), NOON)

    assert (list(first.cursors), list(gone.cursors), list(second.cursors)) == ([4], [], [5])
    assert (news(first, gone), news(gone, second)) == ({"at": [[4]]}, {"at": [[5, 130, 44]]})


def test_numbers_change_when_names_are_hidden_or_shown():
    board = people("Ada")
    board.say("Ada", (120, 44), None, NOON)
    named = board.look(OPEN, set(), NOON)
    unnamed = board.look(UNNAMED, set(), NOON)

    assert named.cursors.keys() & unnamed.cursors.keys() == set()
    assert news(named, unnamed)["gone"] == list(named.who)


@pytest.mark.parametrize(("here", "hertz"), [(1, 10), (50, 10), (51, 5), (150, 5), (151, 4), (500, 4)])
def test_the_fuller_the_room_the_fewer_the_frames(here, hertz):
    assert rate(here) == hertz
    assert whole(View(people=here))["hz"] == hertz


def test_in_a_crowd_facilitators_and_those_who_moved_last_are_shown_and_do_not_take_turns():
    names = [f"P{number}" for number in range(160)]
    board = people(*names, leads=("P0",))
    for number, name in enumerate(names):
        board.say(name, (number, 0), None, NOON + timedelta(milliseconds=number))
    first = board.look(OPEN, set(), NOON)
    for number, name in enumerate(names):
        board.say(name, (number, 1), None, NOON + timedelta(milliseconds=500 - number))

    second = board.look(OPEN, set(), NOON + timedelta(seconds=1))

    shown = {first.who[number][1] for number in first.cursors}
    assert shown == {"P0", *names[-CURSORS_IN_A_CROWD:]}
    assert first.cursors.keys() == second.cursors.keys()


def test_two_tabs_are_one_person():
    board = people("Ada", "Bo", "Bo")

    assert whole(board.look(OPEN, set(), NOON))["n"] == 2


def test_on_what_somebody_wrote_unnamed_somebody_writes_and_nobody_is_told_who():
    board = people("Ada", "Bo")
    board.say("Bo", (120, 44), NOTE, NOON)

    view = board.look(OPEN, {NOTE}, NOON, unnamed={NOTE})

    assert (view.writing, view.cursors) == (((NOTE, None),), {})
    board.say("Bo", (120, 44), None, NOON)
    assert list(board.look(OPEN, set(), NOON).cursors.values()) == [(120, 44)]
