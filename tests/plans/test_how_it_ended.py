"""A plan that was signed off goes on saying how it stood by the rules then, why, and how late things were."""

import json
import re
from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import AllianceRole
from app.alliance.calls.models import Call
from app.alliance.eoi.models import Interest
from app.alliance.eoi.states import State
from app.alliance.portfolio.queries import holding_of
from app.db import db, transaction
from app.plans import services
from app.plans.endings import seal
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import ActionStatus, Milestone, MilestoneState, Plan
from app.plans.queries import plan_found
from app.plans.services import ActionWords, CheckInWords
from app.plans.status.at_end import LastKnown
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status, Why
from tests.plans.endings import complete, sign
from tests.plans.endings import words as ending_words
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_promises import said_in

OFF_TRACK = "Off track when it was signed off on day 92"
FIRST = "Off track when it was first signed off on day 92"
AGAIN = "signed off again on day 93"
BEHIND = "Tests: 6 where the curve asks for 28."
LATE = "2 critical things are late"
NOT_REACHED = "Signed off at 6 of 30 tests, target not reached"


@pytest.fixture
def behind(app, ending, clock):
    """The plan on day 92, complete, with 6 of 30 tests; what is critical is late: an action 12 days, a milestone 9."""
    ending.at(92)
    with app.app_context():
        complete(ending)
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=6, note="Counted twice")
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
        services.park_action(ending.dara, ending.action_id, reason="Later")
        due_on = ending.today + timedelta(days=2)
        for title in ("Sign the lease", "Print the guide"):
            words = ActionWords(title=title, owner="Olu", due_on=due_on, critical=title == "Sign the lease")
            services.add_action(ending.dara, ending.plan_id, words)
        words = MilestoneWords(title="Open the lab", due_on=due_on, critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, words)
        with transaction():
            plan = plan_found(ending.plan_id)
            for each in (*plan.actions, *plan.milestones):
                each.due_on = ending.day(83 if isinstance(each, Milestone) else 80)
    ending.wait = lambda number: clock(number * 24 * 3600)
    return ending


def known_of(app, plan):
    """Return how a plan stands and stood, as the plan, its gist and a row of the portfolio say it."""
    with app.app_context():
        found = plan_found(plan.plan_id)
        today = services.today_of(found)
        [gist] = gists(db.true())
        [row] = holding_of(plan.people["Sec"]).rows
        how = judged(found, today)
        of_gist = judged(gist, today)
        assert (of_gist.status, of_gist.at_end) == (how.status, row.at_end)
        assert sorted(map(repr, of_gist.at_end.verdict.reasons)) == sorted(map(repr, how.at_end.verdict.reasons))
        return how


def places_of(app, plan, token):
    """Return what each place says in which the status of a plan is shown, by its name."""
    page, printed = pages_of(plan)
    dara, sec = plan.browser("Dara"), plan.browser("Sec")
    at = f"/plans/{plan.plan_id}/"
    asked = {
        "week": dara.get(f"{at}week/"), "sign-off": dara.get(f"{at}sign-off/"), "plans": dara.get("/plans/"),
        "portfolio": sec.get("/portfolio/"), "timeline": sec.get("/portfolio/timeline/"),
        "caseload": sec.get("/portfolio/caseload/"), "outside": app.test_client().get(f"/p/{token}/"),
    }  # fmt: skip
    told = {name: said_in(each.text) for name, each in asked.items()}
    files = {
        "portfolio's file": told_by(app, plan)["Beside the status"],
        "plan's file": dara.get(f"/reports/plans/{plan.plan_id}.csv").text,
    }
    return {"page": page, "print": printed, **told, **files}


def told_in_turn(said, first, then):
    """True when a place says both, and the first one first."""
    return -1 < said.find(first) < said.find(then)


def test_every_place_says_how_a_plan_stood_when_it_was_signed_off(app, behind):
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).coach = "Sec"
    token = shared(app, behind, Shown.STATUS)
    before = places_of(app, behind, token)
    sign(app, behind)
    after = places_of(app, behind, token)
    behind.wait(13)
    later = places_of(app, behind, token)

    assert [name for name, said in before.items() if "when it was signed off" in said] == []
    assert [name for name, said in after.items() if OFF_TRACK not in said] == []
    assert [name for name, said in later.items() if OFF_TRACK not in said] == []
    called = {name: said for name, said in later.items() if name not in {"sign-off", "portfolio's file"}}
    unsaid = [name for name, said in called.items() if "Finished" not in said]
    assert (unsaid, [name for name, said in later.items() if "by the rules, today" in said]) == ([], [])


def test_where_the_target_was_not_reached_that_is_said_beside_it(app, behind):
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).coach = "Sec"
    token = shared(app, behind, Shown.STATUS, Shown.NUMBERS)
    sign(app, behind)
    behind.wait(13)
    told = places_of(app, behind, token)

    assert [name for name, said in told.items() if NOT_REACHED not in said] == []


def test_the_reasons_of_then_stay_below_it(app, behind):
    token = shared(app, behind, Shown.STATUS)
    sign(app, behind)
    behind.wait(13)
    told = places_of(app, behind, token)
    lists = {"plans", "portfolio", "timeline", "portfolio's file", "plan's file"}
    pages = {"page", "week", "sign-off"}

    assert [name for name in sorted(lists) if not (BEHIND in told[name] and LATE in told[name])] == []
    named = [
        "Sign the lease, a critical action, is 12 days late.",
        "Open the lab, a critical milestone, is 9 days late.",
    ]
    assert [name for name in sorted(pages) for each in (BEHIND, *named) if each not in told[name]] == []
    assert named[0] in told["print"]
    was = {name: ("Why it was off track." in said, "Why off track." in said) for name, said in told.items()}
    assert {name for name in was if was[name] != (False, False)} == {"page", "print"}
    assert (was["page"], was["print"]) == ((True, False), (True, False))
    assert (LATE in told["outside"], "Sign the lease" in told["outside"]) == (True, False)
    unreached = ("page", "week", "sign-off", "print", "outside", "portfolio")
    assert [name for name in unreached if told[name].count("Nobody reaches the sponsor.") != 1] == []


def test_the_meeting_says_of_an_ended_plan_that_people_did_not_check_in(app, behind):
    def said_of_people():
        week = behind.browser("Dara").get(f"/plans/{behind.plan_id}/week/").text
        return {said: week.count(f'<span class="vh">{said}</span>') for said in ("not yet", "did not check in")}

    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).leader = "Ama"
    before = said_of_people()
    sign(app, behind)
    after = said_of_people()

    assert (before["not yet"] > 0, before["did not check in"]) == (True, 0)
    assert after == {"not yet": 0, "did not check in": before["not yet"]}


def test_rules_say_at_the_end_what_they_said_before_it(app, behind):
    with app.app_context():
        before = judged(plan_found(behind.plan_id), behind.today).verdict
    sign(app, behind)
    behind.wait(60)
    how = known_of(app, behind)

    assert (how.status, how.at_end.day, how.at_end.verdict) == (Status.DONE, 92, before)
    assert (before.status, {each.why for each in before.reasons}) == (
        Status.RED, {Why.CRITICAL_LATE, Why.BEHIND, Why.MANY_LATE},
    )  # fmt: skip


def test_a_plan_that_was_on_track_says_that_too(app, ending, clock):
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
        complete(ending)
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
    sign(app, ending)
    how = known_of(app, ending)
    listed = said_in(ending.browser("Sec").get("/portfolio/").text)

    assert (how.at_end.status, how.at_end.verdict.reasons) == (Status.GREEN, ())
    assert [("On track when it was signed off on day 99" in each) for each in (*pages_of(ending), listed)] == [True] * 3
    assert "off track when signed off" not in listed


@pytest.mark.parametrize(("said_on", "status"), [(99, Status.GREEN), (85, Status.AMBER), (79, Status.NO_DATA)])
def test_days_after_day_100_are_no_silence_when_a_plan_is_signed_off_later(app, ending, clock, said_on, status):
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
        complete(ending)
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
        with transaction():
            for each in plan_found(ending.plan_id).check_ins:
                each.on = ending.day(said_on)
    clock(40 * 24 * 3600)
    sign(app, ending)
    how = known_of(app, ending)
    page, _printed = pages_of(ending)

    assert (how.at_end.status, how.at_end.day) == (status, 139)
    silent = {Status.GREEN: None, Status.AMBER: 15, Status.NO_DATA: 21}[status]
    assert (f"No check-in for {silent} days." in page) == (silent is not None)


def test_a_sign_off_is_no_check_in_that_makes_up_for_silence(app, behind):
    with app.app_context(), transaction():
        for each in plan_found(behind.plan_id).check_ins:
            each.on = behind.day(60)
    sign(app, behind)
    how = known_of(app, behind)
    page, printed = pages_of(behind)
    at = f"/plans/{behind.plan_id}/"
    week, signed = (said_in(behind.browser("Dara").get(f"{at}{each}/").text) for each in ("week", "sign-off"))

    before = "Needs attention when last known (day 20)."
    assert [before in each for each in (page, printed, week, signed)] == [True] * 4
    assert (how.at_end.status, how.at_end.last_known) == (Status.NO_DATA, LastKnown(Status.AMBER, 20, 72))
    assert "No data when it was signed off on day 92" in page
    assert ("No check-in for 32 days." in page, "What is missing now" in page) == (True, False)


def test_the_portfolio_counts_finished_plans_that_were_off_track(app, behind):
    before = said_in(behind.browser("Sec").get("/portfolio/").text)
    sign(app, behind)
    after = said_in(behind.browser("Sec").get("/portfolio/").text)

    assert ("1Off track" in before, "0Finished" in before) == (True, True)
    assert ("0Off track" in after, "1Finished1 of them off track when signed off" in after) == (True, True)


@pytest.mark.parametrize("who", ["Sec", "Gov"])
def test_the_portfolio_counts_finished_plans_that_had_no_data(app, behind, who):
    with app.app_context(), transaction():
        for each in plan_found(behind.plan_id).check_ins:
            each.on = behind.day(60)
    sign(app, behind)

    counted = said_in(behind.browser(who).get("/portfolio/").text)
    assert "1Finished1 of them without data when signed off" in counted
    assert "off track when signed off" not in counted


def test_nothing_gets_later_after_the_sign_off(app, behind):
    token = shared(app, behind, Shown.ACTIONS, Shown.MILESTONES)
    sign(app, behind)
    said = []
    for wait in (0, 58):
        behind.wait(wait)
        outside = said_in(app.test_client().get(f"/p/{token}/").text)
        said.append((outside.count("12 days late"), outside.count("9 days late"), "70 days late" in outside))
    page, printed = pages_of(behind)

    # Twice each: where it stands in the plan, and in what was promised and not done.
    assert said == [(4, 2, False), (4, 2, False)]
    assert [("12 days late" in each, "70 days late" in each) for each in (page, printed)] == [(True, False)] * 2
    written = behind.browser("Dara").get(f"/reports/plans/{behind.plan_id}.csv").text
    assert ("70 days" in written, "67 days" in written) == (False, False)


def test_how_it_stood_is_sealed(app, behind):
    sign(app, behind)
    how = known_of(app, behind)
    with app.app_context():
        signed = plan_found(behind.plan_id).sign_off
        sealed = seal.opened(signed)
        said = json.loads(signed.sealed)["at_end"]
        assert seal.at_end_of(sealed) == how.at_end
    filed = behind.browser("Dara").get(f"/reports/plans/{behind.plan_id}.json").json

    assert (sealed.intact, said["status"], said["day"]) == (True, "red", 92)
    assert (filed["status"], filed["at_end"]) == ("done", said)


def test_a_plan_that_goes_on_again_still_says_how_it_stood_at_its_end(app, behind):
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).coach = "Sec"
    token = shared(app, behind, Shown.STATUS)
    sign(app, behind)
    with app.app_context():
        services.reopen(behind.people["Dara"], behind.plan_id, reason="Too early")
    reopened = places_of(app, behind, token)
    behind.wait(1)
    sign(app, behind)
    signed_again = places_of(app, behind, token)

    assert [name for name, said in reopened.items() if OFF_TRACK not in said] == []
    assert [
        name for name, said in signed_again.items() if not told_in_turn(said, FIRST, f"Off track when {AGAIN}")
    ] == []


@pytest.fixture
def mended(app, behind):
    """The plan, signed off on day 92, reopened, and signed off on day 93 with 30 of 30 tests and all done."""
    with app.app_context(), transaction():
        db.session.get(Plan, behind.plan_id).coach = "Sec"
    sign(app, behind)
    with app.app_context():
        services.reopen(behind.dara, behind.plan_id, reason="Twenty-four tests came by post")
    behind.wait(1)
    with app.app_context():
        today = behind.today + timedelta(days=1)
        services.file_reading(behind.dara, behind.measure_id, on=today, value=30)
        services.check_in(behind.dara, behind.plan_id, CheckInWords(client_id="form-00002", done="All"))
        with transaction():
            plan = plan_found(behind.plan_id)
            for each in plan.actions:
                each.status, each.done_on = ActionStatus.DONE, today
            for each in plan.milestones:
                each.state, each.done_on = MilestoneState.DONE, today
    sign(app, behind)
    return behind


def test_how_a_plan_stood_at_its_first_sign_off_is_told_first_everywhere(app, mended):
    places = places_of(app, mended, shared(app, mended, Shown.STATUS))
    with app.app_context():
        status = known_of(app, mended).at_end.status
    said = {Status.GREEN: "On track when", Status.AMBER: "Needed attention when"}[status]

    assert [name for name, told in places.items() if not told_in_turn(told, FIRST, f"{said} {AGAIN}")] == []
    assert [name for name, told in places.items() if "when it was signed off" in told] == []


def test_the_number_of_the_first_sign_off_stays_beside_it_everywhere(app, mended):
    with app.app_context():
        mended.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)
    places = places_of(app, mended, shared(app, mended, Shown.GOAL))
    with app.app_context():
        filed = mended.browser("Dara").get(f"/reports/plans/{mended.plan_id}.json").json["ended_before"]

    first = re.compile(rf"{FIRST}[^.;]*, 6 of 30 tests, target not reached")
    assert [name for name, told in places.items() if not first.search(told)] == []
    assert [each["unreached"] for each in filed] == [{"value": 6, "target": 30, "unit": "tests"}]


def test_people_outside_read_the_first_words_of_the_result_beside_the_last(app, behind):
    token = shared(app, behind, Shown.RESULT)
    sign(app, behind)
    with app.app_context():
        services.reopen(behind.dara, behind.plan_id, reason="A typo")
        services.sign_off(behind.dara, behind.plan_id, ending_words(behind, result="Thirty tests"))
    outside = said_in(app.test_client().get(f"/p/{token}/").text)

    assert told_in_turn(outside, "Thirty tests", "31 tests from five countries")


@pytest.mark.parametrize("at", ["", "silent/", "indicators/", "timeline/", "grid/", "asks/"])
@pytest.mark.parametrize("who", ["Sec", "Gov"])
def test_the_portfolio_counts_finished_plans_that_did_not_reach_their_target(app, behind, who, at):
    behind.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)
    said = "1 of them did not reach its target"
    before = said_in(behind.browser(who).get(f"/portfolio/{at}").text)
    sign(app, behind)
    after = said_in(behind.browser(who).get(f"/portfolio/{at}").text)
    with app.app_context():
        services.reopen(behind.dara, behind.plan_id, reason="Too early")
    reopened = said_in(behind.browser(who).get(f"/portfolio/{at}").text)

    # The board reads one page, without plans.
    told = who == "Sec" or not at
    assert (said in before, said in after, said in reopened) == (False, told, False)


def test_a_plan_that_reached_its_target_at_its_last_sign_off_alone_is_counted_too(app, mended):
    counted = said_in(mended.browser("Sec").get("/portfolio/").text)

    assert "1 of them did not reach its target" in counted


@pytest.mark.parametrize("at", ["", "silent/", "indicators/", "timeline/", "grid/", "asks/"])
def test_every_tab_of_the_portfolio_counts_a_plan_that_needed_attention_at_its_sign_off(app, ending, at):
    ending.at(92)
    with app.app_context():
        complete(ending)
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=21, note="Counted twice")
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
        services.park_action(ending.dara, ending.action_id, reason="Later")
    sign(app, ending)
    ending.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)
    counted = said_in(ending.browser("Sec").get(f"/portfolio/{at}").text)

    said = "1Finished1 of them needed attention when signed off"
    assert (said in counted, "off track when signed off" in counted) == (True, False)
    assert said in said_in(ending.browser("Gov").get("/portfolio/").text)


@pytest.mark.parametrize("at", ["", "silent/", "indicators/", "timeline/", "grid/", "asks/"])
def test_every_tab_of_the_portfolio_counts_a_plan_that_was_off_track_at_any_sign_off(app, mended, at):
    counted = said_in(mended.browser("Sec").get(f"/portfolio/{at}").text)

    assert "1Finished1 of them off track when signed off" in counted
    assert "without data when signed off" not in counted


def test_the_governance_board_counts_a_plan_that_was_off_track_at_any_sign_off(app, mended):
    mended.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)

    assert "1Finished1 of them off track when signed off" in said_in(mended.browser("Gov").get("/portfolio/").text)


def test_a_plan_that_goes_on_is_not_counted_as_finished_off_track(app, mended):
    with app.app_context():
        services.reopen(mended.dara, mended.plan_id, reason="Once more")
    listed = said_in(mended.browser("Sec").get("/portfolio/").text)

    assert ("off track when signed off" in listed, f"{FIRST}, " in listed, AGAIN in listed) == (False, True, True)


def test_a_sign_off_of_which_nothing_is_known_is_not_passed_over_as_the_first(app, mended):
    with app.app_context(), transaction():
        first = plan_found(mended.plan_id).reopenings[0]
        first.sealed = ""
    with app.app_context():
        services.reopen(mended.dara, mended.plan_id, reason="Once more")
    listed = said_in(mended.browser("Sec").get("/portfolio/").text)

    assert (AGAIN in listed, "first signed off" in listed) == (True, False)


def test_the_governance_board_reads_how_many_were_off_track(app, behind):
    behind.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)
    sign(app, behind)
    counted = said_in(behind.browser("Gov").get("/portfolio/").text)

    assert ("1Finished1 of them off track when signed off" in counted, "Fast" in counted) == (True, False)


def test_the_record_of_a_centre_says_how_its_plan_ended(app, behind):
    now, words = clock.now(), {"en": "Call"}
    call = Call(
        id="call", sequence=1, title=words, body=words, timezone="UTC", opens_at=now, closes_at=now, created_at=now
    )
    made = {"once": "once", "email": "lab@example.org", "language": "en", "state": State.ACCREDITED, "number": "C-1-1"}
    with app.app_context(), transaction():
        db.session.add(call)
        db.session.flush()
        centre_id = plan_found(behind.plan_id).centre_id
        of_centre = Interest(id="eoi", call_id="call", centre_id=centre_id, state_since=now, created_at=now, **made)
        db.session.add(of_centre)
    sign(app, behind)

    record = f"/eoi/of/{centre_id}/"
    assert OFF_TRACK in said_in(behind.browser("Dara").get(record).text)
    with app.app_context():
        services.reopen(behind.dara, behind.plan_id, reason="Too early")
    assert OFF_TRACK in said_in(behind.browser("Dara").get(record).text)
    behind.wait(1)
    sign(app, behind)
    assert told_in_turn(said_in(behind.browser("Dara").get(record).text), FIRST, f"Off track when {AGAIN}")


@pytest.mark.parametrize(("checked_in", "told"), [(False, "none in 92 days"), (True, "10 days ago")])
def test_a_closing_review_is_no_check_in_beside_the_days_without_one(app, ending, clock, checked_in, told):
    ending.at(82)
    if checked_in:
        with app.app_context():
            services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
    clock(10 * 24 * 3600)
    ending.today += timedelta(days=10)
    with app.app_context():
        complete(ending)
    sign(app, ending)
    listed = said_in(ending.browser("Sec").get("/portfolio/").text)
    row = told_by(app, ending)
    silent = 10 if checked_in else 92

    assert f"No check-in for {silent} days." in listed
    assert f"Nobody reaches the sponsor. {told} " in listed
    assert row["Days since the last check-in"] == silent
    assert row["Last check-in"] == (ending.today - timedelta(days=10) if checked_in else None)
