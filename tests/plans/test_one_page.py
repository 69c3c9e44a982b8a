"""A plan on one page of paper: all that is to do before what is done, and how much is left out."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db
from app.moments import short_day
from app.plans import days, services
from app.plans.items import words as item_words
from app.plans.models import Action, ActionStatus, Ask, Impact, Likelihood, Measure, Milestone, Plan, Risk
from app.plans.services import ActionWords, CheckInWords, MeasureWords, today_of
from app.plans.views.one_page import ASKS, LEAST, Written, fit
from app.plans.views.sheet import compose

REASONS = r'<p class="one-why one-reasons">(.*?)</p>'


@pytest.fixture
def stuck(app, ending):
    """Day 40 of a plan that asked its sponsor for money, and Bo for a room, ten days ago; `late` makes things late."""
    ending.at(40)

    def late(number):
        with app.app_context():
            begins = db.session.get(Plan, ending.plan_id).calendar
            for each in range(number):
                words = ActionWords(title=f"Do {each}.", owner="Bo", due_on=ending.day(60), critical=True)
                made = services.add_action(ending.dara, ending.plan_id, words)
                db.session.get(Action, made.id).due_on = days.date_of(20, begins)
                db.session.commit()

    with app.app_context():
        sponsor = db.session.get(Plan, ending.plan_id).sponsor
        for title, to in (("Give money", sponsor), ("Give a room", "Bo")):
            made = services.add_item(ending.dara, ending.plan_id, Ask, item_words.AskWords(title=title, to=to))
            db.session.get(Ask, made.id).asked_on = ending.today - timedelta(days=10)
            db.session.commit()
        services.check_in(ending.dara, ending.plan_id, CheckInWords(client_id="a-check-in-form", done="x"))
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=1)
    ending.late = late
    return ending


def reasons_in_print(stuck):
    """Return what the page says of why a plan stands as it does, and how many actions it prints."""
    page = " ".join(stuck.browser("Mo").get(f"/plans/{stuck.plan_id}/print/").text.split())
    return re.sub(r"<[^>]+>", "", re.search(REASONS, page)[1]), len(re.findall(r'<th scope="row" dir="auto">', page))


def test_all_reasons_are_printed_while_there_is_room_for_actions(stuck):
    stuck.late(3)
    told, actions = reasons_in_print(stuck)

    assert told.rstrip() == (
        "Why off track. "
        "Do 0., a critical action, is 20 days late. "
        "Do 1., a critical action, is 20 days late. "
        "Do 2., a critical action, is 20 days late. "
        "Tests: 1 where the curve asks for 12. "
        "3 of 3 due actions are late or blocked. "
        "Give money: asked 10 days ago, no answer yet. "
        "Give a room: asked 10 days ago, no answer yet."
    )
    assert actions == 4


def test_what_waits_for_the_sponsor_is_printed_whatever_else_makes_a_plan_late(stuck):
    stuck.late(40)
    told, actions = reasons_in_print(stuck)

    late = re.findall(r"Do \d+\., a critical action, is 20 days late\.", told)
    assert told.startswith("Why off track. Do 0.")
    assert told.rstrip().endswith("late. Give money: asked 10 days ago, no answer yet. and 8 more reasons")
    assert (len(late), actions) == (35, LEAST)


def add_thirty(planned, due, critical=()):
    """Let the plan have begun ten days ago, and add thirty actions; return their ids.

    `due` gives the day in the plan on which each is due, by its number; `critical` are the numbers of those that are.
    Called in the application.
    """
    dara = planned.people["Dara"]
    begins = days.day_one_when(10, today_of(db.session.get(Plan, planned.plan_id)))
    services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins)
    added = []
    for number in range(30):
        words = ActionWords(title=f"Do {number}", owner="Bo", due_on=days.date_of(due(number), begins))
        words = replace(words, critical=number in critical)
        added.append(services.add_action(dara, planned.plan_id, words).id)
    return added


def test_what_does_not_fit_says_how_much_it_is(app, planned):
    dara = planned.people["Dara"]
    with app.app_context():
        for done in add_thirty(planned, lambda number: 20 if number < 4 else 40)[:3]:
            services.move_action(dara, done, ActionStatus.DONE)
        for number in range(ASKS + 2):
            words = item_words.AskWords(title=f"Ask {number}", to="Ministry")
            services.add_item(dara, planned.plan_id, Ask, words)

    page = planned.browser("Mo").get(f"/plans/{planned.plan_id}/print/").text

    rows = re.findall(r'<th scope="row" dir="auto">(.*?)</th>', page)
    assert {"Do 0", "Do 1", "Do 2"} & set(rows) == set()
    assert {"Do 3", "Publish a calendar"} <= set(rows)
    periods = re.findall(r'class="one-per">Days (\S+?)(?: <span class="soft">· (.*?)</span>)?</th>', page)
    assert periods == [("1–30", "3 more, 3 of them done"), ("31–60", f"{28 - len(rows)} more, 0 of them done")]
    assert 15 < len(rows) < 28
    assert f"and {2} more asks" in page
    assert "/goal/" not in page


def titles_in_print(plan_id, *said):
    """Return the titles of the actions that have room below sentences, in the order of their days."""
    plan = db.session.get(Plan, plan_id)
    sheet = compose(plan, today_of(plan), mirrored=False)
    return [row.action.title for each in fit(sheet, Written(said)).stretches for row in each.rows]


def test_each_sentence_beside_the_status_takes_the_room_of_its_lines(app, planned):
    with app.app_context():
        add_thirty(planned, lambda _number: 40)

        counts = [len(titles_in_print(planned.plan_id, *said)) for said in (
            (), 4 * ["Short"], 4 * [200 * "a"], 4 * [100 * "测"], 40 * ["Short"],
        )]  # fmt: skip

    assert counts == [counts[0], counts[0] - 5, counts[0] - 8, counts[0] - 8, LEAST]


def test_what_is_critical_comes_before_what_is_not_where_not_all_fits(app, planned):
    with app.app_context():
        added = add_thirty(planned, lambda number: 20 + number, critical=(27, 28))
        services.move_action(planned.people["Dara"], added[27], ActionStatus.DONE)

        printed = titles_in_print(planned.plan_id, *40 * ["Short"])

    assert printed == ["Do 0", "Do 27", "Do 28"]


def test_the_page_says_why_a_plan_is_off_track_and_what_is_not_on_it(app, ending):
    ending.at(40)
    with app.app_context():
        dara, plan_id = ending.dara, ending.plan_id
        services.check_in(dara, plan_id, CheckInWords(client_id="a-check-in-form", done="x"))
        services.file_reading(dara, ending.measure_id, on=ending.today, value=1)
        services.add_measure(dara, plan_id, MeasureWords(name="Labs", unit="labs", baseline=0, target=5))
        grave = item_words.RiskWords(title="The lab moves", likelihood=Likelihood.HIGH, impact=Impact.LARGE)
        for words in (grave, item_words.RiskWords(title="Rain")):
            services.add_item(dara, plan_id, Risk, words)
        for title in ("Half", "All"):
            words = item_words.MilestoneWords(title=title, due_on=ending.day(60))
            services.add_item(dara, plan_id, Milestone, words)

    page = " ".join(ending.browser("Mo").get(f"/plans/{plan_id}/print/").text.split())

    why = re.search(REASONS, page)[1]
    told = re.sub(r"<[^>]+>", "", why)
    assert told.startswith("Why off track. Tests: 1 where the curve asks for 12. The lab moves, a grave risk,")
    assert f'href="/plans/{plan_id}/#measure-1"' in why
    left = re.search(r'<p class="one-left">(.*?)</p>', page)[1]
    assert re.findall(r"<span>(.*?)</span>", left) == ["2 open risks", "2 milestones, 0 reached", "1 more measure"]


def test_a_plan_with_nothing_more_to_say_does_not_say_so(ending):
    ending.at(2)

    page = ending.browser("Mo").get(f"/plans/{ending.plan_id}/print/").text

    assert "one-why" not in page
    assert "Not on this page" not in page


def test_the_page_names_critical_milestones_that_are_late_or_moved(app, ending):
    ending.at(40)
    with app.app_context():
        begins = db.session.get(Plan, ending.plan_id).calendar
        said = {"Opened": (60, True), "Signed": (50, True), "Reached": (90, True), "Celebrated": (60, False)}
        made = {}
        for title, (day, critical) in said.items():
            words = item_words.MilestoneWords(title=title, due_on=days.date_of(day, begins), critical=critical)
            made[title] = services.add_item(ending.dara, ending.plan_id, Milestone, words).id
        for title in ("Opened", "Celebrated"):
            later = days.date_of(100, begins)
            words = item_words.MilestoneWords(title=title, due_on=later, critical=said[title][1])
            services.change_item(ending.dara, Milestone, made[title], words, reason="Slower")
        db.session.get(Milestone, made["Signed"]).due_on = days.date_of(38, begins)
        db.session.commit()

    page = ending.browser("Mo").get(f"/plans/{ending.plan_id}/print/").text

    with app.test_request_context():
        first, now = (short_day(days.date_of(day, begins)) for day in (60, 100))
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", page)]
    named = {title: " ".join(row) for row in rows for title in said if title in row}
    assert set(named) == {"Opened", "Signed"}
    assert named["Opened"].endswith(f"Opened critical {first} Day 100 {now}")
    assert named["Signed"].endswith("Signed critical Day 38")
    assert "2 milestones, 0 reached" in page


def test_what_is_critical_and_was_done_late_comes_before_what_is_late_and_is_not(app, stuck):
    stuck.late(6)
    with app.app_context():
        rows = db.session.scalars(db.select(Action).where(Action.title.like("Do %")).order_by(Action.number)).all()
        for each in rows:
            each.critical = each.was_critical = each.title == "Do 5."
        db.session.commit()
        services.move_action(stuck.dara, rows[-1].id, ActionStatus.DONE)

        printed = titles_in_print(stuck.plan_id, *40 * ["Short"])

    assert printed[0] == "Do 5."


def test_an_action_that_is_critical_is_marked_so_in_print(app, stuck):
    stuck.late(1)

    page = " ".join(stuck.browser("Mo").get(f"/plans/{stuck.plan_id}/print/").text.split())

    rows = re.findall(r'<th scope="row" dir="auto">(.*?)</th>', page)
    assert [" ".join(re.sub(r"<[^>]+>", "", row).split()) for row in rows] == [
        "critical added on day 40 Do 0.", "added on day 40 Publish a calendar",
    ]  # fmt: skip


def test_the_numbers_of_all_main_measures_are_printed(app, ending):
    ending.at(40)
    with app.app_context():
        labs = MeasureWords(name="Labs", unit="labs", baseline=0, target=5)
        measure = services.add_measure(ending.dara, ending.plan_id, labs)
        services.add_measure(ending.dara, ending.plan_id, MeasureWords(name="Days", unit="days", baseline=0, target=5))
        services.file_reading(ending.dara, measure.id, on=ending.today, value=2)
        # As if the plan had been published with it.
        db.session.get(Measure, measure.id).main = True
        db.session.commit()

    page = ending.browser("Mo").get(f"/plans/{ending.plan_id}/print/").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    assert ("Labs , 2 of 5 labs" in words, "1 more measure" in words) == (True, True)
