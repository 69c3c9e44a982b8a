"""A note that got dots and was hidden since keeps its dots, and no result says its words, not even an earlier one."""

import json

from tests.boards.conftest import note_id

SECRET = "names somebody"


def results_of(voter) -> str:
    """Everything a page is told of a result: as values, in the page, in the minutes, in the file of the board."""
    browser, room = voter.browser, voter.votes.room
    addresses = (
        f"/votes/of/{room.board}/page/",
        f"/reports/workshops/{room.id}/minutes/",
        f"/reports/workshops/{room.id}/boards.json",
    )
    return json.dumps(voter.sees()) + "".join(browser.get(address).text for address in addresses)


def write_and_vote(votes, join):
    """Cy writes a note that names somebody, and Bo gives it a dot."""
    bo, cy = join("Bo"), join("Cy")
    cy.somebody.add(f"Cy {SECRET}", name="bad")
    votes.open()
    assert bo.give("bad")[0] == 200
    return bo


def hide(votes) -> None:
    ada = votes.room.people["Ada"]
    [outcome] = ada.send(ada.op("el.hide", ids=[note_id("bad")]))["a"]
    assert "s" in outcome


def test_what_is_hidden_while_people_vote_is_counted_without_its_words(votes, join):
    bo = write_and_vote(votes, join)
    hide(votes)
    cy = votes.room.people["Cy"]
    cy.send(cy.op("txt.put", id=note_id("bad"), t=f"Cy still {SECRET}"))

    votes.close()

    assert votes.counted() == [(note_id("bad"), 1, 1, False)]
    assert SECRET not in results_of(bo)
    assert "Its words are not shown" in results_of(bo)


def test_words_of_a_result_go_when_their_note_is_hidden_and_come_back_with_it(votes, join):
    bo = write_and_vote(votes, join)
    votes.close()
    before = results_of(bo)

    hide(votes)
    meanwhile = results_of(bo)
    ada = votes.room.people["Ada"]
    ada.send(ada.op("el.show", ids=[note_id("bad")]))

    assert (SECRET in before, SECRET in meanwhile, SECRET in results_of(bo)) == (True, False, True)


def test_a_hidden_note_that_is_folded_into_another_stays_without_words(votes, join):
    bo = write_and_vote(votes, join)
    votes.close()
    hide(votes)
    ada, cy = votes.room.people["Ada"], votes.room.people["Cy"]
    cy.add("Also hidden", name="other")
    ada.send(ada.op("el.hide", ids=[note_id("other")]))

    [folded] = cy.send(cy.op("el.merge", id=note_id("other"), ids=[note_id("bad")]))["a"]

    assert "s" in folded
    assert SECRET not in results_of(bo)


def test_a_note_that_was_folded_into_one_that_is_hidden_since_has_no_words_until_that_is_shown(votes, join):
    bo = write_and_vote(votes, join)
    votes.close()
    ada, idle, silent = votes.room.people["Ada"], note_id("Idle lab days"), note_id("Nobody answers")
    said = []

    for k, body in (
        ("el.merge", {"id": idle, "ids": [note_id("bad")]}),
        ("el.merge", {"id": silent, "ids": [idle]}),
        ("el.hide", {"ids": [silent]}),
        ("el.show", {"ids": [silent]}),
    ):
        [outcome] = ada.send(ada.op(k, **body))["a"]
        assert "s" in outcome
        said.append(SECRET in results_of(bo))

    assert said == [True, True, False, True]
