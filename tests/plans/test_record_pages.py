"""The page of a whole plan: what it says, where it leads, and that its forms work without scripts."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import days, services
from app.plans.errors import DayOneLongAgo
from app.plans.models import ActionStatus, Measure, Milestone, Plan, Risk
from app.plans.queries import plan_found
from app.plans.services import CheckInWords, MeasureWords, today_of
from tests.plans.letters import WHO
from tests.plans.publishing import publish_plan, was_published


@pytest.fixture
def running(app, planned):
    """The plan on its day 58: 17 of 30 tests, nobody silent."""
    dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(58, today_of(plan_found(planned.plan_id)))
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=WHO)
        tests = MeasureWords(name="Tests", baseline=4, target=30, main=True, counted_by="Lab engineer")
        planned.measure_id = services.add_measure(dara, planned.plan_id, tests).id
        moves = {planned.action_id: ActionStatus.DONE}
        words = CheckInWords(client_id="form-00001", done="It runs", readings={planned.measure_id: 17}, moves=moves)
        services.check_in(dara, planned.plan_id, words)
    planned.today = begins + timedelta(days=57)
    planned.address = f"/plans/{planned.plan_id}/"
    return planned


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


def test_the_page_leads_from_the_note_over_votes_to_the_check_in(app, running):
    with app.app_context():
        origin = plan_found(running.plan_id).actions[0].origins[0]
        origin.details = {**origin.details, "votes": 7}
        db.session.commit()

    page = running.browser("Ada").get(running.address).text

    row = re.search(r'<tr id="action-1">.*?</tr>', page, re.DOTALL).group()
    check_in = re.search(r'href="#check-in-([\w-]+)"', row).group(1)
    assert f"/boards/{running.board_id}/list/#{running.note_id}" in row
    assert "7 dots" in row
    assert f'<li class="ci" id="check-in-{check_in}">' in page
    assert "Check-in of day 58" in row


def test_the_curve_stands_with_its_table_and_is_told_in_words(running):
    page = running.browser("Ada").get(running.address).text

    assert 'aria-label="Tests: 17 on day 58, 19 expected, 30 by day 100, from 4"' in page
    assert re.search(r'<tr><th scope="row"><bdi>58</bdi>.*?<td class="r">19</td><td class="r"><b>17</b></td>', page)


def test_readers_see_no_way_to_change_anything(running):
    page = running.browser("Mo").get(running.address).text

    changing = re.findall(r'href="(/plans/[^"]*(?:edit|links|overrides|goal|actions)[^"]*)"', page)
    assert changing == []
    forms = re.findall(r'<form[^>]* action="([^"]*)"', page.partition("<main")[2])
    assert forms == [f"{running.address}looks/"], "what they looked at last is theirs alone"


@pytest.mark.parametrize(
    ("gloss", "lang"), [("أيام المختبر", "ar"), ("Дни лаборатории", "ru"), ("Jours du labo", "en"), ("实验室", "zh")]
)
def test_the_translation_of_a_note_says_its_own_language(app, running, gloss, lang):
    with app.app_context():
        origin = plan_found(running.plan_id).actions[0].origins[0]
        origin.details = {**origin.details, "gloss": gloss}
        db.session.commit()

    page = running.browser("Ada").get(running.address).text

    assert f'lang="{lang}" dir="auto">{gloss}</span>' in page


def test_the_panel_names_what_is_missing_and_leads_to_it(app, planned):
    address = f"/plans/{planned.plan_id}/"

    page = planned.browser("Dara").get(address).text
    refused = planned.browser("Dara").submit(f"{address}publication/")

    assert "4 things are missing:" in words_of(page)
    assert f'<a href="{address}goal/">A goal: one result, a number, a date</a>' in page
    assert f'<a href="{address}goal/">A sponsor, who answers what the team asks</a>' in page
    assert f'<a href="{address}measures/">A main measure: the number the goal names</a>' in page
    assert refused.status_code == 409
    with app.app_context():
        assert db.session.get(Plan, planned.plan_id).published_at is None


def test_a_plan_is_published_from_its_page(app, running):
    with app.app_context():
        plan_found(running.plan_id).day_one = running.today - timedelta(days=14)
        db.session.commit()
    assert "Nothing is missing." in running.browser("Dara").get(running.address).text

    dara = running.browser("Dara")
    answer = dara.submit(f"{running.address}publication/")

    assert (answer.status_code, answer.location) == (303, running.address)
    page, later = dara.get(running.address).text, dara.get(running.address).text
    assert "Publish the plan" not in page
    said = "The plan is published. The staff of the centre"
    assert ("people outside read it only by a link." in page, said in page, said in later) == (True, True, False)


@pytest.mark.parametrize(
    ("emptied", "said"),
    [
        ("goal", '<p class="bad" id="goal-bad">.*?A published plan keeps a goal.</p>'),
        ("day_one", '<p class="bad" id="day_one-bad">.*?A published plan keeps a day 1.</p>'),
    ],
)
def test_a_published_plan_keeps_its_goal_and_its_day_1(app, running, emptied, said):
    dara = running.browser("Dara")
    with app.app_context():
        publish_plan(running.people["Dara"], running.plan_id)
    body = {"title": "Fast", "goal": "30 tests", "day_one": running.today - timedelta(days=57), "reason": "Law"}
    body |= {"leader": "Lea", "sponsor": "Spo"}

    answer = dara.submit(f"{running.address}goal/", **{**body, emptied: ""})

    assert answer.status_code == 422
    assert re.search(said, answer.text, re.DOTALL)
    with app.app_context():
        plan = plan_found(running.plan_id)
        assert (plan.goal, plan.day_one, plan.goals) == ("30 tests", running.today - timedelta(days=57), [])


def test_the_list_says_day_and_status(app, running):
    was_published(app, running.plan_id)
    said = words_of(running.browser("Dara").get("/plans/").text)

    assert "Day 58" in said
    assert "On track" in said


def test_a_measure_and_a_number_are_filed_by_forms(app, running):
    dara = running.browser("Dara")
    body = {"name": "Countries", "baseline": "1", "target": "4", "direction": "up", "curve": "stepped"}

    refused = dara.submit(f"{running.address}measures/", **body, step_lines="72 80 %")
    made = dara.submit(f"{running.address}measures/", **body, step_lines="72 80 %\n100 100 %", main="y")
    with app.app_context():
        countries = db.session.scalars(db.select(Measure).where(Measure.name == "Countries")).one()
    filed = dara.submit(f"/plans/measures/{countries.id}/readings/", on=running.today, value="2,5", note="Three soon")

    assert (refused.status_code, made.status_code, filed.status_code) == (422, 303, 303)
    with app.app_context():
        kept = db.session.get(Measure, countries.id)
        assert (kept.steps, kept.main) == ([[72, 0.8], [100, 1.0]], True)
        assert [(each.value, each.on, each.note) for each in kept.readings] == [(2.5, running.today, "Three soon")]


@pytest.mark.parametrize(("on", "value"), [(1, "3"), (0, "NaN"), (-60, "3"), (0, "")])
def test_a_number_that_cannot_be_is_refused_at_its_field(app, running, on, value):
    answer = running.browser("Dara").submit(
        f"/plans/measures/{running.measure_id}/readings/", on=running.today + timedelta(days=on), value=value
    )

    assert answer.status_code == 422
    assert re.search(r'id="(on|value)-bad"', answer.text)
    with app.app_context():
        assert len(db.session.get(Measure, running.measure_id).readings) == 1


def test_a_risk_and_a_milestone_are_added_and_changed_by_forms(app, running):
    was_published(app, running.plan_id)
    fay = running.browser("Fay")

    fay.submit(f"{running.address}risks/", title="Rain", likelihood="high", impact="large", state="open")
    fay.submit(f"{running.address}milestones/", title="Signed", due_on=running.today, state="planned", critical="y")

    with app.app_context():
        risk, milestone = (db.session.scalars(db.select(table)).one() for table in (Risk, Milestone))
        assert (risk.title, risk.likelihood, risk.impact, risk.owner) == ("Rain", "high", "large", "")
        assert (milestone.title, milestone.due_on, milestone.critical) == ("Signed", running.today, True)
    assert "Rain, a grave risk, has nobody who sees to it." in words_of(fay.get(running.address).text).replace(
        " ,", ","
    )
    fay.submit(f"/plans/risks/{risk.id}/", title="Rain", state="closed", likelihood="high", impact="large")
    assert "has nobody who sees to it" not in fay.get(running.address).text


@pytest.mark.row("P6")
def test_an_override_is_shown_under_the_status_by_the_rules(app, running):
    was_published(app, running.plan_id)
    dara = running.browser("Dara")

    answer = dara.submit(f"{running.address}overrides/", value="amber", reason="The law may stop us")
    refused = dara.submit(f"{running.address}overrides/", value="red", reason="The law may stop us")

    said = words_of(dara.get(running.address).text)
    assert (answer.status_code, refused.status_code) == (303, 422)
    assert "On track by the rules, today" in said
    assert "Needs attention says Dara , until day 71" in said
    assert "The law may stop us" in said


def test_a_stale_form_shows_what_stands_now_and_keeps_what_was_written(app, running):
    dara, fay = running.browser("Dara"), running.browser("Fay")
    with app.app_context():
        seen = plan_found(running.plan_id).version
    body = {"title": "Fast", "day_one": running.today - timedelta(days=57), "version": seen}
    fay.submit(f"{running.address}goal/", goal="Fay's goal", **body)

    answer = dara.submit(f"{running.address}goal/", goal="Dara's goal", **body)

    assert answer.status_code == 409
    assert "Dara&#39;s goal" in answer.text
    assert "Fay&#39;s goal" in answer.text
    with app.app_context():
        assert plan_found(running.plan_id).goal == "Fay's goal"


def test_a_plan_is_made_by_hand_at_a_centre(app, running):
    address = f"/plans/of/{running.centre.id}/new/"

    answers = {who: running.browser(who).submit(address, title="By hand").status_code for who in ("Mo", "Gov", "Fay")}

    assert answers == {"Mo": 403, "Gov": 404, "Fay": 303}
    with app.app_context():
        assert len(db.session.scalars(db.select(Plan).where(Plan.title == "By hand")).all()) == 1


def test_an_address_of_something_elsewhere_is_not_found(running):
    dara, stranger = running.browser("Dara"), running.browser("Stranger")

    assert dara.get("/plans/risks/nothing/").status_code == 404
    assert dara.get("/plans/measures/nothing/").status_code == 404
    assert stranger.get(f"/plans/measures/{running.measure_id}/").status_code == 404
    assert stranger.submit(f"{running.address}tickets/").status_code == 404


def test_a_plan_that_began_long_ago_is_not_published_and_says_why(app, running):
    dara = running.browser("Dara")

    page = dara.get(running.address).text
    refused = dara.submit(f"{running.address}publication/")

    assert "Another day 1: this one is more than 14 days ago" in words_of(page)
    assert (refused.status_code, "more than 14 days ago" in refused.text) == (409, True)


def test_day_1_of_a_published_plan_moves_back_only_so_far(app, running):
    with app.app_context():
        plan_found(running.plan_id).day_one = running.today - timedelta(days=2)
        db.session.commit()
    dara = running.browser("Dara")
    dara.submit(f"{running.address}publication/")
    body = {"title": "Fast", "goal": "30 tests", "reason": "Law", "leader": "Lea", "sponsor": "Spo"}

    def begin(days_ago):
        with app.app_context():
            version = plan_found(running.plan_id).version
        moved = running.today - timedelta(days=days_ago)
        return dara.submit(f"{running.address}goal/", **body, version=version, day_one=moved)

    refused = begin(15)
    assert (refused.status_code, "at most 14 days before it was published" in refused.text) == (422, True)
    assert begin(14).status_code == 303
    with app.app_context():
        said = {"title": "Fast", "goal": "30 tests", "reason": "Law"}
        long_ago = running.today - timedelta(days=90)
        with pytest.raises(DayOneLongAgo):
            services.change_plan(running.people["Dara"], running.plan_id, **said, day_one=long_ago)


def test_the_sign_off_says_how_long_the_plan_has_been_published(app, running):
    with app.app_context():
        publish_plan(running.people["Dara"], running.plan_id)

    assert "57 days ago." in words_of(running.browser("Dara").get(f"{running.address}sign-off/").text)


def test_where_a_main_measure_is_chosen_its_form_says_what_it_does(planned):
    dara, ada = planned.browser("Dara"), planned.browser("Ada")
    promotion = {"board": planned.board_id, "note": planned.note_id, "kind": "measure"}

    for page in (
        dara.get(f"/plans/{planned.plan_id}/measures/"),
        ada.get("/plans/promotion/", query_string=promotion),
    ):
        [said] = re.findall(r'<label for="is-main">(.*?)</label>', page.text)
        for words in ("Main measure: the goal names this number", "a plan is published only with one", "“Off track”"):
            assert words in said
        assert 'aria-describedby="is-main-hint"' in page.text


@pytest.mark.parametrize("two", ["Lea; Spo", "Lea + Spo", "Lea, Spo", "spo and Dara", "Lea / Cai"])
@pytest.mark.parametrize("role", ["sponsor", "leader", "coach", "data_keeper", "storyteller"])
def test_a_role_takes_one_name_and_no_two(app, rhythm, role, two):
    rhythm.begin(10)
    same = {"title": "Open the testbed", "goal": "30 tests", "leader": "Lea", "sponsor": "Spo", "coach": "Cai"}
    with app.app_context():
        said = {**same, "version": rhythm.plan().version, "day_one": rhythm.plan().day_one}
    refused = rhythm.room.browser("Dara").submit(f"/plans/{rhythm.plan_id}/goal/", **{**said, role: two})

    assert (refused.status_code, "Write one name here:" in refused.text) == (422, True)


@pytest.mark.parametrize("one", ["Head of Research and Innovation", "Amina Otieno, Ministry of Health", "R&D lead"])
def test_the_name_of_one_role_may_hold_a_comma_or_an_and(app, rhythm, one):
    rhythm.begin(10)
    with app.app_context():
        said = {"title": "Open the testbed", "goal": "30 tests", "version": rhythm.plan().version}
        said["day_one"] = rhythm.plan().day_one
        said["sponsor_reason"] = "The plan had none"
    saved = rhythm.room.browser("Dara").submit(f"/plans/{rhythm.plan_id}/goal/", **said, leader="Lea", sponsor=one)

    assert saved.status_code == 303
    with app.app_context():
        assert rhythm.plan().sponsor == one
