"""Rounds follow the room: a phase of voting opens one, leaving it closes it, and who leaves takes their dots along."""

from datetime import date, time

import pytest

from tests.boards.conftest import CANVAS, Room, Somebody, browser_of, note_id, person
from tests.voting.conftest import Votes


@pytest.fixture
def votes(app) -> Votes:
    """A room whose step is grouping, voting, deciding; then one of talk. It is at grouping."""
    from app.boards.queries import plenary_board
    from app.canvases.library import library
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, StepDraft
    from app.workshops.phases import Phase, PhaseKind
    from app.workshops.queries import seat_of
    from app.workshops.services import make_workshop, stage

    ada = person(app, "Ada")
    kinds = (PhaseKind.CLUSTER, PhaseKind.VOTE, PhaseKind.DECIDE)
    flow = tuple(Phase(kind, 5) for kind in kinds)
    days = (AgendaDay(date(2026, 3, 23), time(9)),)
    with app.app_context():
        brief = Brief(title="Fast tests", host_name="The Lab", timezone="Asia/Kolkata", days=days)
        steps = [StepDraft(minutes=15, screen=CANVAS, phases=flow), StepDraft(minutes=5, phases=(flow[1],))]
        workshop = make_workshop(ada, brief, steps, canvases=library().canvases)
        seat = seat_of(workshop.id, ada.id)
        stage.advance(seat, seen=".0")
        board = plenary_board(workshop.id, CANVAS)
    room = Room(app, workshop.id, board.id, board.epoch)
    room.people["Ada"] = Somebody(room, seat.id, ada.id, browser_of(app, ada))
    room.people["Ada"].add("Idle lab days")
    return Votes(room)


def go(votes: Votes, deed: str = "advance", **to: object) -> None:
    """Ada moves the room."""
    from app.workshops.queries import stage_of
    from app.workshops.services import stage
    from app.workshops.stage import mark

    with votes.room.app.app_context():
        seen = mark(stage.state_of(stage_of(votes.room.id)))
        getattr(stage, deed)(votes.leader(), seen=seen, **to)


def hold_a_vote(votes: Votes, somebody) -> None:
    """Open a round in which somebody gives one dot, and count it."""
    go(votes)
    votes.round_id = somebody.sees()["round"]["id"]
    somebody.give("Idle lab days")
    go(votes)


def settle(votes: Votes, **terms: object) -> None:
    """Say how the first step votes."""
    from app.db import transaction
    from app.workshops import dots
    from app.workshops.queries import steps_of

    with votes.room.app.app_context(), transaction():
        steps_of(votes.room.id)[0].votes = dots.as_json(dots.DotTerms(**terms))


@pytest.mark.row("A4", partly=True)
def test_a_phase_of_voting_opens_a_round_and_the_next_one_shows_the_result(votes, join):
    bo = join("Bo")
    before = bo.sees()["round"]

    go(votes)
    votes.round_id = bo.sees()["round"]["id"]
    given = bo.give("Idle lab days")
    go(votes)

    assert before is None
    assert given[1]["left"] == 4
    seen = bo.sees()
    assert (seen["round"], [total["dots"] for total in seen["results"]]) == (None, [1])
    assert votes.faults() == []
    assert [action for action, _details in votes.audit()] == ["vote.open", "vote.close"]


def test_a_round_of_a_phase_has_the_terms_of_its_step(votes, join):
    settle(votes, dots=3, one_per_note=True, named=True, zone="talent")

    go(votes)

    opened = join("Bo").sees()["round"]
    assert {name: opened[name] for name in ("scope", "budget", "per_note", "anonymous")} == {
        "scope": "talent",
        "budget": 3,
        "per_note": 1,
        "anonymous": False,
    }


def cockpit(votes: Votes) -> str:
    return votes.room.people["Ada"].browser.get(f"/w/{votes.room.id}/cockpit/").text


def test_back_into_a_vote_shows_the_one_that_was_held_and_opens_no_other(votes, join):
    ada, bo = join("Ada"), join("Bo")
    hold_a_vote(votes, bo)
    announced = cockpit(votes)

    go(votes, "go_back")

    assert "The vote that was held stays closed: open another one under Vote if you want one." in announced
    assert "A vote opens." not in announced
    seen = bo.sees()
    assert (seen["round"], [line["dots"] for line in seen["results"]]) == (None, [1])
    assert "Idle lab days" in ada.browser.fragment(f"/votes/of/{votes.room.id}/wall/").text
    assert "The vote closes and is counted." not in cockpit(votes).split("cp-back-does")[0]
    go(votes)
    assert [line["dots"] for line in bo.sees()["results"]] == [1]


def test_back_into_a_vote_says_that_another_one_is_open_and_goes_on(votes, join):
    bo = join("Bo")
    hold_a_vote(votes, bo)
    votes.open()
    announced = cockpit(votes).split('id="cp-back-does"')[1].split("</p>")[0]

    go(votes, "go_back")

    assert "Back to: Vote. Writing stops while people choose. The vote that is open goes on" in announced
    assert ("is shown" in announced, "open another one" in announced) == (False, False)
    assert bo.sees()["round"]["id"] == votes.round_id


def wall(votes: Votes) -> str:
    return votes.room.people["Ada"].browser.fragment(f"/votes/of/{votes.room.id}/wall/").text


def test_a_room_that_comes_back_to_its_vote_sees_the_result_on_the_wall(votes, join, clock):
    bo = join("Bo")
    hold_a_vote(votes, bo)
    clock(60)
    go(votes)
    clock(60)
    walls = []
    for _each in ("decide", "vote", "group"):
        go(votes, "go_back")
        walls.append("Idle lab days" in wall(votes))

    assert walls == [True, True, False]


def test_the_wall_shows_the_result_of_a_vote_after_a_jump_away_and_back(votes, join, clock):
    from app.workshops.queries import steps_of

    bo = join("Bo")
    hold_a_vote(votes, bo)
    with votes.room.app.app_context():
        first, talk = (step.id for step in steps_of(votes.room.id))
    for step_id in (talk, first):
        clock(60)
        go(votes, "jump", step_id=step_id)
    go(votes)
    back_in_vote = wall(votes)
    go(votes)

    assert "Idle lab days" in back_in_vote
    assert "Idle lab days" in wall(votes)


def test_another_vote_is_opened_on_purpose_after_going_back(votes, join):
    bo = join("Bo")
    hold_a_vote(votes, bo)
    go(votes, "go_back")

    votes.open(dots=2)

    assert bo.sees()["left"] == 2


def test_a_vote_in_which_nobody_gave_a_dot_takes_no_result_off_the_screens(votes, join):
    bo = join("Bo")
    hold_a_vote(votes, bo)

    votes.open(dots=2)
    votes.close()

    assert [line["dots"] for line in bo.sees()["results"]] == [1]
    minutes = votes.room.people["Ada"].browser.get(f"/reports/workshops/{votes.room.id}/minutes/").text
    assert "Idle lab days" in minutes.split('id="mi-themes"')[1].split("</section>")[0]


def test_what_happens_to_the_clock_and_to_writing_leaves_a_round_as_it_is(votes, join):
    from app.workshops.services import timer

    bo = join("Bo")
    go(votes)
    opened = bo.sees()["round"]["id"]
    with votes.room.app.app_context():
        timer.extend(votes.leader(), 2, seen=f"{here(votes)}.1")
    votes.room.write("open")

    assert bo.sees()["round"]["id"] == opened


def test_a_round_that_was_closed_by_hand_does_not_open_again_in_the_same_phase(votes, join):
    go(votes)
    votes.round_id = join("Bo").sees()["round"]["id"]

    votes.close()
    votes.room.freeze()
    votes.room.freeze(frozen=False)

    assert join("Bo").sees()["round"] is None


def test_a_round_opened_by_hand_lasts_until_the_room_leaves_its_step(votes, join):
    bo = join("Bo")
    by_hand = votes.open(dots=2)
    bo.give("Idle lab days")

    go(votes)
    during = bo.sees()["round"]
    go(votes)

    assert during["id"] == by_hand
    assert [total["dots"] for total in bo.sees()["results"]] == [1]
    votes.open()
    go(votes)
    assert bo.sees()["round"] is None


def test_a_step_without_a_board_has_no_vote(votes, join):
    for _each in range(3):
        go(votes)

    panel = join("Ada").browser.fragment(f"/votes/of/{votes.room.id}/panel/").text

    assert "This step has none." in panel
    assert join("Bo").sees()["round"] is None


def test_nobody_votes_in_a_workshop_that_is_over(votes, join):
    from app.accounts.models import Principal
    from app.db import db
    from app.workshops.services import details

    bo = join("Bo")
    go(votes)
    votes.round_id = bo.sees()["round"]["id"]
    bo.give("Idle lab days")

    with votes.room.app.app_context():
        details.close_workshop(db.session.get_one(Principal, votes.room.people["Ada"].principal), votes.room.id)

    assert bo.give("Idle lab days")[1]["x"] == "vote-closed"
    assert [total["dots"] for total in bo.sees()["results"]] == [1]
    assert join("Ada").browser.submit(f"/votes/of/{votes.board}/rounds/", dots="5", zone="").status_code == 409


@pytest.mark.row("V14", partly=True)
def test_who_is_shown_out_or_only_looks_on_takes_their_dots_along(votes, join):
    from app.workshops.models import SeatRole
    from app.workshops.services import seats

    bo, cy, dee = join("Bo"), join("Cy"), join("Dee")
    votes.open()
    for voter in (bo, cy, dee):
        voter.give("Idle lab days")

    votes.room.remove(bo.somebody)
    with votes.room.app.app_context():
        seats.change_role(votes.leader(), cy.somebody.seat, SeatRole.OBSERVER)
    votes.close()

    assert votes.counted() == [(note_id("Idle lab days"), 1, 1, False)]
    assert votes.faults() == []


def test_cockpit_and_wall_say_how_many_have_voted_and_nothing_more(votes, join):
    ada, bo, cy = join("Ada"), join("Bo"), join("Cy")
    join("Eye", "observer")
    go(votes)
    votes.round_id = bo.sees()["round"]["id"]
    bo.give("Idle lab days")
    bo.give("Idle lab days")
    late = join("Late")

    panel, wall = (ada.browser.fragment(f"/votes/of/{votes.room.id}/{part}/").text for part in ("panel", "wall"))

    for text in (panel, wall):
        assert '<b class="num">1</b> of 1 person has voted' in text
        assert "Idle lab days" not in text
    assert "2 dots are given." in panel
    assert "1 person came in after the vote was opened." in panel
    go(votes)
    assert "Idle lab days" in ada.browser.fragment(f"/votes/of/{votes.room.id}/wall/").text
    assert cy.browser.fragment(f"/votes/of/{votes.room.id}/panel/").status_code == 403
    assert late.sees()["results"][0]["dots"] == 2


def here(votes: Votes) -> str:
    from app.workshops.queries import stage_of

    return stage_of(votes.room.id).step_id


def test_moves_that_close_a_vote_say_who_is_not_connected(votes, join):
    for name in ("Bo", "Cy"):
        join(name)
    join("Eye", "observer")
    away = "2 people are not connected: dots of theirs that have not arrived will not count."
    before = cockpit(votes)

    go(votes)
    during = cockpit(votes)
    go(votes)

    assert [away in page for page in (before, during, cockpit(votes))] == [False, True, False]
    assert during.count(away) == during.count("The vote closes and is counted.")
