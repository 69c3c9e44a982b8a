"""What was critical, and when it was promised first, stays in sight whatever becomes of an action."""

import csv
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of
from app.clock import now as clock_now
from app.db import db, transaction
from app.moments import day_month
from app.plans import services
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.errors import DayMissing
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, DueMove, Milestone, MilestoneState, Plan, Verdict
from app.plans.queries import plan_found
from app.plans.services import ActionWords, Consent
from app.plans.services.actions import words_of
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status, Why
from tests.plans.test_kept_in_sight import pages_of, shared, told_by
from tests.plans.test_promises import said_in


@pytest.fixture
def late(app, ending, clock):
    """The published plan on day 16, where the critical action “Sign” has been due since day 12."""
    ending.first = promise_to_sign(app, ending)
    go_on(app, ending, clock)
    return ending


def promise_to_sign(app, plan, *, status=ActionStatus.TODO):
    """Add the critical action “Sign” on day 2, with thirty that are done; return the day it is due."""
    plan.at(2)
    words = ActionWords(title="Sign", owner="Olu", due_on=plan.day(12), critical=True, status=status)
    with app.app_context():
        plan.sign_id = services.add_action(plan.dara, plan.plan_id, words).id
        visit(plan)
    return words.due_on


def promise_two_labs(app, plan, *, day=12, **said):
    """Add the critical milestone “Two labs” on day 2, with thirty actions that are done; return the day it is due."""
    plan.at(2)
    words = MilestoneWords(**{"title": "Two labs", "due_on": plan.day(day), "critical": True, **said})
    with app.app_context():
        plan.milestone_id = services.add_item(plan.dara, plan.plan_id, Milestone, words).id
        visit(plan)
    return words.due_on


def go_on(app, plan, clock):
    """Let it be day 16, with a check-in."""
    clock(14 * 24 * 3600)
    plan.today = plan.day(16)
    with app.app_context():
        services.check_in(plan.dara, plan.plan_id, services.CheckInWords(client_id="form-00001", done="Well"))


def visit(plan):
    """Let thirty actions be done that were added in time: two that are late among them are no reason by themselves."""
    for number in range(30):
        done = ActionWords(title=f"Visit {number}", owner="Olu", due_on=plan.day(9), status=ActionStatus.DONE)
        services.add_action(plan.dara, plan.plan_id, done)


def change(app, plan, reason="Not so important", **said):
    with app.app_context():
        words = words_of(db.session.get(Action, plan.sign_id))
        services.change_action(plan.dara, plan.sign_id, replace(words, **said), reason=reason)


def park(app, plan):
    with app.app_context():
        services.park_action(plan.dara, plan.sign_id, reason="Later")


def changed(plan):
    since = plan.day(-30).isoformat()
    return said_in(plan.browser("Dara").get(f"/plans/{plan.plan_id}/changes/?since={since}").text)


def verdict_of(app, plan):
    """Return how the plan stands, as its page and as the portfolio say it."""
    with app.app_context():
        found = judged(plan_found(plan.plan_id), plan.today).verdict
        [gist] = [each for each in gists(db.true()) if each.id == plan.plan_id]
        assert judged(gist, plan.today).verdict == found
    return found


def test_a_move_stays_among_the_changes_once_its_action_is_parked(app, late):
    change(app, late, due_on=late.day(60))
    before = changed(late)
    park(app, late)

    moved = f"Sign: {late.first.day} "
    assert moved in before
    assert moved in changed(late)
    assert "New: Action, Sign" in changed(late)


@pytest.mark.parametrize("moved", [False, True])
def test_what_was_critical_and_late_keeps_attention_once_it_is_parked(app, late, moved):
    assert verdict_of(app, late).reasons[0].why is Why.CRITICAL_LATE
    change(app, late, critical=False, **({"due_on": late.day(60)} if moved else {}))
    park(app, late)
    verdict = verdict_of(app, late)

    assert verdict.status is Status.AMBER
    assert [(each.why, each.name) for each in verdict.reasons] == [
        (Why.PARKED_MISSED if moved else Why.PARKED_LATE, "Sign")
    ]


def test_what_is_critical_and_moved_when_it_was_late_keeps_attention_once_parked(app, late):
    change(app, late, due_on=late.day(60))
    assert [(each.why, each.status) for each in verdict_of(app, late).reasons] == [(Why.MISSED, Status.AMBER)]
    park(app, late)

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.PARKED_MISSED]


MOVED = "Why it needs attention. Sign, critical now or before, missed its earlier day and was moved."


@pytest.mark.parametrize("said", [{}, {"critical": False}], ids=["critical", "critical no longer"])
def test_what_moved_when_it_was_late_needs_attention_until_it_is_done(app, late, said):
    change(app, late, due_on=late.day(60), **said)
    sec = late.browser("Sec")

    verdict = verdict_of(app, late)

    assert [(each.why, each.name, each.status) for each in verdict.reasons] == [(Why.MISSED, "Sign", Status.AMBER)]
    assert [MOVED in page for page in pages_of(late)] == [True, True]
    assert "Needs attention" in said_in(app.test_client().get(f"/p/{shared(app, late, Shown.STATUS)}/").text)
    with app.app_context():
        assert [row.status for row in holding_of(late.people["Sec"]).rows] == ["warn"]
    assert "Needs attention" in said_in(sec.get("/portfolio/").text)
    change(app, late, status=ActionStatus.DONE)
    assert verdict_of(app, late).status is Status.GREEN


def test_what_is_no_longer_critical_and_moves_then_keeps_attention(app, late):
    change(app, late, critical=False)
    change(app, late, due_on=late.day(60))

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.MISSED]


def test_what_moved_late_on_the_timeline_needs_attention_too(app, late):
    with app.app_context():
        services.reschedule(late.dara, late.sign_id, start_on=None, due_on=late.day(60), reason="The lab asked for it")

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.MISSED]


def test_what_moves_later_once_more_after_its_first_day_needs_attention(app, ending, clock):
    first = promise_to_sign(app, ending)
    moved, earlier, later = map(ending.day, (30, 25, 40))
    change(app, ending, due_on=moved)
    go_on(app, ending, clock)
    assert verdict_of(app, ending).status is Status.GREEN

    change(app, ending, due_on=earlier)
    assert verdict_of(app, ending).status is Status.GREEN
    change(app, ending, due_on=later)

    assert [each.why for each in verdict_of(app, ending).reasons] == [Why.MISSED]
    with app.app_context():
        assert db.session.get(Action, ending.sign_id).missed_on == first


@pytest.mark.parametrize(
    ("pauses", "moved", "first"),
    [((4, 6, "before"), 40, 15), ((4, 6, "after"), 40, 15), ((30, 69, "before"), 25, 12)],
    ids=["paused before", "paused after", "paused later on"],
)
def test_a_day_chosen_for_the_reason_of_a_pause_is_chosen_all_the_same(app, ending, clock, pauses, moved, first):
    promise_to_sign(app, ending)
    begins, ends, when = pauses
    days = {name: ending.day(number) for name, number in (("first", begins), ("last", ends))}
    moved, later, first = ending.day(moved), ending.day(moved + 4), ending.day(first)
    if when == "after":
        change(app, ending, due_on=moved, reason="Flood")
        clock(60)
    with app.app_context():
        services.pause_plan(ending.dara, ending.plan_id, reason="Flood", agreed="Yes", **days)
    if when == "before":
        change(app, ending, due_on=moved, reason="Flood")
    go_on(app, ending, clock)
    change(app, ending, due_on=later)

    assert Why.MISSED in {each.why for each in verdict_of(app, ending).reasons}
    with app.app_context():
        assert db.session.get(Action, ending.sign_id).missed_on == first


def test_a_pause_that_is_made_shorter_chooses_no_day(app, asked):
    with app.test_request_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=2), critical=True)
        sign_id = services.add_action(asked.dara, asked.plan_id, words).id
        asked.clock(8 * 24 * 3600)
        today = services.today_of(asked.plan())
        first, last = today - timedelta(days=10), today - timedelta(days=1)
        pause = services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        agree(asked)
        asked.clock(8 * 24 * 3600 + 60)
        services.change_pause(asked.dara, pause.id, last=last - timedelta(days=3), agreed="Yes")
        agree(asked)
        services.reschedule(asked.dara, sign_id, start_on=None, due_on=today + timedelta(days=20), reason="Later")

        assert db.session.get(Action, sign_id).missed_on is None


def agree(plan):
    """Let the sponsor agree to the pause they are asked about."""
    db.session.expire_all()
    for ask in plan.plan().asks:
        if any(each.kind == "pause" for each in ask.agreements) and ask.answered_on is None:
            services.confirm_own_ask(plan.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))
    db.session.expire_all()


def test_what_moved_in_time_is_no_reason(app, ending):
    ending.at(10)
    with app.app_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=ending.day(12), critical=True)
        ending.sign_id = services.add_action(ending.dara, ending.plan_id, words).id
        services.check_in(ending.dara, ending.plan_id, services.CheckInWords(client_id="form-00001", done="Well"))
    change(app, ending, due_on=ending.day(60))

    assert verdict_of(app, ending).status is Status.GREEN


MILESTONE_MOVED = "Why it needs attention. Two labs missed its earlier day and was moved."


@pytest.fixture
def reached_late(app, ending, clock):
    """The published plan on day 16, where the critical milestone “Two labs” has been due since day 12."""
    ending.first = promise_two_labs(app, ending)
    go_on(app, ending, clock)
    return ending


def change_milestone(app, plan, **said):
    with app.app_context():
        item = db.session.get(Milestone, plan.milestone_id)
        words = MilestoneWords(title=item.title, due_on=item.due_on, critical=item.critical, state=item.state)
        services.change_item(
            plan.dara, Milestone, plan.milestone_id, replace(words, **said), reason="The lab asked for it"
        )


def drag_milestone(plan, on):
    """Let the milestone lie on another day, as on the timeline."""
    there = f"/plans/milestones/{plan.milestone_id}/days/"
    moved = plan.browser("Dara").submit(there, due_on=on.isoformat(), reason="The lab asked for it")
    assert moved.status_code < 400


@pytest.mark.parametrize("said", [{}, {"critical": False}], ids=["critical", "critical no longer"])
def test_a_milestone_that_moved_when_it_was_late_needs_attention_until_it_is_done(app, reached_late, said):
    plan = reached_late
    assert [each.why for each in verdict_of(app, plan).reasons] == [Why.CRITICAL_LATE]
    change_milestone(app, plan, due_on=plan.day(60), **said)

    verdict = verdict_of(app, plan)

    assert [(each.why, each.name, each.status) for each in verdict.reasons] == [(Why.MISSED, "Two labs", Status.AMBER)]
    assert [MILESTONE_MOVED in page for page in pages_of(plan)] == [True, True]
    assert "Needs attention" in said_in(app.test_client().get(f"/p/{shared(app, plan, Shown.STATUS)}/").text)
    with app.app_context():
        assert [row.status for row in holding_of(plan.people["Sec"]).rows] == ["warn"]
        [sealed] = said_of(plan_found(plan.plan_id), plan.today)["milestones"]
        assert sealed["missed_on"] == plan.first.isoformat()
    change_milestone(app, plan, state=MilestoneState.DONE)
    assert verdict_of(app, plan).status is Status.GREEN


def test_a_milestone_that_moved_late_on_the_timeline_needs_attention_too(app, reached_late):
    drag_milestone(reached_late, reached_late.day(60))

    assert [each.why for each in verdict_of(app, reached_late).reasons] == [Why.MISSED]


def test_a_milestone_that_is_no_longer_critical_and_moves_then_keeps_attention(app, reached_late):
    change_milestone(app, reached_late, critical=False)
    change_milestone(app, reached_late, due_on=reached_late.day(60))

    assert [each.why for each in verdict_of(app, reached_late).reasons] == [Why.MISSED]


def test_a_milestone_that_moves_later_once_more_after_its_first_day_needs_attention(app, ending, clock):
    first = promise_two_labs(app, ending)
    moved, later = map(ending.day, (30, 40))
    change_milestone(app, ending, due_on=moved)
    go_on(app, ending, clock)
    assert verdict_of(app, ending).status is Status.GREEN
    change_milestone(app, ending, due_on=later)

    assert [each.why for each in verdict_of(app, ending).reasons] == [Why.MISSED]
    with app.app_context():
        assert db.session.get(Milestone, ending.milestone_id).missed_on == first


@pytest.mark.parametrize(
    "said", [{"critical": False}, {"state": MilestoneState.DONE}, {}], ids=["not", "done", "early"]
)
def test_a_milestone_that_missed_no_day_is_no_reason(app, ending, clock, said):
    promise_two_labs(app, ending, day=12 if said else 40, **said)
    go_on(app, ending, clock)
    change_milestone(app, ending, due_on=ending.day(60))

    assert verdict_of(app, ending).status is Status.GREEN
    with app.app_context():
        [sealed] = said_of(plan_found(ending.plan_id), ending.today)["milestones"]
    assert sealed["missed_on"] is None


def drag(app, plan, on):
    """Let the action lie on another day, as on the timeline."""
    with app.app_context():
        services.reschedule(plan.dara, plan.sign_id, start_on=None, due_on=on, reason="The lab asked for it")


def say(app, plan, status):
    """Say how far the action is, as on the board."""
    with app.app_context():
        services.move_action(plan.dara, plan.sign_id, status)


@pytest.mark.parametrize("way", ["form", "timeline", "at once"])
def test_an_action_that_moved_when_it_was_called_done_has_missed_its_day(app, late, way):
    say(app, late, ActionStatus.DONE)
    if way == "timeline":
        drag(app, late, late.day(60))
    elif way == "form":
        change(app, late, due_on=late.day(60))
    assert verdict_of(app, late).status is Status.GREEN
    change(app, late, status=ActionStatus.TODO, due_on=late.day(60))

    verdict = verdict_of(app, late)

    assert [(each.why, each.name, each.status) for each in verdict.reasons] == [(Why.MISSED, "Sign", Status.AMBER)]
    assert [MOVED in page for page in pages_of(late)] == [True, True]
    with app.app_context():
        assert [row.status for row in holding_of(late.people["Sec"]).rows] == ["warn"]


def test_an_action_that_was_called_done_before_its_day_has_missed_it_too(app, ending, clock):
    first = promise_to_sign(app, ending, status=ActionStatus.DONE)
    go_on(app, ending, clock)
    drag(app, ending, ending.day(60))
    said = missed_in_file(app, ending)
    say(app, ending, ActionStatus.TODO)

    assert [each.why for each in verdict_of(app, ending).reasons] == [Why.MISSED]
    assert (said, missed_in_file(app, ending)) == (None, first.isoformat())


def missed_in_file(app, plan):
    """Return the day that the action missed, as the file of its plan and a sign-off say it."""
    with app.app_context():
        [sealed] = [
            each for each in said_of(plan_found(plan.plan_id), plan.today)["actions"] if each["title"] == "Sign"
        ]
    return sealed["missed_on"]


def test_an_action_that_moved_in_time_when_it_was_done_has_missed_no_day(app, ending, clock):
    promise_to_sign(app, ending, status=ActionStatus.DONE)
    drag(app, ending, ending.day(60))
    go_on(app, ending, clock)
    say(app, ending, ActionStatus.TODO)

    assert verdict_of(app, ending).status is Status.GREEN


def test_what_was_parked_late_keeps_attention_though_it_was_called_done(app, late):
    park(app, late)
    assert [each.why for each in verdict_of(app, late).reasons] == [Why.PARKED_LATE]
    change(app, late, status=ActionStatus.DONE)
    change(app, late, due_on=late.day(60))
    change(app, late, status=ActionStatus.TODO)

    # To call it done took it up.
    assert [each.why for each in verdict_of(app, late).reasons] == [Why.MISSED]


def test_what_was_called_done_when_it_was_taken_up_has_missed_its_day(app, late):
    park(app, late)
    change(app, late, status=ActionStatus.DONE)
    with app.app_context():
        services.take_up_action(late.dara, late.sign_id)
    change(app, late, due_on=late.day(60))
    change(app, late, status=ActionStatus.TODO)

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.MISSED]


def test_what_is_no_longer_critical_and_called_done_has_missed_its_day(app, late):
    change(app, late, critical=False, status=ActionStatus.DONE)
    change(app, late, due_on=late.day(60))
    change(app, late, status=ActionStatus.TODO, owner="Mo")

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.MISSED]


@pytest.mark.parametrize("state", [MilestoneState.DONE, MilestoneState.MISSED, MilestoneState.AT_RISK])
@pytest.mark.parametrize("way", ["form", "timeline"])
def test_a_milestone_that_moved_in_another_state_has_missed_its_day(app, reached_late, state, way):
    plan = reached_late
    change_milestone(app, plan, state=state)
    if way == "timeline":
        drag_milestone(plan, plan.day(60))
    else:
        change_milestone(app, plan, due_on=plan.day(60))
    change_milestone(app, plan, state=MilestoneState.PLANNED)

    assert [(each.why, each.name) for each in verdict_of(app, plan).reasons] == [(Why.MISSED, "Two labs")]
    assert [MILESTONE_MOVED in page for page in pages_of(plan)] == [True, True]


@pytest.mark.parametrize("critical", [True, False])
def test_a_milestone_of_a_published_plan_keeps_a_day(app, reached_late, critical):
    plan, dara = reached_late, reached_late.browser("Dara")
    change_milestone(app, plan, critical=critical)
    on_form = dara.submit(
        f"/plans/milestones/{plan.milestone_id}/", title="Two labs", due_on="", state="planned", reason="Not now",
        **({"critical": "y"} if critical else {}),
    )  # fmt: skip
    on_timeline = dara.submit(f"/plans/milestones/{plan.milestone_id}/days/", due_on="", reason="Not now")

    assert 'By when <span class="soft">' not in dara.get(f"/plans/milestones/{plan.milestone_id}/").text
    assert [(each.status_code, "Say by when: a date." in each.text) for each in (on_form, on_timeline)] == [
        (422, True)
    ] * 2
    with pytest.raises(DayMissing):
        change_milestone(app, plan, due_on=None)
    with app.app_context():
        assert db.session.get(Milestone, plan.milestone_id).due_on == plan.first


@pytest.mark.parametrize("published", [True, False])
def test_a_milestone_has_a_day_from_the_first(app, ending, published):
    ending.at(2)
    with app.app_context(), transaction():
        plan = db.session.get(Plan, ending.plan_id)
        plan.published_at = plan.published_at if published else None
    there, said = f"/plans/{ending.plan_id}/milestones/", {"title": "Two labs", "state": "planned"}
    dara = ending.browser("Dara")

    by_hand = dara.submit(there, due_on="", **said)
    by_note = ending.browser("Ada").submit(
        "/plans/promotion/", due_on="", board=ending.board_id, note=ending.note_id, kind="milestone", **said
    )

    assert 'By when <span class="soft">' not in dara.get(there).text
    assert (by_hand.status_code, "Say by when: a date." in by_hand.text) == (422, True)
    assert (by_note.status_code, "Say by when: a date." in by_note.text) == (422, True)
    with app.app_context():
        words = MilestoneWords(title="Two labs", critical=True)
        with pytest.raises(DayMissing) as refused:
            services.add_item(ending.dara, ending.plan_id, Milestone, words)
        with pytest.raises(DayMissing):
            services.promote(ending.seats["Ada"], ending.board_id, ending.note_id, words)
        assert plan_found(ending.plan_id).milestones == []
    with app.test_request_context():
        assert str(refused.value.message) == "A milestone has a day by which it is reached. Choose one."


def test_a_milestone_that_came_without_a_day_gets_one_before_the_plan_is_published(app, ending):
    ending.at(2)
    with app.app_context(), transaction():
        plan = db.session.get(Plan, ending.plan_id)
        plan.published_at = None
        row = {"plan_id": plan.id, "title": "Two labs", "created_at": plan.created_at}
        db.session.add(Milestone(id="bare", number=4, **row))
    dara, page = ending.browser("Dara"), f"/plans/{ending.plan_id}/"
    there, needs = "/plans/milestones/bare/", "A date for milestone 4"

    asked = dara.get(page).text
    refused = dara.submit(f"{page}publication/")
    emptied = dara.submit(there, title="Two labs", due_on="", state="planned")
    dated = dara.submit(there, title="Two labs", due_on=ending.day(40), state="planned")

    assert f'<a href="{there}">{needs}</a>' in asked
    assert (refused.status_code, needs in refused.text) == (409, True)
    assert (emptied.status_code, dated.status_code, needs in dara.get(page).text) == (422, 303, False)


def let_have_no_day(app, plan):
    """Let the milestone have no day any longer, as earlier servers did."""
    with app.app_context():
        milestone = db.session.get(Milestone, plan.milestone_id)
        moved = {"before": milestone.due_on, "reason": "Later", "by_name": "Dara", "moved_at": clock_now()}
        db.session.add(DueMove(plan_id=plan.plan_id, kind="milestone", item_id=milestone.id, **moved))
        milestone.due_on = None
        db.session.commit()


def let_be_done(app, plan):
    """Let the milestone be done today without a day, as earlier servers took it."""
    with app.app_context():
        milestone = db.session.get(Milestone, plan.milestone_id)
        milestone.state, milestone.done_on = MilestoneState.DONE, plan.today
        db.session.commit()


def test_the_day_before_a_milestone_was_let_have_none_counts(app, reached_late):
    plan = reached_late
    let_have_no_day(app, plan)
    verdict = verdict_of(app, plan)
    with app.app_context():
        [undone] = [
            each
            for each in promises_in(said_of(plan_found(plan.plan_id), plan.today), plan.today).undone
            if each.title == "Two labs"
        ]

    assert [(each.why, each.name, each.days) for each in verdict.reasons] == [(Why.CRITICAL_LATE, "Two labs", 4)]
    assert (undone.due_on, undone.first_due_on, undone.days_late) == (None, plan.first, 4)
    page = plan.browser("Dara").get(f"/plans/{plan.plan_id}/sign-off/").text
    promised = page[page.index("Promised and not done") :]
    row = promised[promised.index("Two labs") :].partition("</li>")[0]
    assert f'<s class="soft"><time datetime="{plan.first.isoformat()}">' in row
    assert "no date yet" in row
    with app.app_context():
        assert [row.status for row in holding_of(plan.people["Sec"]).rows] == ["warn"]
    change_milestone(app, plan, due_on=plan.day(60))
    assert [(each.why, each.name) for each in verdict_of(app, plan).reasons] == [(Why.MISSED, "Two labs")]


def test_the_last_day_of_a_milestone_counts_at_the_sign_off_as_in_its_status(app, reached_late, clock):
    plan = reached_late
    change_milestone(app, plan, due_on=plan.first + timedelta(days=6))
    let_have_no_day(app, plan)
    clock(20 * 24 * 3600)
    plan.today = plan.first + timedelta(days=10)

    def promises():
        with app.app_context():
            return promises_in(said_of(plan_found(plan.plan_id), plan.today), plan.today)

    [late, _moved] = [each for each in verdict_of(app, plan).reasons if each.name == "Two labs"]
    [undone] = [each for each in promises().undone if each.title == "Two labs"]
    assert (late.days, undone.days_late, undone.first_due_on) == (10, 10, plan.first)
    let_be_done(app, plan)
    assert [(each.title, each.late.days) for each in promises().doubted] == [("Two labs", 10)]


@pytest.mark.parametrize("answer", ["", "yes"])
def test_a_pause_moves_a_day_that_was_missed_only_where_the_sponsor_agreed(app, asked, answer):
    with app.test_request_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=2), critical=True)
        sign_id = services.add_action(asked.dara, asked.plan_id, words).id
        asked.clock(8 * 24 * 3600)
        today = services.today_of(asked.plan())
        first, last = today - timedelta(days=10), today - timedelta(days=1)
        services.pause_plan(asked.dara, asked.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        if answer:
            ask = next(each for each in asked.plan().asks if any(one.kind == "pause" for one in each.agreements))
            services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))
        db.session.expire_all()
        services.reschedule(asked.dara, sign_id, start_on=None, due_on=today + timedelta(days=20), reason="Later")
        reasons = judged(asked.plan(), today).verdict.reasons
        [gist] = gists(db.true())
        assert ("missed" in {each.why for each in reasons}) is (answer == "")
        assert {each.why for each in judged(gist, today).verdict.reasons} == {each.why for each in reasons}


def test_what_was_critical_and_is_late_needs_attention_still(app, late):
    change(app, late, critical=False)
    verdict = verdict_of(app, late)

    assert (verdict.status, verdict.reasons[0].why) == (Status.AMBER, Why.ONCE_CRITICAL_LATE)
    page = pages_of(late)[0]
    assert "Sign was critical before and is 4 days late." in page
    assert "was critical added on day 2 Sign" in pages_of(late)[1]


def test_pages_say_what_a_parked_action_was_and_when_it_was_promised(app, late):
    change(app, late, critical=False, due_on=late.day(60))
    park(app, late)
    counted = "1 action parked, 1 of them critical, 1 missed its earlier day"
    page, paper = pages_of(late)
    outside = app.test_client().get(f"/p/{shared(app, late, Shown.STATUS)}/").text
    with app.app_context():
        [row] = holding_of(late.people["Sec"]).rows

    assert counted in page
    assert counted in paper
    assert counted in said_in(outside)
    with app.test_request_context():
        assert f"was critical · missed its earlier day, {day_month(late.first)}" in page
    assert "Sign, a critical action that is parked, missed its earlier day." in page
    assert "late when it was parked" not in page
    assert (row.parked.critical, row.parked.late, row.parked.missed) == (1, 0, 1)
    assert counted in told_by(app, late).popitem()[1]


def test_what_was_missed_stays_in_sight_without_another_day(app, late):
    change(app, late, due_on=late.day(60))
    park(app, late)
    with app.app_context():
        db.session.get(Action, late.sign_id).due_on = None
        db.session.commit()
    page = late.browser("Dara").get(f"/plans/{late.plan_id}/").text
    parked = said_in(page[page.index('id="parked"') :])

    assert [each.why for each in verdict_of(app, late).reasons] == [Why.PARKED_MISSED]
    assert "Later critical · missed its earlier day, " in parked


def test_the_sign_off_says_of_a_parked_action_which_day_it_missed(app, late, clock):
    change(app, late, due_on=late.day(60))
    park(app, late)
    with app.app_context():
        [undone] = [
            each
            for each in promises_in(said_of(plan_found(late.plan_id), late.today), late.today).undone
            if each.title == "Sign"
        ]

    assert (undone.days_late, undone.missed_on, undone.parked_on) == (0, late.first, late.today)


def test_paper_and_outside_show_the_day_that_was_promised_first(app, late):
    change(app, late, due_on=late.day(60))
    first = f'datetime="{late.first.isoformat()}"'
    outside = app.test_client().get(f"/p/{shared(app, late, Shown.ACTIONS)}/").text
    paper = late.browser("Dara").get(f"/plans/{late.plan_id}/print/").text

    assert first in outside
    assert '<s class="soft">' in paper[paper.index("Sign") - 400 :]


def test_files_say_what_was_promised_first_of_an_action_that_is_parked(app, late):
    change(app, late, critical=False, due_on=late.day(60))
    park(app, late)
    dara, at = late.browser("Dara"), f"/plans/{late.plan_id}"
    said = json.loads(dara.get(f"/reports{at}.json").text)
    [action] = [each for each in said["actions"] if each["title"] == "Sign"]
    rows = list(csv.DictReader(dara.get(f"/reports{at}.csv").text.lstrip("\ufeff").splitlines()))
    [row] = [each for each in rows if each["Name"] == "Sign"]

    assert (action["first_due_on"], action["was_critical"]) == (late.first.isoformat(), True)
    assert action["due_on"] == late.day(60).isoformat()
    assert row["First promised"] == late.first.isoformat()


@pytest.mark.parametrize("eased", [False, True])
def test_what_was_parked_in_time_and_taken_up_later_missed_no_day(app, ending, clock, eased):
    ending.at(2)
    later = ending.day(60)
    with app.app_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=ending.day(20), critical=True)
        ending.sign_id = services.add_action(ending.dara, ending.plan_id, words).id
    park(app, ending)
    clock(30 * 24 * 3600)
    ending.today = ending.day(32)
    if eased:
        change(app, ending, critical=False)
    with app.app_context():
        services.take_up_action(ending.dara, ending.sign_id, due_on=later)
    park(app, ending)

    with app.app_context():
        assert db.session.get(Action, ending.sign_id).missed_on is None
    assert all(each.why is not Why.PARKED_LATE for each in verdict_of(app, ending).reasons)


def test_what_is_late_after_day_100_is_parked_no_more(app, late, clock):
    clock(120 * 24 * 3600)
    dara = late.browser("Dara")
    with app.app_context():
        [sign] = [each for each in plan_found(late.plan_id).actions if each.title == "Sign"]
        action_id = sign.id
    page = dara.get(f"/plans/actions/{action_id}/").text

    answer = dara.submit(f"/plans/actions/{action_id}/parking/", parked_reason="No room for it")

    assert ("Park this action" in page, answer.status_code) == (False, 409)
    assert "The hundred days are over" in answer.text
    with app.app_context():
        assert db.session.get(Action, action_id).parked_on is None
