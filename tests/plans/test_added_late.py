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


@pytest.mark.parametrize(("body", "name"), [(png(), "photo.png"), (PDF, "minutes.pdf")])
def test_the_same_file_under_another_title_names_the_first_one(dated, body, name):
    dara = dated.browser("Dara")
    for title, what in (("Signed", body), ("Opened", body), ("Other", PDF + b"%% other\n%%EOF\n")):
        assert send(dara, dated, dated.address, what, name if what is body else "o.pdf", title=title).status_code == 303

    for at in (dated.page, dated.address):
        rows = re.findall(r'<li class="shown" id="evidence-\d+">.*?</li>', dated.browser("Mo").get(at).text, re.DOTALL)
        said = [re.sub("[\u2066-\u2069]", "", said_in(row)) for row in rows]
        assert ["the same file as “Signed”" in row for row in said] == [False, True, False, False, False]
