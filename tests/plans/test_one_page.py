"""A plan on one page of paper: all that is to do before what is done, and how much is left out."""

import re

from app.db import db
from app.plans import days, services
from app.plans.items import words as item_words
from app.plans.models import ActionStatus, Ask, Plan
from app.plans.services import ActionWords, today_of
from app.plans.views.one_page import ACTIONS, ASKS


def test_what_does_not_fit_says_how_much_it_is(app, planned):
    dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(10, today_of(db.session.get(Plan, planned.plan_id)))
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins)
        for number in range(ACTIONS + 3):
            due = days.date_of(20 if number < 4 else 40, begins)
            words = ActionWords(title=f"Do thing {number}", owner="Bo", due_on=due)
            made = services.add_action(dara, planned.plan_id, words)
            if number < 3:
                services.move_action(dara, made.id, ActionStatus.DONE)
        for number in range(ASKS + 2):
            words = item_words.AskWords(title=f"Ask {number}", to="Ministry")
            services.add_item(dara, planned.plan_id, Ask, words)

    page = planned.browser("Mo").get(f"/plans/{planned.plan_id}/print/").text

    rows = re.findall(r'<th scope="row" dir="auto">(.*?)</th>', page)
    assert len(rows) == ACTIONS
    assert {"Do thing 0", "Do thing 1", "Do thing 2"} & set(rows) == set()
    assert {"Do thing 3", "Publish a calendar"} <= set(rows)
    periods = re.findall(r'class="one-per">Days (\S+?)(?: <span class="soft">· (.*?)</span>)?</th>', page)
    assert periods == [("1–30", "3 more, 3 of them done"), ("31–60", "1 more, 0 of them done")]
    assert f"and {2} more asks" in page
    assert "/goal/" not in page
