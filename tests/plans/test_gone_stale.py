"""A page of a plan that went stale: whoever acts on it sees the plan as it is, why, and the words they typed."""

from datetime import time, timedelta

import pytest

from app import clock as server_clock
from app.centres.models import Staff
from app.db import db, transaction
from app.plans import services, typed
from app.plans.items import words as item_words
from app.plans.models import Milestone, Occasion
from app.plans.services import EvidenceWords, PartWords
from tests.plans.endings import complete, words

SIGNED = "This plan was signed off"
LOST = "What you wrote was not kept."


@pytest.fixture
def closing(app, ending):
    """A plan that is about to be signed off, with one of each thing in it, in the browser of Fay."""
    with app.app_context():
        ending.commitment_id = complete(ending).id
        ending.part_id = services.add_part(ending.dara, ending.action_id, PartWords(title="Ask")).id
        shown = EvidenceWords(title="The page", on=ending.today, url="https://example.org/page")
        ending.evidence_id = services.add_evidence(ending.dara, ending.plan_id, shown).id
        milestone = item_words.MilestoneWords(title="First", due_on=ending.today)
        ending.milestone_id = services.add_item(ending.dara, ending.plan_id, Milestone, milestone).id
        pause = {"first": ending.today, "last": ending.today + timedelta(days=1), "reason": "x", "agreed": "Yes"}
        ending.pause_id = services.pause_plan(ending.dara, ending.plan_id, **pause).id
        ends = server_clock.now() + timedelta(days=30)
        ending.link_id = services.make_link(ending.dara, ending.plan_id, owner="Lab", expires_at=ends).row.id
    ending.fay = ending.browser("Fay")
    return ending


def posts(here):
    """What each form of a plan sends, by the name of its view: the address, and the words in it."""
    plan, action, measure = here.plan_id, here.action_id, here.measure_id
    day = here.today.isoformat()
    return {
        "goal": (f"{plan}/goal/", {"title": "As I say", "day_one": day}),
        "frame": (f"{plan}/frame/", {"scope_in": "As I say"}),
        "pass_baton": (f"{plan}/baton/", {"baton": "coach"}),
        "pauses": (f"{plan}/pauses/", {"first": day, "last": day, "reason": "As I say"}),
        "change_pause": (f"pauses/{here.pause_id}/", {"last": day, "agreed": "As I say"}),
        "drop_pause": (f"pauses/{here.pause_id}/drop/", {"agreed": "As I say"}),
        "new_action": (f"{plan}/actions/", {"title": "As I say", "owner": "Lab", "due_on": day}),
        "action": (f"actions/{action}/", {"title": "As I say", "owner": "Lab", "due_on": day, "status": "doing"}),
        "move_action": (f"actions/{action}/status/", {"status": "blocked", "blocked_reason": "As I say"}),
        "park_action": (f"actions/{action}/parking/", {"parked_reason": "As I say"}),
        "take_up_action": (f"actions/{action}/return/", {"due_on": day}),
        "add_part": (f"actions/{action}/parts/", {"title": "As I say", "every": ""}),
        "part": (f"parts/{here.part_id}/", {"title": "As I say", "every": ""}),
        "tick_part": (f"parts/{here.part_id}/tick/", {"done": "yes"}),
        "drop_part": (f"parts/{here.part_id}/drop/", {}),
        "links": (f"{plan}/links/", {"owner": "As I say", "until": day}),
        "check_ins": (f"{plan}/check-ins/", {"client_id": "form-of-fay", f"measure-{measure}": "As I say"}),
        "overrides": (f"{plan}/overrides/", {"value": "amber", "reason": "As I say"}),
        "withdraw_override": (f"{plan}/overrides/withdrawal/", {}),
        "publish": (f"{plan}/publication/", {}),
        "sign_off": (f"{plan}/sign-off/", {"result": "As I say"}),
        "remind_asked": (f"{plan}/sign-off/reminder/", {}),
        "add_evidence": (f"{plan}/evidence/", {"title": "As I say", "on": day, "of_id": ""}),
        "one_evidence": (f"evidence/{here.evidence_id}/", {"title": "As I say", "on": day, "of_id": ""}),
        "drop_evidence": (f"evidence/{here.evidence_id}/drop/", {}),
        "new_item": (f"{plan}/risks/", {"title": "As I say", "state": "open", "likelihood": "", "impact": ""}),
        "item": (f"milestones/{here.milestone_id}/", {"title": "As I say", "due_on": day, "state": "open"}),
        "new_measure": (f"{plan}/measures/", {"name": "As I say", "target": "3", "direction": "up"}),
        "edit_measure": (f"measures/{measure}/edit/", {"name": "As I say", "target": "3", "direction": "up"}),
        "file_reading": (f"measures/{measure}/readings/", {"on": day, "value": "3", "note": "As I say"}),
        "reading_table": (f"measures/{measure}/table/", {"rows": "As I say"}),
        "tally": (f"measures/{measure}/tally/", {"stroke": "1"}),
        "reschedule": (f"actions/{action}/days/", {"due_on": day, "reason": "As I say"}),
        "move_milestone": (f"milestones/{here.milestone_id}/days/", {"due_on": day, "reason": "As I say"}),
    }


ELSEWHERE = {
    "answer_own_ask", "confirm_own_ask",
    "centre_feeds", "contact", "decided", "feeds", "follow_up", "issue_ticket", "look", "my_feeds", "new", "next_plan",
    "open_occasion", "promote", "reopen", "revoke_feed", "revoke_link", "revoke_share", "shares", "take_back_review",
}  # fmt: skip
"""What a sign-off does not end, what begins after it, what has no plan yet, and what only others are asked."""


def views_that_take_forms(app):
    rules = (rule for rule in app.url_map.iter_rules() if "POST" in rule.methods)
    return {rule.endpoint.partition(".")[2] for rule in rules if rule.endpoint.startswith("plans.")}


def test_every_form_of_a_plan_is_sent_here_and_gives_its_words_back(app, closing):
    views = views_that_take_forms(app)

    assert set(posts(closing)) | ELSEWHERE == views
    assert views == typed.TAKES_WORDS | typed.NO_WORDS
    assert not typed.TAKES_WORDS & typed.NO_WORDS


def test_whoever_acts_after_the_sign_off_sees_the_plan_why_and_their_words(app, closing):
    with app.app_context():
        services.sign_off(closing.dara, closing.plan_id, words(closing))

    for view, (address, said) in posts(closing).items():
        answer = closing.fay.submit(f"/plans/{address}", **said)
        told = [answer.status_code, SIGNED in answer.text, "<bdi>Fast</bdi>" in answer.text]
        assert (view, told) == (view, [409, True, True])
        assert (view, "As I say" in answer.text) == (view, "As I say" in said.values())


def test_no_form_opens_whose_words_a_signed_plan_would_refuse(app, closing):
    with app.app_context():
        services.sign_off(closing.dara, closing.plan_id, words(closing))
    forms = ("goal/", "frame/", "pauses/", "actions/", "overrides/", "risks/", "measures/")
    things = (
        f"actions/{closing.action_id}/", f"actions/{closing.action_id}/parts/", f"parts/{closing.part_id}/",
        f"evidence/{closing.evidence_id}/", f"milestones/{closing.milestone_id}/",
        f"measures/{closing.measure_id}/edit/", f"measures/{closing.measure_id}/table/",
    )  # fmt: skip

    for address in [*(f"{closing.plan_id}/{form}" for form in forms), *things]:
        page = closing.fay.get(f"/plans/{address}")
        assert (address, page.status_code, SIGNED in page.text) == (address, 409, True)


def test_the_words_of_a_follow_up_come_back_when_the_plan_is_open_again(app, closing):
    said = {"words": "It lasts", f"said-{closing.commitment_id}": "Open each day"}

    answer = closing.fay.submit(f"/plans/{closing.plan_id}/follow-up/", **said)

    assert (answer.status_code, LOST in answer.text) == (409, True)
    assert [each in answer.text for each in said.values()] == [True, True]


def test_what_a_sponsor_agreed_to_in_a_workshop_comes_back_after_the_sign_off(app, closing):
    with app.app_context():
        meeting = services.Meeting(title="Day 99", on=closing.today, at=time(9, 30))
        opened = services.open_occasion(closing.dara, closing.plan_id, Occasion.SCALE_UP, meeting)
        services.sign_off(closing.dara, closing.plan_id, words(closing))

    answer = closing.fay.submit(f"/plans/workshops/{opened.id}/", agreed="As I say")

    assert (answer.status_code, SIGNED in answer.text, "As I say" in answer.text) == (409, True, True)


def test_what_was_taken_out_meanwhile_is_said_on_the_plan_with_the_words(app, closing):
    with app.app_context():
        services.drop_part(closing.dara, closing.part_id)
        services.drop_evidence(closing.dara, closing.evidence_id)

    for view in ("part", "tick_part", "drop_part", "one_evidence", "drop_evidence"):
        address, said = posts(closing)[view]
        answer = closing.fay.submit(f"/plans/{address}", **said)
        gone = "Somebody took this out of the plan meanwhile" in answer.text
        assert (view, answer.status_code, gone) == (view, 404, True)
        assert ("As I say" in answer.text, LOST in answer.text) == (("title" in said),) * 2


def employ_as(app, closing, role):
    with app.app_context(), transaction():
        row = db.session.get(Staff, (closing.centre.id, closing.people["Fay"].id))
        if role:
            row.role = role
        else:
            db.session.delete(row)


def test_whoever_may_only_read_by_now_sees_the_plan_and_their_words(app, closing):
    employ_as(app, closing, "member")

    for view, (address, said) in posts(closing).items():
        answer = closing.fay.submit(f"/plans/{address}", **said)
        assert (view, answer.status_code, "<bdi>Fast</bdi>" in answer.text) == (view, 403, True)
        assert (view, "As I say" in answer.text) == (view, "As I say" in said.values())


def test_whoever_may_no_longer_read_a_plan_gets_their_words_and_none_of_it(app, closing):
    employ_as(app, closing, None)

    for view, (address, said) in posts(closing).items():
        answer = closing.fay.submit(f"/plans/{address}", **said)
        assert (view, answer.status_code, "Fast" in answer.text) == (view, 404, False)
        assert (view, "As I say" in answer.text) == (view, "As I say" in said.values())


def test_a_form_that_went_stale_gives_its_words_back_unless_another_site_sent_it(closing):
    said = {"title": "As I say", "csrf_token": "of-yesterday"}
    address = f"/plans/actions/{closing.action_id}/"

    own, other, unknown = (
        closing.fay.post(address, data=said, headers={"Sec-Fetch-Site": site} if site else {})
        for site in ("same-origin", "cross-site", "")
    )

    assert [each.status_code for each in (own, other, unknown)] == [403] * 3
    assert ["As I say" in each.text for each in (own, other, unknown)] == [True, False, False]


def test_without_a_page_a_refusal_stays_a_notice(app, closing):
    with app.app_context():
        services.sign_off(closing.dara, closing.plan_id, words(closing))

    answer = closing.fay.submit(f"/plans/actions/{closing.action_id}/status/", htmx=True, status="done")

    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#notices")
    assert "<html" not in answer.text


def test_an_answer_to_what_is_asked_of_nobody_any_more_comes_back(closing):
    answer = closing.fay.submit("/plans/asks/of-another-plan/answer/", words="As I say")

    assert (answer.status_code, "As I say" in answer.text, LOST in answer.text) == (404, True, True)
