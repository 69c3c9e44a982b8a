"""What a published plan promised in other words goes on saying so wherever it stands, and what is critical asks why."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.errors import ReasonMissing
from app.plans.items.words import MilestoneWords
from app.plans.models import ActionStatus, Milestone, MilestoneState
from app.plans.promised_words import FirstWords, first_words
from app.plans.same_words import says_same
from app.plans.services import ActionWords
from tests.plans.endings import complete, words
from tests.plans.test_promises import said_in

SIGN, WRITE = "Sign three administrations", "Write to three administrations"
FIRST = f"First promised: {SIGN}"
LAB, DOOR = "The lab is open", "The lab has a door"
FIRST_LAB = f"First promised: {LAB}"
SHOWN = "Promised at first to be shown by: signed page"


@pytest.fixture
def promised(app, ending):
    """The published plan on day 40 with a critical action that a signed page is to show, and a critical milestone."""
    ending.at(40)
    with app.app_context():
        due = ending.today + timedelta(days=3)
        ending.words = ActionWords(
            title=SIGN, owner="Olu", due_on=due, critical=True, evidence_expected="signed page", first_win=False
        )
        ending.sign_id = services.add_action(ending.dara, ending.plan_id, ending.words).id
        ending.lab = MilestoneWords(title=LAB, due_on=due, critical=True)
        ending.lab_id = services.add_item(ending.dara, ending.plan_id, Milestone, ending.lab).id
    return ending


def ease(app, promised, *, reason="They asked for it", **said):
    """Give both of them easier words, and say that they are done."""
    with app.app_context():
        easier = {"title": WRITE, "evidence_expected": "", "status": ActionStatus.DONE, **said}
        services.change_action(promised.dara, promised.sign_id, replace(promised.words, **easier), reason=reason)
        lab = replace(promised.lab, title=DOOR, state=MilestoneState.DONE)
        services.change_item(promised.dara, Milestone, promised.lab_id, lab, reason=reason)


def pages_of(app, promised):
    """Every page on which an action stands with its state, as text."""
    at = f"/plans/{promised.plan_id}/"
    ends = ("", "print/", "week/", "sign-off/", "kanban/", "list/", "timeline/")
    found = {end: said_in(promised.browser("Sec").get(f"{at}{end}").text) for end in ends}
    return {**found, "outside": outside(app, promised)}


def outside(app, promised):
    """The page of people outside who read actions and milestones, as text."""
    with app.app_context():
        parts = [Shown.ACTIONS, Shown.MILESTONES]
        made = services.share_plan(promised.dara, promised.plan_id, label="Ministry", parts=parts, ends_on=None)
    return said_in(app.test_client().get(f"/p/{made.token}/").text)


def test_every_page_says_in_which_words_something_was_promised(app, promised):
    assert [page for page, said in pages_of(app, promised).items() if "First promised" in said] == []

    ease(app, promised)

    pages = pages_of(app, promised)
    assert [page for page, said in pages.items() if FIRST not in said] == []
    assert [page for page, said in pages.items() if SHOWN not in said] == ["outside"]
    assert [page for page, said in pages.items() if FIRST_LAB in said] == [
        "",
        "print/",
        "week/",
        "sign-off/",
        "timeline/",
        "outside",
    ]


def test_files_say_in_which_words_something_was_promised(app, promised):
    ease(app, promised)
    sec, at = promised.browser("Sec"), f"/reports/plans/{promised.plan_id}"

    rows = csv.DictReader(io.StringIO(sec.get(f"{at}.csv").data.decode("utf-8-sig")))
    said = json.loads(sec.get(f"{at}.json").data)

    assert {row["Name"]: row["Promised otherwise first"] for row in rows if row["Name"] in {WRITE, DOOR}} == {
        WRITE: f"{SIGN}\n{SHOWN}",
        DOOR: LAB,
    }
    [action] = [each for each in said["actions"] if each["title"] == WRITE]
    assert (action["first_title"], action["first_evidence_expected"]) == (SIGN, "signed page")
    assert [each["first_title"] for each in said["milestones"]] == [LAB]


def test_a_signed_page_goes_on_saying_what_was_promised(app, promised):
    promised.at(99)
    ease(app, promised)
    with app.app_context():
        complete(promised)
        services.sign_off(promised.dara, promised.plan_id, words(promised))

    page = said_in(promised.browser("Sec").get(f"/plans/{promised.plan_id}/sign-off/").text)

    assert ("As it was signed" in page, "Done, but late, in part, not shown or in other words" in page) == (
        True,
        True,
    )
    assert ([page.count(each) for each in (FIRST, SHOWN, FIRST_LAB)]) == [1, 1, 1]


def test_people_outside_read_first_words_of_what_was_not_done_and_not_what_was_to_show_it(app, promised):
    promised.at(99)
    ease(app, promised, status=ActionStatus.TODO)
    with app.app_context():
        complete(promised)
        services.sign_off(promised.dara, promised.plan_id, words(promised))

    undone = outside(app, promised).split("Promised and not done")[1]

    assert (FIRST in undone, "Promised at first to be shown by" in undone) == (True, False)


def test_what_is_not_done_says_on_the_sign_off_what_was_promised(app, promised):
    ease(app, promised, status=ActionStatus.TODO)

    page = said_in(promised.browser("Sec").get(f"/plans/{promised.plan_id}/sign-off/").text)

    undone = page.split("Promised and not done")[1].split("Done, but late, in part, not shown or in other words")[0]
    assert (FIRST in undone, SHOWN in undone, FIRST_LAB in undone) == (True, True, False)


@pytest.mark.parametrize("changed", [{"title": WRITE}, {"evidence_expected": ""}, {"evidence_expected": "a letter"}])
def test_other_words_of_a_critical_action_need_a_reason(app, promised, changed):
    with app.app_context(), pytest.raises(ReasonMissing):
        services.change_action(promised.dara, promised.sign_id, replace(promised.words, **changed))

    said = {"title": SIGN, "owner": "Olu", "due_on": promised.words.due_on.isoformat(), "status": "todo",
            "critical": "y", "evidence_expected": "signed page", **changed}  # fmt: skip
    dara, at = promised.browser("Dara"), f"/plans/actions/{promised.sign_id}/"
    refused = dara.submit(at, **said)
    label = "Why the day moves, the words or what shows it change, or it is no longer critical"
    assert (refused.status_code, "Say why, in one sentence." in refused.text, label in refused.text) == (
        422,
        True,
        True,
    )
    assert dara.submit(at, **said, reason="They asked for it").status_code == 303

    told = said_in(promised.browser("Sec").get(f"/plans/{promised.plan_id}/changes/").text)
    assert "They asked for it" in told


def test_other_words_of_a_critical_milestone_need_a_reason(app, promised):
    with app.app_context(), pytest.raises(ReasonMissing):
        services.change_item(promised.dara, Milestone, promised.lab_id, replace(promised.lab, title=DOOR))

    said = {"title": DOOR, "due_on": promised.lab.due_on.isoformat(), "critical": "y", "state": "done"}
    dara, at = promised.browser("Dara"), f"/plans/milestones/{promised.lab_id}/"
    refused = dara.submit(at, **said)
    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    assert dara.submit(at, **said, reason="They asked for it").status_code == 303


def test_what_came_in_is_told_by_the_name_it_had_then(app, promised):
    ease(app, promised)

    told = said_in(promised.browser("Sec").get(f"/plans/{promised.plan_id}/changes/").text)

    names = {name: f"New: {name}" in told for name in (f"Action, {SIGN}", f"Action, {WRITE}", f"Milestone, {LAB}")}
    assert names == {f"Action, {SIGN}": True, f"Action, {WRITE}": False, f"Milestone, {LAB}": True}


def test_what_was_critical_needs_a_reason_for_other_words_too(app, promised):
    with app.app_context():
        eased = replace(promised.words, critical=False)
        services.change_action(promised.dara, promised.sign_id, eased, reason="The goal holds without it")
        with pytest.raises(ReasonMissing):
            services.change_action(promised.dara, promised.sign_id, replace(eased, title=WRITE))
    page = promised.browser("Dara").get(f"/plans/actions/{promised.sign_id}/").text
    assert "Why the day moves, or the words or what shows it change" in page


@pytest.mark.parametrize(
    "changed", [{"title": "sign  three Administrations."}, {"evidence_expected": "Signed page!"}, {"owner": "Ada"}]
)
def test_the_same_in_other_letters_needs_no_reason_and_is_not_told(app, promised, changed):
    with app.app_context():
        services.change_action(promised.dara, promised.sign_id, replace(promised.words, **changed))

    pages = pages_of(app, promised)

    assert [
        page for page, said in pages.items() if "First promised" in said or "Promised at first to be shown by" in said
    ] == []


def test_what_is_not_critical_says_its_first_words_and_asks_no_reason(app, promised):
    with app.app_context():
        light = replace(promised.words, critical=False, title="Print posters", evidence_expected="")
        made = services.add_action(promised.dara, promised.plan_id, light)
        services.change_action(promised.dara, made.id, replace(light, title="Draw posters"))

    assert "First promised: Print posters" in pages_of(app, promised)[""]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sign 1.5 pages", "sign 1,5 pages", True), ("Sign 1.5 pages", "Sign 15 pages", False),
        ("Open, at last!", "open at last", True), ("10 %", "10", False), ("Sign it", "Do not sign it", False),
        ("Signer l’accord", "signer l'accord", True), ("نوقّع", "نكتب", False),
        ("٥٠٪ من المختبرات", "٥٠ من المختبرات", False),
        ("Keep it at -5 °C", "Keep it at 5 °C", False), ("Keep it at -5 °C", "keep it at −5 °C.", True),
        ("2 – labs", "2 labs", True), ("Labs 2-5", "labs 2 – 5", True), ("Labs 2/5", "Labs 2.5", False),
        ("Reach (-5 °C)", "Reach (5 °C)", False), ("Lose -€5 a day", "Lose €5 a day", False),
        ("Wait .5 days", "Wait 5 days", False), ("Wait .\u200b5 days", "Wait 5 days", False),
        ("Save 1,500 euro", "Save 1.500 euro", False), ("Labs at 3:1", "Labs at 3.1", False),
        ("Reach 10² labs", "Reach 102 labs", False), ("Use 100 m²", "use 100 m2", True),
        ("Fewer than 5‱", "Fewer than 5", False), ("Within 5′", "Within 5″", False), ("30 tests?", "30 tests.", False),
        ("Close in 5 m/s", "Close in 5 ms", False), ("٢٫٥ سنة", "٢٥ سنة", False), ("٢٫٥ سنة", "٢/٥ سنة", False),
        ("\u202e12\u202c tests", "12 tests", False), ("We can't wait", "we can’t wait!", True),
        ("Ran\u00adcher, in 2026 !", "Rancher in 2026", True), ("Sign ½ of it", "Sign 1/2 of it", False),
    ],
)  # fmt: skip
def test_texts_say_the_same(one, other, same):
    assert says_same(one, other) is same


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ([["", "photo"], ["photo", "signed page"]], "photo"),
        ([["signed page", "photo"], ["photo", "Signed page."]], None),
        ([["", "photo"]], None),
        ([], None),
    ],
)
def test_first_words_are_those_there_were_once_there_were_any(before, first):
    now = {"evidence_expected": before[-1][1] if before else "photo"}

    assert first_words(now, [{"evidence_expected": pair} for pair in before]) == FirstWords(shown=first)
