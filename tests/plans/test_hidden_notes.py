"""The words of a note that stands behind something in a plan are told as far as the note is shown on its board."""

import re
from datetime import timedelta

import pytest

from app.plans import services
from app.plans.items.words import DecisionWords
from app.plans.services import ActionWords
from tests.morning import TODAY

LAWS, GLOSS = "القوانين قديمة", "The laws are old"
UNTOLD = "Its words are not shown"


@pytest.fixture
def told(planned):
    """Action 2 and decision 1 of the plan came from a note of Cleo's, action 3 from a group with a note in it."""
    planned.seat("Fay")
    planned.employ("Kim", "director")
    board_id, note_id = planned.note(LAWS, lang="ar", gloss=GLOSS, by=planned.seats["Cleo"].id)
    group_board, group_id = planned.group("Rules of Fatima", "Nobody answers her")
    soon = TODAY + timedelta(days=12)
    with planned.app.app_context():
        ada = planned.seats["Ada"]
        for about, words in (
            (note_id, ActionWords(title="Review the rules", owner="Bo", due_on=soon)),
            (note_id, DecisionWords(title="We review them")),
            (group_id, ActionWords(title="Answer", owner="Bo", due_on=soon)),
        ):
            services.promote(ada, board_id, about, words)
    assert group_board == board_id
    planned.board_id, planned.note_id, planned.group_id = board_id, note_id, group_id
    planned.plan, planned.ending = f"/plans/{planned.plan_id}/", f"/plans/{planned.plan_id}/sign-off/"
    planned.minutes = f"/reports/workshops/{planned.workshop.id}/minutes/"
    return planned


def says(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def read(room, name: str, address: str) -> str:
    answer = room.browser(name).get(address)
    assert answer.status_code == 200
    return answer.text


def test_words_of_a_hidden_note_are_told_nobody_who_does_not_see_it_and_come_back_with_it(told):
    """Kim reads the plan and did not lead the workshop; Fay sat in it and reads the minutes."""
    places = (("Kim", told.plan), ("Kim", told.ending), ("Fay", told.minutes), ("Ada", told.minutes))

    before = [LAWS in read(told, *place) for place in places]
    told.do("Ada", told.board_id, "el.hide", told.note_id)
    hidden = [read(told, *place) for place in places]
    told.do("Ada", told.board_id, "el.show", told.note_id)
    shown = [LAWS in read(told, *place) for place in places]

    assert before == shown == [True] * 4
    assert [(LAWS in page, GLOSS in page, told.note_id in page) for page in hidden] == [(False, False, False)] * 4
    assert [page.count(UNTOLD) for page in hidden] == [2, 1, 1, 1]
    assert f"from 1 note · {UNTOLD}" in says(hidden[0])
    assert "Review the rules" in hidden[2]


def test_the_author_of_a_hidden_note_and_its_facilitators_read_its_words_in_the_plan(told):
    told.employ("Cleo", "director")
    told.employ("Ada", "director")

    told.do("Ada", told.board_id, "el.hide", told.note_id)

    assert [LAWS in read(told, name, told.plan) for name in ("Cleo", "Ada", "Kim", "Fay")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_of_a_hidden_group_its_title_is_not_told_and_of_its_notes_those_that_are_shown(told):
    told.do("Ada", told.board_id, "el.hide", told.group_id)

    for name, address in (("Kim", told.plan), ("Fay", told.minutes)):
        page = read(told, name, address)
        assert ("Rules of Fatima" in page, "Nobody answers her" in page, UNTOLD in page) == (False, True, True)


def test_a_note_that_was_deleted_keeps_the_words_it_had_and_one_that_was_hidden_before_does_not(told):
    told.do("Ada", told.board_id, "el.del", told.note_id)
    deleted = read(told, "Kim", told.plan)

    told.do("Ada", told.board_id, "el.hide", told.group_id)
    told.do("Ada", told.board_id, "el.del", told.group_id)

    assert LAWS in deleted
    assert "Rules of Fatima" not in read(told, "Kim", told.plan)


def test_a_note_that_was_folded_into_one_that_is_hidden_since_is_hidden_with_it(told):
    other = told.note("Another one")[1]
    told.do("Ada", told.board_id, "el.merge", told.note_id, into=other)
    folded = read(told, "Kim", told.plan)

    told.do("Ada", told.board_id, "el.hide", other)

    assert (LAWS in folded, LAWS in read(told, "Kim", told.plan), LAWS in read(told, "Fay", told.minutes)) == (
        True, False, False,
    )  # fmt: skip
