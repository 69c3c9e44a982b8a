"""Dots: given and taken back, each once, never more than there are."""

import pytest

from tests.boards.conftest import note_id


@pytest.mark.row("V1", "V5", partly=True)
def test_each_person_gives_the_dots_they_have_and_not_one_more(votes, join):
    bo, cy = join("Bo"), join("Cy")
    votes.open(dots=2)

    first, second, third = bo.give("Idle lab days"), bo.give("Idle lab days"), bo.give("Nobody answers")

    assert first == (200, {"id": bo.dot(1), "element": note_id("Idle lab days"), "left": 1})
    assert second == (200, {"id": bo.dot(2), "element": note_id("Idle lab days"), "left": 0})
    assert third == (
        409,
        {"x": "budget-spent", "say": "You have given all your dots. Take one back first."},
    )
    assert cy.give("Nobody answers")[1]["left"] == 1
    assert votes.faults() == []


def test_a_dot_that_is_sent_again_is_the_same_dot(votes, join):
    bo = join("Bo")
    votes.open(dots=2)
    once = bo.give("Idle lab days", ballot="the-same-dot-00001")

    again = bo.give("Idle lab days", ballot="the-same-dot-00001")
    elsewhere = bo.give("Nobody answers", ballot="the-same-dot-00001")

    assert again == elsewhere == once
    assert bo.sees()["mine"] == [{"id": "the-same-dot-00001", "element": note_id("Idle lab days")}]
    assert votes.faults() == []


def test_a_dot_is_taken_back_and_given_elsewhere(votes, join):
    bo = join("Bo")
    votes.open(dots=1)
    bo.give("Idle lab days")

    taken = bo.take(bo.dot(1))

    assert taken == bo.take(bo.dot(1)) == (200, {"id": bo.dot(1), "element": None, "left": 1})
    assert bo.give("Nobody answers")[1]["left"] == 0
    assert [dot["element"] for dot in bo.sees()["mine"]] == [note_id("Nobody answers")]
    assert votes.faults() == []


def test_a_copy_that_was_long_under_way_gives_no_dot_after_it_was_taken_back(votes, join):
    bo = join("Bo")
    votes.open(dots=3)
    bo.give("Idle lab days", ballot="the-same-dot-00001")
    bo.take("the-same-dot-00001")

    late = bo.give("Idle lab days", ballot="the-same-dot-00001")

    assert late == (200, {"id": "the-same-dot-00001", "element": None, "left": 3})
    assert bo.sees()["mine"] == []


def test_nobody_takes_back_or_repeats_the_dot_of_somebody_else(votes, join):
    bo, cy = join("Bo"), join("Cy")
    votes.open()
    bo.give("Idle lab days", ballot="the-same-dot-00001")

    taken, never = cy.take("the-same-dot-00001"), cy.take("a" * 20)
    repeated = cy.give("Idle lab days", ballot="the-same-dot-00001")

    assert (taken[0], taken[1]["x"]) == (never[0], never[1]["x"]) == (404, "no-such-ballot")
    assert (repeated[0], repeated[1]["x"]) == (400, "bad-ballot")
    assert len(bo.sees()["mine"]) == 1
    assert cy.sees()["left"] == 5


def test_where_a_note_gets_one_dot_from_each_a_second_is_refused_and_costs_nothing(votes, join):
    bo, cy = join("Bo"), join("Cy")
    votes.open(dots=3, one_per_note=True)
    bo.give("Idle lab days")

    second = bo.give("Idle lab days")

    assert (second[0], second[1]["x"]) == (409, "note-has-dot")
    assert bo.sees()["left"] == 2
    assert cy.give("Idle lab days")[0] == 200
    assert votes.faults() == []


@pytest.mark.parametrize("role", ["observer", "wall"])
def test_who_looks_on_gives_no_dot(votes, join, role):
    onlooker = join("Eye", role)
    votes.open()

    answer = onlooker.give("Idle lab days")

    assert answer == (403, {"x": "not-allowed", "say": "Your role does not allow this."})
    assert onlooker.sees()["left"] is None


def test_facilitators_have_dots_like_everybody(votes, join):
    votes.open(dots=1)

    assert join("Ada").give("Idle lab days")[1]["left"] == 0


def test_in_a_frozen_room_dots_wait_and_facilitators_go_on(votes, join):
    ada, bo = join("Ada"), join("Bo")
    votes.open()
    votes.room.freeze()

    refused, given = bo.give("Idle lab days", ballot="the-same-dot-00001"), ada.give("Idle lab days")

    assert (refused[0], refused[1]["x"], given[0]) == (403, "frozen", 200)
    votes.room.freeze(frozen=False)
    assert bo.give("Idle lab days", ballot="the-same-dot-00001")[0] == 200


def test_who_moves_dots_without_end_is_stopped_and_keeps_what_they_gave(votes, join):
    from app.voting.services.ballots import MOST_MADE

    bo = join("Bo")
    votes.open(dots=2)
    bo.give("Nobody answers")
    for _each in range(MOST_MADE - 1):
        bo.give("Idle lab days")
        bo.take(bo.dot(bo.made))

    answer = bo.give("Idle lab days")

    assert (answer[0], answer[1]["x"]) == (429, "too-many-changes")
    assert len(bo.sees()["mine"]) == 1
    assert votes.faults() == []
