"""A plan is taken along as a file by whoever reads its page, and by nobody else."""

import csv
import io
import json
from datetime import timedelta

import pytest

from app import clock
from app.audit import AuditRow
from app.db import db, transaction
from app.plans import services
from app.plans.items import words as item_words
from app.plans.models import Decision, MeasureMove, Plan, Risk
from app.plans.services import CheckInWords, EvidenceWords, MeasureWords


@pytest.fixture
def told(app, ending):
    """A plan on day 40 whose target was lowered from 30 to 20 on day 21, with one of everything."""
    ending.at(40)
    with app.app_context():
        dara, plan_id, measure_id = ending.dara, ending.plan_id, ending.measure_id
        words = CheckInWords(client_id="a-check-in-form", done="=1+1", readings={measure_id: 7})
        services.check_in(dara, plan_id, words)
        register = EvidenceWords(title="The register", on=ending.today, url="https://example.org/register")
        services.add_evidence(dara, plan_id, register)
        services.add_item(dara, plan_id, Decision, item_words.DecisionWords(title="Open on Saturdays", reason="Rush"))
        services.add_item(dara, plan_id, Risk, item_words.RiskWords(title="The lab moves"))
        lower = MeasureWords(name="Tests", unit="tests", baseline=0, target=20, main=True)
        services.change_measure(dara, measure_id, lower, why="Twenty will do, two labs closed")
    with app.app_context(), transaction():
        db.session.query(MeasureMove).one().moved_at = clock.now() - timedelta(days=19)
    return ending


GOES_BY = {
    "measure": "Tests", "earlier": True, "target_before": 30.0, "target_now": 20.0,
    "unit_before": "tests", "unit_now": "tests", "later_numbers_left_out": False, "agreed_after_end": None,
}  # fmt: skip


def test_a_plan_as_json_says_what_its_page_says(told):
    answer = told.browser("Mo").get(f"/reports/plans/{told.plan_id}.json")

    said = json.loads(answer.data)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert (said["format"], said["day"], said["plan"]["goal"]) == ("baraza-plan 1", 40, "30 tests")
    assert [each["done"] for each in said["check_ins"]] == ["=1+1"]
    assert [each["title"] for each in said["actions"]] == ["Publish a calendar"]
    assert [each["title"] for each in said["evidence"]] == ["The register"]
    assert [each["title"] for each in said["decisions"]] == ["Open on Saturdays"]
    assert [each["title"] for each in said["risks"]] == ["The lab moves"]
    assert (said["status"], said["goes_by"]) == ("amber", [GOES_BY])


def test_a_plan_as_json_holds_the_curve_promised_first_and_the_one_of_now(told):
    said = json.loads(told.browser("Mo").get(f"/reports/plans/{told.plan_id}.json").data)

    (measure,) = said["measures"]
    assert [each["value"] for each in measure["readings"]] == [7]
    asked = {each["day"]: each for each in measure["expected"]}
    assert sorted(asked) == list(range(1, 101))
    assert [asked[day]["promised_first"] for day in (10, 50, 100)] == [3, 15, 30]
    # Nobody agreed to 20 yet.
    assert [asked[day]["promised_on_the_day"] for day in (10, 50, 100)] == [3, 15, 30]
    assert [asked[day]["promised_now"] for day in (10, 50, 100)] == [2, 10, 20]


def test_a_plan_as_csv_has_a_row_for_each_thing_and_no_formula(told):
    answer = told.browser("Mo").get(f"/reports/plans/{told.plan_id}.csv")

    assert (answer.status_code, answer.content_type) == (200, "text/csv; charset=utf-8")
    head, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["Kind"] for row in found] == [
        "Plan", "Measure", "Reading", "Action", "Risk", "Decision", "Evidence", "Check-in",
    ]  # fmt: skip
    measure, reading, check_in = found[1], found[2], found[-1]
    assert [measure[name] for name in ("Name", "Target", "First promised", "Read")] == ["Tests", "30.0", "30.0", "7.0"]
    assert measure["Sponsor"] == "Goes by the earlier target, 30 tests; 20 tests is not agreed to."
    assert (reading["Day"], reading["Read"], reading["Expected"]) == ("40", "7.0", "12")
    assert check_in["Words"] == "'=1+1"


@pytest.mark.parametrize("ending_of", ["json", "csv"])
def test_only_who_reads_the_plan_takes_it_along(app, told, ending_of):
    address = f"/reports/plans/{told.plan_id}.{ending_of}"

    codes = {name: told.browser(name).get(address).status_code for name in ("Stranger", "Cleo", "Gov", "Mo", "Sec")}

    assert codes == {"Stranger": 404, "Cleo": 404, "Gov": 404, "Mo": 200, "Sec": 200}
    assert f'href="{address}"' in told.browser("Mo").get(f"/plans/{told.plan_id}/").text
    with app.app_context():
        kept = db.session.query(AuditRow).filter_by(action="plan.export").all()
    assert [(row.target, row.details["kind"]) for row in kept] == [(f"plan:{told.plan_id}", ending_of)] * 2


def test_a_draft_without_day_1_and_numbers_is_a_file_too(app, planned):
    with app.app_context():
        services.add_measure(planned.people["Dara"], planned.plan_id, MeasureWords(name="Tests"))
        db.session.get(Plan, planned.plan_id).day_one = None
        db.session.commit()
    mo = planned.browser("Mo")

    said = json.loads(mo.get(f"/reports/plans/{planned.plan_id}.json").data)

    assert (said["day"], said["measures"][0]["expected"]) == (None, [])
    assert mo.get(f"/reports/plans/{planned.plan_id}.csv").status_code == 200
