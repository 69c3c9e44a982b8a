"""What was sealed as done with nothing shown at a sign-off that was reopened says so once evidence is there."""

import csv
import json
import re

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Action
from app.plans.queries import plan_found
from app.plans.services import ActionWords, EvidenceWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import pages_of, shared
from tests.plans.test_promises import said_in

SIGN, PRINT = "Sign the lease", "Print the guide"
HEAD = "1 critical thing done with nothing shown"


@pytest.fixture
def bare(app, ending):
    """The plan on day 92, signed off with two actions done, a critical one among them, and evidence of neither."""
    ending.at(92)
    with app.app_context():
        complete(ending)
        services.park_action(ending.dara, ending.action_id, reason="Later")
        for title in (SIGN, PRINT):
            words = ActionWords(
                title=title, owner="Olu", due_on=ending.today, critical=title == SIGN, evidence_expected="A signed page"
            )
            action = services.add_action(ending.dara, ending.plan_id, words)
            services.move_action(ending.dara, action.id, "done")
    sign(app, ending)
    ending.said = f"nothing shown when signed off on {ending.today:%-d %B}"
    return ending


def show(app, plan, *titles):
    """Reopen the plan and add evidence of these actions."""
    with app.app_context():
        services.reopen(plan.dara, plan.plan_id, reason="A page is missing")
        for title in titles:
            of_id = db.session.query(Action).filter(Action.title == title).one().id
            page = EvidenceWords(title=f"Page of {title}", on=plan.today, url="https://example.org/page", of_id=of_id)
            services.add_evidence(plan.dara, plan.plan_id, page)


@pytest.fixture
def mended(app, bare):
    """Reopened, with evidence of both actions, and signed off again."""
    show(app, bare, SIGN, PRINT)
    sign(app, bare)
    return bare


def test_every_page_says_what_was_not_shown_at_the_first_sign_off(mended):
    dara, at = mended.browser("Dara"), f"/plans/{mended.plan_id}/"
    places = ("", "list/", "kanban/", "timeline/", "print/", f"calendar/?month={mended.today:%Y-%m}", "sign-off/")
    told = [said_in(dara.get(f"{at}{where}").text).count(mended.said) for where in places]

    # The trail of a sign-off says once more how each action stands.
    assert dict(zip(places, told, strict=True)) == dict(zip(places, (2, 2, 2, 2, 2, 2, 4), strict=True))


@pytest.mark.parametrize("signed", [False, True], ids=["reopened", "signed off again"])
def test_heads_keep_how_many_critical_things_had_nothing_shown(app, bare, signed):
    show(app, bare, SIGN, PRINT)
    if signed:
        sign(app, bare)
    dara, at = bare.browser("Dara"), f"/plans/{bare.plan_id}/"
    said = re.compile(rf"when (it was )?(first )?signed off on day 92, .*{HEAD}")
    pages = [at, "/plans/", f"{at}sign-off/", f"{at}print/", f"/reports/plans/{bare.plan_id}.csv"]

    assert [page for page in pages if said.search(said_in(dara.get(page).text))] == pages
    filed = json.loads(dara.get(f"/reports/plans/{bare.plan_id}.json").text)
    assert [each["critical_unshown"] for each in filed["ended_before"]] == [1]


def test_its_files_and_its_calendar_say_it(app, mended):
    dara = mended.browser("Dara")
    sheet = dara.get(f"/reports/plans/{mended.plan_id}.csv").text.lstrip("\ufeff")
    rows = {each["Name"]: each["Words"] for each in csv.DictReader(sheet.splitlines(keepends=True))}
    said = json.loads(dara.get(f"/reports/plans/{mended.plan_id}.json").text)
    page = dara.submit(f"/plans/{mended.plan_id}/feeds/").text
    address = re.search(r'value="http://localhost(/cal/[^"]+\.ics)"', page)[1]
    filed = app.test_client().get(address).text.replace("\r\n ", "")

    assert [mended.said in rows[title] for title in (SIGN, PRINT)] == [True, True]
    assert [each["unshown_before"] for each in said["actions"] if each["title"] in (SIGN, PRINT)] == [
        mended.today.isoformat()
    ] * 2
    assert filed.count(mended.said) == 2


def test_people_outside_read_it_beside_names_or_counted(app, mended):
    def page(*parts):
        return said_in(app.test_client().get(f"/p/{shared(app, mended, *parts)}/").text)

    named, counted = page(Shown.ACTIONS), page(Shown.RESULT)

    assert (named.count(mended.said), counted.count(mended.said)) == (2, 0)
    assert "2 actions done, nothing shown when the plan was first signed off" in counted


def test_what_is_not_shown_yet_says_that_alone(app, bare):
    show(app, bare, SIGN)
    page = pages_of(bare)[0]

    assert (page.count(bare.said), page.count("Done, nothing shown yet")) == (1, 1)


def test_a_seal_of_an_earlier_server_says_nothing_of_it(app, mended):
    with app.app_context(), transaction():
        [before] = plan_found(mended.plan_id).reopenings
        said = json.loads(before.sealed)
        for each in said["actions"]:
            del each["nothing_shown"], each["nothing_says_how"]
        before.sealed = json.dumps(said)
    page = pages_of(mended)[0]

    assert (SIGN in page, mended.said in page, HEAD in page) == (True, False, False)
