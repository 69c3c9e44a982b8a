"""Who finds which plan: each what is theirs, strangers nothing, and nobody changes what they may only read."""

from datetime import time, timedelta

import pytest

from app.accounts.services import recover, recovery_code_for
from app.db import db
from app.plans import services
from app.plans.models import Action, Occasion, Plan
from app.plans.services import Meeting
from app.workshops.services.details import close_workshop
from app.workshops.services.seats import remove, take_seat
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


def changes(here):
    """Everything that only who may change a plan is shown and does."""
    there = f"/plans/{here.plan_id}/"
    return [
        *((there + each, {}) for each in ("goal/", "links/", "shares/", "contacts/", "frame/", "pauses/", "actions/")),
        (there + "shares/", {"label": "Out", "parts": ["goal"]}),
        (there + "links/", {"owner": "Me", "until": SOON}),
        (there + "sign-off/", {"result": "All", "handover": "Us"}),
        (there + "check-ins/", {"client_id": "form-000001", "done": "All"}),
        (there + "feeds/", {"anything": "1"}),
        (there + "publication/", {"anything": "1"}),
        (f"/plans/actions/{here.action_id}/", {"title": "Mine", "owner": "Me", "due_on": SOON, "status": "done"}),
    ]


def answers_of(browser, asked):
    return {browser.submit(at, **said).status_code if said else browser.get(at).status_code for at, said in asked}


def promote_to(here, browser, text, **said):
    board_id, note_id = here.note(text)
    words = {"title": text, "owner": "Us", "due_on": SOON, "kind": "action", **said}
    return browser.submit("/plans/promotion/", board=board_id, note=note_id, **words).status_code


@pytest.mark.row("C1")
def test_a_guest_who_leads_promotes_and_reads_while_it_is_open_no_more(app, planned):
    planned.guest("Gus")
    gus, plan = planned.browser("Gus"), f"/plans/{planned.plan_id}/"

    assert gus.get(plan).status_code == 200
    assert answers_of(gus, changes(planned)) == {403}
    assert promote_to(planned, gus, "A film") in {200, 303}
    assert promote_to(planned, gus, "Thirty tests", kind="goal") in {200, 303}
    assert promote_to(planned, gus, "Forty tests", kind="goal", reason="More") == 422
    with app.app_context():
        kept = db.session.get(Plan, planned.plan_id)
        assert (kept.goal, [each.title for each in kept.actions]) == ("Thirty tests", ["Publish a calendar", "A film"])

    planned.close()

    assert gus.get(plan).status_code == 404
    assert answers_of(gus, changes(planned)) == {404}
    assert promote_to(planned, gus, "Another film") == 403


def test_a_recovery_code_brings_a_guest_back_without_the_plan(app, planned):
    gus = planned.guest("Gus")
    with app.app_context():
        code = recovery_code_for(gus)
    planned.close()
    with app.app_context():
        opened = recover(code, device="test", address="192.0.2.1")
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["sid"] = opened.secret

    assert browser.get(f"/w/{planned.workshop.id}/").status_code == 200
    assert browser.get(f"/plans/{planned.plan_id}/").status_code == 404


def test_who_led_with_an_account_finishes_the_plan_for_seven_days(planned, clock):
    plan = f"/plans/{planned.plan_id}/goal/"
    planned.close()

    seen = []
    for hours in (0, 7 * 24 - 1, 7 * 24 + 1):
        clock(hours * 3600)
        ada = planned.browser("Ada")
        seen.append((ada.get(plan).status_code, promote_to(planned, ada, f"Late {hours}") == 403))

    assert seen == [(200, False), (200, False), (404, True)]
    assert planned.browser("Fay").get(plan).status_code == 200


def test_a_second_workshop_gives_its_facilitators_the_plan_while_it_is_open(app, planned):
    with app.app_context():
        meeting = Meeting(title="Half-way", on=SOON, at=time(9))
        opened = services.open_occasion(planned.people["Dara"], planned.plan_id, Occasion.REFRESH, meeting).workshop_id
        take_seat(opened, planned.person("Second"), name="Second", role="facilitator")
    second, plan = planned.browser("Second"), f"/plans/{planned.plan_id}/goal/"

    before = second.get(plan).status_code
    with app.app_context():
        close_workshop(planned.people["Dara"], opened)

    assert (before, second.get(plan).status_code) == (200, 404)


@pytest.mark.row("C1")
def test_a_seat_that_was_ended_no_longer_opens_the_plan(app, planned):
    ada, plan = planned.browser("Ada"), f"/plans/{planned.plan_id}/"
    planned.seat("Second", "co-facilitator")
    before = ada.get(plan).status_code

    with app.app_context():
        remove(planned.seats["Second"], planned.seats["Ada"].id)

    assert (before, ada.get(plan).status_code) == (200, 404)


def test_the_workshop_of_a_plan_is_no_link_for_whoever_was_removed_from_it(app, planned):
    """Whoever works for the centre reads the plan all the same."""
    dara, plan = planned.browser("Dara"), f"/plans/{planned.plan_id}/"
    planned.seat("Dara", "participant")
    workshop = f'href="/w/{planned.workshop.id}/"'
    before = workshop in dara.get(plan).text

    with app.app_context():
        remove(planned.seats["Ada"], planned.seats["Dara"].id)

    page = dara.get(plan)
    assert (before, page.status_code, workshop in page.text) == (True, 200, False)
