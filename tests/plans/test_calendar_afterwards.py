"""A calendar tells what became of a plan, not what was meant to: on its page, in its file, and on timelines."""

import re
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month, day_month_year
from app.plans import services
from app.plans.models import Review
from app.plans.services import CheckInWords
from tests.plans.endings import complete, sign
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_promises import said_in

DAY = 24 * 3600


@pytest.fixture
def halfway(app, rhythm):
    """A published plan on day 50."""
    rhythm.begin(50)
    with app.app_context():
        rhythm.today = services.today_of(rhythm.plan())
    rhythm.browser = rhythm.room.browser
    return rhythm


def hold(app, halfway):
    with app.app_context():
        said = CheckInWords(client_id="form-of-the-half", done="Half of it", review=Review.MIDPOINT)
        return services.check_in(halfway.dara, halfway.plan_id, said).id


def spaced(page):
    """What a page says, with a space wherever a line breaks."""
    return said_in(page.replace("<br>", " ")).strip()


def day_in(room, plan_id, on):
    """What the calendar's page says of a date."""
    page = room.browser("Dara").get(f"/plans/{plan_id}/calendar/?month={on:%Y-%m}").text
    return spaced(re.search(rf'<time datetime="{on.isoformat()}">.*?</td>', page, re.DOTALL)[0])


def file_of(room, plan_id):
    """The events of the plan's file, by what they are called, with what they tell."""
    found = events(fetched(room, feed(room, "Dara", "{}/feeds/", plan_id)))
    return {name: each.description.value.splitlines() for name, each in found.items()}


def dated(app, on):
    with app.test_request_context():
        return day_month(on)


def test_a_review_halfway_that_nobody_held_says_so_once_its_day_is_over(app, halfway):
    def told():
        there = day_in(halfway.room, halfway.plan_id, halfway.today)
        return "Mid-point review not held" in there, [
            name for name in file_of(halfway.room, halfway.plan_id) if "Day 50" in name
        ]

    on_the_day = told()
    halfway.clock(DAY)
    page = said_in(halfway.browser("Dara").get(f"/plans/{halfway.plan_id}/timeline/").text)

    assert on_the_day == (False, ["Day 50: review"])
    assert told() == (True, ["Day 50: review · not held"])
    with app.test_request_context():
        assert f"Mid-point review, day 50, {day_month_year(halfway.today)}: not held." in page


def test_a_review_halfway_says_when_it_was_held_and_that_this_was_taken_back(app, halfway):
    halfway.clock(2 * DAY)
    later = halfway.today + timedelta(days=2)
    filed = hold(app, halfway)
    held = day_in(halfway.room, halfway.plan_id, halfway.today), file_of(halfway.room, halfway.plan_id)
    with app.app_context():
        services.take_back_review(halfway.dara, filed, reason="The wrong plan")
    back = day_in(halfway.room, halfway.plan_id, halfway.today), file_of(halfway.room, halfway.plan_id)

    was_held = f"held on {dated(app, later)}"
    assert f"Mid-point review {was_held} Check-in" in held[0]
    assert held[1][f"Day 50: review · {was_held}"][-1] == was_held
    assert f"Mid-point review {was_held}, taken back not held Check-in" in back[0]
    assert back[1]["Day 50: review · not held"][-2:] == [f"{was_held}, taken back", "not held"]


def test_a_draft_has_no_review_to_hold(app, halfway):
    with app.app_context():
        plan = halfway.plan()
        plan.published_at = None
        db.session.commit()
    halfway.clock(DAY)

    assert "not held" not in day_in(halfway.room, halfway.plan_id, halfway.today)


def reopen_and_sign(app, ending, clock):
    """Sign a plan off on day 100, let that be reopened a day later, and sign it again on day 105."""
    ending.at(100)
    with app.app_context():
        complete(ending)
    sign(app, ending)
    clock(DAY)
    with app.app_context():
        services.reopen(ending.dara, ending.plan_id, reason="A number was wrong")
    clock(5 * DAY)
    sign(app, ending)


def test_a_closing_review_that_was_taken_back_says_so_beside_the_one_that_stands(app, ending, clock):
    reopen_and_sign(app, ending, clock)
    first, again = ending.day(100), ending.day(105)
    words = f"held on {dated(app, first)}, taken back", f"held on {dated(app, again)}"

    assert day_in(ending, ending.plan_id, first).endswith(f"Closing review {words[0]} {words[1]}")
    assert file_of(ending, ending.plan_id)[f"Day 100: review · {words[1]}"][-2:] == list(words)


def test_the_portfolio_says_when_a_closing_review_was_held_and_that_one_was_taken_back(app, ending, clock):
    reopen_and_sign(app, ending, clock)
    page = ending.browser("Sec").get("/portfolio/timeline/").text
    last = spaced(re.findall(r"<td.*?</td>", page, re.DOTALL)[-1])
    first, again = dated(app, ending.day(100)), dated(app, ending.day(105))

    with app.test_request_context():
        table = table_of(View.TIMELINE, take_look(ending.people["Sec"], vocabulary(), Wanted()))
    [row] = [list(map(str, cells)) for cells in table.rows]

    assert last == f"{first} held on {first}, taken back held on {again}"
    halfway, closing = (at for at, name in enumerate(table.head) if name == "Held")
    assert (row[halfway], row[closing]) == ("no", f"held on {first}, taken back, held on {again}")


def test_a_closing_review_on_its_day_says_no_other_date(app, ending):
    ending.at(100)
    with app.app_context():
        complete(ending)
    sign(app, ending)
    page = ending.browser("Sec").get("/portfolio/timeline/").text

    assert day_in(ending, ending.plan_id, ending.today).endswith("Closing review held")
    assert spaced(re.findall(r"<td.*?</td>", page, re.DOTALL)[-1]) == f"{dated(app, ending.today)} held"
