"""What was sealed as not done at a sign-off that was reopened says so once it is done, wherever it says how late."""

import csv
import json
import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings import seal
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, SignOff
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import pages_of, shared
from tests.plans.test_promises import said_in

SIGN, PRINT, LAB = "Sign the lease", "Print the guide", "Open the lab"


def reach(app, plan, *titles):
    """Say that these actions and milestones are done today."""
    with app.app_context(), transaction():
        for model, field, done in ((Action, "status", ActionStatus.DONE), (Milestone, "state", MilestoneState.DONE)):
            for each in db.session.query(model).filter(model.title.in_(titles)):
                setattr(each, field, done)
                each.done_on = plan.today


@pytest.fixture
def left(app, ending, clock):
    """The plan on day 92, signed off with two critical things eight days late, and an action that was in time."""
    ending.at(92)
    with app.app_context():
        complete(ending)
        for title in (SIGN, PRINT):
            words = ActionWords(title=title, owner="Olu", due_on=ending.today, critical=title == SIGN)
            services.add_action(ending.dara, ending.plan_id, words)
        words = MilestoneWords(title=LAB, due_on=ending.today, critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, words)
        with transaction():
            plan = plan_found(ending.plan_id)
            for each in (*plan.actions, *plan.milestones):
                each.due_on = ending.day(84) if each.title in (SIGN, LAB) else ending.today
        services.check_in(ending.dara, ending.plan_id, services.CheckInWords(client_id="form-00092", done="Well"))
    reach(app, ending, PRINT, "Publish a calendar")
    sign(app, ending)
    ending.first = ending.today
    ending.said = f"not done when signed off on {ending.today:%-d %B}"

    def wait(number):
        clock(number * 24 * 3600)
        ending.today += timedelta(days=number)

    ending.wait = wait
    return ending


def reopen(app, plan):
    with app.app_context():
        services.reopen(plan.dara, plan.plan_id, reason="Too early")


@pytest.fixture
def tidied(app, left):
    """Reopened two days later, tidied up and signed off again."""
    left.wait(2)
    reopen(app, left)
    reach(app, left, SIGN, LAB)
    sign(app, left)
    return left


def seals_of(app, plan):
    """What each sign-off sealed, the first one first."""
    with app.app_context():
        signed = db.session.query(SignOff).filter(SignOff.plan_id == plan.plan_id).order_by(SignOff.created_at)
        return [seal.opened(each).said for each in signed]


def undone_in(said):
    """What a seal says of each thing: at which earlier sign-off it was not done."""
    return {each["title"]: each["undone_before"] for each in (*said["actions"], *said["milestones"])}


def test_every_page_that_says_how_late_it_was_done_says_it_was_not_done_when_signed_off(app, tidied):
    dara, at = tidied.browser("Dara"), f"/plans/{tidied.plan_id}/"
    places = ("", "list/", "kanban/", "timeline/", "week/", "print/", f"calendar/?month={tidied.day(84):%Y-%m}")
    told = [said_in(dara.get(f"{at}{where}").text).count(tidied.said) for where in places]

    assert dict(zip(places, told, strict=True)) == dict(zip(places, (2, 1, 1, 2, 2, 2, 2), strict=True))


def test_its_files_and_its_calendar_say_it(app, tidied):
    dara = tidied.browser("Dara")
    sheet = dara.get(f"/reports/plans/{tidied.plan_id}.csv").text.lstrip("\ufeff")
    rows = {each["Name"]: each["Words"] for each in csv.DictReader(sheet.splitlines(keepends=True))}
    page = dara.submit(f"/plans/{tidied.plan_id}/feeds/").text
    address = re.search(r'value="http://localhost(/cal/[^"]+\.ics)"', page)[1]
    filed = app.test_client().get(address).text.replace("\r\n ", "")

    assert [tidied.said in rows[title] for title in (SIGN, LAB, PRINT)] == [True, True, False]
    assert filed.count(tidied.said) == 2


def test_the_sign_off_lists_it_as_it_was_sealed_and_nothing_else(app, tidied):
    dara, at = tidied.browser("Dara"), f"/plans/{tidied.plan_id}/sign-off/"
    listed = said_in(dara.get(at).text.partition("Done, but late")[2].partition("<h2")[0])
    first, second = map(undone_in, seals_of(app, tidied))
    calendar = {"Publish a calendar": None, PRINT: None}

    assert listed.count(tidied.said) == 2
    assert (first, second) == (
        {**calendar, SIGN: None, LAB: None},
        {**calendar, SIGN: tidied.first.isoformat(), LAB: tidied.first.isoformat()},
    )
    with app.app_context(), transaction():
        signed = plan_found(tidied.plan_id).sign_off
        said = json.loads(signed.sealed)
        for each in (*said["actions"], *said["milestones"]):
            del each["undone_before"]
        signed.sealed = json.dumps(said)
    # As an earlier server sealed it.
    listed = dara.get(at).text.partition("Done, but late")[2].partition("<h2")[0]
    assert (SIGN in listed, tidied.said in said_in(listed)) == (True, False)


def test_people_outside_read_it_beside_names_or_counted(app, tidied):
    def page(*parts):
        return said_in(app.test_client().get(f"/p/{shared(app, tidied, *parts)}/").text)

    named, counted = page(Shown.ACTIONS, Shown.MILESTONES), page(Shown.RESULT)
    sentences = (
        "1 action done, not done when the plan was first signed off",
        "1 milestone reached, not reached when the plan was first signed off",
    )
    assert (named.count(tidied.said), [each in named for each in sentences]) == (2, [False, False])
    assert (counted.count(tidied.said), [each in counted for each in sentences]) == (0, [True, True])


def test_it_is_said_of_what_was_in_time_too_and_while_the_plan_goes_on(app, left):
    with app.app_context(), transaction():
        for each in (*plan_found(left.plan_id).actions, *plan_found(left.plan_id).milestones):
            each.due_on = left.day(97)
    left.wait(2)
    reopen(app, left)
    assert [left.said in page for page in pages_of(left)] == [False, False]

    reach(app, left, SIGN, LAB)
    assert [page.count(left.said) for page in pages_of(left)] == [2, 2]
    sign(app, left)
    listed = said_in(left.browser("Dara").get(f"/plans/{left.plan_id}/sign-off/").text)
    assert listed.partition("Done, but late")[2].count(left.said) >= 2


def test_the_first_sign_off_is_named_that_it_was_not_done_at(app, left):
    left.wait(1)
    reopen(app, left)
    reach(app, left, LAB)
    sign(app, left)
    left.wait(1)
    reopen(app, left)
    reach(app, left, SIGN)
    page = pages_of(left)[0]

    assert page.count("not done when signed off on") == page.count(left.said) == 2


def test_a_seal_that_was_damaged_leaves_the_plan_readable(app, tidied):
    with app.app_context(), transaction():
        [before] = plan_found(tidied.plan_id).reopenings
        before.sealed = before.sealed[:-9]

    assert [(SIGN in page, tidied.said in page) for page in pages_of(tidied)] == [(True, False)] * 2


WITHOUT = "2 critical things promised and not done"


@pytest.mark.parametrize("signed", [False, True], ids=["reopened", "signed off again"])
def test_heads_keep_how_many_critical_things_the_first_sign_off_went_without(app, left, signed):
    left.wait(2)
    reopen(app, left)
    reach(app, left, SIGN, LAB)
    if signed:
        sign(app, left)
    dara, at = left.browser("Dara"), f"/plans/{left.plan_id}/"
    said = re.compile(rf"when (it was )?(first )?signed off on day \d+, {WITHOUT}")
    pages = [at, "/plans/", f"{at}sign-off/", f"{at}print/", f"/reports/plans/{left.plan_id}.csv"]

    told = [page for page in pages if said.search(said_in(dara.get(page).text))]

    assert told == pages
    filed = json.loads(dara.get(f"/reports/plans/{left.plan_id}.json").text)
    assert [each["critical_undone"] for each in filed["ended_before"]] == [2]
