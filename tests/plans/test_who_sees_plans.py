"""Who finds which plan: each what is theirs, strangers nothing, and nobody changes what they may only read."""

from datetime import timedelta

import pytest

from app.db import db
from app.plans.models import Action, Plan
from tests.morning import TODAY

SOON = TODAY + timedelta(days=12)


def addresses(here):
    return {
        "plan": f"/plans/{here.plan_id}/",
        "goal": f"/plans/{here.plan_id}/goal/",
        "action": f"/plans/actions/{here.action_id}/",
        "of": f"/plans/of/{here.centre.id}/",
        "promotion": f"/plans/promotion/?board={here.board_id}&note={here.note_id}",
        "days": f"/plans/days/?board={here.board_id}&due_on={SOON}",
        "outcomes": f"/plans/outcomes/?board={here.board_id}",
    }


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("Ada", {"plan": 200, "goal": 200, "action": 200, "of": 200, "promotion": 200, "days": 200, "outcomes": 200}),
        ("Dara", {"plan": 200, "goal": 200, "action": 200, "of": 200, "promotion": 200, "days": 200, "outcomes": 200}),
        ("Fay", {"plan": 200, "goal": 200, "action": 200, "of": 200, "promotion": 404, "days": 404, "outcomes": 404}),
        ("Mo", {"plan": 200, "goal": 403, "action": 403, "of": 200, "promotion": 404, "days": 404, "outcomes": 404}),
        ("Root", {"plan": 200, "goal": 403, "action": 403, "of": 200, "promotion": 404, "days": 404, "outcomes": 404}),
        ("Sec", {"plan": 200, "goal": 403, "action": 403, "of": 200, "promotion": 404, "days": 404, "outcomes": 404}),
        ("Gov", {"plan": 404, "goal": 404, "action": 404, "of": 404, "promotion": 404, "days": 404, "outcomes": 404}),
        ("Cleo", {"plan": 404, "goal": 404, "action": 404, "of": 404, "promotion": 403, "days": 200, "outcomes": 200}),
        ("Olu", {"plan": 404, "goal": 404, "action": 404, "of": 404, "promotion": 403, "days": 200, "outcomes": 200}),
        ("Stranger", dict.fromkeys(("plan", "goal", "action", "of", "promotion", "days", "outcomes"), 404)),
    ],
)
def test_each_finds_what_is_theirs_and_nothing_else(planned, who, seen):
    browser = planned.browser(who)

    answers = {name: browser.get(address).status_code for name, address in addresses(planned).items()}

    assert answers == seen


def test_who_is_not_signed_in_sees_nothing(planned, client):
    answers = {client.get(address).status_code for address in [*addresses(planned).values(), "/plans/"]}

    assert answers == {401}


def test_the_page_of_a_centre_asks_for_everybody_and_strangers_learn_nothing(planned, client):
    stranger, address = planned.browser("Stranger"), addresses(planned)["of"]

    nobody, somebody = client.fragment(address), stranger.fragment(address)

    assert (nobody.status_code, nobody.data) == (204, b"")
    assert somebody.status_code == 200
    assert somebody.text == (
        '<p id="plans-closed" class="small soft">'
        "Plans are open to the staff of the centre and to those who lead its workshops.</p>"
    )


def test_a_stranger_changes_nothing(app, planned):
    action = {"title": "Mine now", "owner": "Me", "due_on": SOON, "status": "done"}
    for who, status in (("Stranger", 404), ("Cleo", 404), ("Mo", 403), ("Root", 403)):
        browser = planned.browser(who)
        assert browser.submit(f"/plans/actions/{planned.action_id}/", **action).status_code == status
        assert browser.submit(f"/plans/{planned.plan_id}/goal/", title="Mine", goal="Mine").status_code == status
    board_id, note_id = planned.note("Another")
    for who, status in (("Stranger", 404), ("Cleo", 403), ("Mo", 404)):
        answer = planned.browser(who).submit("/plans/promotion/", board=board_id, note=note_id, **action)
        assert answer.status_code == status

    with app.app_context():
        assert [(each.title, each.status) for each in db.session.query(Action)] == [("Publish a calendar", "todo")]
        assert db.session.get(Plan, planned.plan_id).goal == ""


def test_a_form_without_its_token_changes_nothing(planned):
    ada = planned.browser("Ada")
    posts = ["/plans/promotion/", f"/plans/actions/{planned.action_id}/", f"/plans/{planned.plan_id}/goal/"]

    assert [ada.post(address, data={"title": "x"}).status_code for address in posts] == [403, 403, 403]


def test_ids_that_name_nothing_are_not_found(planned):
    ada = planned.browser("Ada")
    nothing = [
        "/plans/AAAAAAAAAAAAAAAAAAAAAA/",
        "/plans/AAAAAAAAAAAAAAAAAAAAAA/goal/",
        "/plans/actions/AAAAAAAAAAAAAAAAAAAAAA/",
        "/plans/of/AAAAAAAAAAAAAAAAAAAAAA/",
        "/plans/promotion/",
        f"/plans/promotion/?board={planned.board_id}&note=e_nothing",
        "/plans/days/",
        "/plans/outcomes/?board=AAAAAAAAAAAAAAAAAAAAAA",
    ]

    assert {ada.get(address).status_code for address in nothing} == {404}


def test_the_list_shows_each_only_the_plans_they_may_read(planned):
    with_it = {who: planned.browser(who).get("/plans/").text.count(planned.plan_id) for who in planned.people}

    assert with_it == {
        "Ada": 1, "Dara": 1, "Fay": 1, "Mo": 1, "Root": 1, "Sec": 1, "Gov": 0, "Cleo": 0, "Olu": 0, "Stranger": 0
    }  # fmt: skip
