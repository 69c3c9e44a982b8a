"""Once the hundred days are over, another number for the last one is a correction: with a reason, and in sight."""

from datetime import timedelta

import pytest

from app import clock as server_clock
from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.errors import ReadingOutsidePlan, ReasonMissing
from app.plans.models import Measure, Reading
from app.plans.services import CheckInWords
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in

WHY = "Say why it is corrected, in one sentence."


@pytest.fixture
def ended(app, ending):
    """The plan on day 103, for whose last day Dara told 12 tests in a check-in."""
    ending.at(103)
    with app.app_context():
        words = CheckInWords(client_id="form-00001", done="Counted", readings={ending.measure_id: 12})
        services.check_in(ending.dara, ending.plan_id, words)
    ending.last = ending.day(100)
    return ending


def read_of(app):
    with app.app_context():
        read = db.session.scalars(db.select(Reading).order_by(Reading.filed_at))
        return [(each.on, each.value, each.note) for each in read]


def counted_for(app, here, *groups):
    with app.app_context(), transaction():
        db.session.get(Measure, here.measure_id).groups = list(groups)


def test_the_first_number_told_after_the_end_needs_no_reason(app, ended):
    assert read_of(app) == [(ended.last, 12, "")]
    page = ended.browser("Dara").get(f"/plans/{ended.plan_id}/check-ins/").text
    assert "Numbers of day 100" in page


def test_another_number_in_a_check_in_after_the_end_needs_a_reason(app, ended):
    dara, at = ended.browser("Dara"), f"/plans/{ended.plan_id}/check-ins/"
    said = {"client_id": "form-00002", "done": "Counted anew", f"measure-{ended.measure_id}": "30"}
    words = CheckInWords(client_id="form-00003", readings={ended.measure_id: 30})
    with app.app_context(), pytest.raises(ReasonMissing):
        services.check_in(ended.dara, ended.plan_id, words)
    refused = dara.submit(at, **said)
    assert (refused.status_code, WHY in refused.text) == (422, True)
    same = dara.submit(at, **{**said, "client_id": "form-00004", f"measure-{ended.measure_id}": "12"})
    assert same.status_code == 303

    assert dara.submit(at, **said, why="Eighteen came by post").status_code == 303

    assert read_of(app) == [(ended.last, 12, ""), (ended.last, 12, ""), (ended.last, 30, "Eighteen came by post")]
    log = said_in(dara.get(f"/plans/{ended.plan_id}/changes/").text)
    page = said_in(dara.get(f"/plans/{ended.plan_id}/").text)
    assert ("instead of 12" in log, "Eighteen came by post" in log, "Eighteen came by post" in page) == (True,) * 3


def test_another_number_by_a_link_after_the_end_needs_a_reason(app, ended):
    with app.app_context():
        ends = server_clock.now() + timedelta(days=5)
        token = services.make_link(ended.dara, ended.plan_id, owner="Olu", expires_at=ends).token
    olu, said = app.test_client(), {"client_id": "form-00002", f"measure-{ended.measure_id}": "30"}

    refused = olu.submit(f"/c/{token}/", **said)

    assert (refused.status_code, WHY in refused.text, read_of(app)[1:]) == (422, True, [])
    assert olu.submit(f"/c/{token}/", **said, why="Eighteen came by post").status_code == 303
    assert read_of(app)[1:] == [(ended.last, 30, "Eighteen came by post")]


def test_a_check_in_sent_again_after_the_end_is_asked_nothing(app, ended):
    with app.app_context():
        ends = server_clock.now() + timedelta(days=5)
        token = services.make_link(ended.dara, ended.plan_id, owner="Olu", expires_at=ends).token
    olu, said = app.test_client(), {"client_id": "form-00002", f"measure-{ended.measure_id}": "30", "why": "By post"}
    assert olu.submit(f"/c/{token}/", **said).status_code == 303
    with app.app_context():
        services.file_reading(ended.dara, ended.measure_id, on=ended.last, value=40, note="Counted anew")

    assert olu.submit(f"/c/{token}/", **{**said, "why": ""}).status_code == 303
    assert [value for _on, value, _note in read_of(app)] == [12, 30, 40]


@pytest.mark.parametrize("where", ["check-ins", "reading", "table"])
def test_a_form_long_after_the_end_says_that_a_first_number_needs_a_reason(app, ending, where):
    at = {"check-ins": f"/plans/{ending.plan_id}/check-ins/", "reading": f"/plans/measures/{ending.measure_id}/"}
    address = at.get(where, f"{at['reading']}table/")
    says = "The plan ended long ago: say why a number is told only now, or is another one."
    said = []
    for day in (130, 131):
        ending.at(day)
        said.append(says in said_in(ending.browser("Dara").get(address).text))
    assert said == [False, True]


def test_nothing_is_tallied_once_the_plan_has_ended(app, ended):
    at = f"/plans/measures/{ended.measure_id}/"
    with app.app_context(), pytest.raises(ReadingOutsidePlan):
        services.tally(ended.dara, ended.measure_id)

    page = ended.browser("Dara").get(at).text

    assert 'name="stroke"' not in page
    assert f"{at}table/" in page
    assert read_of(app) == [(ended.last, 12, "")]


def test_a_first_number_long_after_the_end_needs_a_reason(app, ending):
    ending.at(130)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(98), value=10)
    ending.at(131)
    dara, at = ending.browser("Dara"), f"/plans/measures/{ending.measure_id}/readings/"
    said = {"on": ending.day(100).isoformat(), "value": "30"}

    refused = dara.submit(at, **said)

    assert refused.status_code == 422
    assert "Say why this number is told only now, in one sentence." in refused.text
    assert dara.submit(at, **said, note="The register opened late").status_code == 303


def test_what_was_told_later_says_when_and_what_it_replaced(app, ended):
    with app.app_context():
        services.file_reading(ended.dara, ended.measure_id, on=ended.last, value=30, note="By post")
    token = shared(app, ended, Shown.NUMBERS)
    told = f"told on {ended.today.day} "
    with app.test_request_context():
        told_on = f"told on {day_month_year(ended.today)}"

    own = said_in(ended.browser("Dara").get(f"/plans/measures/{ended.measure_id}/").text)
    outside = app.test_client().get(f"/p/{token}/").text
    sheet = ended.browser("Dara").get(f"/reports/plans/{ended.plan_id}.csv").text

    assert (told in own, told in said_in(outside)) == (True, True)
    assert '<s class="small soft">12</s>' in outside
    assert [line.split(",")[7:9] for line in sheet.splitlines() if line.startswith("Reading,")] == [
        [told_on, "30.0"], ["Replaced", "12.0"],
    ]  # fmt: skip


def test_numbers_exchanged_between_groups_are_a_correction(app, ending):
    ending.at(40)
    counted_for(app, ending, "women", "men")
    on = ending.day(34)
    dara, at = ending.browser("Dara"), f"/plans/measures/{ending.measure_id}/"
    said = {"on": on.isoformat(), "share-0": "5", "share-1": "10"}
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=on, value=15, shares={"women": 10, "men": 5})
        with pytest.raises(ReasonMissing):
            services.file_reading(ending.dara, ending.measure_id, on=on, value=15, shares={"women": 5, "men": 10})

    refused = dara.submit(f"{at}readings/", **said)
    assert (refused.status_code, WHY in refused.text) == (422, True)
    assert dara.submit(f"{at}readings/", **said, note="The columns were exchanged").status_code == 303

    log = said_in(dara.get(f"/plans/{ending.plan_id}/changes/").text)
    assert ("women: 10 → 5" in log, "men: 5 → 10" in log, "The columns were exchanged" in log) == (True,) * 3
    assert "<bdi>women</bdi> <s>10</s>" in dara.get(at).text


def test_groups_stay_where_the_same_number_is_told_without_them(app, ending):
    ending.at(40)
    counted_for(app, ending, "women", "men")
    on, shares = ending.day(34), {"women": 10, "men": 5}
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=on, value=15)
        services.file_reading(ending.dara, ending.measure_id, on=on, value=15, shares=shares)
        services.file_table(ending.dara, ending.measure_id, [(on, 15)])
        read = db.session.scalars(db.select(Reading).order_by(Reading.filed_at)).all()

    assert [each.shares for each in read] == [{}, shares, shares]


@pytest.mark.parametrize("again", [30, 12])
def test_a_check_in_says_to_which_number_its_own_was_corrected(app, ended, again):
    with app.app_context():
        services.file_reading(ended.dara, ended.measure_id, on=ended.last, value=30, note="By post")
        services.file_reading(ended.dara, ended.measure_id, on=ended.last, value=again, note="By post again")
    dara, at = ended.browser("Dara"), f"/plans/{ended.plan_id}/"

    said = [said_in(dara.get(f"{at}{page}").text) for page in ("", "check-ins/", "changes/")]

    assert ["Tests: 12, corrected to 30" in page for page in said] == [again == 30] * 3
    assert ["corrected to" in page for page in said] == [again == 30] * 3
