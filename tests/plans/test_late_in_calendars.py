"""The calendar of a plan shows to everybody what was done late, not to screen readers alone."""

import re

from app.moments import day_month
from app.plans import services
from app.plans.models import ActionStatus
from app.plans.services import ActionWords
from tests.plans.endings import complete, sign
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_done_after_a_move import add_light, change, cheat, late_words, moved  # noqa: F401 - a fixture
from tests.plans.test_promises import said_in


def in_sight(moved, day):  # noqa: F811 - likewise
    """What the calendar shows on a day of actions and milestones to who sees it, by what they are called."""
    page = moved.browser("Dara").get(f"/plans/{moved.plan_id}/calendar/?month={moved.day(day):%Y-%m}").text
    cell = re.search(rf'<time datetime="{moved.day(day).isoformat()}">.*?</td>', page, re.DOTALL)[0]
    shown = re.sub(r'<span class="vh">.*?</span>', "", cell, flags=re.DOTALL)
    lines = re.findall(r'<li class="cal-(?:action|milestone)">(.*?)</li>', shown, re.DOTALL)
    told = (said_in(each).strip().partition(" ") for each in lines)
    return {title: said for title, _space, said in told}


def test_what_was_done_late_or_later_says_so(app, moved):  # noqa: F811 - likewise
    light = add_light(app, moved, "Print")
    cheat(app, moved)
    change(app, moved, light, status=ActionStatus.DONE)
    late, since = (late_words(app, moved, done=11, due=6, moved=each) for each in (False, True))
    with app.test_request_context():
        later = f"done on {day_month(moved.day(11))}, later than first promised"

    assert in_sight(moved, 6) == {"Print": f"Olu {late}"}
    assert in_sight(moved, 42) == {"Train": f"Olu {later}", "Sign": f"Olu {since}", "Labs": since}


def test_a_calendar_file_says_what_is_critical_or_was_and_what_it_was_promised_as(app, moved):  # noqa: F811 - likewise
    change(app, moved, moved.train, title="Teach", critical=False)

    told = events(fetched(moved, feed(moved, "Dara", "{}/feeds/", moved.plan_id)))
    found = {
        name: each.description.value.splitlines() for name, each in told.items() if "Teach" in name or "Labs" in name
    }

    assert found == {
        "Action 2: Teach": ["Fast", "Day 5 of 100", "Olu", "was critical", "First promised: Train", "Not started"],
        "Milestone: Labs": ["Fast", "Day 6 of 100", "critical"],
    }


def test_a_milestone_that_is_late_and_what_a_plan_was_signed_off_without_say_so(app, moved):  # noqa: F811 - likewise
    with app.app_context():
        last = ActionWords(title="Print", owner="Olu", due_on=moved.day(100))
        services.add_action(moved.dara, moved.plan_id, last)
    moved.on(8)
    late = in_sight(moved, 6)
    moved.on(99)
    with app.app_context():
        complete(moved)
    sign(app, moved)

    assert late == {"Sign": "Olu", "Labs": "2 days late"}
    assert in_sight(moved, 100) == {"Print": "Olu not done at the sign-off"}
