"""Evidence says when it was added, where that is well after the day it is dated, and which of it is the same file."""

import csv
import json
import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Evidence
from app.plans.services import EvidenceWords
from tests.assets.pictures import png
from tests.plans.endings import complete, words
from tests.plans.test_evidence import PAGE, PDF, send
from tests.plans.test_promises import said_in


@pytest.fixture
def dated(app, ending):
    """A plan on day 99, with evidence of an action that was added that day."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    ending.address = f"{ending.page}evidence/"
    with app.app_context():
        complete(ending)
        page = EvidenceWords(title="The page", on=ending.today, url=PAGE, of_id=ending.action_id)
        ending.evidence_id = services.add_evidence(ending.dara, ending.plan_id, page).id
    return ending


def date_back(app, dated, days):
    with app.app_context(), transaction():
        db.session.get(Evidence, dated.evidence_id).on = dated.today - timedelta(days=days)


def added_on(app, dated):
    with app.test_request_context():
        return f"added on {day_month_year(dated.today)}"


def pages(app, dated):
    """What the pages say that show evidence with its days, by where they stand."""
    with app.app_context():
        token = services.share_plan(dated.dara, dated.plan_id, label="Partner", parts=(Shown.EVIDENCE,)).token
    mo = dated.browser("Mo")
    library = f"/plans/of/{dated.centre.id}/evidence/"
    found = {at: said_in(mo.get(at).text) for at in (dated.page, dated.address, f"{dated.page}sign-off/", library)}
    return {**found, "outside": said_in(app.test_client().get(f"/p/{token}/").text)}


@pytest.mark.parametrize(("days", "told"), [(0, False), (1, False), (2, True), (40, True)])
def test_each_page_says_when_evidence_was_added_long_after_its_day(app, dated, days, told):
    date_back(app, dated, days)
    said = added_on(app, dated)

    assert {at: said in page for at, page in pages(app, dated).items()} == dict.fromkeys(pages(app, dated), told)


@pytest.mark.parametrize(("days", "told"), [(1, False), (40, True)])
def test_files_and_the_seal_say_it_and_the_seal_keeps_it(app, dated, days, told):
    date_back(app, dated, days)
    dara = dated.browser("Dara")
    sheet = dara.get(f"/reports/plans/{dated.plan_id}.csv").text.lstrip("\ufeff")
    [row] = [each for each in csv.DictReader(sheet.splitlines(keepends=True)) if each["Name"] == "The page"]
    listed = json.loads(dara.get(f"/reports/plans/{dated.plan_id}.json").data)["evidence"]
    [kept] = [each for each in listed if each["title"] == "The page"]
    with app.app_context():
        services.sign_off(dated.dara, dated.plan_id, words(dated))
    date_back(app, dated, 0)
    signed = said_in(dated.browser("Mo").get(f"{dated.page}sign-off/").text)
    with app.test_request_context():
        on = day_month_year(dated.today - timedelta(days=days))

    assert any(added_on(app, dated) in (said or "") for said in row.values()) == told
    assert kept["added_on"] == (dated.today.isoformat() if told else None)
    assert (f"dated {on}, {added_on(app, dated)}" in signed) == told


@pytest.fixture(params=[(png(), "photo.png"), (PDF, "minutes.pdf")], ids=["photo", "file"])
def twice(app, dated, request):
    """One file was used twice, to show an action and something else, beside another file."""
    body, name = request.param
    dara = dated.browser("Dara")
    for title, of_id in (("Signed", dated.action_id), ("Opened", "")):
        assert send(dara, dated, dated.address, body, name, title=title, of_id=of_id).status_code == 303
    assert send(dara, dated, dated.address, PDF + b"%% other\n%%EOF\n", "o.pdf", title="Other").status_code == 303
    return dated


SAME = {"Signed": "the same file as “Opened”", "Opened": "the same file as “Signed”", "Other": "the same file"}


def same_in(page, rows=r"<li class=\"shown\".*?</li>"):
    """Which of the evidence a page says to be the same file as the other one, by its title, in its own row."""
    said = [re.sub("[\u2066-\u2069]", "", said_in(row)) for row in re.findall(rows, page, re.DOTALL)]
    own = {title: next(row for row in said if row.startswith(title) or f" {title}" in row[:40]) for title in SAME}
    return {title: SAME[title] in row for title, row in own.items()}


BOTH = {"Signed": True, "Opened": True, "Other": False}


def test_each_list_of_evidence_names_the_other_use_of_a_file_under_both(app, twice):
    with app.app_context():
        token = services.share_plan(twice.dara, twice.plan_id, label="Partner", parts=(Shown.EVIDENCE,)).token
    mo = twice.browser("Mo")
    inside = (twice.page, twice.address, f"/plans/of/{twice.centre.id}/evidence/")

    assert [same_in(mo.get(at).text) for at in inside] == [BOTH] * 3
    assert same_in(app.test_client().get(f"/p/{token}/").text) == BOTH


def test_it_stands_beside_what_an_action_is_shown_by(twice):
    page = twice.browser("Mo").get(twice.page).text
    [shown] = re.findall(r"<p[^>]*>Shown by: <a[^>]*><bdi>Signed.*?</p>\s*<p.*?</p>", page, re.DOTALL)

    assert SAME["Signed"] in re.sub("[\u2066-\u2069]", "", said_in(shown))


def test_the_sealed_list_and_the_sheet_say_it_of_both(app, twice):
    sheet = twice.browser("Dara").get(f"/reports/plans/{twice.plan_id}.csv").text.lstrip("\ufeff")
    told = {each["Name"]: each["Shown"] for each in csv.DictReader(sheet.splitlines(keepends=True))}
    with app.app_context():
        services.sign_off(twice.dara, twice.plan_id, words(twice))
        with transaction():
            db.session.execute(db.delete(Evidence))
    page = twice.browser("Mo").get(f"{twice.page}sign-off/").text

    assert same_in(page[page.index("As it was signed") :], r'<li class="small".*?</li>') == BOTH
    assert {title: SAME[title] in told[title] for title in SAME} == BOTH
