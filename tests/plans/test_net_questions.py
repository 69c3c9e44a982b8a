"""A sponsor is asked about all that changed since they last agreed, however many steps it took."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month_year
from app.plans import services
from app.plans.agreeing import unagreed_days
from app.plans.days import day_of
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.letters.ask_queries import own_asks
from app.plans.services import ContactWords
from tests.plans.letters import links, words
from tests.plans.test_agreeing import MINE, NO, OF_MO, SAYS_NO, TESTS, WAITS, WHY, answer, seen_by
from tests.plans.test_promises import said_in
from tests.statements import count_statements, statements

DAY = 24 * 3600


def change(asked, target, by=None):
    """Let the plan promise another target."""
    with asked.app.app_context():
        now = replace(TESTS, target=float(target))
        services.change_measure(by or asked.dara, asked.measure_id, now, why=WHY)


def questions(asked):
    """Return the asks of the plan: the target of each change they hold, and the answer."""
    with asked.app.app_context():
        return [([change.said["target"][1] for change in each.agreements], each.verdict) for each in asked.plan().asks]


def say(asked, verdict, name="Mo"):
    """Answer the newest question, signed in."""
    with asked.app.app_context():
        ask = asked.plan().asks[-1]
        said = {"verdict": verdict, "seen": len(ask.agreements)}
        at = f"/plans/asks/{ask.id}/consent/"
    return asked.room.browser(name).submit(at, **said).status_code


def test_after_a_no_the_next_question_shows_what_was_agreed_before_it(app, asked, postbox):
    answer(asked, **NO)
    change(asked, 1999)

    mine = seen_by(asked, MINE, "Mo")
    assert ("Before: 30 tests Now: 1,999 tests" in mine, "Before: 2,000" in mine) == (True, False)
    asked.morning(at=DAY)
    letter = next(mail for address, mail in postbox.letters if address == asked.mo.email)
    assert ": 30 tests → 1,999 tests" in words(letter)
    linked = said_in(app.test_client().get(f"/a/{links(letter)[-1]}/").text)
    assert "Before: 30 tests Now: 1,999 tests" in linked
    assert "before: 30 tests, now: 1,999 tests" in seen_by(asked, asked.page)


def test_a_question_says_what_was_asked_then_beside_what_the_plan_says_now(app, asked, postbox):
    asked.morning(at=DAY)
    letter = next(mail for address, mail in postbox.letters if address == asked.mo.email)
    answer(asked, **NO)
    change(asked, 1999)

    link = said_in(app.test_client().get(f"/a/{links(letter)[-1]}/?more=1").text)
    for page in (seen_by(asked, MINE, "Mo"), link):
        assert "Before: 30 tests Asked then: 2,000 tests Now: 1,999 tests" in page
    asks = seen_by(asked, asked.page).split("Barriers and asks")[1]
    assert "before: 30 tests, asked then: 2,000 tests, now: 1,999 tests" in asks
    assert "now: 2,000 tests" not in asks


def test_a_question_about_a_pause_says_how_long_it_is_now(app, asked):
    assert say(asked, "yes") == 303
    on = [asked.today - timedelta(days=days) for days in (20, 16, 18)]
    with app.app_context():
        services.pause_plan(asked.dara, asked.plan_id, first=on[0], last=on[1], reason="A flood", agreed="Five days")
    assert say(asked, "no") == 303
    with app.app_context():
        services.change_pause(asked.dara, asked.plan().pauses[0].id, last=on[2], agreed="Three days")
    with app.test_request_context():
        first, *lasts = (day_month_year(day) for day in on)
    refused = f"Before: none Asked then: {first} to {lasts[0]} Now: {first} to {lasts[1]}"
    assert refused in seen_by(asked, MINE, "Mo")


def test_a_new_sponsor_is_asked_about_all_that_the_one_before_refused(app, asked):
    asked.room.employ("Gil", "member")
    answer(asked, **NO)
    change(asked, 1999)
    asked.follow("Gil", by=asked.room.employ("Fay", "facilitator"))

    mine = seen_by(asked, MINE, "Gil")
    assert ("Before: 30 tests Now: 1,999 tests" in mine, "Before: 2,000" in mine) == (True, False)
    assert say(asked, "yes", "Gil") == 303
    assert SAYS_NO not in seen_by(asked, asked.page)


def test_several_changes_are_one_question_of_what_came_of_them(app, asked):
    change(asked, 3000)
    asked.clock(DAY)
    change(asked, 1500)

    mine = seen_by(asked, MINE, "Mo")
    assert mine.count("Before: 30 tests Now: 1,500 tests") == 1
    assert "2,000" not in mine
    assert questions(asked) == [([2000.0, 3000.0, 1500.0], "")]
    assert say(asked, "yes") == 303
    assert WAITS not in seen_by(asked, asked.page)
    change(asked, 1400)
    assert "Before: 1,500 tests Now: 1,400 tests" in seen_by(asked, MINE, "Mo")


@pytest.mark.parametrize("on", ["one day", "another day"])
def test_nothing_is_open_once_a_plan_promises_again_what_was_agreed(app, asked, on):
    change(asked, 3000)
    assert WAITS in seen_by(asked, asked.page)
    if on == "another day":
        asked.clock(DAY)
    change(asked, 30)

    assert questions(asked) == []
    page = seen_by(asked, asked.page)
    assert (WAITS in page, "Do you agree" in page) == (False, False)
    assert "Do you agree" not in seen_by(asked, MINE, "Mo")
    assert "wrote down that Spo agreed; nobody confirmed it" in seen_by(asked, asked.measure)
    assert "Do you agree to a changed promise? Tests" in seen_by(asked, f"{asked.page}changes/")
    change(asked, 50)
    assert "Before: 30 tests Now: 50 tests" in seen_by(asked, MINE, "Mo")


def test_a_refusal_is_told_everywhere_though_another_change_waits(app, asked, come_in, person):
    with app.app_context():
        made = services.share_plan(asked.dara, asked.plan_id, label="P", parts=[Shown.NUMBERS, Shown.PEOPLE])
    sec = person("Sec", alliance_role="secretariat")
    browser = come_in(sec)
    answer(asked, **NO)
    change(asked, 1999)

    def told():
        pages = (asked.page, asked.measure, f"{asked.page}print/", f"{asked.page}week/")
        files = asked.room.browser("Dara").get(f"/reports/plans/{asked.plan_id}.csv").text.lstrip("\ufeff")
        sheet = {row["Kind"]: row["Sponsor"] for row in csv.DictReader(io.StringIO(files))}
        outside = said_in(app.test_client().get(f"/p/{made.token}/").text)
        folio = said_in(browser.get("/portfolio/").text)
        with app.test_request_context():
            exported = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted())).rows[0][-1]
        shown = [seen_by(asked, page) for page in pages]
        return {SAYS_NO in each for each in (*shown, outside, folio, exported, sheet["Plan"], sheet["Measure"])}, folio

    shown, folio = told()
    assert (shown, WAITS in folio) == ({True}, True)
    assert say(asked, "yes") == 303
    shown, folio = told()
    assert (shown, WAITS in folio) == ({False}, False)


def test_steps_that_came_back_are_no_question_of_their_own_later(app, asked):
    change(asked, 30)
    asked.clock(DAY)
    change(asked, 2000)
    asked.clock(2 * DAY)
    with app.app_context():
        services.ask_reached_sponsors()

    assert questions(asked) == [([2000.0], "")]


def test_a_pause_made_longer_twice_helps_as_far_as_was_agreed_alone(app, asked):
    assert say(asked, "yes") == 303
    on = [asked.today - timedelta(days=days) for days in (20, 16, 12)]
    with app.app_context():
        services.pause_plan(asked.dara, asked.plan_id, first=on[0], last=on[0], reason="A flood", agreed="One day")
    assert say(asked, "yes") == 303
    with app.app_context():
        for last in on[1:]:
            services.change_pause(asked.dara, asked.plan().pauses[0].id, last=last, agreed="Longer")
        firm = unagreed_days(asked.plan())[0].without
        assert day_of(asked.today, firm) - day_of(asked.today, asked.plan().calendar) == 8

    mine = seen_by(asked, MINE, "Mo")
    assert mine.split("What you agreed to")[0].count("Yes, I agree") == 1


def pause_to_come(asked):
    """Agree to a pause of one day to come, then say that the sponsor agrees to forty days more; return its id."""
    on = asked.today + timedelta(days=1)
    assert say(asked, "yes") == 303
    with asked.app.app_context():
        made = services.pause_plan(asked.dara, asked.plan_id, first=on, last=on, reason="A flood", agreed="One day")
    assert say(asked, "yes") == 303
    with asked.app.app_context():
        services.change_pause(asked.dara, made.id, last=on + timedelta(days=40), agreed="Longer")
        return made.id


def test_a_pause_that_waits_and_is_shortened_counts_no_more_than_before(app, asked):
    pause_id = pause_to_come(asked)
    with app.app_context():
        services.change_pause(asked.dara, pause_id, last=asked.today + timedelta(days=40))
        later, plan = asked.today + timedelta(days=60), asked.plan()
        assert day_of(later, unagreed_days(plan)[0].without) - day_of(later, plan.calendar) == 39

    assert seen_by(asked, MINE, "Mo").split("What you agreed to")[0].count("Yes, I agree") == 1
    assert WAITS in seen_by(asked, asked.page)


def test_a_pause_taken_back_before_the_sponsor_answered_is_asked_no_more(app, asked):
    assert say(asked, "yes") == 303
    on = asked.today + timedelta(days=1)
    with app.app_context():
        made = services.pause_plan(asked.dara, asked.plan_id, first=on, last=on, reason="A flood", agreed="One day")
    assert seen_by(asked, MINE, "Mo").split("What you agreed to")[0].count("Yes, I agree") == 1
    with app.app_context():
        services.drop_pause(asked.dara, made.id)

    assert "Yes, I agree" not in seen_by(asked, MINE, "Mo").split("What you agreed to")[0]
    assert WAITS not in seen_by(asked, asked.page)


def test_a_link_to_a_question_that_was_withdrawn_is_over(app, asked, postbox):
    asked.morning(at=DAY)
    letter = next(mail for address, mail in postbox.letters if address == asked.mo.email)
    change(asked, 30)

    client, at = app.test_client(), f"/a/{links(letter)[-1]}/"
    assert [client.get(at).status_code, client.submit(at, **NO).status_code] == [410, 410]


def test_a_question_that_grows_every_day_is_mailed_nevertheless(app, asked, postbox):
    asked.clock(DAY - 3600)
    change(asked, 1500)
    asked.morning(at=DAY)

    letter = next(mail for address, mail in postbox.letters if address == asked.mo.email)
    assert ": 30 tests → 1,500 tests" in words(letter)


def test_who_wrote_an_earlier_step_does_not_agree_to_the_whole(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    answer(asked, **NO)
    change(asked, 1999, by=fay)
    with app.app_context():
        services.say_contact(fay, asked.plan_id, "Spo", ContactWords(email=asked.dara.email), reason="Dara answers")

    assert "You wrote down this change yourself" in seen_by(asked, MINE, "Dara")
    assert say(asked, "yes", "Dara") == 403


def test_the_seal_tells_no_yes_to_a_small_step_as_one_to_the_whole(app, asked):
    answer(asked, **NO)
    change(asked, 1999)
    with app.app_context():
        kept = promises_in(said_of(asked.plan(), asked.today), asked.today).measures[0].agreements
        assert [each.refused for each in kept] == [True, False]
    assert say(asked, "yes") == 303
    with app.app_context():
        kept = promises_in(said_of(asked.plan(), asked.today), asked.today).measures[0].agreements
        # What they refused before stays told, as promised no more.
        assert [(each.ask.verdict, each.is_over) for each in kept] == [("no", True), ("yes", False)]
    rows = csv.DictReader(
        asked.room.browser("Dara").get(f"/reports/plans/{asked.plan_id}.csv").text.lstrip("\ufeff").splitlines()
    )
    said = {row["Kind"]: row["Sponsor"] for row in rows}["Plan"]
    assert said == OF_MO


def refuse_one_more(asked):
    """Let Mo be the sponsor of one more plan, whose promise changes, and refuse that."""
    asked.begin(60)
    with asked.app.app_context():
        reached = ContactWords(email=asked.mo.email)
        services.say_contact(asked.dara, asked.plan_id, "Spo", reached, reason="Mo is the sponsor")
        asked.measure_id = asked.plan().measures[0].id
    change(asked, 1000)
    assert say(asked, "no") == 303


def test_what_five_plans_ask_takes_as_many_statements_as_what_two_ask(app, asked):
    answer(asked, **NO)
    browser, taken = asked.room.browser("Mo"), {}
    for _more in range(4):
        refuse_one_more(asked)
        page, run = count_statements(app, lambda: said_in(browser.get(MINE).text))
        taken[page.count("Yes, I agree")] = run

    assert taken == dict.fromkeys((2, 3, 4, 5), taken[2])


def test_a_yes_that_counts_is_looked_at_no_more_wherever_it_was_given(app, asked, postbox):
    fay = asked.room.employ("Fay", "facilitator")
    asked.confirm(email="elsewhere@example.net")
    asked.morning(at=DAY)
    letter = next(mail for address, mail in postbox.letters if address == "elsewhere@example.net")
    assert app.test_client().submit(f"/a/{links(letter)[-1]}/", verdict="yes", seen="1").status_code == 303
    with app.app_context():
        services.say_contact(fay, asked.plan_id, "Spo", ContactWords(email=asked.mo.email), reason="Back")

    with app.app_context(), statements(app) as run:
        assert own_asks(asked.mo) == []
    assert [each for each in run if "plan_agreement" in each] == []


@pytest.fixture
def with_director(app, asked):
    """Spo has a place at the centre, where their account was known before day 15; a question waits for them."""
    spo = asked.room.employ("Spo", "director")
    with app.app_context():
        reached = ContactWords(person_id=spo.id)
        contact = services.say_contact(asked.dara, asked.plan_id, "Spo", reached, reason="Their account")
        contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
        db.session.commit()
    assert seen_by(asked, MINE, "Spo").count("Yes, I agree") == 1
    return spo


def test_what_the_sponsor_changed_themselves_is_asked_no_more(app, asked, with_director):
    change(asked, 61, by=with_director)

    assert "Yes, I agree" not in seen_by(asked, MINE, "Spo")
    page = seen_by(asked, asked.page)
    assert (WAITS in page, "Do you agree to a changed promise?" in page, "days without an answer" in page) == (
        False,
        False,
        False,
    )
    assert "agreed by Spo, who asked for it too" in seen_by(asked, asked.measure)


def test_what_the_sponsor_left_as_it_was_is_asked_all_the_same(app, asked, with_director):
    with app.app_context():
        other = replace(TESTS, target=2000.0, unit="kits")
        services.change_measure(asked.dara, asked.measure_id, other, why=WHY)
        services.change_measure(with_director, asked.measure_id, replace(other, target=61.0), why="Fewer")

    mine = seen_by(asked, MINE, "Spo")
    assert (mine.count("Yes, I agree"), "Before: tests Now: kits" in mine, "2,000" in mine) == (1, True, False)
