"""What a plan promised changes after day 15 only with a reason and its sponsor's name, and nothing unlocks it."""

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month
from app.plans import days, services
from app.plans.errors import AgainstDirection, LastMainMeasure, MeasureLocked, SponsorMissing
from app.plans.items.words import AskWords, ParkedWords
from app.plans.measures.curve import Curve
from app.plans.models import Ask, Direction, Measure, Parked, Pause, Plan
from app.plans.promotion.becoming import GoalWords
from app.plans.queries import plan_found
from app.plans.services import MeasureWords, today_of
from app.plans.services.measures import put
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.letters import WHO
from tests.plans.publishing import publish_plan

TESTS = MeasureWords(name="Tests", baseline=0, target=30, main=True)
STEPS = ((99, 0.01), (100, 1.0))
WHY = "The ministry agreed"

OTHERWISE = {
    "name": {"name": "Leaflets"},
    "unit": {"unit": "hundred tests"},
    "baseline": {"baseline": 1.0},
    "target": {"target": 20.0},
    "direction": {"direction": Direction.DOWN, "baseline": 30.0, "target": 0.0},
    "main": {"main": False},
    "curve": {"curve": Curve.LATE},
    "steps": {"curve": Curve.STEPPED, "steps": STEPS},
    "source": {"source": "Our own list"},
    "proxy": {"proxy": True},
    "definition": {"definition": "tests"},
}


@pytest.fixture
def late(app, rhythm):
    """A published plan on day 60 with a sponsor, one main measure at a fifth of its way, and a second main one."""
    rhythm.begin(60)
    with app.app_context():
        plan = rhythm.plan()
        rhythm.today, rhythm.day_one = today_of(plan), plan.day_one
        [tests] = plan.measures
        rhythm.measure_id = tests.id
        with transaction():
            rhythm.second_id = put(plan, replace(TESTS, name="Labs", target=10)).id
        for measure_id, value in ((tests.id, 6), (rhythm.second_id, 7)):
            services.file_reading(rhythm.dara, measure_id, on=rhythm.today, value=value)
        rhythm.check_in()
    return rhythm


def change(late, words, **more):
    return services.change_measure(late.dara, late.measure_id, words, **more)


@pytest.mark.row("P14")
@pytest.mark.parametrize("what", OTHERWISE)
def test_each_promise_moves_only_with_a_reason_and_the_sponsor(app, late, what):
    words = replace(TESTS, **OTHERWISE[what])
    with app.app_context():
        before = judged(plan_found(late.plan_id), late.today).status
        with pytest.raises(MeasureLocked):
            change(late, words)
        assert judged(plan_found(late.plan_id), late.today).status is before is Status.RED

        change(late, words, why=WHY)

        [move] = db.session.get(Measure, late.measure_id).moves
        assert (move.reason, move.sponsor, move.by_name) == (WHY, "Spo", "Dara")
        assert (move.promised["name"], move.promised["main"], move.promised["curve"]) == ("Tests", True, "straight")
    page = late.room.browser("Dara").get(f"/plans/measures/{late.measure_id}/").text
    assert (WHY in page, "<bdi>Dara</bdi> wrote down that <bdi>Spo</bdi> agreed" in page) == (True, True)


def test_what_is_no_promise_changes_freely(app, late):
    with app.app_context():
        change(late, replace(TESTS, counted_by="Olu", groups=("women", "men")))

        assert db.session.get(Measure, late.measure_id).moves == []


def test_the_history_says_which_curve_was_promised_before(app, late):
    with app.app_context():
        change(late, replace(TESTS, curve=Curve.STEPPED, steps=STEPS), why=WHY)
        change(late, replace(TESTS, curve=Curve.LATE), why="Again")

    page = late.room.browser("Dara").get(f"/plans/measures/{late.measure_id}/").text

    assert "Curve: <bdi>Evenly, day by day</bdi>" in page
    assert "Curve: <bdi>In steps, on certain days</bdi>" in page
    assert "Steps: <bdi>99 1 %, 100 100 %</bdi>" in page


def said_in(page):
    """Return what a page says in words, without its marks and those that keep a name apart."""
    return re.sub(r"\s+", " ", re.sub("[\u2068\u2069]", "", html.unescape(re.sub(r"<[^>]+>", "", page))))


def test_until_day_fifteen_a_published_promise_moves_with_a_reason(app, rhythm):
    rhythm.begin(10)
    with app.app_context():
        [tests] = rhythm.plan().measures
    dara = rhythm.room.browser("Dara")
    there = f"/plans/measures/{tests.id}/"
    lower = {"name": "Tests", "baseline": "0", "target": "20", "direction": "up", "curve": "late", "main": "y"}

    refused = dara.submit(f"{there}edit/", **lower)

    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    assert dara.submit(f"{there}edit/", **lower, why="Ten labs closed").status_code == 303
    page = said_in(dara.get(there).text)
    assert "Promised before from 0 to 30 Curve: Evenly, day by day until" in page
    assert ("Ten labs closed" in page, "agreed" in page) == (True, False)
    log = said_in(dara.get(f"/plans/{rhythm.plan_id}/changes/").text)
    assert "Tests is promised anew On day 100: 30 → 20" in log
    assert "Curve: Evenly, day by day → Late: slowly first, fast at the end" in log
    assert "Ten labs closed" in log


def test_the_box_that_publishes_says_what_changes_only_with_a_reason(app, planned):
    page = said_in(planned.browser("Dara").get(f"/plans/{planned.plan_id}/").text)
    assert "goal changes only" not in page

    with app.app_context():
        dara, today = planned.people["Dara"], today_of(plan_found(planned.plan_id))
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=today, roles=WHO)
        services.add_measure(dara, planned.plan_id, TESTS)

    page = said_in(planned.browser("Dara").get(f"/plans/{planned.plan_id}/").text)
    assert "goal, day 1, measures and days change only with a reason" in page


@pytest.mark.parametrize(
    ("direction", "numbers", "sentence"),
    [("down", ("10", "21"), "Less is better here"), ("up", ("21", "10"), "More is better here")],
)
def test_a_number_that_goes_the_other_way_is_refused(app, planned, direction, numbers, sentence):
    body = {"name": "Wait", "direction": direction, "curve": "straight"}
    refused = planned.browser("Dara").submit(
        f"/plans/{planned.plan_id}/measures/", **body, baseline=numbers[0], target=numbers[1]
    )

    assert (refused.status_code, sentence in refused.text) == (422, True)
    words = MeasureWords(name="Wait", direction=direction, baseline=float(numbers[0]), target=float(numbers[1]))
    with app.app_context(), pytest.raises(AgainstDirection):
        services.add_measure(planned.people["Dara"], planned.plan_id, words)


def changed_log(late, name="Dara"):
    return said_in(late.room.browser(name).get(f"/plans/{late.plan_id}/changes/").text)


def test_what_changed_says_who_wrote_down_that_the_sponsor_agreed(app, late):
    with app.app_context():
        change(late, replace(TESTS, target=20.0), why=WHY)
        plan = plan_found(late.plan_id)
        said = {"title": plan.title, "day_one": plan.day_one, "reason": "We promise less"}
        services.change_plan(late.dara, late.plan_id, **said, goal="20 tests")
        on = late.today - timedelta(days=5)
        services.pause_plan(late.dara, late.plan_id, first=on, last=on, reason="A flood", agreed="One day")

    log = changed_log(late)

    assert "On day 100: 30 → 20 Dara wrote down that Spo agreed; nobody confirmed it The ministry agreed" in log
    assert "Before: 30 tests, Day 1" in log
    assert "Dara wrote down that Spo agreed; nobody confirmed it We promise less" in log
    assert "Dara wrote down that Spo agreed; nobody confirmed it One day A flood" in log


def test_a_pause_names_who_wrote_down_the_agreement_that_stands(app, late):
    ada = late.room.employ("Fay", "facilitator")
    on = late.today - timedelta(days=5)
    with app.app_context():
        made = services.pause_plan(late.dara, late.plan_id, first=on, last=on, reason="A flood", agreed="One day").id
        services.change_pause(ada, made, last=on + timedelta(days=1), agreed="Two days")
        kept = db.session.get(Pause, made)
        assert (kept.by_name, kept.agreed_name, kept.agreed) == ("Dara", "Fay", "Two days")

    with app.test_request_context():
        ends = f"{day_month(on)} → {day_month(on + timedelta(days=1))}"
    assert (
        f"A pause ends on another day. {ends} Fay wrote down that Spo agreed; nobody confirmed it Two days"
        in changed_log(late)
    )


def test_a_sponsor_who_writes_it_agrees_in_their_own_name(app, late):
    spo = late.room.employ("Spo", "facilitator")
    with app.app_context():
        services.change_measure(spo, late.measure_id, replace(TESTS, target=20.0), why=WHY)

    log = changed_log(late)

    assert ("agreed by Spo" in log, "wrote down" in log) == (True, False)


def test_a_sponsor_who_can_be_reached_is_asked_to_confirm_it(app, late):
    late.reach("Spo")
    edit = f"/plans/measures/{late.measure_id}/edit/"
    with app.app_context():
        change(late, replace(TESTS, target=20.0), why=WHY)
        on = late.today - timedelta(days=5)
        services.pause_plan(late.dara, late.plan_id, first=on, last=on, reason="A flood", agreed="One day")
        asks = [(each.title, each.to) for each in plan_found(late.plan_id).asks]

    assert asks == [("Do you agree to a changed promise? Tests; A pause", "Spo")]
    assert "and Spo is asked to confirm it." in said_in(late.room.browser("Dara").get(edit).text)
    assert "New: Ask, Do you agree to a changed promise? Tests" in changed_log(late)


def test_nobody_asks_a_sponsor_who_wrote_it_or_whom_nothing_reaches_yet(app, late):
    edit = f"/plans/measures/{late.measure_id}/edit/"
    page = said_in(late.room.browser("Dara").get(edit).text)
    assert ("is asked to confirm it" in page, "Nothing of this plan reaches Spo yet" in page) == (False, True)
    with app.app_context():
        change(late, replace(TESTS, target=20.0), why=WHY)
        assert plan_found(late.plan_id).asks == []
        mo = late.room.employ("Mo", "facilitator")
        services.say_contact(late.dara, late.plan_id, "Spo", services.ContactWords(person_id=mo.id), reason="Mo is Spo")
        [ask] = plan_found(late.plan_id).asks
        assert [each.said["target"] for each in ask.agreements] == [[30.0, 20.0]]
        late.confirm(person_id=mo.id)
        services.change_measure(mo, late.measure_id, replace(TESTS, target=10.0), why="I agreed")
        assert plan_found(late.plan_id).asks == []


@pytest.fixture
def unsponsored(app, late):
    """The same without a sponsor, as plans were published once."""
    with app.app_context():
        plan_found(late.plan_id).sponsor = ""
        db.session.commit()
    return late


def test_a_sponsor_named_in_the_same_form_has_not_agreed_yet(app, unsponsored):
    dara, there = unsponsored.room.browser("Dara"), f"/plans/{unsponsored.plan_id}/goal/"
    body = {"title": "Open the testbed", "day_one": unsponsored.day_one, "leader": "Lea", "sponsor": "Bo"}

    refused = dara.submit(there, **body, version=1, goal="20 tests", reason=WHY)

    assert (refused.status_code, "Name the sponsor of the plan first." in refused.text) == (422, True)
    with app.app_context():
        roles = services.Roles(leader="Lea", sponsor="Bo", sponsor_reason="The ministry named Bo")
        same = {"title": "Open the testbed", "day_one": unsponsored.day_one}
        with pytest.raises(SponsorMissing):
            services.change_plan(unsponsored.dara, unsponsored.plan_id, **same, goal="20", roles=roles, reason=WHY)
        assert plan_found(unsponsored.plan_id).goals == []


def test_forms_of_a_plan_without_a_sponsor_say_how_to_name_one(app, unsponsored):
    dara, plan = unsponsored.room.browser("Dara"), f"/plans/{unsponsored.plan_id}/"
    edit = f"/plans/measures/{unsponsored.measure_id}/edit/"
    pause = {"first": unsponsored.day_one, "last": unsponsored.day_one, "reason": "Rain", "agreed": WHY}
    lower = {"name": "Tests", "baseline": "0", "target": "20", "direction": "up", "curve": "straight", "main": "y"}
    refused = [dara.submit(edit, **lower, why=WHY), dara.submit(f"{plan}pauses/", **pause)]

    for page in [dara.get(edit), dara.get(f"{plan}goal/"), dara.get(f"{plan}pauses/"), *refused]:
        assert "This plan has no sponsor, so nobody can agree that a promise changes." in said_in(page.text)
        assert f'<a href="{plan}goal/#sponsor">Name the sponsor first</a>' in page.text
    assert ["Name the sponsor of the plan first." in each.text for each in refused] == [True, True]
    assert [each.status_code for each in refused] == [422, 422]


def test_without_a_sponsor_nobody_can_agree(app, late):
    with app.app_context():
        plan = plan_found(late.plan_id)
        same = {"title": plan.title, "goal": plan.goal, "day_one": plan.day_one}
        # Plans were published without a sponsor once.
        plan.sponsor = ""
        db.session.commit()
        with pytest.raises(SponsorMissing):
            change(late, replace(TESTS, target=20.0), why=WHY)
        with pytest.raises(SponsorMissing):
            services.change_plan(late.dara, late.plan_id, **{**same, "goal": "20 tests"}, reason=WHY)
        with pytest.raises(SponsorMissing):
            services.pause_plan(late.dara, late.plan_id, first=late.day_one, last=late.day_one, reason="x", agreed=WHY)


@pytest.mark.parametrize("day", [10, 60])
def test_a_published_plan_keeps_a_main_measure(app, rhythm, day):
    rhythm.begin(day)
    with app.app_context():
        measure_id = rhythm.plan().measures[0].id
        for words in (replace(TESTS, main=False), replace(TESTS, target=None)):
            with pytest.raises(LastMainMeasure):
                services.change_measure(rhythm.dara, measure_id, words, why=WHY)
    answer = rhythm.room.browser("Dara").submit(
        f"/plans/measures/{measure_id}/edit/",
        name="Tests", baseline="0", target="30", direction="up", curve="straight", why=WHY,
    )  # fmt: skip
    assert (answer.status_code, "keeps a main measure" in answer.text) == (422, True)


def test_moving_day_one_forward_or_a_pause_unlocks_nothing(app, late):
    with app.app_context():
        plan = plan_found(late.plan_id)
        forward = days.day_one_when(1, late.today)
        said = {"title": plan.title, "goal": plan.goal, "reason": "We begin anew"}
        services.change_plan(late.dara, late.plan_id, **said, day_one=forward)
        assert days.day_of(late.today, plan_found(late.plan_id).calendar) == 1
        with pytest.raises(MeasureLocked):
            change(late, replace(TESTS, target=20.0))
        [earlier] = plan_found(late.plan_id).goals
        assert (earlier.day_one, earlier.sponsor, earlier.reason) == (late.day_one, "Spo", "We begin anew")


def test_a_draft_pauses_without_a_sponsor_and_a_published_plan_with_them(app, rhythm):
    rhythm.begin(1)
    with app.app_context():
        today = today_of(rhythm.plan())
        draft = services.make_plan(rhythm.dara, rhythm.room.centre.id, title="Draft", goal="Fast", day_one=today).id
        span = {"first": today + timedelta(days=1), "reason": "Rain"}
        drafted = services.pause_plan(rhythm.dara, draft, **span, last=today + timedelta(days=60))
        services.change_pause(rhythm.dara, drafted.id, last=today + timedelta(days=61))

        with pytest.raises(MeasureLocked):
            services.pause_plan(rhythm.dara, rhythm.plan_id, **span, last=today + timedelta(days=60))
        made = services.pause_plan(rhythm.dara, rhythm.plan_id, **span, last=today + timedelta(days=5), agreed=WHY)
        with pytest.raises(MeasureLocked):
            services.change_pause(rhythm.dara, made.id, last=today + timedelta(days=60))
        services.change_pause(rhythm.dara, made.id, last=today + timedelta(days=4))

        [tests] = rhythm.plan().measures
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, target=40), why="One more lab")
        assert (drafted.agreed, made.agreed, made.sponsor, rhythm.plan().locked_at) == ("", WHY, "Spo", None)


def test_a_pause_filed_once_a_plan_is_published_is_unconfirmed_until_its_sponsor_agrees(app, rhythm):
    rhythm.begin(1)
    rhythm.room.employ("Spo", "member")
    at = f"/plans/{rhythm.plan_id}/"
    with app.app_context():
        today = today_of(rhythm.plan())
    span = {"first": today.isoformat(), "last": (today + timedelta(days=59)).isoformat(), "reason": "Rain"}
    refused = rhythm.room.browser("Dara").submit(f"{at}pauses/", **span)
    assert (refused.status_code, "Say what the sponsor agreed to" in refused.text) == (422, True)
    assert rhythm.room.browser("Dara").submit(f"{at}pauses/", **span, agreed=WHY).status_code == 303

    waits = "Spo has not confirmed a changed promise yet."
    dara, spo = rhythm.room.browser("Dara"), rhythm.room.browser("Spo")
    assert waits in said_in(dara.get(at).text)
    with app.app_context():
        ask_id = rhythm.plan().asks[0].id
    assert "Do you agree to a changed promise?" in said_in(spo.get("/plans/mine/").text)
    assert spo.submit(f"/plans/asks/{ask_id}/consent/", verdict="yes", seen="1").status_code == 303
    assert waits not in said_in(dara.get(at).text)


def test_a_pause_dated_back_needs_the_sponsor_and_says_so(app, late):
    first, last = late.today - timedelta(days=30), late.today - timedelta(days=10)
    span = {"first": first, "last": last, "reason": "A flood"}
    with app.app_context():
        with pytest.raises(MeasureLocked):
            services.pause_plan(late.dara, late.plan_id, **span)
        made = services.pause_plan(late.dara, late.plan_id, **span, agreed=WHY).id
        with pytest.raises(MeasureLocked):
            services.change_pause(late.dara, made, last=late.today)
        with pytest.raises(MeasureLocked):
            services.drop_pause(late.dara, made)
        services.change_pause(late.dara, made, last=last + timedelta(days=1), agreed="One day more")
        kept = db.session.get(Pause, made)
        assert (kept.agreed, kept.sponsor) == ("One day more", "Spo")
    dara, there = late.room.browser("Dara"), f"/plans/{late.plan_id}/pauses/"
    page = dara.get(there).text
    refused = dara.submit(there, first=first - timedelta(days=5), last=first - timedelta(days=2), reason="Rain")
    assert "Dara wrote down that Spo agreed; nobody confirmed it: One day more" in said_in(page)
    assert (refused.status_code, "Say what the sponsor agreed to" in refused.text) == (422, True)
    assert dara.submit(f"/plans/pauses/{made}/drop/", agreed="It was none").status_code == 303


def test_a_pause_moves_the_days_of_asks_and_of_what_is_set_aside(app, rhythm):
    rhythm.begin(10)
    with app.app_context():
        today = today_of(rhythm.plan())
        in_ten = today + timedelta(days=10)
        money = AskWords(title="Money", to="Spo", reply_by=in_ten)
        logo = ParkedWords(title="A logo", again_on=in_ten)
        ask_id = services.add_item(rhythm.dara, rhythm.plan_id, Ask, money).id
        parked_id = services.add_item(rhythm.dara, rhythm.plan_id, Parked, logo).id

        span = {"first": today, "last": today + timedelta(days=4), "reason": "Rain"}
        services.pause_plan(rhythm.dara, rhythm.plan_id, **span, agreed=WHY)

        assert db.session.get(Ask, ask_id).reply_by == in_ten + timedelta(days=5)
        assert db.session.get(Parked, parked_id).again_on == in_ten + timedelta(days=5)


def test_a_goal_promoted_or_written_back_late_needs_a_sponsor_too(app, planned):
    ada, dara = planned.people["Ada"], planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(60, today_of(db.session.get(Plan, planned.plan_id)))
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=WHO)
        services.add_measure(dara, planned.plan_id, TESTS)
        publish_plan(dara, planned.plan_id)
        # Plans were published without a sponsor once.
        plan_found(planned.plan_id).sponsor = ""
        db.session.commit()
        goal = GoalWords(title="20 tests", reason="The room said so")
        with pytest.raises(SponsorMissing):
            services.promote(planned.seats["Ada"], *planned.note("20 tests"), goal)
        assert db.session.get(Plan, planned.plan_id).goal == "30 tests"
        same = {"title": "Fast", "goal": "30 tests", "day_one": begins}
        named = replace(WHO, sponsor_reason="The ministry named Spo")
        services.change_plan(ada, planned.plan_id, **same, roles=named)
        services.promote(planned.seats["Ada"], *planned.note("Twenty tests"), goal)
        [earlier] = plan_found(planned.plan_id).goals
        assert (earlier.goal, earlier.sponsor) == ("30 tests", "Spo")
