"""What may get dots: public notes and groups that live in the zone of the round, and nothing else."""

import pytest

from app.db import db
from app.errors import NotFound
from app.voting import round_queries
from app.voting.round_queries import Progress
from app.voting.services import rounds
from app.workshops.models import Seat
from tests.boards.conftest import make_room, note_id

ONE_ANSWER = (404, {"x": "bad-choice", "say": "This note is not there, or it is not part of this vote."})


def test_a_group_gets_dots_like_a_note(votes, join):
    ada = join("Ada").somebody
    group = {"id": note_id("theme"), "type": "group", "zone": "policy", "z": "Zz1", "p": {"x": 30, "y": 300}}
    ada.send(ada.op("el.add", **group, t="Nowhere to test"))
    votes.open()

    join("Bo").give("theme")
    votes.close()

    assert votes.counted() == [(note_id("theme"), 1, 1, False)]


def test_what_is_hidden_deleted_foreign_or_nowhere_gets_one_and_the_same_answer(votes, join):
    ada, bo = join("Ada"), join("Bo")
    elsewhere = make_room(votes.room.app, "Zoe")
    elsewhere.people["Ada"].add("Elsewhere")
    ada.somebody.send(ada.somebody.op("el.del", ids=[note_id("Nobody answers")]))
    votes.room.write("private")
    bo.somebody.add("My own secret", pm=1)
    votes.open()

    answers = [bo.give(note) for note in ("My own secret", "Nobody answers", "Elsewhere", "Never written")]

    assert answers == [ONE_ANSWER] * 4
    assert bo.sees()["left"] == 5
    assert votes.faults() == []


@pytest.mark.row("V10", partly=True)
def test_only_notes_of_the_zone_that_is_voted_on_get_dots(votes, join):
    bo = join("Bo")
    bo.somebody.add("Talented", zone="talent")
    votes.open(zone="talent")

    outside, inside = bo.give("Idle lab days"), bo.give("Talented")

    assert outside == ONE_ANSWER
    assert inside[1]["left"] == 4
    assert bo.sees()["among"] == [note_id("Talented")]
    votes.close()
    assert bo.sees()["results"][0]["say"] == "1 dot, rank 1 of 1"


def test_a_dot_on_a_note_that_is_deleted_meanwhile_counts_until_it_is_taken_back(votes, join):
    ada, bo = join("Ada"), join("Bo")
    votes.open(dots=1)
    bo.give("Idle lab days")
    ada.somebody.send(ada.somebody.op("el.del", ids=[note_id("Idle lab days")]))

    page = bo.part()
    taken = bo.take(bo.dot(1))

    assert "A dot of yours lies on a note that is no longer here." in page
    assert taken[1]["left"] == 1
    assert bo.give("Nobody answers")[0] == 200
    votes.close()
    assert votes.counted() == [(note_id("Nobody answers"), 1, 1, False)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"dot"',
        b'{"id": "a-dot-of-somebody"}',
        b'{"id": "short", "element": "e_----------------------"}',
        b'{"id": "a dot with spaces!!", "element": "e_----------------------"}',
        b'{"id": "a-dot-of-somebody", "element": "nonsense"}',
        b'{"id": "a-dot-of-somebody", "element": NaN}',
        b'{"id": 5, "element": "e_----------------------"}',
        b'{"id": "a-dot-of-somebody", "element": "e_----------------------", "voter": "s_x"}',
        b'{"id": "a-dot-of-some\\u0000body", "element": "e_----------------------"}',
        b'{"id": "a-dot-of-some\\ud800body", "element": "e_----------------------"}',
        b'{"id": "' + b"x" * 5_000 + b'", "element": "e_----------------------"}',
        b"\xff\xfe",
    ],
)
def test_a_dot_nobody_can_read_is_refused_in_one_sentence_and_costs_nothing(votes, join, body):
    bo = join("Bo")
    votes.open()

    answer = bo.browser.post(
        f"/votes/{votes.round_id}/ballots/",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": bo.browser.token(), "Accept": "application/json"},
    )

    assert (answer.status_code, answer.get_json()) == (
        400,
        {"x": "bad-ballot", "say": "This dot could not be read. Load the page again."},
    )
    assert bo.sees()["left"] == 5


def test_without_scripts_a_form_gives_one_dot_however_often_it_is_sent(votes, join):
    bo = join("Bo")
    votes.open(dots=2)
    dot = {"id": "a-dot-of-the-page-1", "element": note_id("Idle lab days")}

    answers = [bo.browser.submit(f"/votes/{votes.round_id}/ballots/", **dot) for _each in range(2)]
    page = bo.part()
    taken = bo.browser.submit(f"/votes/{votes.round_id}/ballots/{dot['id']}/withdrawal/")

    back = f"/votes/of/{votes.board}/page/"
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"{back}#{dot['element']}")] * 2
    assert "You have 1 of 2 dots left." in page
    assert (taken.status_code, taken.location) == (303, back)
    assert bo.sees()["left"] == 2


def test_strangers_find_no_round_and_who_was_shown_out_none_either(votes, join):
    bo = join("Bo")
    zoe = make_room(votes.room.app, "Zoe").people["Ada"].browser
    votes.open()
    votes.room.remove(bo.somebody)
    addresses = {
        "GET": [f"/votes/of/{votes.board}/{part}" for part in ("", "part/", "page/")]
        + [f"/votes/of/{votes.room.id}/{part}/" for part in ("panel", "wall")],
        "POST": [
            f"/votes/{votes.round_id}/{end}"
            for end in ("closure/", "cancellation/", "ballots/", f"ballots/{bo.dot(1)}/withdrawal/")
        ],
    }
    sent = {"id": bo.dot(1), "element": note_id("Idle lab days")}

    got = [browser.get(address).status_code for browser in (zoe, bo.browser) for address in addresses["GET"]]
    did = [
        browser.submit(address, **sent).status_code for browser in (zoe, bo.browser) for address in addresses["POST"]
    ]

    assert got == [404] * 5 + [403] * 5
    assert did == [404] * 4 + [403] * 4
    assert join("Ada").sees()["round"]["id"] == votes.round_id
    assert votes.faults() == []


def test_who_voted_and_left_is_counted_and_who_was_shown_out_is_not(votes, join, clock):
    bo = join("Bo")
    votes.open(dots=3)
    bo.give("Idle lab days")
    clock(60)
    join("Cy")
    votes.room.remove(join("Eve").somebody)

    with votes.room.app.app_context():
        found = round_queries.progress_of(round_queries.held(votes.round_id))

    # Nobody's page is open here.
    assert found == Progress(voters=1, people=1, dots=1, late=1, away=2)


def test_a_facilitator_of_another_workshop_ends_no_vote_here(votes, join):
    zoe = make_room(votes.room.app, "Zoe").people["Ada"]
    votes.open()

    with votes.room.app.app_context():
        seat = db.session.get_one(Seat, zoe.seat)
        for end in (rounds.close_round, rounds.cancel_round):
            with pytest.raises(NotFound):
                end(seat, votes.round_id)

    assert join("Ada").sees()["round"]["id"] == votes.round_id


def test_where_people_only_read_nothing_gets_dots_and_where_they_only_vote_all_does(votes, join):
    from app.boards import services
    from app.boards.policy import BoardRules, ZoneRule

    bo = join("Bo")
    bo.somebody.send(
        bo.somebody.note("to read", name="read", zone="policy"),
        bo.somebody.note("to vote on", name="vote", zone="talent"),
    )
    votes.open()
    with votes.room.app.app_context():
        rules = BoardRules({"policy": ZoneRule.READ_ONLY, "talent": ZoneRule.VOTE_ONLY})
        services.set_rules(votes.room._leader(), votes.room.board, rules)  # noqa: SLF001 - the seat that leads

    answers = [bo.give(name) for name in ("read", "vote")]

    assert [(status, answer.get("x")) for status, answer in answers] == [(404, "bad-choice"), (200, None)]
    assert bo.sees()["among"] == [note_id("vote")]
