"""A workshop opens from the live plan with its data on the boards, and what the room decides goes back into it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.boards.models import Board, Element
from app.db import db
from app.errors import NotAllowed
from app.plans import days, services
from app.plans.items import words as item_words
from app.plans.models import Action, Impact, Likelihood, Occasion, Plan, PlanPaper, Risk
from app.plans.occasions import deciding
from app.plans.occasions.deciding import Deed, Lying
from app.plans.promotion.queries import outcomes_on
from app.plans.queries import plan_found
from app.plans.services import ActionWords, MeasureWords, Meeting, today_of
from app.plans.workshop_queries import plan_of
from app.workshops.models import Workshop
from tests.plans.publishing import publish_plan
from tests.plans.test_promises import said_in


@pytest.fixture
def halfway(app, planned):
    """The published plan on day 50: two actions open, one done, a number and a risk."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        planned.begins = days.day_one_when(50, planned.today)
        planned.day = lambda number: days.date_of(number, planned.begins)
        roles = services.Roles(leader="Lea", sponsor="Spo")
        services.change_plan(
            planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=planned.begins, roles=roles
        )
        main = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        measure = services.add_measure(planned.dara, planned.plan_id, main)
        services.file_reading(planned.dara, measure.id, on=planned.day(44), value=12)
        words = ActionWords(title="Publish a calendar", owner="Lab", due_on=planned.day(55))
        services.change_action(planned.dara, planned.action_id, words)
        planned.second = services.add_action(
            planned.dara, planned.plan_id, replace(words, title="Sign with three", due_on=planned.day(90))
        ).id
        done = services.add_action(planned.dara, planned.plan_id, replace(words, title="Ask the labs"))
        services.move_action(planned.dara, done.id, "done")
        risk = item_words.RiskWords(title="The law", likelihood=Likelihood.LOW, impact=Impact.SMALL, owner="Bo")
        planned.risk = services.add_item(planned.dara, planned.plan_id, Risk, risk).id
        publish_plan(planned.dara, planned.plan_id)
    return planned


def open_refresh(halfway):
    """Open the refresh workshop; it, and where notes lie: canvas, kind and id → board and note."""
    with halfway.app.app_context():
        meeting = Meeting(title="Halfway", on=halfway.today, at=time(9, 30))
        opened = services.open_occasion(halfway.dara, halfway.plan_id, Occasion.REFRESH, meeting)
        rows = db.session.execute(
            db.select(Board.canvas, Board.id, PlanPaper.kind, PlanPaper.item_id, PlanPaper.note_id).join(
                Board, Board.id == PlanPaper.board_id
            )
        )
        return opened, {(canvas, kind, item): (board, note) for canvas, board, kind, item, note in rows}


def zones(halfway, workshop_id, canvas):
    with halfway.app.app_context():
        rows = db.session.execute(
            db.select(Element.zone, Element.props)
            .join(Board, Board.id == Element.board_id)
            .where(Board.workshop_id == workshop_id, Board.canvas == canvas)
        )
        return {(zone, props["text"]) for zone, props in rows}


@pytest.mark.row("P10", "P4")
def test_the_refresh_workshop_opens_with_the_plan_of_today_and_writes_back_what_the_room_decided(halfway):
    opened, papers = open_refresh(halfway)

    lie = zones(halfway, opened.workshop_id, "midpoint_review")
    assert {zone for zone, _text in lie} == {"moved", "continue"}
    assert ("moved", "Tests: 12, aim 30 tests") in lie
    assert ("moved", "✓ 3. Ask the labs") in lie
    assert {text.split(" · ")[0] for zone, text in lie if zone == "continue"} == {
        "1. Publish a calendar", "2. Sign with three",
    }  # fmt: skip
    plan_lies = zones(halfway, opened.workshop_id, "hundred_day_plan")
    assert {zone for zone, text in plan_lies if text.startswith(("1.", "2."))} == {"p2", "p3"}
    assert zones(halfway, opened.workshop_id, "risk_register") == {("low_small", "The law")}

    # The room stops the first action, moves the second, weighs the risk anew and words the goal another way.
    move(halfway, papers["midpoint_review", "action", halfway.action_id], zone="stop")
    move(halfway, papers["hundred_day_plan", "action", halfway.second], zone="p2")
    move(halfway, papers["risk_register", "risk", halfway.risk], zone="high_large")
    move(halfway, papers["hundred_day_plan", "goal", halfway.plan_id], text="40 tests")
    dara, mo = halfway.browser("Dara"), halfway.browser("Mo")
    address = f"/plans/workshops/{opened.id}/"
    page = dara.get(address).text
    keys = {
        f"park:{halfway.action_id}", f"move:{halfway.second}", f"weigh-risk:{halfway.risk}", f"goal:{halfway.plan_id}",
    }  # fmt: skip
    assert {key for key in keys if f'value="{key}" checked' in page} == keys
    assert mo.get(address).status_code == 403
    refused = dara.submit(address, do=sorted(keys))
    assert (refused.status_code, "Say what the sponsor agreed to, in one sentence." in refused.text) == (422, True)
    assert {key for key in keys if f'value="{key}" checked' in refused.text} == keys
    answer = dara.submit(address, do=sorted(keys), agreed="Spo wants 40")

    assert answer.status_code == 303
    with halfway.app.app_context():
        plan = plan_found(halfway.plan_id)
        assert plan.goal == "40 tests"
        assert [(each.number, each.due_on) for each in plan.actions] == [(2, halfway.day(60)), (3, halfway.day(55))]
        assert [(each.number, each.parked_reason) for each in plan.parked_actions] == [(1, "Decided in “Halfway”.")]
        assert [(each.before, each.after, each.reason) for each in plan.due_moves] == [
            (halfway.day(90), halfway.day(60), "Decided in “Halfway”.")
        ]
        assert (plan.risks[0].likelihood, plan.risks[0].impact) == ("high", "large")
        assert [(each.goal, each.reason) for each in plan.goals] == [("30 tests", "Spo wants 40")]
        assert [(each.title, each.by) for each in plan.decisions] == [("What “Halfway” changed in the plan", "Halfway")]
    assert dara.submit(address, do=[f"park:{halfway.action_id}"]).status_code == 409


def test_words_that_are_too_long_for_what_the_sponsor_agreed_to_are_said_so(halfway):
    opened, papers = open_refresh(halfway)
    move(halfway, papers["hundred_day_plan", "action", halfway.second], zone="p2")

    refused = halfway.browser("Dara").submit(
        f"/plans/workshops/{opened.id}/", do=[f"move:{halfway.second}"], agreed="Yes " * 101
    )

    # No goal is proposed, so the page had no such field: somebody came with an older one.
    assert (refused.status_code, 'id="agreed-bad"' in refused.text, "Yes Yes" in refused.text) == (422, True, True)


def test_a_room_that_puts_another_mark_into_the_goal_asks_no_sponsor(halfway):
    opened, papers = open_refresh(halfway)
    move(halfway, papers["hundred_day_plan", "goal", halfway.plan_id], text="30 tests!")

    written = halfway.browser("Dara").submit(f"/plans/workshops/{opened.id}/", do=[f"goal:{halfway.plan_id}"])

    log = said_in(halfway.browser("Mo").get(f"/plans/{halfway.plan_id}/changes/").text)
    assert (written.status_code, "30 tests → 30 tests! Decided in “Halfway”." in log) == (303, True)
    with halfway.app.app_context():
        plan = plan_found(halfway.plan_id)
        assert (plan.goal, plan.goals, plan.agreements) == ("30 tests!", [], [])


def move(halfway, where, **said):
    """Change a note as the room does."""
    from app.boards import log
    from app.boards.engine import schema
    from app.boards.queries import connection
    from app.db import transaction

    board_id, note_id = where
    with halfway.app.app_context(), transaction():
        board = log.lock(connection(), board_id)
        draft = log.Draft(board.id, log.read_state(connection(), board.id, board.seq))
        if "zone" in said:
            draft.add(log.Entry(schema.ElementMoved(id=note_id, zone=said["zone"], z="V1", x=0, y=0)))
        if "gone" in said:
            draft.add(log.Entry(schema.ElementDeleted(id=note_id)))
        if "text" in said:
            draft.add(log.Entry(schema.TextPut(id=note_id, t=said["text"])))
        draft.write(connection())


def test_an_action_that_is_parked_and_moved_at_once_is_both(halfway):
    opened, papers = open_refresh(halfway)
    move(halfway, papers["midpoint_review", "action", halfway.action_id], gone=True)
    move(halfway, papers["hundred_day_plan", "action", halfway.action_id], zone="p3")

    keys = [f"park:{halfway.action_id}", f"move:{halfway.action_id}"]
    answer = halfway.browser("Dara").submit(f"/plans/workshops/{opened.id}/", do=keys)

    assert answer.status_code == 303
    with halfway.app.app_context():
        [parked] = plan_found(halfway.plan_id).parked_actions
        assert parked.id == halfway.action_id
        assert parked.due_on > halfway.day(60)


def test_a_note_that_was_taken_out_of_sight_says_nothing_any_more(halfway):
    from app.db import transaction

    opened, papers = open_refresh(halfway)
    board_id, note_id = papers["hundred_day_plan", "action", halfway.second]
    move(halfway, (board_id, note_id), text="Quetzal words of somebody")
    with halfway.app.app_context(), transaction():
        db.session.execute(
            db.update(Element).where(Element.board_id == board_id, Element.id == note_id).values(audience="f")
        )

    page = halfway.browser("Dara").get(f"/plans/workshops/{opened.id}/").text

    assert "Quetzal" not in page
    assert f'value="park:{halfway.second}">' in page


def test_what_is_promoted_in_a_workshop_of_the_plan_goes_into_that_plan_and_its_notes_say_what_they_stand_for(halfway):
    opened, papers = open_refresh(halfway)
    board_id, note_id = papers["midpoint_review", "action", halfway.second]

    with halfway.app.app_context():
        assert plan_of(opened.workshop_id).id == halfway.plan_id
        told = outcomes_on(board_id)[note_id]
        assert [(each.kind, each.number, each.plan_id) for each in told] == [("action", 2, halfway.plan_id)]
        assert db.session.get(Workshop, opened.workshop_id).kind == "midpoint-review"


def test_the_three_workshops_open_from_the_page_of_the_plan_and_not_in_the_past(halfway):
    dara, mo = halfway.browser("Dara"), halfway.browser("Mo")
    address = f"/plans/{halfway.plan_id}/workshops/"
    fields = {"title": "Ours", "on": halfway.today.isoformat(), "at": "09:30"}

    for kind in ("startup", "refresh", "scale_up"):
        assert dara.get(address + kind + "/").status_code == 200
        past = dara.submit(address + kind + "/", **{**fields, "on": (halfway.today - timedelta(days=1)).isoformat()})
        assert past.status_code == 422
        answer = dara.submit(address + kind + "/", **fields)
        assert answer.location.endswith("/agenda/")
    assert mo.submit(address + "refresh/", **fields).status_code == 403
    assert dara.get(address + "party/").status_code == 404
    assert mo.get(address).text.count("<bdi>Ours</bdi>") == 3


def test_the_startup_workshop_says_where_a_measure_begins_and_that_nobody_counted_it(halfway):
    with halfway.app.app_context():
        labs = MeasureWords(name="Labs", unit="labs", baseline=2, target=8)
        services.add_measure(halfway.dara, halfway.plan_id, labs)
        meeting = Meeting(title="Startup", on=halfway.today, at=time(9, 30))
        opened = services.open_occasion(halfway.dara, halfway.plan_id, Occasion.STARTUP, meeting)

    begins = zones(halfway, opened.workshop_id, "goal_builder")
    stands = zones(halfway, opened.workshop_id, "hundred_day_plan")

    assert {text for zone, text in begins if zone == "baseline"} == {"Labs: 2, aim 8 labs", "Tests: 12, aim 30 tests"}
    assert {text for zone, text in stands if zone == "measures"} == {
        "Labs: not counted yet, aim 8 labs, from 2", "Tests: 12, aim 30 tests",
    }  # fmt: skip


def test_whoever_may_not_change_the_plan_opens_nothing(app, halfway):
    with app.app_context(), pytest.raises(NotAllowed):
        services.open_occasion(
            halfway.people["Mo"],
            halfway.plan_id,
            Occasion.REFRESH,
            Meeting(title="Ours", on=halfway.today, at=time(9, 30)),
        )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("4. Sign · Bo · 3 March", "Sign"),
        ("Sign with four · Bo", "Sign with four"),
        ("4. Sign", "Sign"),
        ("14. Sign", "14. Sign"),
        ("", ""),
    ],
)
def test_the_title_of_an_action_is_read_off_its_note(words, title):
    assert deciding.title_in(words, 4) == title


def test_a_deleted_note_is_a_question_and_no_decision():
    action = Action(id="a", number=1, title="Sign", due_on=date(2026, 3, 1))
    plan = Plan(id="p", goal="30", day_one=None, actions=[action], risks=[])
    lying = Lying("midpoint_review", "action", "a", "continue", "1. Sign", None, "1. Sign")

    assert [(each.deed, each.sure) for each in deciding.proposals(plan, [lying], date(2026, 2, 1))] == [
        (Deed.PARK, False)
    ]
