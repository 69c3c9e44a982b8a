"""A critical milestone that is reached is shown by evidence, as an action that is done; the plan says where none is."""

import csv
import json
import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.endings.unkept import unkept_in
from app.plans.models import Action, ActionStatus, Evidence, Milestone, Plan
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords
from app.plans.status.gist_queries import gists
from app.plans.views.sheet import compose
from tests.plans.endings import complete, reach, words
from tests.plans.test_promises import said_in

UNSHOWN = "Done, nothing shown yet"
COUNT = "1 critical thing done, nothing shown yet"
HALF = "Half of it"


@pytest.fixture
def reached(app, ending):
    """A plan on day 99 whose critical milestone was reached on its day, with nothing that shows it."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    with app.app_context():
        complete(ending)
        reach(ending, HALF)
    return ending


def show(app, reached):
    """Somebody adds what shows that it was reached."""
    with app.app_context():
        count = EvidenceWords(title="The count", on=reached.today, url="https://example.org/count", of_id="half")
        return services.add_evidence(reached.dara, reached.plan_id, count)


@pytest.mark.parametrize("at", ["", "print/", "timeline/", "week/"])
def test_each_page_says_that_nothing_shows_it_until_something_does(app, reached, at):
    mo = reached.browser("Mo")
    before = said_in(mo.get(reached.page + at).text)
    show(app, reached)
    after = said_in(mo.get(reached.page + at).text)

    assert (UNSHOWN in before, UNSHOWN in after) == (True, False)


@pytest.mark.parametrize("at", ["/plans/", "/portfolio/"])
def test_lists_count_it_until_something_shows_it(app, reached, at):
    reader = reached.browser("Dara" if at == "/plans/" else "Sec")
    before = said_in(reader.get(at).text)
    show(app, reached)
    after = said_in(reader.get(at).text)

    assert (COUNT in before, "nothing shown yet" in after) == (True, False)


def test_gist_and_page_count_it_alike(app, reached):
    def counted():
        with app.app_context():
            plan = plan_found(reached.plan_id)
            [gist] = gists(Plan.id == plan.id)
            return gist.unshown, compose(plan, reached.today, mirrored=False).unshown

    before = counted()
    show(app, reached)

    assert (before, counted()) == ((1, 1), (0, 0))


def test_the_form_offers_milestones_and_the_plan_links_what_shows_them(reached):
    dara = reached.browser("Dara")
    form = dara.get(f"{reached.page}evidence/?of=half").text
    dara.submit(
        f"{reached.page}evidence/", title="The count", on=reached.today, url="https://example.org/count", of_id="half"
    )
    page = said_in(dara.get(reached.page).text)

    assert f'<option selected value="half">Milestone: {HALF}</option>' in form
    assert "Shown by: The count" in page


def test_what_it_is_of_can_be_changed_and_the_plan_keeps_what_it_was_of(app, reached):
    shown = show(app, reached)
    dara = reached.browser("Dara")
    dara.submit(f"/plans/evidence/{shown.id}/", title="The count", on=reached.today, url=shown.url, of_id="")

    with app.app_context():
        kept = db.session.get(Evidence, shown.id)
        [edit] = [each for each in plan_found(reached.plan_id).edits if each.kind == "evidence"]
        assert (kept.action_id, kept.milestone_id, edit.said) == (None, None, {"of": [HALF, ""]})


def test_the_seal_keeps_that_nothing_showed_it_and_of_what_evidence_was(app, reached):
    with app.app_context():
        plan = plan_found(reached.plan_id)
        before = said_of(plan, reached.today)
    show(app, reached)
    with app.app_context():
        after = said_of(plan_found(reached.plan_id), reached.today)
    unkept = unkept_in(promises_in(before, reached.today), {Shown.RESULT})

    assert [each["milestones"][0]["nothing_shown"] for each in (before, after)] == [True, False]
    assert [each["milestone"] for each in after["evidence"] if each["title"] == "The count"] == [1]
    assert (unkept.done_actions.unshown, unkept.done_milestones.unshown) == (0, 1)


def test_people_outside_read_how_many_milestones_nothing_shows(app, reached):
    with app.app_context():
        services.sign_off(reached.dara, reached.plan_id, words(reached))
        token = services.share_plan(reached.dara, reached.plan_id, label="Partner", parts=(Shown.RESULT,)).token

    assert "1 milestone reached, nothing shown yet" in said_in(app.test_client().get(f"/p/{token}/").text)


def shown_in_sheet(reached):
    """What the plan's sheet says to show each thing."""
    sheet = reached.browser("Dara").get(f"/reports/plans/{reached.plan_id}.csv").text.lstrip("\ufeff")
    return {each["Name"]: each["Shown"] for each in csv.DictReader(sheet.splitlines(keepends=True))}


def test_files_of_the_plan_say_it(reached):
    dara = reached.browser("Dara")
    said = json.loads(dara.get(f"/reports/plans/{reached.plan_id}.json").data)

    assert (shown_in_sheet(reached)[HALF], said["milestones"][0]["nothing_shown"]) == ("nothing shown yet", True)


@pytest.mark.parametrize("changed", [{"critical": False}, {"state": "at_risk"}])
def test_what_is_not_critical_or_not_reached_has_to_show_nothing(app, reached, changed):
    with app.app_context(), transaction():
        for name, value in changed.items():
            setattr(db.session.get(Milestone, "half"), name, value)

    assert "nothing shown yet" not in said_in(reached.browser("Mo").get(reached.page).text)


def trail_of(reached, title):
    """What the sign-off says of something between the room and the result."""
    page = reached.browser("Mo").get(f"{reached.page}sign-off/").text.partition('id="trails"')[2]
    [row] = [said for each in re.findall(r"<li>.*?</li>", page, re.DOTALL) if title in (said := said_in(each))]
    return row.strip()


def test_the_sign_off_leads_to_what_shows_a_milestone_and_says_where_nothing_does(app, reached):
    before = trail_of(reached, HALF)
    show(app, reached)

    assert (before, trail_of(reached, HALF)) == (
        f"{HALF} Milestone · critical {UNSHOWN}",
        f"{HALF} Milestone · critical Done Shown by: The count",
    )


def test_it_says_of_actions_there_how_they_stand_as_the_plan_does(app, reached):
    with app.app_context(), transaction():
        action = db.session.get(Action, reached.action_id)
        action.evidence_expected, action.status, action.parts = "A signed page", ActionStatus.DONE, []
        action.due_on, action.done_on = reached.today - timedelta(days=22), reached.today

    row = trail_of(reached, "Publish a calendar")
    assert [each in row for each in (UNSHOWN, "22 days late")] == [True, True]


def test_the_sheet_says_by_what_something_done_is_shown_and_nothing_of_what_is_not_done(app, reached):
    before = shown_in_sheet(reached)["Publish a calendar"]
    show(app, reached)
    with app.app_context(), transaction():
        db.session.get(Action, reached.action_id).status = ActionStatus.DONE
        for each in ("Dull", "Photo"):
            file = {"sha256": "a" * 64, "action_id": reached.action_id} if each == "Photo" else {"sha256": "a" * 64}
            row = {"id": each, "title": each, "number": 50 + len(each), "plan_id": reached.plan_id, **file}
            db.session.add(Evidence(**row, on=reached.today, created_at=plan_found(reached.plan_id).created_at))
    shown = shown_in_sheet(reached)

    assert before == ""
    assert [shown[HALF], shown["Publish a calendar"]] == [
        "Shown by: The count", "Shown by: Photo, the same file as “Dull”",
    ]  # fmt: skip


def test_the_sheet_says_where_nothing_had_to_show_it(app, reached):
    with app.app_context(), transaction():
        action = db.session.get(Action, reached.action_id)
        action.status, action.evidence_expected = ActionStatus.DONE, ""

    assert shown_in_sheet(reached)["Publish a calendar"] == "no evidence was asked for"
