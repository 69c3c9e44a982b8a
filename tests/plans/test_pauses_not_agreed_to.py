"""A pause to which the sponsor did not agree makes nothing better, nothing worse, and every page says so."""

from datetime import timedelta

import pytest

from app.db import db
from app.plans import days, services
from app.plans.models import Action
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from app.plans.status.facts import facts_of, firm_day, firm_of
from app.plans.status.gist_queries import gists

DAY = 24 * 3600
PAUSE = 14


@pytest.fixture
def paused(app, asked):
    """The plan on day 60, which a pause of fourteen days ago makes day 46; the sponsor was asked and said nothing."""
    with app.app_context():
        asked.sign = services.add_action(
            asked.dara, asked.plan_id, ActionWords(title="Sign", owner="Olu", due_on=day(asked, 70), critical=True)
        ).id
        asked.clock(60)
        first = asked.today - timedelta(days=PAUSE)
        asked.pause_id = services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=asked.today - timedelta(days=1), reason="Flood", agreed="Yes"
        ).id
    return asked


def day(asked, number):
    return days.date_of(number, asked.plan().day_one)


def due_days(asked, title):
    """Return the day an action is due with the pauses and without those not agreed to, as object and in gist."""
    plan = plan_found(asked.plan_id)
    [gist] = gists(db.true())
    found = []
    for of in (plan, gist):
        for firm in (None, firm_of(of)):
            [due] = [each.day for each in facts_of(of, asked.today, firm).actions if each.name == title]
            found.append(due)
    return found


def test_what_was_dated_before_such_a_pause_is_late_by_the_day_it_had(app, paused):
    with app.app_context():
        assert db.session.get(Action, paused.sign).due_on == day(paused, 84)
        assert firm_day(paused.plan(), paused.today) == 60
        assert due_days(paused, "Sign") == [70, 70, 70, 70]


def test_what_was_dated_after_such_a_pause_is_due_on_its_date(app, paused):
    paused.clock(120)
    with app.app_context():
        words = ActionWords(title="Print", owner="Olu", due_on=day(paused, 62), critical=True)
        made = services.add_action(paused.dara, paused.plan_id, words)
        services.reschedule(
            paused.dara, paused.sign, start_on=None, due_on=day(paused, 63), reason="The lab asked for it"
        )
        assert due_days(paused, "Print") == [48, 62, 48, 62]
        assert due_days(paused, "Sign") == [49, 63, 49, 63]
        services.park_action(paused.dara, made.id, reason="Later")
        services.take_up_action(paused.dara, made.id)
        assert due_days(paused, "Print") == [48, 62, 48, 62]


def test_a_longer_pause_moves_back_what_was_dated_between(app, paused):
    paused.clock(120)
    with app.app_context():
        words = ActionWords(title="Print", owner="Olu", due_on=day(paused, 70), critical=True)
        services.add_action(paused.dara, paused.plan_id, words)
    paused.clock(180)
    with app.app_context():
        longer = paused.today + timedelta(days=4)
        services.change_pause(paused.dara, paused.pause_id, last=longer, agreed="Longer")
        assert due_days(paused, "Print") == [56, 70, 56, 70]
        assert due_days(paused, "Sign") == [70, 70, 70, 70]
