"""A number far from all a measure knows is asked about once, and one that was wrong is put right where it stands."""

import re

import pytest

from app.db import db
from app.plans import services
from app.plans.measures.far import is_far
from app.plans.models import Measure, Reading
from app.plans.services import CheckInWords

ASKED = "8,500 is far from the last value 12 and the target 30. To keep it, file once more."


@pytest.fixture
def read(app, ending):
    """A plan on day 40 with 12 tests of 30."""
    ending.at(40)
    with app.app_context():
        words = CheckInWords(client_id="form-00000", done="Well", readings={ending.measure_id: 12})
        services.check_in(ending.dara, ending.plan_id, words)
    return ending


def values(app):
    with app.app_context():
        return sorted(db.session.scalars(db.select(Reading.value)))


def sure_in(page):
    return re.search(r'name="sure" type="hidden" value="([^"]*)"', page)[1]


def test_a_check_in_with_a_number_far_away_is_asked_about_once(app, read):
    dara, at, field = read.browser("Dara"), f"/plans/{read.plan_id}/check-ins/", f"measure-{read.measure_id}"
    said = {"client_id": "form-00001", "done": "Much", field: "8500"}

    asked = dara.submit(at, **said)

    assert asked.status_code == 422
    assert ASKED in asked.text
    assert 'value="8500"' in asked.text
    assert values(app) == [12]

    assert dara.submit(at, **{**said, field: "9500"}, sure=sure_in(asked.text)).status_code == 422
    assert dara.submit(at, **said, sure=sure_in(asked.text)).status_code == 303
    assert values(app) == [12, 8500]


def test_a_number_filed_by_itself_is_asked_about_once(app, read):
    dara, at = read.browser("Dara"), f"/plans/measures/{read.measure_id}/readings/"
    said = {"value": "8500", "on": read.today.isoformat()}

    asked = dara.submit(at, **said)

    assert asked.status_code == 422
    assert ASKED in asked.text
    assert dara.submit(at, **said, sure=sure_in(asked.text)).status_code == 303
    assert values(app) == [12, 8500]


def test_beside_a_check_in_stands_how_its_number_is_corrected(read):
    page = read.browser("Dara").get(f"/plans/{read.plan_id}/").text
    [at] = re.findall(r'<a class="change" href="(/plans/measures/[^"]+)">Correct', page)
    assert at == f"/plans/measures/{read.measure_id}/?on={read.today.isoformat()}#file-h"

    form = read.browser("Dara").get(at).text
    assert f'value="{read.today.isoformat()}"' in form
    assert "A number was wrong?" in form
    assert ">Correct<" not in read.browser("Mo").get(f"/plans/{read.plan_id}/").text


@pytest.mark.parametrize(
    ("baseline", "target", "last", "value", "far"),
    [
        (0, 30, None, 120, False),
        (0, 30, None, 121, True),
        (0, 30, 100, 190, False),
        (0, 30, None, -91, True),
        (45, 15, 40, 0, False),
        (5, 5, None, 21, True),
        (None, 30, None, 9e9, False),
    ],
)
def test_far_is_three_ways_from_start_to_target_beyond_what_is_known(baseline, target, last, value, far):
    measure = Measure(baseline=baseline, target=target)

    assert is_far(value, measure, Reading(value=last) if last is not None else None) is far
