"""The parts and pages of a vote: what they say to whom, and that they ask no more for many notes than for few."""

import pytest

from tests.boards.conftest import note_id
from tests.house.test_queries import asked_for

MANY = 30


def asked(votes, voter) -> list[list[str]]:
    """What each part asks of the database."""
    addresses = [f"/votes/of/{votes.board}/{part}" for part in ("", "part/", "page/")]
    addresses += [f"/votes/of/{votes.room.id}/{part}/" for part in ("panel", "wall")]
    return [asked_for(votes.room.app, voter.browser, address) for address in addresses]


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_pages_ask_no_more_for_many_notes_and_dots_than_for_few(votes, join, closed):
    ada, bo = join("Ada"), join("Bo")
    counts = []
    for notes in (1, MANY):
        for number in range(notes):
            ada.somebody.add(f"Note {notes} {number:02}")
        votes.open(dots=20, named=True)
        for number in range(min(notes, 20)):
            bo.give(f"Note {notes} {number:02}")
        if closed:
            votes.close()
        counts.append([len(said) for said in asked(votes, ada)])
        if not closed:
            votes.close()

    assert counts[0] == counts[1]


def test_every_note_stands_under_its_zone_and_its_group(votes, join):
    ada = join("Ada").somebody
    ada.send(
        ada.op(
            "el.add", id=note_id("theme"), type="group", zone="policy", z="Zz1", p={"x": 30, "y": 300}, t="Slow rules"
        ),
        ada.op("el.move", id=note_id("Nobody answers"), zone="policy", parent=note_id("theme"), z="Zz2", x=30, y=340),
    )
    votes.open()

    page = join("Bo").part()

    order = [page.index(f'<p dir="auto">{words}</p>') for words in ("Slow rules", "Nobody answers", "Idle lab days")]
    assert order == sorted(order)
    assert '<p class="small soft" dir="auto">Slow rules</p>' in page


def test_somebody_who_looks_on_sees_the_vote_and_no_button(votes, join):
    votes.open()

    page = join("Eye", "observer").part()

    assert "People are voting." in page
    assert "Give a dot" not in page
    assert "Close the vote" not in page


def test_the_words_of_notes_are_only_words(votes, join):
    join("Ada").somebody.add("<b onload=x>&amp;", name="markup")
    votes.open()
    bo = join("Bo")
    bo.give("markup")
    while_open = bo.part()
    votes.close()

    for text in (while_open, bo.part(), bo.part("part")):
        assert "<b onload" not in text
        assert "&lt;b onload=x&gt;&amp;amp;" in text


def test_the_page_of_a_board_without_a_vote_says_so(votes, join):
    assert "No vote is open on this board." in join("Bo").part()
    assert "Open the vote" in join("Ada").part()


NOBODY = "Nobody is here to vote."


def test_where_nobody_is_here_to_vote_the_page_says_so_in_words(votes, join):
    ada = join("Ada")
    votes.open()
    addresses = [
        f"/votes/of/{each}/" for each in (f"{votes.room.id}/panel", f"{votes.room.id}/wall", f"{votes.board}/page")
    ]

    before = [ada.browser.get(address).text for address in addresses]
    ada.give("Idle lab days")
    after = [ada.browser.get(address).text for address in addresses]

    assert [(NOBODY in page, "of 0 people" in page) for page in before] == [(True, False)] * 3
    assert [(NOBODY in page, "of 1 person has voted" in page) for page in after] == [(False, True)] * 3


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_result_reads_in_the_direction_of_its_own_sentence_whatever_note_it_stands_on(
    votes, join, language, direction
):
    votes.open()
    join("Bo").give("Idle lab days")
    votes.close()

    page = join("Bo").browser.get(f"/votes/of/{votes.board}/part/", headers={"Accept-Language": language}).text

    assert f'<span class="vt-total" dir="{direction}"><span data-total>' in page


WHOLE = "A dot on a group is for the whole group, not for one of its notes."


def test_where_groups_get_dots_everybody_is_told_what_a_dot_on_one_is_for(votes, join):
    ada, bo = join("Ada"), join("Bo")
    panel, wall = f"/votes/of/{votes.room.id}/panel/", f"/votes/of/{votes.room.id}/wall/"

    def told() -> list[bool]:
        pages = [bo.part("part"), bo.part(), ada.part(), *(ada.browser.get(each).text for each in (panel, wall))]
        return [WHOLE in page for page in pages]

    without = told()
    ada.somebody.send(
        ada.somebody.op(
            "el.add", id=note_id("theme"), type="group", zone="policy", z="Zz1", p={"x": 30, "y": 300}, t="Slow rules"
        )
    )
    before = told()
    votes.open()
    while_open = told()
    votes.cancel()
    votes.open(zone="talent")

    assert without == [False] * 5
    assert before == [False, False, True, True, False]
    assert while_open == [True] * 5
    assert told() == [False] * 5
