"""Wherever evidence is told stands of which action or milestone it is; evidence of the whole plan says nothing."""

import csv
import json
import re

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings import seal
from app.plans.endings.sharing import Shown
from app.plans.evidence.of import sealed_evidence_of
from app.plans.models import Evidence, Milestone
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords
from tests.plans.endings import complete, reach, sign
from tests.plans.test_promises import said_in

HALF, OF_HALF, OF_CALENDAR = "Half of it", "of the milestone “Half of it”", "of action 1, “Publish a calendar”"


@pytest.fixture
def shown(app, ending):
    """A plan on day 99 with evidence of the whole plan, of an action and of a critical milestone."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    with app.app_context():
        complete(ending)
        reach(ending, HALF)
        for title, of_id in (("The page", ending.action_id), ("The count", "half")):
            words = EvidenceWords(title=title, on=ending.today, url="https://example.org/x", of_id=of_id)
            kept = services.add_evidence(ending.dara, ending.plan_id, words)
            setattr(ending, "count_id" if of_id == "half" else "page_id", kept.id)
    return ending


def plain(page):
    return re.sub("[\u2066-\u2069]", "", said_in(page))


def rows_of(page, *, after='class="shown"'):
    """What stands in each row of evidence, by its title."""
    rows = re.findall(rf"<li {after}.*?</li>", page, re.DOTALL)
    said = [plain(row) for row in rows]
    return {
        title: next(row for row in said if title in row) for title in ("The register", "The page", "The count")
    }  # fmt: skip


def told_in(rows):
    return {title: [each for each in (OF_HALF, OF_CALENDAR) if each in row] for title, row in rows.items()}


EACH = {"The register": [], "The page": [OF_CALENDAR], "The count": [OF_HALF]}


def outside(app, shown, *parts):
    with app.app_context():
        token = services.share_plan(shown.dara, shown.plan_id, label="Partner", parts=parts).token
    return app.test_client().get(f"/p/{token}/").text


def test_the_plan_its_evidence_page_and_the_library_say_of_what_each_is(shown):
    mo = shown.browser("Mo")
    pages = [mo.get(at).text for at in (shown.page, f"{shown.page}evidence/", f"/plans/of/{shown.centre.id}/evidence/")]

    assert [told_in(rows_of(page)) for page in pages] == [EACH] * 3


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((), {"The register": [], "The page": [], "The count": []}),
        ((Shown.MILESTONES,), {**EACH, "The page": []}),
        ((Shown.ACTIONS,), {**EACH, "The count": []}),
        ((Shown.ACTIONS, Shown.MILESTONES), EACH),
    ],
)
def test_people_outside_read_it_where_that_kind_is_shown(app, shown, parts, told):
    assert told_in(rows_of(outside(app, shown, Shown.EVIDENCE, *parts))) == told


def test_the_sign_off_says_it_as_it_was_sealed(app, shown):
    sign(app, shown)
    with app.app_context(), transaction():
        db.session.get(Milestone, "half").title = "All of it"
        db.session.execute(db.delete(Evidence))

    page = shown.browser("Mo").get(f"{shown.page}sign-off/").text
    assert told_in(rows_of(page[page.index("As it was signed") :], after='class="small"')) == EACH


def test_a_seal_that_an_earlier_server_made_says_nothing_of_it(app, shown):
    with app.app_context():
        said = seal.said_of(plan_found(shown.plan_id), shown.today)
        for each in said["evidence"]:
            each.pop("action"), each.pop("milestone")

        assert [sealed_evidence_of(each, said) for each in said["evidence"]] == [None] * 3


def test_evidence_of_an_action_that_was_parked_says_so_still(app, shown):
    with app.app_context():
        services.park_action(shown.dara, shown.action_id, reason="No money")

    assert told_in(rows_of(shown.browser("Mo").get(shown.page).text)) == EACH
    listed = json.loads(shown.browser("Dara").get(f"/reports/plans/{shown.plan_id}.json").data)["evidence"]
    assert {each["title"]: (each["action"], each["milestone"]) for each in listed} == {
        "The register": (None, None), "The page": (1, None), "The count": (None, 1),
    }  # fmt: skip


def test_the_sheet_of_the_plan_says_it(shown):
    sheet = shown.browser("Dara").get(f"/reports/plans/{shown.plan_id}.csv").text.lstrip("\ufeff")
    rows = {each["Name"]: each["Words"] for each in csv.DictReader(sheet.splitlines(keepends=True))}

    assert told_in({title: rows[title] for title in EACH}) == EACH


def changed(shown):
    page = shown.browser("Mo").get(f"{shown.page}changes/").text
    return [plain(each) for each in re.findall(r"<li.*?</li>", page, re.DOTALL)]


def test_what_changed_says_of_what_new_evidence_is(shown):
    new = [each for each in changed(shown) if "New: Evidence" in each]

    assert told_in({title: next(each for each in new if title in each) for title in EACH}) == EACH


def test_what_changed_says_of_what_it_was_and_is_or_was_when_it_was_taken_out(app, shown, clock):
    clock(60)
    with app.app_context():
        words = EvidenceWords(title="The count", on=shown.today, url="https://example.org/x", of_id=shown.action_id)
        services.change_evidence(shown.dara, shown.count_id, words)
        services.drop_evidence(shown.dara, shown.page_id)
    found = changed(shown)

    label = "Of which action or milestone"
    assert [label in each and f"{HALF} → Publish a calendar" in each for each in found].count(True) == 1
    assert [f"{label}: Publish a calendar → –" in each and "Taken out: Evidence" in each for each in found].count(
        True
    ) == 1
    [new] = [each for each in found if "New: Evidence" in each and "The count" in each]
    assert [each in new for each in (OF_HALF, OF_CALENDAR)] == [False, False]


def test_the_page_of_an_action_and_of_a_milestone_lists_what_shows_it(shown):
    dara = shown.browser("Dara")
    pages = [plain(dara.get(f"/plans/{at}/").text) for at in (f"actions/{shown.action_id}", "milestones/half")]
    found = [[f"Shown by: {title}" in page for title in EACH] for page in pages]

    assert found == [[False, True, False], [False, False, True]]


@pytest.fixture
def set_aside(app, shown):
    """The same plan; the action that has evidence is parked."""
    with app.app_context():
        services.park_action(shown.dara, shown.action_id, reason="No money")
    return shown


def chosen_in(page):
    """The id that the form chooses, and all it offers."""
    select = page.partition('<select class="input" id="of_id"')[2].partition("</select>")[0]
    [chosen] = re.findall(r'<option selected value="([^"]*)">', select)
    return chosen, re.findall(r'<option (?:selected )?value="([^"]*)">', select)


def of_each(app, shown):
    with app.app_context():
        return {each.title: each.of_id for each in plan_found(shown.plan_id).evidence}


def test_evidence_of_a_parked_action_stays_with_it_when_its_words_change(app, set_aside):
    dara, there = set_aside.browser("Dara"), f"/plans/evidence/{set_aside.page_id}/"
    chosen, offered = chosen_in(dara.get(there).text)
    said = {"title": "The first page", "on": set_aside.today.isoformat(), "url": "https://example.org/x"}
    answer = dara.submit(there, of_id=chosen, **said)

    assert (chosen, offered) == (set_aside.action_id, ["", set_aside.action_id, "half"])
    assert (answer.status_code, of_each(app, set_aside)["The first page"]) == (303, set_aside.action_id)


def test_the_page_of_a_parked_action_leads_to_a_form_that_chooses_it(app, set_aside):
    dara = set_aside.browser("Dara")
    page = dara.get(f"/plans/actions/{set_aside.action_id}/").text
    [there] = re.findall(r'href="(/plans/[^"]+/evidence/\?of=[^"]+)"', page)
    chosen, _offered = chosen_in(dara.get(there).text)
    said = {"title": "The draft", "on": set_aside.today.isoformat(), "url": "https://example.org/draft"}
    answer = dara.submit(f"{set_aside.page}evidence/", of_id=chosen, **said)

    assert (answer.status_code, of_each(app, set_aside)["The draft"]) == (303, set_aside.action_id)


def test_evidence_stands_with_its_action_where_that_is_parked(set_aside):
    page = set_aside.browser("Mo").get(set_aside.page).text
    parked = plain(page[page.index('id="parked"') :].partition("</section>")[0])

    assert ("Shown by: The page" in parked, "The count" in parked) == (True, False)


IS_PARKED = f"{OF_CALENDAR}, which is parked"


def test_wherever_evidence_is_told_stands_that_its_action_is_parked(app, set_aside):
    mo = set_aside.browser("Mo")
    shared = plain(outside(app, set_aside, Shown.EVIDENCE, Shown.ACTIONS))
    pages = [plain(mo.get(at).text) for at in (set_aside.page, f"{set_aside.page}evidence/")]
    sheet = set_aside.browser("Dara").get(f"/reports/plans/{set_aside.plan_id}.csv").text
    sign(app, set_aside)
    signed = plain(mo.get(f"{set_aside.page}sign-off/").text)
    sealed = signed[signed.index("As it was signed") :]

    assert [each.count(IS_PARKED) for each in (shared, *pages, sheet, sealed)] == [1] * 5


def test_a_seal_goes_on_saying_that_the_action_was_parked(app, set_aside):
    sign(app, set_aside)
    with app.app_context():
        said = json.loads(plan_found(set_aside.plan_id).sign_off.sealed)
        services.reopen(set_aside.dara, set_aside.plan_id, reason="Once more")
        services.take_up_action(set_aside.dara, set_aside.action_id, due_on=set_aside.today)
        [page] = [each for each in said["evidence"] if each["title"] == "The page"]

        assert sealed_evidence_of(page, said) == ("action", 1, "Publish a calendar", True)
    assert IS_PARKED not in plain(set_aside.browser("Mo").get(set_aside.page).text)
