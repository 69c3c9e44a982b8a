"""An action that was parked and taken up again says when that was and why, wherever its other doubts stand."""

import csv
import json
import re

import pytest

from app.db import db, transaction
from app.moments import day_month
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Action, Plan
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import pages_of, shared
from tests.plans.test_promises import said_in

WHY = "The lab has no lawyer"


@pytest.fixture
def taken_up(app, ending, clock):
    """The plan on day 92: the critical “Sign the lease” was parked on day 82 and taken up again ten days later."""
    ending.at(82)
    ending.on, ending.again = ending.day(82), ending.day(92)
    with app.app_context():
        words = ActionWords(title="Sign the lease", owner="Olu", due_on=ending.day(96), critical=True)
        ending.lease = services.add_action(ending.dara, ending.plan_id, words).id
        services.park_action(ending.dara, ending.lease, reason=WHY)
    clock(10 * 24 * 3600)
    ending.today = ending.again
    with app.app_context():
        services.take_up_action(ending.dara, ending.lease)
    with app.test_request_context():
        on, again = day_month(ending.on), day_month(ending.again)
    ending.said = f"parked on {on}, taken up again on {again}"
    return ending


def test_every_page_with_the_action_says_when_it_was_parked_and_why(taken_up):
    dara, at = taken_up.browser("Dara"), f"/plans/{taken_up.plan_id}/"
    places = [at, *(f"{at}{view}/" for view in ("list", "kanban", "timeline", "week", "print", "sign-off"))]
    places.append(f"/plans/actions/{taken_up.lease}/")
    told = {place: said_in(dara.get(place).text).count(f"{taken_up.said}: {WHY}") for place in places}

    # The sign-off says it with what is not done, and in the trail of the action.
    assert told == {place: 2 if place.endswith("sign-off/") else 1 for place in places}


def test_its_files_and_its_calendar_say_it(app, taken_up):
    dara = taken_up.browser("Dara")
    sheet = dara.get(f"/reports/plans/{taken_up.plan_id}.csv").text.lstrip("\ufeff")
    rows = {each["Name"]: each["Words"] for each in csv.DictReader(sheet.splitlines(keepends=True))}
    said = json.loads(dara.get(f"/reports/plans/{taken_up.plan_id}.json").text)
    page = dara.submit(f"/plans/{taken_up.plan_id}/feeds/").text
    address = re.search(r'value="http://localhost(/cal/[^"]+\.ics)"', page)[1]
    filed = app.test_client().get(address).text.replace("\r\n ", "").replace("\\", "")

    assert [f"{taken_up.said}: {WHY}" in rows[name] for name in ("Sign the lease", "Publish a calendar")] == [
        True, False,
    ]  # fmt: skip
    spans = {each["title"]: each["was_parked"] for each in said["actions"]}
    lease = {"on": taken_up.on.isoformat(), "until": taken_up.again.isoformat(), "reason": WHY}
    assert spans == {"Sign the lease": [lease], "Publish a calendar": []}
    assert taken_up.said in filed


def test_people_outside_read_when_but_not_why(app, taken_up):
    page = said_in(app.test_client().get(f"/p/{shared(app, taken_up, Shown.ACTIONS)}/").text)

    assert (taken_up.said in page, WHY in page) == (True, False)


def test_the_sign_off_seals_it(app, taken_up):
    with app.app_context():
        complete(taken_up)
    sign(app, taken_up)
    with app.app_context(), transaction():
        plan = plan_found(taken_up.plan_id)
        plan.edits.clear()

    page = said_in(taken_up.browser("Mo").get(f"/plans/{taken_up.plan_id}/sign-off/").text)

    assert page.partition("Promised and not done")[2].count(f"{taken_up.said}: {WHY}") == 1
    with app.app_context(), transaction():
        signed = plan_found(taken_up.plan_id).sign_off
        said = json.loads(signed.sealed)
        for each in said["actions"]:
            del each["was_parked"]
        signed.sealed = json.dumps(said)
    # As an earlier server sealed it.
    page = said_in(taken_up.browser("Mo").get(f"/plans/{taken_up.plan_id}/sign-off/").text)
    assert ("Sign the lease" in page.partition("Promised and not done")[2], taken_up.said in page) == (True, False)


def test_what_is_parked_again_or_done_says_it_still(app, taken_up):
    with app.app_context():
        services.move_action(taken_up.dara, taken_up.lease, "done")
    done = pages_of(taken_up)
    with app.app_context():
        services.move_action(taken_up.dara, taken_up.lease, "todo")
        services.park_action(taken_up.dara, taken_up.lease, reason="Once more")
    again = pages_of(taken_up)[0]
    with app.app_context():
        services.move_action(taken_up.dara, taken_up.lease, "done")
    twice = pages_of(taken_up)[0]

    assert [taken_up.said in page for page in (*done, again)] == [True] * 3
    with app.test_request_context():
        today = day_month(taken_up.again)
    assert (taken_up.said in twice, f"parked on {today}, taken up again on {today}: Once more" in twice) == (True, True)


def test_what_changed_keeps_each_reason_and_tells_the_rest_once(app, taken_up):
    with app.app_context():
        services.park_action(taken_up.dara, taken_up.lease, reason="Once more")
    since = taken_up.day(-30).isoformat()
    page = said_in(taken_up.browser("Dara").get(f"/plans/{taken_up.plan_id}/changes/?since={since}").text)

    told = (WHY, "Once more", "Sign the lease: taken up again", "Said anew: Action")
    assert [page.count(said) for said in told] == [1, 1, 1, 0]


def test_what_was_parked_in_a_draft_is_no_doubt(app, ending):
    ending.at(10)
    with app.app_context(), transaction():
        db.session.get(Plan, ending.plan_id).published_at = None
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason=WHY)
        services.take_up_action(ending.dara, ending.action_id, due_on=ending.day(40))
        number = db.session.get(Action, ending.action_id).number
    page = ending.browser("Dara").get(f"/plans/{ending.plan_id}/").text

    assert (f'id="action-{number}"' in page, "taken up again" in said_in(page)) == (True, False)
