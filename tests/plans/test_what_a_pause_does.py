"""A sponsor who is asked to agree to a pause reads why it is, when the plan ends with it, and what it hides."""

from datetime import timedelta

import pytest

from app.moments import day_month_year
from app.plans import days, services
from app.plans.letters.pause_effects import effects_of
from app.texts import one_line
from tests.plans.letters import links, words
from tests.plans.test_late_without_a_pause import LATE, PAUSE, hidden  # noqa: F401 - a fixture
from tests.plans.test_pauses_not_agreed_to import DAY
from tests.plans.test_promises import said_in


def sentences(plan, pause):
    [agreement] = [each for each in plan.plan().agreements if each.item_id == pause]
    return effects_of(agreement, plan.plan(), services.today_of(plan.plan()), called=one_line)


def test_mail_link_and_my_actions_say_what_a_pause_does(app, hidden, postbox):  # noqa: F811 - likewise
    hidden.morning(at=(LATE + 1) * DAY)
    [letter] = [each for address, each in postbox.letters if address == hidden.mo.email]
    [secret] = links(letter)
    mo = hidden.room.browser("Mo")
    with app.test_request_context():
        first = hidden.plan().day_one
        ends, ended = (day_month_year(first + timedelta(days=99 + more)) for more in (PAUSE, 0))
        on = day_month_year(hidden.today)
    said = [
        "The reason for the pause: “Flood”",
        f"With it the plan ends on {ends} instead of {ended}.",
        f"It was entered afterwards, on {on}: all its days were over by then.",
        "Late now, and not late with it: Sign, Half.",
    ]

    asked = [words(letter), *(said_in(mo.get(where).text) for where in (f"/a/{secret}/", "/plans/mine/"))]

    assert [[each for each in said if each not in page] for page in asked] == [[], [], []]
    with app.test_request_context():
        [pause] = hidden.plan().pauses
        assert sentences(hidden, pause.id) == said
    hidden.confirm()
    with app.test_request_context():
        assert sentences(hidden, pause.id) == said[:3]


@pytest.mark.parametrize(
    ("begins", "said"), [(-2, "2 of its days were over by then."), (-1, "1 of its days was over by then."), (0, None)]
)
def test_a_pause_says_how_many_of_its_days_were_over(app, asked, begins, said):
    with app.test_request_context():
        first, last = asked.today + timedelta(days=begins), asked.today + timedelta(days=3)
        pause = services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        on, ends = day_month_year(asked.today), days.date_of(100, asked.plan().day_one)
        then = day_month_year(ends + timedelta(days=4 - begins))
        assert sentences(asked, pause.id) == [
            "The reason for the pause: “Flood”",
            f"With it the plan ends on {then} instead of {day_month_year(ends)}.",
            *([f"It was entered on {on}: {said}"] if said else []),
        ]


def test_with_two_open_pauses_each_question_says_the_end_that_was_agreed(app, asked):
    with app.test_request_context():
        for after in (2, 20):
            first, last = (asked.today + timedelta(days=after + more) for more in (0, 4))
            services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        agreed = days.date_of(100, asked.plan().day_one)
        end = (
            f"With it and what else is not agreed to the plan ends on {day_month_year(agreed + timedelta(days=10))}"
            f" instead of {day_month_year(agreed)}, as agreed."
        )
        assert [sentences(asked, each.id)[1] for each in asked.plan().pauses] == [end, end]
