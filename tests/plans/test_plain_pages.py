"""What pages of a plan say of weeks, of an end, of what is asked for, and where things are changed."""

import re

import pytest

from app.db import db
from app.plans import days, services
from app.plans.models import Action
from app.plans.services import EvidenceWords


@pytest.mark.parametrize(("day", "week"), [(1, 1), (7, 1), (8, 1), (9, 2), (15, 2), (16, 3), (99, 14), (100, 15)])
def test_a_check_in_tells_of_the_week_that_ends_with_its_day(day, week):
    assert days.week_told_on(day) == week


def test_page_and_calendar_number_the_weeks_alike(ending):
    ending.at(8)
    said = {
        re.search(r"Check-in for week \d+", ending.browser("Dara").get(f"/plans/{ending.plan_id}/").text)[0],
        on_today(ending.browser("Dara").get(f"/plans/{ending.plan_id}/calendar/").text),
    }

    assert said == {"Check-in for week 1"}


def on_today(calendar):
    cell = re.search(r'<td class="[^"]*cal-today".*?</td>', calendar, re.DOTALL)[0]
    return re.search(r"Check-in for week \d+", cell)[0]


def test_evidence_is_changed_where_it_is_shown(app, ending):
    with app.app_context():
        register = EvidenceWords(title="The register", on=ending.today, url="https://example.org/register")
        made = services.add_evidence(ending.dara, ending.plan_id, register).id
    at = f'href="/plans/evidence/{made}/"'

    assert at in ending.browser("Dara").get(f"/plans/{ending.plan_id}/").text
    assert at not in ending.browser("Mo").get(f"/plans/{ending.plan_id}/").text


def test_who_says_that_an_action_is_blocked_says_why(app, planned):
    dara, at = planned.browser("Dara"), f"/plans/actions/{planned.action_id}/"
    seen = re.search(r'name="seen" type="hidden" value="([^"]*)"', dara.get(at).text)[1]
    with app.app_context():
        due = db.session.get(Action, planned.action_id).due_on
    words = {"title": "Publish", "owner": "Lab manager", "due_on": due.isoformat(), "seen": seen}

    refused = dara.submit(at, **words, status="blocked")

    assert refused.status_code == 422
    assert "Say what blocks it, in one sentence." in refused.text
    assert dara.submit(at, **words, status="blocked", blocked_reason="No permit").status_code == 303


def test_what_a_published_plan_asks_for_is_not_called_optional(ending):
    ending.at(40)
    page = ending.browser("Dara").get(f"/plans/{ending.plan_id}/goal/").text

    labels = dict(re.findall(r'<label for="(\w+)">(.*?)</label>', page))
    assert [name for name in ("leader", "sponsor", "goal", "reason") if "optional" in labels[name]] == []
    assert "optional" in labels["coach"]
