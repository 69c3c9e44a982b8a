"""What makes a plan look better stays in sight: pauses, parked actions, corrected numbers, a sign-off taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.queries import holding_of
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month
from app.plans import days, services
from app.plans.endings.sharing import Shown
from app.plans.errors import MeasureLocked, PauseMisplaced, ReasonMissing
from app.plans.items.words import RiskWords
from app.plans.models import Action, CommitmentState, Impact, Likelihood, Plan, Risk, RiskState, Verdict
from app.plans.queries import plan_found
from app.plans.services import ActionWords, MeasureWords
from app.plans.status.judging import judged
from app.plans.status.rules import Status, Why
from tests.plans.endings import complete, words
from tests.plans.test_promises import said_in

TESTS = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)


def told_by(app, plan, name="Sec"):
    """Return the row of the portfolio's file."""
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(plan.people[name], vocabulary(), Wanted()))
    [row] = [dict(zip(table.head, cells, strict=True)) for cells in table.rows]
    return row


def shared(app, plan, *parts):
    with app.app_context():
        return services.share_plan(plan.dara, plan.plan_id, label="Ministry", parts=parts).token


def pages_of(plan):
    at = f"/plans/{plan.plan_id}/"
    dara = plan.browser("Dara")
    return [said_in(page.get(where).text) for page, where in ((dara, at), (dara, f"{at}print/"))]


def test_a_pause_makes_no_promise_free_for_longer_than_fifteen_days(app, ending, clock):
    ending.at(2)
    with app.app_context():
        services.pause_plan(
            ending.dara, ending.plan_id, first=ending.day(2), last=ending.day(60), reason="Holidays", agreed="Yes"
        )
    clock(28 * 24 * 3600)
    with app.app_context(), pytest.raises(MeasureLocked):
        services.change_measure(ending.dara, ending.measure_id, replace(TESTS, target=20.0), why="")


def test_the_number_of_an_earlier_day_is_corrected_with_a_reason(app, ending):
    ending.at(40)
    on = ending.today - timedelta(days=6)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=on, value=8)
        services.file_reading(ending.dara, ending.measure_id, on=on, value=8)
        with pytest.raises(ReasonMissing):
            services.file_reading(ending.dara, ending.measure_id, on=on, value=48)
        with pytest.raises(ReasonMissing):
            services.file_table(ending.dara, ending.measure_id, [(on, 48.0)])
    dara, there = ending.browser("Dara"), f"/plans/measures/{ending.measure_id}/"
    said = {"on": on.isoformat(), "value": "12"}
    refused = dara.submit(f"{there}readings/", **said)
    table = dara.submit(f"{there}table/", rows=f"{on.isoformat()} 12")

    assert (refused.status_code, table.status_code) == (422, 422)
    assert "Say why it is corrected, in one sentence." in refused.text
    assert "Say why it is corrected, in one sentence." in table.text
    assert dara.submit(f"{there}readings/", **said, note="Counted twice").status_code == 303
    assert dara.submit(f"{there}table/", rows=f"{on.isoformat()} 13", note="One more").status_code == 303

    log = said_in(dara.get(f"/plans/{ending.plan_id}/changes/").text)
    assert "instead of 8" in log
    assert ("Counted twice" in log, "instead of 12" in log, "One more" in log) == (True, True, True)


def test_the_number_of_today_is_corrected_freely(app, ending):
    ending.at(40)
    with app.app_context():
        for value in (8, 48):
            services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=value)


@pytest.fixture
def parked(app, ending):
    """The plan on day 10, where a critical action eight days late and one that is not critical are parked."""
    ending.at(1)
    with app.app_context():
        for title, critical in (("Sign the contract", True), ("Print leaflets", False)):
            words = ActionWords(title=title, owner="Olu", due_on=ending.day(2), critical=critical)
            services.add_action(ending.dara, ending.plan_id, words)
    ending.at(10)
    with app.app_context():
        for action in db.session.query(Action).filter(Action.title != "Publish a calendar"):
            action.due_on = ending.day(2)
        db.session.commit()
        services.check_in(ending.dara, ending.plan_id, services.CheckInWords(client_id="form-00001", done="Well"))
        assert judged(plan_found(ending.plan_id), ending.today).status is Status.RED
        for action in db.session.query(Action).filter(Action.title != "Publish a calendar").all():
            services.park_action(ending.dara, action.id, reason="Later")
    return ending


def test_a_plan_with_a_parked_critical_action_that_was_late_needs_attention(app, parked):
    with app.app_context():
        verdict = judged(plan_found(parked.plan_id), parked.today).verdict
        [row] = holding_of(parked.people["Sec"]).rows

    assert (verdict.status, row.status) == (Status.AMBER, "warn")
    assert [(each.why, each.name) for each in verdict.reasons] == [(Why.PARKED_LATE, "Sign the contract")]
    assert "Sign the contract, a critical action, was parked when it was late." in pages_of(parked)[0]


def test_pages_and_the_portfolio_count_what_is_parked(app, parked):
    counted = "2 actions parked, 1 of them critical"
    token = shared(app, parked, Shown.STATUS)

    for page in pages_of(parked):
        assert counted in page
    assert counted in said_in(app.test_client().get(f"/p/{token}/").text)
    assert counted in said_in(parked.browser("Sec").get("/portfolio/").text)
    row = told_by(app, parked)
    assert (row["Parked actions"], row["Parked critical actions"]) == (2, 1)


def test_what_was_parked_in_time_is_no_reason(app, ending):
    ending.at(10)
    with app.app_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=ending.day(20), critical=True)
        made = services.add_action(ending.dara, ending.plan_id, words)
        services.park_action(ending.dara, made.id, reason="Later")
        reasons = judged(db.session.get(Plan, ending.plan_id), ending.today).verdict.reasons

    assert all(each.why is not Why.PARKED_LATE for each in reasons)


def test_a_plan_that_was_reopened_says_so_with_its_reason_everywhere(app, ending):
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))
        services.reopen(ending.dara, ending.plan_id, reason="Ten tests were counted twice")
    token = shared(app, ending, Shown.RESULT)

    log = said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/changes/").text)
    outside = said_in(app.test_client().get(f"/p/{token}/").text)
    portfolio = said_in(ending.browser("Sec").get("/portfolio/").text)

    for page in (log, outside, portfolio, *pages_of(ending)):
        assert "Ten tests were counted twice" in page
    for page in (outside, portfolio):
        assert "reopened on" in page
    row = told_by(app, ending)
    assert (row["Reopened on"], row["Why it was reopened"]) == (ending.today, "Ten tests were counted twice")


def test_a_number_that_stands_in_for_another_says_so_wherever_it_is_shown(app, ending):
    ending.at(40)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=30)
        words = replace(TESTS, proxy=True, source="Our own list")
        with pytest.raises(MeasureLocked):
            services.change_measure(ending.dara, ending.measure_id, words)
        services.change_measure(ending.dara, ending.measure_id, words, why="The register is late")
    token = shared(app, ending, Shown.NUMBERS)

    outside = said_in(app.test_client().get(f"/p/{token}/").text)
    portfolio = said_in(ending.browser("Sec").get("/portfolio/").text)

    for page in (outside, portfolio, *pages_of(ending)):
        assert "a stand-in" in page
    assert told_by(app, ending)["A stand-in"] == "yes"
    log = said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/changes/").text)
    assert "Where the number comes from: – → Our own list" in log
    assert "The register is late" in log


def paused(app, ending, first, last):
    with app.app_context():
        made = services.pause_plan(
            ending.dara,
            ending.plan_id,
            first=ending.day(first),
            last=ending.day(last),
            reason="Holidays",
            agreed="The sponsor agrees",
        )
        return made.id


@pytest.mark.parametrize("answer", ["", "no", "yes"])
def test_a_pause_of_days_that_are_over_helps_only_once_the_sponsor_agreed(app, asked, answer):
    with app.app_context():
        [tests] = asked.plan().measures
        services.change_measure(asked.dara, tests.id, replace(TESTS, unit="tests"), why="As before")
        services.file_reading(asked.dara, tests.id, on=asked.today, value=7)
        asked.check_in()
        before = judged(asked.plan(), asked.today).status
        first = days.date_of(10, asked.plan().day_one)
        services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=first + timedelta(days=39), reason="Flood", agreed="Yes"
        )
        ask = next(each for each in asked.plan().asks if any(one.kind == "pause" for one in each.agreements))
        if answer:
            consent = services.Consent(verdict=Verdict(answer), seen=len(ask.agreements))
            with app.test_request_context():
                services.confirm_own_ask(asked.mo, ask.id, consent)
    with app.app_context():
        judged_now = judged(asked.plan(), asked.today)
        [row] = holding_of(asked.room.person("Sec", alliance_role="secretariat")).rows
    page = said_in(asked.room.browser("Dara").get(asked.page).text)

    said = "Day 20 with a pause that the sponsor has not agreed to; day 60 without it."
    assert before is Status.RED
    assert (judged_now.status is Status.RED, row.status == "off") == (answer != "yes", answer != "yes")
    assert (said in page) is (answer != "yes")
    assert (row.firm_day and row.firm_day.day) == (None if answer == "yes" else 60)


def test_after_day_fifteen_a_pause_to_come_needs_the_sponsor(app, ending):
    ending.at(20)
    with app.app_context(), pytest.raises(MeasureLocked):
        services.pause_plan(ending.dara, ending.plan_id, first=ending.day(25), last=ending.day(34), reason="Holidays")
    pause_id = paused(app, ending, 25, 34)

    with app.app_context():
        [agreement] = db.session.get(Plan, ending.plan_id).agreements
        assert agreement.kind == "pause"
        with pytest.raises(MeasureLocked):
            services.change_pause(ending.dara, pause_id, last=ending.day(35))
        services.change_pause(ending.dara, pause_id, last=ending.day(30))


def test_pauses_last_a_hundred_days_at_most_together(app, ending):
    ending.at(10)
    pause_id = paused(app, ending, 20, 78)
    with pytest.raises(PauseMisplaced):
        paused(app, ending, 80, 138)
    paused(app, ending, 80, 120)

    with app.app_context(), pytest.raises(PauseMisplaced):
        services.change_pause(ending.dara, pause_id, last=ending.day(79), agreed="Yes")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (0, "Will pause 59 days; without that it would end on"),
        (10, "Pauses 59 days in all, 58 of them still to come; without that it would end on"),
        (67, "Pauses 59 days in all, 1 of them still to come; without that it would end on"),
        (68, "Paused 59 days in all; without that it would have ended on"),
    ],
)
def test_pages_and_files_say_how_long_a_plan_pauses_and_when_it_would_have_ended(app, ending, clock, later, said):
    ending.at(10)
    paused(app, ending, 20, 78)
    token = shared(app, ending, Shown.GOAL)
    clock(later * 24 * 3600)
    dara = ending.browser("Dara")

    for page in (*pages_of(ending), said_in(dara.get(f"/plans/{ending.plan_id}/week/").text)):
        assert said in page
    assert said in said_in(app.test_client().get(f"/p/{token}/").text)
    assert said in said_in(ending.browser("Sec").get("/portfolio/").text)
    row = told_by(app, ending)
    assert (row["Days paused"], row["Would have ended on"]) == (59, ending.day(100))
    lines = dara.get(f"/reports/plans/{ending.plan_id}.csv").text.splitlines()
    [line] = [each for each in lines if each.startswith("Pause,")]
    assert "Holidays" in line
    assert ending.day(20).isoformat() in line


def test_what_becomes_of_a_parked_action_is_told_among_the_changes(app, parked):
    with app.app_context():
        action = db.session.scalars(db.select(Action).filter(Action.title == "Sign the contract")).one()
        words = ActionWords(title=action.title, owner="Olu", due_on=parked.day(90), critical=True, status="doing")
        services.change_action(parked.dara, action.id, words, reason="The ministry moved")

    log = said_in(parked.browser("Dara").get(f"/plans/{parked.plan_id}/changes/").text)

    assert "The ministry moved" in log
    assert f"Action {action.number}, Sign the contract: Not started → Under way" in log


def test_the_changes_say_when_a_pause_was_and_how_it_ended_before(app, ending):
    ending.at(5)
    pause_id = paused(app, ending, 10, 20)
    with app.app_context():
        services.change_pause(ending.dara, pause_id, last=ending.day(15))
        services.drop_pause(ending.dara, pause_id)

    log = said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/changes/").text)

    with app.test_request_context():
        first, was, last = (day_month(ending.day(number)) for number in (10, 20, 15))
    assert f"A pause ends on another day. {was} → {last}" in log
    assert f"A pause was taken back. {first} – {last}" in log
    assert "Holidays" in log.partition("A pause was taken back.")[2].partition("A pause ends")[0]


def test_what_a_follow_up_said_before_stays_among_the_changes(app, ending):
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))
        [kept] = db.session.get(Plan, ending.plan_id).commitments
        for state, said in ((CommitmentState.DROPPED, "Nobody came"), (CommitmentState.KEPT, "All well")):
            services.follow_up(ending.dara, ending.plan_id, {kept.id: services.Kept(state, said)}, words=said)

    log = said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/changes/").text)

    for told in ("How it stands: Given up → Kept up", "How it went: Nobody came → All well",
                 "What became of it: Nobody came → All well"):  # fmt: skip
        assert told in log


def test_a_follow_up_before_the_hundred_days_are_over_says_its_day(app, ending):
    ending.at(92)
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending))
        [kept] = db.session.get(Plan, ending.plan_id).commitments
        told = services.Kept(CommitmentState.KEPT, "All well")
        services.follow_up(ending.dara, ending.plan_id, {kept.id: told}, words="")
    page = said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/sign-off/").text)

    assert "Kept up, told on day 92" in page
    assert "That was day 92: the hundred days were not over." in page


def test_a_risk_that_was_softened_or_closed_says_what_it_was(app, ending):
    grave = RiskWords(title="A flood", likelihood=Likelihood.HIGH, impact=Impact.LARGE, state=RiskState.OPEN)
    with app.app_context():
        risk = services.add_item(ending.dara, ending.plan_id, Risk, grave)
        closed = replace(grave, state=RiskState.CLOSED)
        services.change_item(ending.dara, Risk, risk.id, closed)
    assert "Closed, likely and large" in pages_of(ending)[0]
    with app.app_context():
        soft = replace(closed, title="Some rain", likelihood=Likelihood.LOW, impact=Impact.SMALL)
        services.change_item(ending.dara, Risk, risk.id, soft)
        services.change_item(ending.dara, Risk, risk.id, replace(soft, title="Rain"))
    page = pages_of(ending)[0]

    assert "Title: A flood → Rain" in page
    assert "How likely: Likely → Unlikely" in page
    assert "How bad: Large → Small" in page
