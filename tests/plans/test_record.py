"""What people do with a plan: making, promising, counting, publishing, saying how it stands; and what is refused."""

import re
from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan

import pytest

from app import clock
from app.audit import AuditRow
from app.centres.errors import ChangedMeanwhile
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.plans import days, services
from app.plans.errors import (
    DueOutsidePlan,
    ItemIncomplete,
    MeasureLocked,
    NoSuchOverride,
    NotANumber,
    NotReady,
    PersonMissing,
    PromiseMissing,
    ReadingOutsidePlan,
    ReasonMissing,
    StepsOutOfOrder,
    TargetIsBaseline,
)
from app.plans.items import words as item_words
from app.plans.missing import missing_in
from app.plans.models import Ask, Measure, Member, Milestone, Plan, Risk
from app.plans.queries import plan_found
from app.plans.services import ActionWords, MeasureWords, Roles, today_of
from app.plans.status.judging import judged
from app.plans.status.readings import last_reading
from tests.plans.publishing import publish_plan, was_published

WHO = Roles(leader="Lea", sponsor="Spo")
TESTS = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)


def missing_of(here):
    plan = plan_found(here.plan_id)
    return missing_in(plan, today_of(plan))


@pytest.fixture
def running(app, planned):
    """The plan on its day 58, with a main measure, in the hands of Dara."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        today = today_of(db.session.get(Plan, planned.plan_id))
        begins = days.day_one_when(58, today)
        with transaction():
            db.session.get(Plan, planned.plan_id).created_at = clock.now() - timedelta(days=60)
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=WHO)
        planned.measure_id = services.add_measure(planned.dara, planned.plan_id, TESTS).id
    planned.today, planned.begins = today, begins
    return planned


def test_a_centre_has_several_plans_and_one_needs_no_workshop(app, planned):
    with app.app_context():
        made = services.make_plan(planned.people["Fay"], planned.centre.id, title="Second", goal="More")

        kept = db.session.get(Plan, made.id)
        assert (kept.title, kept.goal, kept.workshop_id, kept.timezone) == ("Second", "More", None, "Asia/Kolkata")
        assert len(db.session.scalars(db.select(Plan)).all()) == 2


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Root", NotAllowed), ("Stranger", NotFound)])
def test_who_may_not_change_plans_makes_none(app, planned, who, refusal):
    with app.app_context(), pytest.raises(refusal):
        services.make_plan(planned.people[who], planned.centre.id, title="Mine")


def test_a_goal_keeps_its_earlier_versions_with_who_and_why(app, running):
    with app.app_context():
        services.change_plan(
            running.dara, running.plan_id, title="Fast", goal="40 tests", day_one=running.begins, reason="Law came"
        )

        goals = plan_found(running.plan_id).goals
        assert [(each.goal, each.reason, each.by_name) for each in goals] == [("30 tests", "Law came", "Dara")]


def test_a_published_promise_changes_only_with_a_reason(app, running):
    with app.app_context():
        publish_plan(running.dara, running.plan_id)

        with pytest.raises(MeasureLocked):
            services.change_plan(running.dara, running.plan_id, title="Fast", goal="1", day_one=running.begins)
        services.change_plan(running.dara, running.plan_id, title="Faster", goal="30 tests", day_one=running.begins)
        assert (plan_found(running.plan_id).title, plan_found(running.plan_id).goal) == ("Faster", "30 tests")


@pytest.mark.parametrize("emptied", [{"goal": " "}, {"day_one": None}])
def test_past_the_form_too_a_published_plan_keeps_its_goal_and_its_day_1(app, running, emptied):
    with app.app_context():
        publish_plan(running.dara, running.plan_id)
        promise = {"goal": "30 tests", "day_one": running.begins, **emptied}

        with pytest.raises(PromiseMissing):
            services.change_plan(running.dara, running.plan_id, title="Fast", reason="Law", **promise)
        assert (plan_found(running.plan_id).goal, plan_found(running.plan_id).day_one) == ("30 tests", running.begins)


def test_of_two_people_who_change_the_goal_the_second_is_told(app, running):
    with app.app_context():
        seen = plan_found(running.plan_id).version
        words = {"title": "Fast", "day_one": running.begins}
        services.change_plan(running.dara, running.plan_id, goal="Dara's", roles=Roles(leader="Bo"), **words)

        with pytest.raises(ChangedMeanwhile):
            services.change_plan(running.people["Fay"], running.plan_id, goal="Fay's", version=seen, **words)
        assert (plan_found(running.plan_id).goal, plan_found(running.plan_id).leader) == ("Dara's", "Bo")


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_reading_is_finite(app, running, value):
    with app.app_context():
        with pytest.raises(NotANumber):
            services.file_reading(running.dara, running.measure_id, on=running.today, value=value)
        assert db.session.get(Measure, running.measure_id).readings == []


@pytest.mark.parametrize("day", [0, 59, 101])
def test_a_reading_is_of_one_of_the_hundred_days_and_not_to_come(app, running, day):
    with app.app_context(), pytest.raises(ReadingOutsidePlan):
        services.file_reading(running.dara, running.measure_id, on=days.date_of(day, running.begins), value=1)


def test_before_day_1_nothing_is_read(app, planned):
    dara = planned.people["Dara"]
    with app.app_context():
        measure = services.add_measure(dara, planned.plan_id, TESTS)
        with pytest.raises(ReadingOutsidePlan):
            services.file_reading(dara, measure.id, on=today_of(plan_found(planned.plan_id)), value=1)


@pytest.mark.row("P7", partly=True)
def test_of_two_readings_of_a_day_the_later_counts_and_both_are_kept(app, running):
    with app.app_context():
        for value in (5, 7):
            services.file_reading(running.dara, running.measure_id, on=running.today, value=value)

        measure = db.session.get(Measure, running.measure_id)
        assert last_reading(measure, running.today).value == 7
        assert [(each.value, each.by_name) for each in measure.readings] == [(5, "Dara"), (7, "Dara")]


def test_a_measure_has_finite_numbers_and_steps_in_order(app, running):
    with app.app_context():
        with pytest.raises(NotANumber):
            services.add_measure(running.dara, running.plan_id, MeasureWords(name="x", baseline=nan))
        with pytest.raises(StepsOutOfOrder):
            services.change_measure(
                running.dara, running.measure_id, MeasureWords(name="x", curve="stepped", steps=((80, 1), (20, 0.5)))
            )
        assert [each.name for each in plan_found(running.plan_id).measures] == ["Tests"]


def test_publishing_waits_until_nothing_is_missing_and_says_what_is(app, planned):
    dara = planned.people["Dara"]
    with app.app_context():
        action = plan_found(planned.plan_id).actions[0]
        action.owner, action.due_on = "", None
        db.session.commit()

        with pytest.raises(NotReady):
            publish_plan(dara, planned.plan_id)
        needs = [(str(each.need), each.number) for each in missing_of(planned)]
        assert needs == [
            ("goal", 0), ("main-measure", 0), ("owner", 1), ("due-day", 1), ("leader", 0), ("sponsor", 0),
        ]  # fmt: skip
        assert plan_found(planned.plan_id).published_at is None


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ("action", "An action: who does what, and by when"),
        ("leader", "A leader, who checks in every week"),
        ("sponsor", "A sponsor, who answers what the team asks"),
    ],
)
def test_no_plan_is_published_without_an_action_a_leader_and_a_sponsor(app, running, without, named):
    with app.app_context():
        plan = plan_found(running.plan_id)
        plan.day_one = running.today
        db.session.commit()
        if without == "action":
            services.park_action(running.dara, running.action_id, reason="Later")
        else:
            setattr(plan, without, " ")
        db.session.commit()
    browser = running.browser("Dara")

    page = browser.get(f"/plans/{running.plan_id}/").text
    answer = browser.submit(f"/plans/{running.plan_id}/publication/")

    assert named in page
    assert re.search(r"<button[^>]*disabled[^>]*>Publish<", page)
    assert answer.status_code == 409
    assert f"This plan cannot be published yet. It needs: {named}." in answer.text
    with app.app_context():
        assert plan_found(running.plan_id).published_at is None


@pytest.mark.parametrize("role", ["leader", "sponsor"])
def test_a_published_plan_keeps_a_leader_and_a_sponsor(app, running, role):
    with app.app_context():
        publish_plan(running.dara, running.plan_id)
        names = {"leader": "Lea", "sponsor": "Spo"}
        with pytest.raises(PersonMissing):
            services.change_plan(
                running.dara, running.plan_id, title="Fast", goal="30 tests", day_one=running.begins,
                roles=Roles(**{**names, role: " "}),
            )  # fmt: skip
    browser = running.browser("Dara")
    said = {"title": "Fast", "goal": "30 tests", "day_one": str(running.begins), **names, "version": "9"}

    answer = browser.submit(f"/plans/{running.plan_id}/goal/", **{**said, role: ""})

    assert answer.status_code == 422
    assert "A published plan keeps a leader and a sponsor." in answer.text
    with app.app_context():
        plan = plan_found(running.plan_id)
        assert (plan.leader, plan.sponsor) == ("Lea", "Spo")


def test_a_plan_is_published_once(app, running):
    with app.app_context():
        first = publish_plan(running.dara, running.plan_id).published_at
        second = publish_plan(running.people["Fay"], running.plan_id).published_at

        assert first == second
        assert db.session.scalars(db.select(AuditRow.action)).all().count("plan.publish") == 1


def test_things_in_a_plan_are_numbered_dated_and_closed(app, running):
    with app.app_context():
        fay = running.people["Fay"]
        first, second = (
            services.add_item(fay, running.plan_id, Risk, item_words.RiskWords(title=title)) for title in ("a", "b")
        )
        ask = services.add_item(fay, running.plan_id, Ask, item_words.AskWords(title="Money", to="Sponsor"))
        services.change_item(fay, Risk, first.id, item_words.RiskWords(title="a", state="closed"))
        services.change_item(fay, Ask, ask.id, item_words.AskWords(title="Money", to="Sponsor", answer="Yes"))

        plan = plan_found(running.plan_id)
        assert [(each.number, each.title, each.closed_on) for each in plan.risks] == [
            (1, "a", running.today),
            (2, "b", None),
        ]
        assert [(each.asked_on, each.answer, each.answered_on) for each in plan.asks] == [
            (running.today, "Yes", running.today)
        ]
        assert second.number == 2


@pytest.mark.parametrize(
    ("table", "words", "refusal"),
    [
        (Milestone, item_words.MilestoneWords(title="x", due_on=date(2000, 1, 1)), DueOutsidePlan),
        (Ask, item_words.AskWords(title="x", to="y", reply_by=date(2100, 1, 1)), DueOutsidePlan),
        (Ask, item_words.AskWords(title="x", to=""), ItemIncomplete),
        (Member, item_words.MemberWords(title=""), ItemIncomplete),
    ],
)
def test_what_no_plan_can_hold_is_refused_whole(app, running, table, words, refusal):
    with app.app_context():
        with pytest.raises(refusal):
            services.add_item(running.dara, running.plan_id, table, words)
        assert db.session.scalars(db.select(table)).all() == []


@pytest.mark.row("P6")
def test_a_leader_says_one_step_otherwise_for_fourteen_days_and_takes_it_back(app, running):
    was_published(app, running.plan_id)
    with app.app_context():
        services.file_reading(running.dara, running.measure_id, on=running.today, value=14)
        services.check_in(running.dara, running.plan_id, services.CheckInWords(client_id="form-00001", done="Well"))
        assert str(judged(plan_found(running.plan_id), running.today).status) == "amber"

        services.override_status(running.dara, running.plan_id, value="green", reason="More come on Friday")

        plan = plan_found(running.plan_id)
        said = judged(plan, running.today).said
        assert (said.value, said.reason, said.until - said.set_on) == ("green", "More come on Friday", timedelta(13))
        assert judged(plan, said.until + timedelta(days=1)).said is None
        services.withdraw_override(running.dara, running.plan_id)
        assert judged(plan_found(running.plan_id), running.today).said is None


def test_silence_cannot_be_talked_away(app, running):
    was_published(app, running.plan_id)
    with app.app_context():
        assert str(judged(plan_found(running.plan_id), running.today).status) == "no_data"

        for value in ("green", "amber", "red", "done", ""):
            with pytest.raises(NoSuchOverride):
                services.override_status(running.dara, running.plan_id, value=value, reason="Trust me")
        assert plan_found(running.plan_id).overrides == []


def test_an_override_needs_a_reason(app, running):
    with app.app_context(), pytest.raises(ReasonMissing):
        services.override_status(running.dara, running.plan_id, value="amber", reason="")


def test_an_action_made_by_hand_takes_the_next_number_and_no_note(app, running):
    with app.app_context():
        words = ActionWords(title="Call", owner="Bo", due_on=running.today, critical=True)
        made = services.add_action(running.dara, running.plan_id, words)

        kept = plan_found(running.plan_id).actions[1]
        assert (kept.number, kept.title, kept.critical, kept.origins) == (2, "Call", True, [])
        assert made.id == kept.id


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Sec", NotAllowed), ("Cleo", NotFound)])
def test_readers_and_strangers_change_nothing(app, running, who, refusal):
    somebody, plan_id = running.people[who], running.plan_id
    deeds = [
        lambda: services.add_measure(somebody, plan_id, TESTS),
        lambda: services.change_measure(somebody, running.measure_id, TESTS),
        lambda: services.file_reading(somebody, running.measure_id, on=running.today, value=1),
        lambda: services.add_item(somebody, plan_id, Risk, item_words.RiskWords(title="x")),
        lambda: services.add_action(somebody, plan_id, ActionWords(title="x", owner="y", due_on=running.today)),
        lambda: publish_plan(somebody, plan_id),
        lambda: services.override_status(somebody, plan_id, value="green", reason="x"),
        lambda: services.withdraw_override(somebody, plan_id),
        lambda: services.check_in(somebody, plan_id, services.CheckInWords(client_id="form-00001", done="x")),
        lambda: services.make_link(somebody, plan_id, owner="Me", expires_at=db.session.get(Plan, plan_id).created_at),
    ]
    for deed in deeds:
        with app.app_context(), pytest.raises(refusal):
            deed()


@pytest.mark.row("P14", partly=True)
def test_after_day_fifteen_what_is_counted_changes_only_if_the_sponsor_agrees(app, running):
    more = replace(TESTS, target=40)
    with app.app_context():
        # While the plan is drafted, numbers are looked for.
        services.change_measure(running.dara, running.measure_id, replace(TESTS, target=25))
        services.change_measure(running.dara, running.measure_id, TESTS)
        publish_plan(running.dara, running.plan_id)
        with pytest.raises(MeasureLocked):
            services.change_measure(running.dara, running.measure_id, more)
        services.change_measure(running.dara, running.measure_id, replace(TESTS, counted_by="Olu"))
        services.change_measure(running.dara, running.measure_id, more, why="The ministry wants ten more")

        measure = db.session.get(Measure, running.measure_id)
        assert (measure.baseline, measure.target) == (0, 40)
        assert [(move.baseline, move.target, move.reason, move.by_name) for move in measure.moves] == [
            (0, 30, "The ministry wants ten more", "Dara")
        ]
    page = running.browser("Mo").get(f"/plans/measures/{running.measure_id}/").text
    assert "from 0 to 30" in page
    assert "The ministry wants ten more" in page
    refused = running.browser("Dara").submit(
        f"/plans/measures/{running.measure_id}/edit/",
        name="Tests", unit="tests", baseline="0", target="50", direction="up", curve="straight",
    )  # fmt: skip
    assert (refused.status_code, "Say what the sponsor agreed to, in one sentence." in refused.text) == (422, True)


def test_until_day_fifteen_published_numbers_move_with_a_reason(app, running):
    with app.app_context():
        services.change_plan(
            running.dara, running.plan_id, title="Fast", goal="30 tests", day_one=days.day_one_when(15, running.today)
        )
        publish_plan(running.dara, running.plan_id)
        with pytest.raises(ReasonMissing):
            services.change_measure(running.dara, running.measure_id, replace(TESTS, target=40))
        services.change_measure(running.dara, running.measure_id, replace(TESTS, target=40), why="One more lab")

        [move] = db.session.get(Measure, running.measure_id).moves
        assert (move.target, move.reason, move.sponsor, move.by_name) == (30, "One more lab", "", "Dara")


def test_a_target_is_another_number_than_the_baseline(app, running):
    with app.app_context():
        for same in (0, 12.5):
            with pytest.raises(TargetIsBaseline):
                services.add_measure(running.dara, running.plan_id, replace(TESTS, baseline=same, target=same))
