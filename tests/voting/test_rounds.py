"""Rounds: who opens and ends them, what may get dots, and what is counted."""

import re
import threading

import pytest

from tests.boards.conftest import note_id


def test_one_round_is_open_on_a_board_however_often_it_is_opened(votes, join):
    bo = join("Bo")
    first = votes.open()

    again = open_by_form(join("Ada"), votes)

    assert again.status_code == 409
    assert "A vote is already open on this board." in again.text
    assert bo.sees()["round"]["id"] == first


def test_two_who_open_a_round_at_the_same_moment_get_one(votes, join):
    from app.voting.errors import RoundAlreadyOpen

    told = []

    def press() -> None:
        try:
            votes.open()
            told.append("opened")
        except RoundAlreadyOpen:
            told.append("refused")

    pressing = [threading.Thread(target=press) for _each in range(2)]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()

    assert sorted(told) == ["opened", "refused"]


def test_the_terms_are_told_before_anybody_votes(votes, join):
    bo = join("Bo")
    votes.open(dots=3, one_per_note=True, named=True, zone="policy")

    seen = bo.sees()

    assert seen["round"] == {
        "id": votes.round_id,
        "scope": "policy",
        "budget": 3,
        "per_note": 1,
        "anonymous": False,
        "opened_at": seen["round"]["opened_at"],
    }
    assert (seen["left"], seen["mine"], seen["results"]) == (3, [], [])
    assert "everybody sees who gave which dot" in bo.part("part")


@pytest.mark.parametrize("role", ["participant", "observer", "wall"])
def test_only_facilitators_open_close_and_cancel(votes, join, role):
    bo = join("Bo", role)
    refused = [open_by_form(bo, votes)]
    votes.open()

    refused += [submit(bo, f"/votes/{votes.round_id}/{end}/") for end in ("closure", "cancellation")]

    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert join("Ada").sees()["round"]["id"] == votes.round_id
    assert [action for action, _details in votes.audit()] == ["vote.open"]


def test_a_cofacilitator_leads_a_vote_by_the_forms_alone(votes, join):
    dee, bo = join("Dee", "co-facilitator"), join("Bo")

    opened = open_by_form(dee, votes, dots="4", one_per_note="y")
    votes.round_id = bo.sees()["round"]["id"]
    bo.give("Idle lab days")
    closed = submit(dee, f"/votes/{votes.round_id}/closure/")

    assert (opened.status_code, opened.location) == (303, f"/votes/of/{votes.board}/page/")
    assert (closed.status_code, closed.location) == (303, f"/votes/of/{votes.board}/page/")
    assert bo.sees()["results"][0]["element"] == note_id("Idle lab days")
    assert votes.audit() == [
        ("vote.open", {"board": votes.board, "dots": 4, "named": False}),
        ("vote.close", {"dots": 1, "voters": 1}),
    ]


@pytest.mark.parametrize("dots", ["0", "21", "-1", "x", "", "NaN", "1e3", "9" * 30])
def test_a_number_of_dots_that_is_none_is_said_at_its_field(votes, join, dots):
    answer = open_by_form(join("Ada"), votes, dots=dots)

    assert answer.status_code == 422
    assert re.search(r'id="dots-bad">.*(A number between 1 and 20|Write a whole number)', answer.text)
    assert join("Ada").sees()["round"] is None


def test_a_zone_the_canvas_does_not_have_is_refused(votes, join):
    assert open_by_form(join("Ada"), votes, zone="nowhere").status_code == 422
    assert join("Ada").sees()["round"] is None


@pytest.mark.row("V2")
def test_while_a_round_is_open_nobody_is_told_a_total(votes, join):
    ada, bo, cy = join("Ada"), join("Bo"), join("Cy")
    votes.open()
    bo.give("Idle lab days")
    bo.give("Idle lab days")

    told = [somebody.sees() for somebody in (ada, cy)]

    assert [(seen["mine"], seen["results"]) for seen in told] == [([], []), ([], [])]
    assert len(bo.sees()["mine"]) == 2
    votes.close()
    assert [total["dots"] for total in cy.sees()["results"]] == [2]


@pytest.mark.row("V1")
def test_results_are_sorted_and_ties_share_their_rank(votes, join):
    bo, cy, dee = join("Bo"), join("Cy"), join("Dee")
    votes.open(dots=3)
    for voter in (bo, cy, dee):
        voter.give("Nobody answers")
    bo.give("Idle lab days")
    cy.give("No test spectrum")

    votes.close()

    tied = sorted([note_id("Idle lab days"), note_id("No test spectrum")])
    assert votes.counted() == [(note_id("Nobody answers"), 3, 1, False), (tied[0], 1, 2, True), (tied[1], 1, 2, True)]
    assert [(total["rank"], total["tie"], total["say"]) for total in bo.sees()["results"]] == [
        (1, False, "3 dots, rank 1 of 3"),
        (2, True, "1 dot, shares rank 2 of 3"),
        (2, True, "1 dot, shares rank 2 of 3"),
    ]
    assert votes.faults() == []


def test_no_dot_is_taken_once_the_round_is_closed_and_a_repeated_one_is_told_where_it_lies(votes, join):
    bo = join("Bo")
    votes.open()
    bo.give("Idle lab days")
    votes.close()

    late, again = bo.give("Nobody answers"), bo.give("Idle lab days", ballot=bo.dot(1))

    assert (late[0], late[1]["x"]) == (409, "vote-closed")
    assert again == (200, {"id": bo.dot(1), "element": note_id("Idle lab days"), "left": None})
    assert votes.counted() == [(note_id("Idle lab days"), 1, 1, False)]
    assert votes.faults() == []


@pytest.mark.parametrize("named", [False, True], ids=["anonymous", "named"])
def test_who_takes_a_dot_back_too_late_is_told_that_it_was_counted(votes, join, named):
    bo, cy = join("Bo"), join("Cy")
    votes.open(named=named)
    bo.give("Idle lab days")
    bo.give("Nobody answers")
    bo.take(bo.dot(2))
    votes.close()

    counted, gone, never = bo.take(bo.dot(1)), bo.take(bo.dot(2)), bo.take(bo.dot(3))

    assert (counted[0], counted[1]["x"]) == (409, "dot-counted")
    assert counted[1]["say"] == "You took a dot back after the vote was closed: it was counted."
    assert [(status, answer["x"]) for status, answer in (gone, never)] == [(404, "no-such-ballot")] * 2
    if named:
        assert cy.take(bo.dot(1))[1]["x"] == "no-such-ballot"
    assert votes.counted() == [(note_id("Idle lab days"), 1, 1, False)]


def test_the_words_of_a_result_stay_when_its_note_is_deleted(votes, join):
    from app.voting import queries

    ada = join("Ada")
    votes.open()
    ada.give("Idle lab days")
    votes.close()
    ada.somebody.send(ada.somebody.op("el.del", ids=[note_id("Idle lab days")]))

    with votes.room.app.app_context():
        line = queries.rounds_of(votes.room.id)[0].lines[0]

    assert (line.words, line.dots, line.rank) == ("Idle lab days", 1, 1)
    assert "Idle lab days" in ada.part()


def test_a_cancelled_round_is_as_if_it_had_never_been(votes, join):
    bo = join("Bo")
    votes.open()
    bo.give("Idle lab days")

    votes.cancel()

    assert bo.sees() | {"cancelled": None} == {
        "round": None,
        "left": None,
        "mine": [],
        "results": [],
        "closed": None,
        "cancelled": None,
        "among": None,
        "astray": [],
        "untold": [],
    }
    assert bo.give("Idle lab days")[1]["x"] == "vote-closed"
    assert votes.faults() == []
    votes.open()
    assert bo.give("Idle lab days")[1]["left"] == 4


def test_the_newest_round_says_where_a_note_stands(votes, join):
    from app.voting import queries

    bo = join("Bo")
    votes.open()
    for note in ("Idle lab days", "Idle lab days", "Nobody answers"):
        bo.give(note)
    votes.close()
    votes.open(dots=1)
    bo.give("Idle lab days")
    votes.close()

    with votes.room.app.app_context():
        tally, rounds = queries.tally_of(votes.board), queries.rounds_of(votes.room.id)

    assert tally == {note_id("Idle lab days"): 1, note_id("Nobody answers"): 1}
    assert [(each.voters, each.dots, each.candidates, each.budget) for each in rounds] == [(1, 3, 3, 5), (1, 1, 3, 1)]


def test_totals_that_come_with_a_file_are_a_closed_round_without_ballots(votes, join):
    from app import clock
    from app.db import transaction
    from app.voting import checking, queries
    from app.voting.services.brought import keep_result
    from app.workshops.dots import DotTerms

    dots = {note_id("Idle lab days"): 9, note_id("Nobody answers"): 4}

    with votes.room.app.app_context():
        with transaction():
            keep_result(votes.board, dots, DotTerms(), at=clock.now())
        kept = queries.rounds_of(votes.room.id)

        assert [(line.words, line.dots, line.rank) for line in kept[0].lines] == [
            ("Idle lab days", 9, 1),
            ("Nobody answers", 4, 2),
        ]
        assert checking.all_faults() == {}


def test_a_command_says_whether_every_sum_agrees(votes, join):
    from app.db import db, transaction
    from app.voting.models import Result

    bo = join("Bo")
    votes.open()
    bo.give("Idle lab days")
    votes.close()
    runner = votes.room.app.test_cli_runner()
    fine = runner.invoke(args=["votes"])
    with votes.room.app.app_context(), transaction():
        db.session.execute(db.update(Result).values(dots=7))

    wrong = runner.invoke(args=["votes"])

    assert (fine.exit_code, fine.output) == (0, "1 rounds: every sum agrees.\n")
    assert (wrong.exit_code, votes.round_id in wrong.output) == (1, True)


def open_by_form(voter, votes, **fields):
    said = {"dots": "5", "zone": "", **fields}
    return submit(voter, f"/votes/of/{votes.board}/rounds/", **said)


def submit(voter, address, **fields):
    return voter.browser.submit(address, **fields)
