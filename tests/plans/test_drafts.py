"""A plan that was not published promises nothing: everywhere its status is that it is a draft."""

from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.test_promises import said_in

DRAFT = "Draft, not published"
ON_TRACK = "On track"


@pytest.fixture
def drafted(app, planned):
    """A plan on its day 3 with a check-in and a number that is on its way, which nobody published."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = services.today_of(plan_found(planned.plan_id))
        begins = planned.today - timedelta(days=2)
        roles = services.Roles(sponsor="Spo", leader="Lea", coach="Cai")
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=roles)
        tests = services.add_measure(
            planned.dara, planned.plan_id, MeasureWords(name="Tests", baseline=0, target=30, main=True)
        )
        services.file_reading(planned.dara, tests.id, on=planned.today, value=4)
        planned.share = services.share_plan(
            planned.dara, planned.plan_id, label="P", parts=[Shown.GOAL, Shown.STATUS]
        ).token
    return planned


def test_a_draft_is_judged_a_draft_until_it_is_published(app, drafted):
    with app.app_context():
        [gist] = gists(db.true())
        plan = plan_found(drafted.plan_id)
        assert [judged(each, drafted.today).status for each in (plan, gist)] == [Status.DRAFT, Status.DRAFT]
        services.publish_plan(drafted.dara, drafted.plan_id)
        [gist] = gists(db.true())
        plan = plan_found(drafted.plan_id)
        assert [judged(each, drafted.today).status for each in (plan, gist)] == [Status.GREEN, Status.GREEN]


def test_every_page_and_file_says_that_a_plan_is_a_draft(app, drafted):
    plan = f"/plans/{drafted.plan_id}"
    wheres = [
        *(("Dara", f"{plan}/{view}") for view in ("", "print/", "week/")),
        ("Dara", "/plans/"), ("Dara", f"/p/{drafted.share}/"), ("Dara", f"/reports{plan}.csv"),
        ("Sec", "/portfolio/timeline/"), ("Sec", "/portfolio/caseload/"),
    ]  # fmt: skip
    pages = {at: said_in(drafted.browser(who).get(at).text) for who, at in wheres}

    pages["/portfolio/timeline/"] = pages["/portfolio/timeline/"].partition("All plans on one axis")[2]

    assert {at: (DRAFT in page, ON_TRACK in page) for at, page in pages.items()} == dict.fromkeys(pages, (True, False))
    assert drafted.browser("Dara").get(f"/reports{plan}.json").json["status"] == "draft"


def test_a_portfolio_counts_drafts_apart(app, drafted):
    page = said_in(drafted.browser("Sec").get("/portfolio/").text)
    found = drafted.browser("Sec").get("/portfolio/?status=draft").text
    with app.test_request_context():
        looked = take_look(drafted.people["Sec"], vocabulary(), Wanted())
        [row] = table_of(View.PLANS, looked).rows

    assert f"1{DRAFT}" in page
    assert "Meruvia Open Testbed" in found
    assert (DRAFT in row, ON_TRACK in row) == (True, False)


def test_the_same_goal_is_told_once_where_a_draft_moved_day_1_alone(app, drafted):
    def change(goal, begins, reason=""):
        with app.app_context():
            said = {"title": "Fast", "goal": goal, "day_one": begins, "reason": reason}
            services.change_plan(drafted.dara, drafted.plan_id, **said)

    def history():
        page = drafted.browser("Dara").get(f"/plans/{drafted.plan_id}/").text
        return said_in(page.partition('id="history"')[2].partition("</section>")[0])

    with app.app_context():
        begins = plan_found(drafted.plan_id).day_one
    change("30 tests", begins + timedelta(days=1))
    drafted_alone = history()
    change("40 tests", begins + timedelta(days=1))
    with app.app_context():
        services.publish_plan(drafted.dara, drafted.plan_id)
    change("50 tests", begins + timedelta(days=1), "More have room")
    told = history()

    assert drafted_alone == ""
    # Each once as a goal, and in the change that ended it, which says what followed.
    assert (told.count("30 tests"), told.count("40 tests"), told.count("50 tests")) == (2, 3, 1)
    assert told.index("40 tests") < told.index("30 tests")


def test_a_plan_of_no_workshop_names_no_facilitator_beside_adding_an_action(app, planned):
    dara = planned.people["Dara"]
    with app.app_context():
        services.park_action(dara, planned.action_id, reason="Later")
        made = services.make_plan(dara, planned.centre.id, title="Open the testbed")
    pages = [said_in(planned.browser("Dara").get(f"/plans/{each}/").text) for each in (made.id, planned.plan_id)]

    said = "No action yet. A facilitator turns a note on a board into the first one."
    assert ["No action yet." in page for page in pages] == [True, True]
    assert [said in page for page in pages] == [False, True]
