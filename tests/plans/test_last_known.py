"""Where there is no data, every page says how a plan stood before, what is known to be late, and how it ended."""

import pytest

from app.accounts.models import AllianceRole
from app.alliance.portfolio.queries import holding_of
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Measure
from app.plans.queries import plan_found
from app.plans.services import ActionWords, CheckInWords, MeasureWords
from app.plans.status.gist_queries import gists
from app.plans.status.judging import LastKnown, judged
from app.plans.status.rules import Status
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_promises import said_in

BEFORE = "Off track when last known (day 60)."
UNCOUNTED = "Needs attention when last known (day 20). No main measure was ever counted."
LATE = "3 critical things are late"
ENDED = "Ended on day 100 at 17 of 30 tests, not signed off"


@pytest.fixture
def silent(app, ending, clock):
    """The published plan; three critical actions, the last check-in and the last number are of day 40."""
    ending.at(40)
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
        for nth in range(3):
            words = ActionWords(title=f"Sign {nth}", owner="Olu", due_on=ending.today, critical=True)
            services.add_action(ending.dara, ending.plan_id, words)
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=17)
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="form-00001", done="Well"))
    ending.wait = lambda until: clock((until - 40) * 24 * 3600)
    return ending


@pytest.fixture
def uncounted(app, ending, clock):
    """The published plan on day 1, of which nobody has said anything."""
    ending.at(1)
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
    ending.wait = lambda until: clock((until - 1) * 24 * 3600)
    return ending


def known_of(app, plan):
    """Return what was known last, as the plan, its gist and a row of the portfolio say it."""
    with app.app_context():
        found = plan_found(plan.plan_id)
        today = services.today_of(found)
        [gist] = gists(db.true())
        [row] = holding_of(plan.people["Sec"]).rows
        how = judged(found, today)
        assert (judged(gist, today).last_known, row.last_known) == (how.last_known, how.last_known)
        return how.status, how.last_known


@pytest.mark.parametrize(
    ("day", "status", "known"),
    [
        (60, Status.RED, None),
        (61, Status.NO_DATA, LastKnown(Status.RED, 60, 1)),
        (70, Status.NO_DATA, LastKnown(Status.RED, 60, 10)),
        (140, Status.NO_DATA, LastKnown(Status.RED, 60, 80)),
    ],
)
def test_a_plan_without_data_says_how_it_stood_before(app, silent, day, status, known):
    silent.wait(day)
    assert known_of(app, silent) == (status, known)


def test_each_page_of_a_plan_without_data_says_what_was_known(app, silent):
    silent.wait(70)
    token = shared(app, silent, Shown.STATUS)
    lists = [
        silent.browser(name).get(at).text
        for name, at in (
            ("Dara", f"/plans/{silent.plan_id}/week/"), ("Dara", "/plans/"), ("Sec", "/portfolio/"),
            ("Sec", "/portfolio/timeline/"), ("Sec", "/portfolio/silent/"),
        )
    ]  # fmt: skip
    page, printed = pages_of(silent)

    assert BEFORE in page
    for each in (printed, said_in(app.test_client().get(f"/p/{token}/").text), *map(said_in, lists)):
        assert (BEFORE in each, LATE in each) == (True, True)
    assert [each in told_by(app, silent)["Beside the status"] for each in (BEFORE, LATE)] == [True, True]
    written = silent.browser("Dara").get(f"/reports/plans/{silent.plan_id}.csv").text
    assert [each in written for each in (BEFORE, LATE)] == [True, True]
    filed = silent.browser("Dara").get(f"/reports/plans/{silent.plan_id}.json").json
    assert filed["last_known"] == {"status": "red", "day": 60, "days": 10}


def test_days_of_silence_are_counted_by_the_reasons_alone(app, silent):
    silent.wait(75)
    token = shared(app, silent, Shown.STATUS)
    page, printed = pages_of(silent)
    places = {
        "page": page,
        "print": printed,
        "outside": said_in(app.test_client().get(f"/p/{token}/").text),
        "plans": said_in(silent.browser("Dara").get("/plans/").text),
        "portfolio": said_in(silent.browser("Sec").get("/portfolio/").text),
        "portfolio's file": told_by(app, silent)["Beside the status"],
        "plan's file": silent.browser("Dara").get(f"/reports/plans/{silent.plan_id}.csv").text,
    }

    assert "No check-in for 35 days. Tests: no number for 35 days." in page
    told = {name: (BEFORE in said, "No data for" in said) for name, said in places.items()}
    assert told == dict.fromkeys(places, (True, False))


def test_every_place_says_that_a_plan_was_never_counted(app, uncounted):
    token = shared(app, uncounted, Shown.STATUS)
    uncounted.wait(20)
    before = pages_of(uncounted)[0]
    uncounted.wait(40)
    dara, sec = uncounted.browser("Dara"), uncounted.browser("Sec")
    asked = {
        "outside": app.test_client().get(f"/p/{token}/"),
        "week": dara.get(f"/plans/{uncounted.plan_id}/week/"),
        "plans": dara.get("/plans/"),
        "portfolio": sec.get("/portfolio/"),
        "timeline": sec.get("/portfolio/timeline/"),
        "silent": sec.get("/portfolio/silent/"),
    }
    page, printed = pages_of(uncounted)
    told = {"page": page, "print": printed, **{name: said_in(each.text) for name, each in asked.items()}}
    told["portfolio's file"] = told_by(app, uncounted)["Beside the status"]
    told["plan's file"] = dara.get(f"/reports/plans/{uncounted.plan_id}.csv").text
    filed = dara.get(f"/reports/plans/{uncounted.plan_id}.json").json

    assert "ever counted" not in before
    assert [name for name, said in told.items() if UNCOUNTED not in said] == []
    assert (filed["last_known"], filed["never_counted"]) == ({"status": "amber", "day": 20, "days": 20}, True)


@pytest.mark.parametrize(("counts_main", "stays_main", "said"), [
    (False, True, True), (False, False, False), (True, True, False),
])  # fmt: skip
def test_a_number_of_another_measure_counts_where_none_is_main(app, uncounted, counts_main, stays_main, said):
    with app.app_context():
        other = services.add_measure(uncounted.dara, uncounted.plan_id, MeasureWords(name="Staff", target=9)).id
        measure_id = uncounted.measure_id if counts_main else other
        services.file_reading(uncounted.dara, measure_id, on=uncounted.today, value=1)
        # Nobody takes the last main measure away any more; an earlier version let them.
        with transaction():
            db.session.get(Measure, uncounted.measure_id).main = stays_main
    uncounted.wait(40)

    with app.app_context():
        found = plan_found(uncounted.plan_id)
        today = services.today_of(found)
        [gist] = gists(db.true())
        hows = judged(found, today), judged(gist, today)
    assert [(how.last_known.day, how.never_counted) for how in hows] == [(20, said)] * 2
    assert ("No main measure was ever counted." in pages_of(uncounted)[0]) is said


def test_the_portfolio_counts_plans_without_data_that_were_never_counted(app, uncounted):
    uncounted.person("Gov", alliance_role=AllianceRole.GOVERNANCE_BOARD)
    uncounted.wait(40)
    both = [said_in(uncounted.browser(name).get("/portfolio/").text) for name in ("Sec", "Gov")]
    with app.app_context():
        services.file_reading(uncounted.dara, uncounted.measure_id, on=uncounted.today, value=0)
    honest = said_in(uncounted.browser("Sec").get("/portfolio/").text)

    assert ["1No data1 of them never counted" in each for each in both] == [True, True]
    assert ("1No data" in honest, "never counted" in honest) == (True, False)


def test_the_portfolio_counts_plans_without_data_that_were_off_track(app, silent):
    silent.wait(60)
    before = said_in(silent.browser("Sec").get("/portfolio/").text)
    silent.wait(70)
    after = said_in(silent.browser("Sec").get("/portfolio/").text)

    assert ("1Off track" in before, "of them off track when last known" in before) == (True, False)
    assert ("0Off track" in after, "1No data1 of them off track when last known" in after) == (True, True)


def test_a_check_in_after_a_gap_leaves_nothing_to_say_of_it(app, silent):
    silent.wait(70)
    with app.app_context():
        on = services.today_of(plan_found(silent.plan_id))
        services.check_in(silent.dara, silent.plan_id, CheckInWords(client_id="form-00002", done="Well"))
        without = judged(plan_found(silent.plan_id), on)
        services.file_reading(silent.dara, silent.measure_id, on=on, value=18)

    assert without.last_known == LastKnown(Status.RED, 60, 10)
    assert known_of(app, silent) == (Status.RED, None)
    assert "when last known" not in pages_of(silent)[0]


def test_a_plan_that_is_over_says_how_far_it_came(app, silent):
    silent.wait(100)
    before = pages_of(silent)[0]
    silent.wait(105)
    page, printed = pages_of(silent)
    listed = said_in(silent.browser("Sec").get("/portfolio/").text)

    assert "not signed off" not in before
    assert [ENDED in each for each in (page, printed, listed)] == [True, True, True]
    assert ENDED in told_by(app, silent)["Beside the status"]


def test_a_plan_that_reached_its_target_says_nothing_of_its_end(app, silent):
    silent.wait(99)
    with app.app_context():
        on = services.today_of(plan_found(silent.plan_id))
        services.file_reading(silent.dara, silent.measure_id, on=on, value=31)
    silent.wait(105)

    assert "not signed off" not in pages_of(silent)[0]


def test_a_plan_that_was_signed_off_says_no_more_of_its_end(app, ending, clock):
    with app.app_context():
        complete(ending)
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=17)
    clock(3 * 24 * 3600)
    before = pages_of(ending)[0]
    sign(app, ending)

    assert (ENDED in before, "not signed off" in pages_of(ending)[0]) == (True, False)


def test_what_is_missing_without_data_is_said_as_it_is(app, silent):
    silent.wait(65)
    said = [pages_of(silent)[0]]
    silent.wait(75)
    said.append(pages_of(silent)[0])
    silent.wait(105)
    said.append(pages_of(silent)[0])
    with app.app_context():
        services.check_in(silent.dara, silent.plan_id, CheckInWords(client_id="form-00003", done="Well"))
    over = pages_of(silent)[0]
    overrides = said_in(silent.browser("Dara").get(f"/plans/{silent.plan_id}/overrides/").text)

    missing = "What is missing now is a number for a day from day 90 to day 100, and then the sign-off."
    assert "No check-in for 25 days. A check-in is the way out." in said[0]
    assert "A check-in with this number is the way out." in said[1]
    assert ("way out" in said[2], missing in said[2], missing in over) == (False, True, True)
    assert f"Nothing can be said against this status. {missing}" in overrides
