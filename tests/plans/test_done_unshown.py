"""What is done with nothing that shows it, or was done late, says so wherever it stands as done."""

import csv
import json
import re
from dataclasses import replace

import pytest
import vobject

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.rows import row_of
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.moments import short_day
from app.plans import services
from app.plans.actions.shown import critical_done_late
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.models import Action, Milestone, MilestoneState, Plan, SignOff
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords, PartWords
from app.plans.services.actions import words_of
from app.plans.status.gist_queries import gists
from app.plans.views.sheet import compose
from tests.plans.endings import complete, words
from tests.plans.test_promises import said_in

UNSHOWN = "Done, nothing shown yet"
COUNT = "1 critical thing done, nothing shown yet"
SIGN, HALF = "Sign the agreement", "Half of it"


@pytest.fixture
def washed(app, ending):
    """A plan on day 99 whose critical action was done five days late with no signed page, a milestone with a count."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    with app.app_context(), transaction():
        plan = plan_found(ending.plan_id)
        due = {"plan_id": plan.id, "due_on": ending.day(94), "critical": True, "created_at": plan.created_at}
        sign = Action(id="sign", number=7, title=SIGN, owner="Olu", evidence_expected="A signed page", **due)
        db.session.add_all([sign, Milestone(id="half", number=1, title=HALF, **due)])
    with app.app_context():
        complete(ending)
        services.move_action(ending.dara, "sign", "done")
        with transaction():
            half = db.session.get(Milestone, "half")
            half.state, half.done_on = MilestoneState.DONE, ending.today
        count = EvidenceWords(title="The count", on=ending.today, url="https://example.org/count", of_id="half")
        services.add_evidence(ending.dara, ending.plan_id, count)
    ending.late = late_words(app, ending, 94)
    return ending


def late_words(app, plan, day):
    """How late it is said that what was due on a day of the plan was done on day 99."""
    with app.test_request_context():
        return f"{99 - day} days late: done {short_day(plan.day(99))}, due {short_day(plan.day(day))}"


def show(app, washed):
    """Add evidence of the action itself."""
    page = EvidenceWords(title="The page", on=washed.today, url="https://example.org/page", of_id="sign")
    with app.app_context():
        services.add_evidence(washed.dara, washed.plan_id, page)


def outside(app, washed):
    with app.app_context():
        parts = (Shown.ACTIONS, Shown.MILESTONES)
        token = services.share_plan(washed.dara, washed.plan_id, label="Partner", parts=parts).token
    return said_in(app.test_client().get(f"/p/{token}/").text)


PAGES = ("", "week/", "print/", "list/", "kanban/", "timeline/")


@pytest.mark.parametrize("at", PAGES)
def test_each_page_says_what_is_not_shown_and_was_late(app, washed, at):
    mo = washed.browser("Mo")
    before = said_in(mo.get(washed.page + at).text)
    show(app, washed)
    after = said_in(mo.get(washed.page + at).text)

    assert (UNSHOWN in before, washed.late in before) == (True, True)
    assert (UNSHOWN in after, washed.late in after) == (False, True)


@pytest.mark.parametrize("at", ["", "print/"])
def test_how_many_actions_were_done_late_stands_beside_how_many_are_done(app, washed, at):
    mo = washed.browser("Mo")
    before = said_in(mo.get(washed.page + at).text)
    with app.app_context(), transaction():
        sign = db.session.get(Action, "sign")
        sign.done_on = sign.due_on
    after = said_in(mo.get(washed.page + at).text)

    assert ("1 of 2 done, 1 done late" in before, "1 done late" in after) == (True, False)


def test_the_printed_page_names_critical_milestones_that_were_reached_late_and_counts_the_others(app, washed):
    with app.app_context(), transaction():
        once = {"critical": False, "was_critical": True}
        for number, title, weight in ((2, "Once", once), (3, "Beside", {"critical": False})):
            more = {"due_on": washed.day(92), "created_at": db.session.get(Milestone, "half").created_at, **weight}
            reached = {"state": MilestoneState.DONE, "done_on": washed.today}
            db.session.add(Milestone(id=title, plan_id=washed.plan_id, number=number, title=title, **more, **reached))

    page = said_in(washed.browser("Mo").get(f"{washed.page}print/").text)

    table = page[page.index("Critical milestones, late or changed") :]
    assert f"Done{washed.late}{HALF}criticalDay 94" in table
    assert f"{UNSHOWN}{late_words(app, washed, 92)}Oncewas criticalDay 92" in table
    assert "1 milestone, 1 reached, 1 reached late" in page


def test_people_outside_read_it_where_actions_and_milestones_are_shown(app, washed):
    before = outside(app, washed)
    show(app, washed)
    after = outside(app, washed)

    assert (before.count(UNSHOWN), before.count(washed.late)) == (1, 2)
    assert (after.count(UNSHOWN), after.count(washed.late)) == (0, 2)


def test_what_was_to_be_shown_and_that_it_is_critical_stay_with_what_is_done(washed):
    mo = washed.browser("Mo")
    plan, listed = (said_in(mo.get(washed.page + at).text) for at in ("", "list/"))

    assert "To show: A signed page" in plan
    for page in (plan, listed):
        row = page[page.index(UNSHOWN) :]
        assert row.startswith(f"{UNSHOWN}{washed.late}critical ")


@pytest.mark.parametrize("at", ["/plans/", "/portfolio/"])
def test_lists_count_what_is_critical_and_not_shown(app, washed, at):
    reader = washed.browser("Dara" if at == "/plans/" else "Sec")
    before = said_in(reader.get(at).text)
    show(app, washed)

    assert (COUNT in before, "nothing shown yet" in said_in(reader.get(at).text)) == (True, False)


@pytest.mark.parametrize("at", ["/plans/", "/portfolio/"])
def test_lists_count_what_is_critical_and_was_done_late(app, washed, at):
    reader = washed.browser("Dara" if at == "/plans/" else "Sec")
    before = said_in(reader.get(at).text)
    with app.app_context(), transaction():
        for each in (db.session.get(Action, "sign"), db.session.get(Milestone, "half")):
            each.done_on = each.due_on
    after = said_in(reader.get(at).text)

    assert (before.count("2 critical things done late"), before.count("done late")) == (1, 1)
    assert "done late" not in after


def test_what_a_pause_nobody_agreed_to_saves_from_being_late_is_counted(app, washed):
    with app.app_context():
        pause = {"first": washed.day(90), "last": washed.day(93), "reason": "Flood", "agreed": "Yes"}
        services.pause_plan(washed.dara, washed.plan_id, **pause)
        with transaction():
            for each in (db.session.get(Action, "sign"), db.session.get(Milestone, "half")):
                each.due_on = each.done_on
        plan = plan_found(washed.plan_id)
        late = critical_done_late(plan)
        [gist] = gists(Plan.id == plan.id)
        row = row_of(gist, washed.today)

    assert (late, row.critical_done_late, row.done_late) == (2, 2, 1)


@pytest.mark.parametrize("at", ["/plans/", "/portfolio/"])
def test_lists_count_what_is_critical_no_longer(app, washed, at):
    reader = washed.browser("Dara" if at == "/plans/" else "Sec")
    before = said_in(reader.get(at).text)
    with app.app_context(), transaction():
        for each in (db.session.get(Action, "sign"), db.session.get(Milestone, "half")):
            each.critical, each.was_critical = False, True
    after = said_in(reader.get(at).text)

    said = "2 things are not critical any more"
    assert (said in before, said in after) == (False, True)
    assert "2 critical things done late" in after


def test_the_file_of_a_portfolio_counts_it_too(app, washed):
    def beside():
        with app.test_request_context():
            looked = take_look(washed.people["Sec"], vocabulary(), Wanted())
            return table_of(View.PLANS, looked).rows[0][-1]

    before = beside()
    show(app, washed)

    assert (COUNT in before, "nothing shown yet" in beside()) == (True, False)


@pytest.mark.parametrize(
    "changed",
    [{"status": "doing"}, {"critical": False, "was_critical": False}, {"evidence_expected": " "}],
)
def test_what_is_open_or_not_critical_or_promised_nothing_to_show_is_not_counted(app, washed, changed):
    with app.app_context(), transaction():
        action = db.session.get(Action, "sign")
        for name, value in changed.items():
            setattr(action, name, value)
    reader = {"/plans/": "Dara", "/portfolio/": "Sec"}

    pages = [said_in(washed.browser(name).get(at).text) for at, name in reader.items()]

    assert ["nothing shown yet" in each for each in pages] == [False, False]


def test_files_of_the_plan_say_it_in_fields_of_their_own(app, washed):
    dara = washed.browser("Dara")
    sheet = dara.get(f"/reports/plans/{washed.plan_id}.csv").text.lstrip("\ufeff")
    rows = {row["Name"]: row for row in csv.DictReader(sheet.splitlines(keepends=True))}
    said = json.loads(dara.get(f"/reports/plans/{washed.plan_id}.json").data)
    [sign] = [each for each in said["actions"] if each["title"] == SIGN]
    [half] = said["milestones"]

    assert [(rows[name]["Shown"], rows[name]["Done late, days"]) for name in (SIGN, HALF, "Publish a calendar")] == [
        ("nothing shown yet", "5"), ("Shown by: The count", "5"), ("", "")
    ]  # fmt: skip
    assert (sign["nothing_shown"], sign["done_late"], half["done_late"]) == (True, 5, 5)


@pytest.mark.parametrize("signed", [False, True])
def test_form_and_signed_page_say_it_and_the_seal_keeps_it(app, washed, signed):
    if signed:
        with app.app_context():
            services.sign_off(washed.dara, washed.plan_id, words(washed))
            with transaction():
                db.session.get(Action, "sign").evidence_expected = ""

    page = said_in(washed.browser("Mo").get(f"{washed.page}sign-off/").text)
    doubted = page[page.index("Done, but late, in part, not shown or in other words") :]

    assert f"{SIGN} Action · critical {UNSHOWN} · {washed.late}" in doubted
    assert f"{HALF} Milestone · critical Done · {washed.late}" in doubted


def test_seals_of_earlier_servers_say_nothing_of_it(app, washed):
    with app.app_context():
        services.sign_off(washed.dara, washed.plan_id, words(washed))
        signed = db.session.scalars(db.select(SignOff)).one()
        said = json.loads(signed.sealed)
        kept = [each.title for each in promises_in(said, signed.signed_on).doubted]
        for each in (*said["actions"], *said["milestones"]):
            each.pop("nothing_shown", None)
            del each["done_late"]
        earlier = promises_in(said, signed.signed_on).doubted

    assert (kept, earlier) == ([SIGN, HALF], ())


def test_what_is_done_on_its_day_is_not_late(app, washed):
    with app.app_context(), transaction():
        for each in (db.session.get(Action, "sign"), db.session.get(Milestone, "half")):
            each.done_on = each.due_on

    page = said_in(washed.browser("Mo").get(washed.page).text)

    assert (UNSHOWN in page, "days late" in page) == (True, False)


def in_calendar(app, washed):
    """What a program is told of the action and the milestone, line by line."""
    page = washed.browser("Mo").submit(f"{washed.page}feeds/").text
    address = re.search(r'value="http://localhost(/cal/[^"]+\.ics)"', page)[1]
    calendar = vobject.readOne(app.test_client().get(address).text)
    told = {each.summary.value: each.description.value.splitlines() for each in calendar.vevent_list}
    return told[f"Action 7: {SIGN}"], told[f"Milestone: {HALF}"]


def test_calendars_of_other_programs_say_it_in_the_words_of_the_page(app, washed):
    before = in_calendar(app, washed)
    show(app, washed)
    after = in_calendar(app, washed)
    with app.app_context(), transaction():
        for each in (db.session.get(Action, "sign"), db.session.get(Milestone, "half")):
            each.done_on = each.due_on
    in_time = in_calendar(app, washed)

    assert [action[-2:] for action, _milestone in (before, after, in_time)] == [
        [UNSHOWN, washed.late], ["Done", washed.late], ["critical", "Done"]
    ]  # fmt: skip
    assert [milestone[-2:] for _action, milestone in (before, after, in_time)] == [
        ["Done", washed.late], ["Done", washed.late], ["critical", "Done"]
    ]  # fmt: skip


def test_the_month_says_it_too(app, washed):
    page = said_in(washed.browser("Mo").get(f"{washed.page}calendar/?month={washed.day(94):%Y-%m}").text)

    assert (f"{SIGN}, {UNSHOWN} Olu {washed.late}" in page, f"{HALF}, Done {washed.late}" in page) == (True, True)


def test_what_was_to_show_something_says_so_once_that_is_emptied(app, washed):
    with app.app_context():
        words = replace(words_of(db.session.get(Action, "sign")), evidence_expected="")
        services.change_action(washed.dara, "sign", words, reason="Nobody asks")
        plan = plan_found(washed.plan_id)
        [gist] = gists(Plan.id == plan.id)
        sealed = next(each for each in said_of(plan, washed.today)["actions"] if each["title"] == SIGN)
        counts = gist.unshown, compose(plan, washed.today, mirrored=False).unshown, sealed["nothing_shown"]
    mo = washed.browser("Mo")
    pages = [said_in(mo.get(washed.page + at).text) for at in ("", "print/")]

    assert counts == (1, 1, True)
    assert ["Done, nothing shown yet" in each for each in (*pages, outside(app, washed))] == [True] * 3
    assert ["Promised at first to be shown by: A signed page" in each for each in pages] == [True, True]
    assert COUNT in said_in(washed.browser("Sec").get("/portfolio/").text)


def test_what_is_done_without_its_parts_says_so_wherever_it_stands(app, washed):
    said = "1 of 2 parts done"
    show(app, washed)
    with app.app_context():
        parts = [
            services.add_part(washed.dara, "sign", PartWords(title=title, owner="Olu")) for title in ("Ask", "Print")
        ]
        services.tick_part(washed.dara, parts[0].id, done=True)
    mo = washed.browser("Mo")
    pages = [said_in(mo.get(washed.page + at).text) for at in ("", "print/")]
    before = said_in(mo.get(f"{washed.page}sign-off/").text)
    shared = outside(app, washed)
    with app.app_context():
        services.sign_off(washed.dara, washed.plan_id, words(washed))
    signed = said_in(mo.get(f"{washed.page}sign-off/").text)
    assert [said in each for each in (*pages, shared, before, signed)] == [True] * 5


NOT_SAID = "Done, nothing says how one sees it"
NOT_SAID_COUNT = "1 critical thing done, nothing says how one sees it"


@pytest.fixture
def vague(app, washed):
    """The critical action never said how one would see that it is done."""
    with app.app_context(), transaction():
        db.session.get(Action, "sign").evidence_expected = ""
    return washed


@pytest.mark.parametrize("at", PAGES)
def test_each_page_says_that_nothing_says_how_one_sees_it(app, vague, at):
    mo = vague.browser("Mo")
    before = said_in(mo.get(vague.page + at).text)
    show(app, vague)
    after = said_in(mo.get(vague.page + at).text)

    assert (NOT_SAID in before, NOT_SAID in after, UNSHOWN in before) == (True, False, False)


@pytest.mark.parametrize("parts", [(Shown.ACTIONS,), (Shown.RESULT,)])
def test_people_outside_read_that_nothing_says_it(app, vague, parts):
    with app.app_context():
        services.sign_off(vague.dara, vague.plan_id, words(vague))
        token = services.share_plan(vague.dara, vague.plan_id, label="Partner", parts=parts).token
    page = said_in(app.test_client().get(f"/p/{token}/").text)

    said = NOT_SAID if Shown.ACTIONS in parts else "1 action done, nothing says how one sees it"
    assert (said in page, "nothing shown yet" in page) == (True, False)


@pytest.mark.parametrize("at", ["/plans/", "/portfolio/"])
def test_lists_count_what_is_critical_and_never_said_how_one_sees_it(app, vague, at):
    reader = vague.browser("Dara" if at == "/plans/" else "Sec")
    before = said_in(reader.get(at).text)
    show(app, vague)
    after = said_in(reader.get(at).text)

    assert (NOT_SAID_COUNT in before, "nothing shown yet" in before) == (True, False)
    assert "nothing says how" not in after


def test_files_and_counts_of_the_plan_say_that_nothing_says_it(app, vague):
    dara = vague.browser("Dara")
    sheet = dara.get(f"/reports/plans/{vague.plan_id}.csv").text.lstrip("\ufeff")
    rows = {row["Name"]: row for row in csv.DictReader(sheet.splitlines(keepends=True))}
    said = json.loads(dara.get(f"/reports/plans/{vague.plan_id}.json").data)
    [sign] = [each for each in said["actions"] if each["title"] == SIGN]
    with app.test_request_context():
        looked = take_look(vague.people["Sec"], vocabulary(), Wanted())
        beside = table_of(View.PLANS, looked).rows[0][-1]
    with app.app_context():
        plan = plan_found(vague.plan_id)
        [gist] = gists(Plan.id == plan.id)
        sheet = compose(plan, vague.today, mirrored=False)

    assert rows[SIGN]["Shown"] == "nothing says how one sees it"
    assert (sign["nothing_shown"], sign["nothing_says_how"]) == (False, True)
    assert NOT_SAID_COUNT in beside
    assert [(each.unshown, each.unshown_not_said) for each in (gist, sheet)] == [(0, 1), (0, 1)]


@pytest.mark.parametrize("signed", [False, True])
def test_the_sign_off_says_that_nothing_says_it_and_the_seal_keeps_it(app, vague, signed):
    if signed:
        with app.app_context():
            services.sign_off(vague.dara, vague.plan_id, words(vague))
            with transaction():
                db.session.get(Action, "sign").evidence_expected = "A signed page"

    page = said_in(vague.browser("Mo").get(f"{vague.page}sign-off/").text)

    assert f"{SIGN} Action · critical {NOT_SAID} · {vague.late}" in page


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"status": "doing"}, False),
        ({"critical": False, "was_critical": True}, True),
        ({"critical": False, "was_critical": False}, False),
    ],
)
def test_only_what_is_done_and_critical_or_was_has_to_say_how_one_sees_it(app, vague, changed, told):
    with app.app_context(), transaction():
        action = db.session.get(Action, "sign")
        for name, value in changed.items():
            setattr(action, name, value)
    page = said_in(vague.browser("Mo").get(vague.page).text)
    listed = said_in(vague.browser("Dara").get("/plans/").text)

    assert (NOT_SAID in page, NOT_SAID_COUNT in listed) == (told, told)


def test_calendars_of_other_programs_say_that_nothing_says_it(app, vague):
    action, milestone = in_calendar(app, vague)

    assert (action[-2:], milestone[-2:]) == ([NOT_SAID, vague.late], ["Done", vague.late])
