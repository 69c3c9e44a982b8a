"""Wherever many plans are shown, each says beside its status what the portfolio says of it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.plans import services
from app.plans.items.words import MilestoneWords
from app.plans.measures.curve import Curve
from app.plans.models import ActionStatus, Milestone, MilestoneState, Verdict
from app.plans.services import ActionWords, Consent, MeasureWords
from tests.plans.test_promises import said_in

BESIDE = (
    "Spo does not agree to a changed promise.",
    "Spo has not confirmed a changed promise yet.",
    "with a pause that the sponsor has not agreed to",
    "Promised otherwise first: Tests",
    "2 actions parked, 1 of them critical",
)


@pytest.fixture
def doubted(app, asked):
    """The plan whose sponsor said no to a target and nothing to a pause, with a critical action set aside."""
    with app.test_request_context():
        [ask] = asked.plan().asks
        services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=Verdict.NO, seen=len(ask.agreements)))
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=3), critical=True)
        parked = services.add_action(asked.dara, asked.plan_id, words)
        services.park_action(asked.dara, parked.id, reason="Later")
        first = asked.today - timedelta(days=14)
        services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=asked.today - timedelta(days=5), reason="Flood", agreed="Yes"
        )
    return asked


PAGES = ("/plans/", "/portfolio/", "/portfolio/caseload/", "/portfolio/timeline/", "/portfolio/silent/")


@pytest.mark.parametrize("at", PAGES)
def test_each_list_says_what_its_status_hides(doubted, at):
    doubted.room.person("Sec", alliance_role="secretariat")
    reader = doubted.room.browser("Dara" if at == "/plans/" else "Sec")

    page = said_in(reader.get(at).text)

    assert [said for said in BESIDE if said not in page] == []


@pytest.mark.parametrize("view", [View.PLANS, View.TIMELINE, View.SILENT])
def test_each_file_of_a_list_says_what_its_status_hides(app, doubted, view):
    sec = doubted.room.person("Sec", alliance_role="secretariat")
    with app.test_request_context():
        [row] = table_of(view, take_look(sec, vocabulary(), Wanted())).rows

    assert [said for said in BESIDE if said not in str(row[-1])] == []


@pytest.mark.parametrize(("changed", "is_marked"), [({"curve": Curve.LATE}, True), ({"counted_by": "Olu"}, False)])
def test_a_list_marks_each_measure_that_is_promised_otherwise_and_no_other(app, rhythm, changed, is_marked):
    rhythm.begin(10)
    words = MeasureWords(name="Tests", baseline=0, target=30, main=True)
    with app.app_context():
        [tests] = rhythm.plan().measures
        services.add_measure(rhythm.dara, rhythm.plan_id, replace(words, name="Labs", main=False))
        services.change_measure(rhythm.dara, tests.id, replace(words, **changed), why="The count was wrong")

    pages = [said_in(rhythm.room.browser("Dara").get(at).text) for at in ("/plans/", "/portfolio/")]

    assert [each.count("Promised otherwise first: Tests") for each in pages] == [int(is_marked)] * 2
    assert ["Promised otherwise first: Tests, Labs" in each for each in pages] == [False, False]


@pytest.fixture
def postponed(app, rhythm):
    """The plan on day 40, of which Dara moved a critical action and a critical milestone 50 days on."""
    rhythm.begin(40)
    with app.app_context():
        rhythm.today = services.today_of(rhythm.plan())
        due = rhythm.today + timedelta(days=2)
        act = ActionWords(title="Sign", owner="Olu", due_on=due, critical=True)
        rhythm.act = services.add_action(rhythm.dara, rhythm.plan_id, act).id
        mark = MilestoneWords(title="Opened", due_on=due, critical=True)
        rhythm.mark = services.add_item(rhythm.dara, rhythm.plan_id, Milestone, mark).id
        later = {"due_on": due + timedelta(days=50)}
        services.change_action(rhythm.dara, rhythm.act, replace(act, **later), reason="Slower")
        services.change_item(rhythm.dara, Milestone, rhythm.mark, replace(mark, **later), reason="Slower")
    return rhythm


POSTPONED = r"\d+ critical things? (?:is due or was|are due or were) done later than first promised"
REWORDED = r"\d+ critical things? (?:was|were) first promised in other words"


def said_in_lists(app, plan, sentence=POSTPONED):
    """What each list says of it in such a sentence, and each file."""
    sec = plan.room.person("Sec", alliance_role="secretariat")
    pages = [said_in(plan.room.browser("Dara" if at == "/plans/" else "Sec").get(at).text) for at in PAGES]
    with app.test_request_context():
        looked = take_look(sec, vocabulary(), Wanted())
        files = [str(table_of(view, looked).rows) for view in (View.PLANS, View.TIMELINE, View.SILENT)]
    return {each for text in (*pages, *files) for each in re.findall(sentence, text) or [""]}


def test_each_list_says_how_many_critical_things_are_due_later(app, postponed):
    assert said_in_lists(app, postponed) == {"2 critical things are due or were done later than first promised"}


def test_what_is_done_parked_or_due_as_before_is_not_due_later(app, postponed):
    with app.app_context():
        services.move_action(postponed.dara, postponed.act, ActionStatus.DONE)

    assert said_in_lists(app, postponed) == {"1 critical thing is due or was done later than first promised"}

    with app.app_context():
        mark = MilestoneWords(title="Opened", due_on=postponed.today + timedelta(days=2), critical=True)
        services.change_item(postponed.dara, Milestone, postponed.mark, mark, reason="As first")

    assert said_in_lists(app, postponed) == {""}


@pytest.mark.parametrize(("verdict", "said"), [
    (Verdict.YES, ""), (None, "1 critical thing is due or was done later than first promised"),
    (Verdict.NO, "1 critical thing is due or was done later than first promised"),
])  # fmt: skip
def test_a_pause_makes_things_due_later_until_the_sponsor_agrees(app, asked, verdict, said):
    with app.test_request_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=3), critical=True)
        services.add_action(asked.dara, asked.plan_id, words)
        first, last = (asked.today - timedelta(days=ago) for ago in (14, 5))
        services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        ask = asked.plan().asks[-1]
        if verdict:
            services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=verdict, seen=len(ask.agreements)))

    assert said_in_lists(app, asked) == {said}


def test_a_day_that_somebody_chose_for_the_reason_of_a_pause_is_due_later(app, asked):
    first, last = (asked.today - timedelta(days=ago) for ago in (14, 5))
    with app.test_request_context():
        services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        ask = asked.plan().asks[-1]
        services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=3), critical=True)
        mark = MilestoneWords(title="Opened", due_on=words.due_on, critical=True)
        # The pause moved neither of them, so all its days are left for the one who moves them.
        signed = services.add_action(asked.dara, asked.plan_id, words)
        opened = services.add_item(asked.dara, asked.plan_id, Milestone, mark)
        later = words.due_on + timedelta(days=5)
        services.reschedule(asked.dara, signed.id, start_on=None, due_on=later, reason="Flood")
        services.move_milestone(asked.dara, opened.id, due_on=later, reason="Flood")

    assert said_in_lists(app, asked) == {"2 critical things are due or were done later than first promised"}


@pytest.fixture
def reworded(app, rhythm):
    """The published plan on day 40, of which a critical action and a critical milestone were put in other words.

    Dara did so when they were done. Another critical action differs in a comma, and one that is not critical says
    something else.
    """
    rhythm.begin(40)
    with app.app_context():
        rhythm.today = services.today_of(rhythm.plan())
        due = rhythm.today + timedelta(days=2)
        rhythm.words = ActionWords(title="Sign, as agreed", owner="Olu", due_on=due, critical=True)
        made = [rhythm.words, replace(rhythm.words, evidence_expected="Photo"), replace(rhythm.words, critical=False)]
        rhythm.sign, rhythm.same, light = (services.add_action(rhythm.dara, rhythm.plan_id, each).id for each in made)
        mark = MilestoneWords(title="The lab is open", due_on=due, critical=True)
        rhythm.mark = services.add_item(rhythm.dara, rhythm.plan_id, Milestone, mark).id
        easier = {"title": "Write", "status": ActionStatus.DONE}
        services.change_action(rhythm.dara, rhythm.sign, replace(made[0], **easier), reason="Slower")
        services.change_action(rhythm.dara, rhythm.same, replace(made[1], title="Sign as agreed"))
        services.change_action(rhythm.dara, light, replace(made[2], **easier))
        door = replace(mark, title="The lab has a door", state=MilestoneState.DONE)
        services.change_item(rhythm.dara, Milestone, rhythm.mark, door, reason="Slower")
    return rhythm


def test_each_list_says_how_many_critical_things_were_promised_in_other_words(app, reworded):
    assert said_in_lists(app, reworded, REWORDED) == {"2 critical things were first promised in other words"}


def test_other_evidence_is_other_words_also_of_what_is_parked_or_critical_no_longer(app, reworded):
    with app.app_context():
        light = replace(reworded.words, title="Sign as agreed", critical=False)
        services.change_action(reworded.dara, reworded.same, light, reason="They asked for it")
        services.park_action(reworded.dara, reworded.same, reason="Later")

    assert said_in_lists(app, reworded, REWORDED) == {"3 critical things were first promised in other words"}


def test_what_says_again_what_it_promised_counts_no_longer(app, reworded):
    with app.app_context():
        services.change_action(reworded.dara, reworded.sign, reworded.words, reason="Back")

    assert said_in_lists(app, reworded, REWORDED) == {"1 critical thing was first promised in other words"}
