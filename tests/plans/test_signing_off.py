"""A plan ends: it is signed off with its result, followed up, and goes on in another; and people outside read of it."""

import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.errors import NotFound
from app.ids import new_id
from app.moments import day_month
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.endings.signing import Lack, lacking
from app.plans.endings.trail import trails
from app.plans.errors import (
    AlreadySigned,
    FollowUpMisplaced,
    NotSigned,
    SignOffIncomplete,
    TooEarlyToSign,
)
from app.plans.items import words as item_words
from app.plans.items.words import DecisionWords
from app.plans.models import Action, ActionStatus, Commitment, CommitmentState, Evidence, Milestone, Parked
from app.plans.queries import plan_found
from app.plans.services import ActionWords, CheckInWords, EvidenceWords, Kept
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.endings import complete, say, words
from tests.plans.test_promises import said_in


def test_words_alone_show_nothing_and_what_nobody_keeps_up_is_not_kept_up(app, ending):
    with app.app_context():
        say(ending.plan_id, "It went well", on=ending.today)
        services.add_item(ending.dara, ending.plan_id, Commitment, item_words.CommitmentWords(title="The calendar"))
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=31)

        assert list(lacking(plan_found(ending.plan_id))) == [Lack.EVIDENCE, Lack.COMMITMENT]
        with pytest.raises(SignOffIncomplete):
            services.sign_off(ending.dara, ending.plan_id, words(ending))


def test_the_form_says_what_signing_does_and_after_a_reopening_gives_the_words_back(app, ending):
    with app.app_context():
        complete(ending)
    browser = ending.browser("Dara")
    address = f"/plans/{ending.plan_id}/sign-off/"

    before = browser.get(address).text
    with app.app_context():
        services.sign_off(ending.dara, ending.plan_id, words(ending))
        services.reopen(ending.dara, ending.plan_id, reason="The last count was wrong")
    after = browser.get(address).text

    assert "Signing seals the plan" in before
    assert "31 tests from five countries" not in before
    for said in ("31 tests from five countries", "The lab runs the calendar", "Others ask for it"):
        assert said in after


@pytest.mark.row("P17")
def test_a_plan_is_signed_off_with_result_evidence_commitments_and_handover_and_goes_on(app, ending):
    with app.app_context():
        services.add_item(ending.dara, ending.plan_id, Parked, item_words.ParkedWords(title="A logo"))
        later = services.add_action(
            ending.dara, ending.plan_id, ActionWords(title="A film", owner="Bo", due_on=ending.today)
        )
        services.park_action(ending.dara, later.id, reason="Too dear")
        with pytest.raises(SignOffIncomplete):
            services.sign_off(ending.dara, ending.plan_id, words(ending))
        complete(ending)
        with pytest.raises(FollowUpMisplaced):
            services.sign_off(ending.dara, ending.plan_id, words(ending, follow_on=ending.day(150)))

        services.sign_off(ending.dara, ending.plan_id, words(ending))

        plan = plan_found(ending.plan_id)
        signed = plan.sign_off
        assert (signed.result, signed.choice, signed.sponsor, signed.by_name, signed.follow_on) == (
            "31 tests from five countries", "scale", "The director", "Dara", ending.day(175),
        )  # fmt: skip
        assert judged(plan, ending.today).status is Status.DONE
        with pytest.raises(AlreadySigned):
            services.sign_off(ending.dara, ending.plan_id, words(ending))

        kept = {plan.commitments[0].id: Kept(CommitmentState.KEPT, "Twelve labs use it")}
        services.follow_up(ending.dara, ending.plan_id, kept, words="It grew")
        assert [(each.state, each.said) for each in plan.commitments] == [("kept", "Twelve labs use it")]
        assert (signed.followed_on, signed.followed) == (ending.today, "It grew")

        new = services.begin_next(ending.dara, ending.plan_id, title="Fast, everywhere", day_one=None)
        assert (new.centre_id, new.sponsor, new.goal, [(each.title, each.reason) for each in new.parked]) == (
            plan.centre_id, "The director", "", [("A logo", ""), ("A film", "Too dear")],
        )  # fmt: skip
        assert signed.next_plan_id == new.id
        with pytest.raises(AlreadySigned):
            services.begin_next(ending.dara, ending.plan_id, title="Again", day_one=None)


def test_nothing_is_signed_off_before_day_90_and_nothing_followed_up_that_was_not_signed(app, ending):
    ending.at(89)
    with app.app_context():
        complete(ending)
        with pytest.raises(TooEarlyToSign):
            services.sign_off(ending.dara, ending.plan_id, words(ending))
        with pytest.raises(NotSigned):
            services.follow_up(ending.dara, ending.plan_id, {}, words="")
        with pytest.raises(NotSigned):
            services.begin_next(ending.dara, ending.plan_id, title="Next", day_one=None)


def test_the_page_names_what_is_missing_and_keeps_what_was_written(app, ending):
    dara, mo = ending.browser("Dara"), ending.browser("Mo")
    address = f"/plans/{ending.plan_id}/sign-off/"
    page = dara.get(address).text
    assert page.count("<li>") >= 3
    assert "File the last number of each main measure" in page
    with app.app_context():
        complete(ending)
    fields = {"result": "31 tests", "handover": "", "choice": "scale", "follow_on": ending.day(175).isoformat()}

    missing = dara.submit(address, **fields)
    signed = dara.submit(address, **{**fields, "handover": "The lab"})

    assert (missing.status_code, signed.status_code) == (422, 303)
    assert "31 tests</textarea>" in missing.text
    assert mo.submit(address, **fields).status_code == 403
    assert "31 tests" in mo.get(address).text
    assert "Signed off on" in mo.get(f"/plans/{ending.plan_id}/").text
    follow = dara.get(f"/plans/{ending.plan_id}/follow-up/")
    assert "The calendar stays open" in follow.text
    new = dara.submit(f"/plans/{ending.plan_id}/next/", title="Next", day_one="")
    assert new.status_code == 303
    assert mo.get(f"/plans/{ending.plan_id}/next/").status_code == 403


def test_a_result_stands_in_the_words_of_whoever_signed_off_and_names_nobody_outside(app, ending):
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))
        shown = ([Shown.RESULT], [Shown.RESULT, Shown.PEOPLE])
        made = [services.share_plan(ending.dara, ending.plan_id, label="Us", parts=parts).token for parts in shown]
    addresses = [f"/p/{token}/" for token in made]

    unnamed, named = (said_in(app.test_client().get(each).text) for each in addresses)
    signed = said_in(ending.browser("Mo").get(f"/plans/{ending.plan_id}/sign-off/").text)

    on = f"at the sign-off on {ending.today.day} {ending.today:%B %Y}: 31 tests from five countries"
    assert f"Result In the words of the team, {on}" in unnamed
    assert "Dara" not in unnamed
    assert [f"Result In the words of Dara, {on}" in each for each in (named, signed)] == [True, True]


def test_the_plan_names_who_held_its_closing_review(app, ending):
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))
    at = f"/plans/{ending.plan_id}/"

    told = [said_in(ending.browser("Dara").get(where).text) for where in (at, f"{at}check-ins/")]

    assert ["Closing review · Dara" in each for each in told] == [True, True]


@pytest.mark.row("S7")
def test_each_action_is_followed_from_its_note_and_decision_to_what_was_said_and_shown(app, ending):
    with app.app_context():
        decision = DecisionWords(title="The lab opens on Fridays")
        services.promote(ending.seats["Ada"], ending.board_id, ending.note_id, decision)
        moved = {ending.action_id: ActionStatus.DONE}
        said = services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id=new_id(), moves=moved))
        shown = EvidenceWords(
            title="The calendar", on=ending.today, url="https://example.org/calendar", of_id=ending.action_id
        )
        services.add_evidence(ending.dara, ending.plan_id, shown)
        services.add_action(ending.dara, ending.plan_id, ActionWords(title="Paint the door", owner="Lab", due_on=None))

        [first, second] = trails(plan_found(ending.plan_id))

        assert [origin.words for origin in first.origins] == ["Idle lab days"]
        assert [each.title for each in first.decisions] == ["The lab opens on Fridays"]
        assert [each.id for each in first.check_ins] == [said.id]
        assert (second.item.title, second.decisions, second.check_ins) == ("Paint the door", (), ())
        check_in_id = said.id

    page = ending.browser("Ada").get(f"/plans/{ending.plan_id}/sign-off/").text.partition('id="trails"')[2]
    there = f"/plans/{ending.plan_id}/"
    marks = [
        f'href="{there}#action-1"',
        f"list/#{ending.note_id}",
        "Idle lab days",
        f'href="{there}#decision-1"',
        f'href="{there}#check-in-{check_in_id}"',
        f'href="{there}evidence/#evidence-1"',
        f'href="{there}#action-2"',
    ]
    places = [page.find(mark) for mark in marks]
    assert -1 not in places, dict(zip(marks, places, strict=True))
    assert places == sorted(places)


def test_a_parked_action_is_followed_from_its_note_too(app, ending):
    with app.app_context():
        parked = services.add_action(
            ending.dara, ending.plan_id, ActionWords(title="Paint the door", owner="Lab", due_on=None)
        )
        shown = EvidenceWords(title="Paint", on=ending.today, url="https://example.org/paint", of_id=parked.id)
        services.add_evidence(ending.dara, ending.plan_id, shown)
        for action in plan_found(ending.plan_id).actions[:]:
            services.park_action(ending.dara, action.id, reason="No money")
        with transaction():
            late = db.session.get(Action, ending.action_id)
            late.due_on = ending.today - timedelta(days=3)

    page = ending.browser("Ada").get(f"/plans/{ending.plan_id}/sign-off/").text.partition('id="trails"')[2]
    rows = [" ".join(said_in(each).split()) for each in re.findall(r"<li>.*?</li>", page, re.DOTALL)]
    with app.test_request_context():
        on = day_month(ending.today)
    assert rows[:2] == [
        f"Publish a calendar Action parked on {on}, late when it was parked from 1 note Idle lab days",
        f"Paint the door Action parked on {on} Shown by: Paint",
    ]


@pytest.mark.row("P16")
def test_a_link_shows_outside_what_the_centre_chose_and_nothing_else(app, ending):
    with app.app_context():
        complete(ending)
        services.add_item(
            ending.dara, ending.plan_id, Milestone, item_words.MilestoneWords(title="First win", due_on=ending.today)
        )
        secrets = {
            Shown.GOAL: '<p class="goal"><bdi>30 tests',
            Shown.STATUS: "by the rules",
            Shown.NUMBERS: "31 now",
            Shown.ACTIONS: "Publish a calendar",
            Shown.MILESTONES: "First win",
            Shown.EVIDENCE: "The register",
            Shown.PEOPLE: "The director",
        }
        made = {
            part: services.share_plan(ending.dara, ending.plan_id, label="Partner", parts=[part]) for part in secrets
        }
        evidence_id = db.session.scalar(db.select(Evidence.id))
        ids = {part: share.row.id for part, share in made.items()}
    visitor = app.test_client()

    for part, share in made.items():
        page = visitor.get(f"/p/{share.token}/").text
        assert {each for each, said in secrets.items() if said in page} == {part, Shown.STATUS}, part
        assert "/plans/" not in page
    assert visitor.get(f"/p/{made[Shown.GOAL].token}/evidence/{evidence_id}/").status_code == 404

    ended = ending.browser("Dara").submit(
        f"/plans/{ending.plan_id}/shares/",
        label="Short",
        parts=["goal"],
        ends_on=(ending.today - timedelta(days=1)).isoformat(),
    )
    assert ended.status_code == 422
    with app.app_context():
        services.revoke_share(ending.dara, ids[Shown.GOAL])
        with pytest.raises(NotFound):
            services.revoke_share(ending.people["Stranger"], ids[Shown.NUMBERS])
    over, never = visitor.get(f"/p/{made[Shown.GOAL].token}/"), visitor.get("/p/forged/")
    assert (over.status_code, never.status_code) == (404, 404)
    assert visitor.submit(f"/p/{made[Shown.NUMBERS].token}/").status_code == 404


def test_where_milestones_are_shown_and_there_are_none_no_action_is_drawn_in_their_place(app, ending):
    with app.app_context():
        shared = services.share_plan(
            ending.dara, ending.plan_id, label="Partner", parts=[Shown.GOAL, Shown.MILESTONES]
        ).token
        services.add_action(ending.dara, ending.plan_id, ActionWords(title="A film", owner="Bo", due_on=ending.today))

    assert '<g class="m-' in ending.browser("Dara").get(f"/plans/{ending.plan_id}/").text
    assert '<g class="m-' not in app.test_client().get(f"/p/{shared}/").text


def test_whoever_may_change_the_plan_makes_and_revokes_links_on_its_page(ending):
    dara, mo = ending.browser("Dara"), ending.browser("Mo")
    address = f"/plans/{ending.plan_id}/shares/"

    assert dara.submit(address, label="Partner").status_code == 422
    made = dara.submit(address, label="Partner", parts=["goal", "numbers"], ends_on="")

    assert made.status_code == 200
    link = made.text.split('id="new-link"')[1].split('value="')[1].split('"')[0]
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert ending.app.test_client().get(f"/p/{token}/").status_code == 200
    assert mo.get(address).status_code == 403
