"""A sign-off shows what was promised first and what the sponsor says of it, and seals that."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month, day_month_year
from app.plans import services
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import hash_of
from app.plans.endings.sharing import Shown
from app.plans.items.words import AskWords
from app.plans.models import Action, Ask, Milestone, SignOff
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from app.plans.services.actions import words_of
from tests.plans.endings import complete, lower_promises, sign
from tests.plans.test_promises import said_in

FIRST = "Target 10, first promised 30."
NO = "The director does not agree to a changed promise."
OPEN = "Dara wrote down that The director agreed; The director has not confirmed it yet"
GOAL = "First promised: 30 tests"


@pytest.fixture
def cheat(app, ending):
    """A plan on day 99 that lowered its target and its goal from 30 to 10; its sponsor is Mo."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/sign-off/"
    with app.app_context():
        complete(ending)
        ending.ask_id = lower_promises(ending)
    return ending


def answer(app, cheat, verdict):
    with app.app_context():
        seen = len(db.session.get(Ask, cheat.ask_id).agreements)
    filed = cheat.browser("Mo").submit(f"/plans/asks/{cheat.ask_id}/consent/", verdict=verdict, seen=str(seen))
    assert filed.status_code == 303


def read(cheat):
    return said_in(cheat.browser("Mo").get(cheat.page).text)


def test_the_form_says_what_was_promised_first_and_was_not_confirmed(cheat):
    page = read(cheat)

    # What the sponsor did not agree to is no target yet.
    assert ("31 of 30" in page, "31 of 10" in page, FIRST in page, GOAL in page) == (True, False, True, True)
    # Once beside the goal and once beside the measure.
    assert page.count(OPEN) == 2


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_say_to_what_the_sponsor_agreed(app, cheat, signed):
    with app.app_context():
        mails = MeasureWords(name="Mails sent", unit="mails", baseline=0, target=50, main=True)
        mails_id = services.add_measure(cheat.dara, cheat.plan_id, mails, why="It counts more").id
        eased = MeasureWords(name="Tests", unit="tests", baseline=0, target=10, main=False)
        services.change_measure(cheat.dara, cheat.measure_id, eased, why="They said so")
        services.file_reading(cheat.dara, mails_id, on=cheat.today, value=50)
    answer(app, cheat, "yes")
    if signed:
        sign(app, cheat)

    page = read(cheat)

    assert ("As it was signed" in page) is signed
    assert "Main measure: yes → no" in page
    assert page.count("Promised first as the main measure") == 1


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_say_that_the_sponsor_refused(app, cheat, signed):
    answer(app, cheat, "no")
    if signed:
        sign(app, cheat)

    page = read(cheat)
    assert ("As it was signed" in page) is signed
    assert (FIRST in page, GOAL in page, page.count(NO)) == (True, True, 2)
    assert "wrote down that The director agreed" not in page


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_name_each_change_that_was_refused(app, cheat, signed):
    with app.app_context():
        first, last = cheat.today, cheat.today + timedelta(days=2)
        services.pause_plan(cheat.dara, cheat.plan_id, first=first, last=last, reason="Strike", agreed="They said so")
    answer(app, cheat, "no")
    if signed:
        sign(app, cheat)

    page = read(cheat)

    assert ("As it was signed" in page) is signed
    with app.test_request_context():
        today = day_month(cheat.today)
        paused = f"A pause {NO} none → {day_month_year(first)} to {day_month_year(last)}"
    refused = (
        f"The director does not agree, {today}, answered by Mo, answered with an account that Dara chose on {today}; "
        f"changed by Dara on {today}"
    )
    for told in (f"{NO} Goal: 30 tests → 10 tests", f"{NO} On day 100: 30 tests → 10 tests", paused):
        assert f"{told} {refused}" in page


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_say_all_to_which_the_sponsor_agreed_at_last(app, cheat, signed):
    answer(app, cheat, "no")
    with app.app_context():
        raised = MeasureWords(name="Tests", unit="tests", baseline=0, target=11, main=True)
        services.change_measure(cheat.dara, cheat.measure_id, raised, why="One more")
        cheat.ask_id = plan_found(cheat.plan_id).agreements[-1].ask_id
    answer(app, cheat, "yes")
    if signed:
        sign(app, cheat)

    page = read(cheat)

    assert ("As it was signed" in page) is signed
    assert ("On day 100: 30 tests → 11 tests" in page, "10 tests → 11 tests" in page) == (True, False)


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_say_day_1_and_which_it_was_first(app, cheat, signed):
    with app.app_context(), transaction():
        plan = plan_found(cheat.plan_id)
        first, now = plan.day_one - timedelta(days=5), plan.day_one
        plan.goals[0].day_one = first
    if signed:
        sign(app, cheat)

    page = read(cheat)

    with app.test_request_context():
        said = f"Day 1: {day_month_year(now)}. Day 1 was {day_month_year(first)} first."
    assert said in page


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_sealed_page_list_answers_that_the_team_wrote_down_for_others(app, cheat, signed):
    approve, rooms = AskWords(title="Approve the calendar", to="The board"), AskWords(title="Find rooms", to="Mo")
    with app.app_context():
        board_ask = services.add_item(cheat.dara, cheat.plan_id, Ask, approve).id
        mos_ask = services.add_item(cheat.dara, cheat.plan_id, Ask, rooms).id
        told = replace(approve, title="The board was told", answer="They support us")
        services.change_item(cheat.dara, Ask, board_ask, told)
        services.answer_own_ask(cheat.people["Mo"], mos_ask, "Found")
    if signed:
        sign(app, cheat)

    page = read(cheat)
    written = page[page.index("Answers that the team wrote down for others") :]

    assert (
        "The board was told First asked: Approve the calendar They support us written down by Dara for The board"
        in written
    )
    assert "Find rooms" not in written


def test_the_plan_says_what_was_asked_first(app, cheat):
    approve = AskWords(title="Approve the calendar", to="The board")
    with app.app_context():
        ask_id = services.add_item(cheat.dara, cheat.plan_id, Ask, approve).id
        services.change_item(cheat.dara, Ask, ask_id, replace(approve, title="approve the calendar!"))
    before = said_in(cheat.browser("Mo").get(f"/plans/{cheat.plan_id}/").text)
    with app.app_context():
        services.change_item(cheat.dara, Ask, ask_id, replace(approve, title="Tell the board"))

    after = said_in(cheat.browser("Mo").get(f"/plans/{cheat.plan_id}/").text)
    form = said_in(cheat.browser("Dara").get(cheat.page).text)

    assert "First asked" not in before
    assert "Tell the board First asked: Approve the calendar" in after
    assert "Tell the board First asked: Approve the calendar" in form


def test_a_sealed_page_goes_on_saying_what_was_sealed(app, cheat):
    answer(app, cheat, "no")
    sign(app, cheat)
    before = read(cheat)

    with app.app_context(), transaction():
        db.session.get(Ask, cheat.ask_id).verdict = "yes"
        plan = plan_found(cheat.plan_id)
        plan.goals.clear()
        plan.measures[0].moves.clear()

    assert read(cheat) == before


def test_what_the_sponsor_agreed_to_is_told_as_agreed(app, cheat):
    answer(app, cheat, "yes")
    sign(app, cheat)

    page = read(cheat)
    assert (FIRST in page, page.count("The director agrees"), NO in page) == (True, 2, False)


def test_an_answer_stands_in_line_with_what_follows_it(app, cheat):
    answer(app, cheat, "yes")
    mo = cheat.browser("Mo")

    for at in (cheat.page, f"/plans/{cheat.plan_id}/", f"/plans/{cheat.plan_id}/changes/", "/plans/mine/"):
        page = mo.get(at).text
        # A box of its own ends the line where somebody copies it or has it read aloud: a comma would begin the next.
        assert re.search(r"agrees, \d+ \w+</b>[,:] ", page), at
        assert not re.search(r'<span class="st [^>]*>(?:(?!</span></span>).)*agrees, \d', page), at


def test_seals_of_earlier_servers_are_still_read(app, cheat):
    answer(app, cheat, "no")
    sign(app, cheat)
    with app.app_context(), transaction():
        signed = db.session.scalars(db.select(SignOff)).one()
        said = json.loads(signed.sealed)
        del said["plan"]["first_goal"]
        for measure in said["measures"]:
            del measure["first_target"], measure["agreed"]
        for each in said["agreements"]:
            del each["measure"], each["stands"]
        for each in said["actions"]:
            del each["first_due_on"], each["was_critical"], each["missed_on"]
        assert [each.title for each in promises_in(said, signed.signed_on).undone] == ["Publish a calendar"]
        assert promises_in(said, signed.signed_on).measures[0].agreements[0].refused
        # The oldest seals know no agreements and no verdicts.
        del said["agreements"]
        for ask in said["asks"]:
            del ask["confirms"], ask["verdict"], ask["verdict_by"]
        signed.sealed = json.dumps(said)
        signed.sha256 = hash_of(signed.sealed)

    page = read(cheat)
    assert ("As it was signed" in page, "31 of 10" in page, FIRST in page) == (True, True, True)
    assert "its hash is another one" not in page


UNDONE = "Promised and not done"


@pytest.fixture
def unkept(app, cheat):
    """The plan on day 99: a critical action was parked late, a critical milestone is 43 days late."""
    with app.app_context(), transaction():
        plan = plan_found(cheat.plan_id)
        sign, print_kits = (
            Action(
                id=title, plan_id=plan.id, number=number, title=title, owner="Olu", due_on=cheat.day(day),
                critical=True, created_at=plan.created_at,
            )
            for title, number, day in (("Sign", 7, 50), ("Print kits", 8, 99))
        )  # fmt: skip
        half = Milestone(
            id="half", plan_id=plan.id, number=1, title="Half of it", due_on=cheat.day(56), critical=True,
            created_at=plan.created_at,
        )  # fmt: skip
        db.session.add_all([sign, print_kits, half])
    with app.app_context():
        said = words_of(db.session.get(Action, "Sign"))
        services.change_action(cheat.dara, "Sign", replace(said, critical=False), reason="Not so important")
        services.park_action(cheat.dara, "Sign", reason="Later")
        said = words_of(db.session.get(Action, "Print kits"))
        services.change_action(cheat.dara, "Print kits", replace(said, due_on=cheat.day(100)), reason="Late paper")
    return cheat


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_signed_page_show_what_was_promised_and_is_not_done(app, unkept, signed):
    if signed:
        sign(app, unkept)
    page = read(unkept)
    undone = page[page.index(UNDONE) :]

    def day(number):
        return day_month(unkept.day(number))

    with app.test_request_context():
        parked = f"Sign Action · was critical {day(50)} · parked on {day(99)}, late when it was parked"
        late = f"Half of it Milestone · critical {day(56)} · 43 days late"
        moved = f"Print kits Action · critical {day(99)} {day(100)}"
    for told in (parked, late, moved):
        assert told in undone


ACTIONS = "2 actions not done, 2 of them critical"
MILESTONES = "1 milestone not reached, 1 of them critical"
PARTS = {
    Shown.GOAL: [ACTIONS, MILESTONES],
    Shown.EVIDENCE: [ACTIONS, MILESTONES],
    Shown.PEOPLE: [ACTIONS, MILESTONES],
    Shown.RESULT: [ACTIONS, MILESTONES],
    Shown.STATUS: [ACTIONS, MILESTONES],
    Shown.NUMBERS: [ACTIONS, MILESTONES],
    Shown.ACTIONS: ["Sign Action · was critical", "late when it was parked", MILESTONES],
    Shown.MILESTONES: [ACTIONS, "Half of it Milestone · critical", "43 days late"],
}
NAMES = {"Sign Action": Shown.ACTIONS, "Print kits": Shown.ACTIONS, "Half of it": Shown.MILESTONES}


@pytest.mark.parametrize("part", PARTS)
def test_people_outside_read_what_was_not_done_by_name_where_that_is_shown(app, unkept, part):
    with app.app_context(), transaction():
        # The third action that is not done is of the plan of before.
        db.session.get(Action, unkept.action_id).status = "done"
    before = outside(app, unkept, part)
    sign(app, unkept)
    after = outside(app, unkept, part)

    undone = after.partition(UNDONE)[2]
    assert (UNDONE in before, [said for said in PARTS[part] if said not in undone]) == (False, [])
    assert [name for name, of in NAMES.items() if name in undone and of != part] == []


def outside(app, ending, part):
    with app.app_context():
        token = services.share_plan(ending.dara, ending.plan_id, label="Partner", parts=(part,)).token
    return said_in(app.test_client().get(f"/p/{token}/").text)
