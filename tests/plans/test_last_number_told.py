"""A plan that is over and has its last number is not said to have had none for so many days."""

from app.plans import days, services
from app.plans.services import today_of
from tests.plans.endings import complete
from tests.plans.endings import words as ending_words
from tests.plans.test_promises import said_in

DAY = 24 * 3600


def test_a_number_filed_after_a_reopening_is_told_as_the_last_one(app, rhythm):
    rhythm.begin(100)
    with app.app_context():
        plan = rhythm.plan()
        rhythm.today, [tests] = today_of(plan), plan.measures
        rhythm.measure_id, rhythm.day = tests.id, lambda number: days.date_of(number, rhythm.plan().day_one)
        complete(rhythm)
        services.sign_off(rhythm.dara, rhythm.plan_id, ending_words(rhythm))
    rhythm.clock(50 * DAY)
    with app.app_context():
        services.reopen(rhythm.dara, rhythm.plan_id, reason="The last count was wrong")
        services.file_reading(rhythm.dara, rhythm.measure_id, on=rhythm.today, value=12, note="From the register")
    sec = rhythm.room.person("Sec", alliance_role="secretariat").name
    pages = [("Dara", f"/plans/{rhythm.plan_id}/{view}") for view in ("", "print/")] + [(sec, "/portfolio/")]

    said = [said_in(rhythm.room.browser(who).get(page).text) for who, page in pages]

    assert ["Tests: its last number is for day 100." in each for each in said[:2]] == [True, True]
    assert ["no number for" in each for each in said] == [False] * 3
