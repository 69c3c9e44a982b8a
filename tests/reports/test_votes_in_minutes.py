"""Votes in the minutes: each round by itself, under the terms people were told, with all that got dots."""

import csv
import io
import re

import pytest

from tests.boards.conftest import note_id
from tests.voting.conftest import Votes


@pytest.fixture
def votes(room):
    """A first round, secret and of three dots; a second, named, on one zone, one dot each."""
    votes = Votes(room)
    ada, bo = votes.join("Ada"), votes.join("Bo")
    for name in ("Idle lab days", "No test spectrum", "Nobody answers"):
        ada.somebody.add(name)
    votes.open(dots=3)
    for voter, note in (
        (ada, "Idle lab days"),
        (ada, "No test spectrum"),
        (bo, "Nobody answers"),
        (bo, "Nobody answers"),
    ):
        voter.give(note)
    votes.close()
    votes.open(dots=1, named=True, zone="policy", one_per_note=True)
    ada.give("No test spectrum")
    votes.close()
    ada.somebody.send(ada.somebody.op("el.del", ids=[note_id("Nobody answers")]))
    return votes


def told(votes) -> list[str]:
    """What the minutes say of votes, a text for each round."""
    page = votes.voters["Bo"].browser.get(f"/reports/workshops/{votes.room.id}/minutes/").text
    sections = re.findall(r'<section class="mi-v".*?</section>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", section).split()) for section in sections]


def test_each_round_is_told_by_itself_with_its_terms_and_its_places(votes):
    first, second = told(votes)

    assert "Each person has 3 dots. Secret vote. 2 people gave 4 dots." in first
    assert second.startswith("Seven enablers check : Policy and regulation")
    assert "Each person has 1 dot. At most one dot on a note. Named vote. 1 person gave 1 dot." in second
    assert re.search(r"1 No test spectrum Ada 1$", second)
    assert [re.search(rf"(\S+)( shared)? {note}", first)[0] for note in ("Idle lab days", "No test spectrum")] == [
        "= shared Idle lab days",
        "= shared No test spectrum",
    ]
    assert "Closed on" in first


def test_dots_that_came_too_late_are_told_with_the_round_they_were_meant_for(votes):
    ada, bo = (votes.voters[name] for name in ("Ada", "Bo"))
    assert not any("too late" in each for each in told(votes))

    for late in (ada, bo):
        late.give("Idle lab days")

    first, second = told(votes)
    assert "too late" not in first
    assert "1 person gave 1 dot. 2 dots came too late and were not counted." in second


def test_a_note_that_was_deleted_keeps_its_place_and_is_named_as_deleted(votes):
    first, second = told(votes)

    assert "1 Nobody answers Deleted after the vote. 2" in first
    assert "Deleted" not in second


def test_dots_beside_notes_are_those_of_one_round(votes):
    page = votes.voters["Bo"].browser.get(f"/reports/workshops/{votes.room.id}/minutes/").text

    annex = page[page.index("Annex: every note") :]
    dots = re.findall(r">([^<]+)</span></span><b class=\"num\">(\d+)", annex)
    assert dots == [("No test spectrum", "1")]


def test_where_nobody_voted_no_votes_are_told(room):
    assert "mi-v" not in room.people["Ada"].browser.get(f"/reports/workshops/{room.id}/minutes/").text


@pytest.fixture
def themed(room) -> Votes:
    """A group with two dots on itself and one on a note in it, and a note in no group with one."""
    votes = Votes(room)
    ada = votes.join("Ada").somebody
    group = ada.group("Slow access")
    ada.send(group, ada.note("Idle lab days", parent=group["id"]), ada.note("No test spectrum", parent=group["id"]))
    ada.add("Nobody answers")
    votes.open()
    given = (("Ada", group["id"]), ("Bo", group["id"]), ("Bo", "Idle lab days"), ("Cy", "Nobody answers"))
    for name, voted_on in given:
        votes.join(name).give(voted_on)
    votes.close()
    return votes


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_minutes_tell_the_dots_on_a_theme_from_those_on_its_notes(themed):
    page = themed.voters["Bo"].browser.get(f"/reports/workshops/{themed.room.id}/minutes/").text

    for start, end in (('id="mi-themes"', "</section>"), ("Annex: every note", "</article>")):
        assert "2 dots on the theme, 1 on its notes" in plain(page.split(start)[1].split(end)[0])
    assert "3 dots" not in plain(page)


def test_the_plan_tells_the_dots_on_a_group_from_those_on_its_notes(themed):
    ada = themed.join("Ada").browser

    page = ada.get(f"/plans/promotion/?board={themed.board}&note={note_id('Slow access')}").text

    assert "2 dots on the theme, 1 on its notes" in plain(page)


def test_a_sheet_has_all_dots_of_a_board_those_of_groups_too(themed):
    answer = themed.join("Ada").browser.get(f"/reports/boards/{themed.board}.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    dots = rows[0].index("Dots")
    assert [(row[1], row[2], row[dots]) for row in rows[1:]] == [
        ("", "Nobody answers", "1"),
        ("Slow access", "", "2"),
        ("Slow access", "Idle lab days", "1"),
        ("Slow access", "No test spectrum", "0"),
    ]
