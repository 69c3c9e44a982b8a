"""A note or a group becomes more than an action: each kind keeps what was written, and where it came from."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.canvases.library import library
from app.db import db
from app.errors import NotFound
from app.plans import services
from app.plans.errors import DueOutsidePlan, ItemIncomplete, NotANumber, NoteAlreadyPromoted
from app.plans.items.words import (
    AskWords,
    AssumptionWords,
    DecisionWords,
    MemberWords,
    MilestoneWords,
    RiskWords,
)
from app.plans.models import GoalVersion, ItemOrigin, Origin, Plan
from app.plans.promotion import becoming as promotion
from app.plans.promotion import queries as promotion_queries
from app.plans.promotion.becoming import GoalWords, MeasureWords
from app.plans.services import ActionWords, today_of
from app.workshops.models import Seat
from tests.morning import TODAY
from tests.plans.conftest import SOON
from tests.plans.test_promises import said_in

KINDS = [
    (MilestoneWords(title="Law passed", due_on=SOON), {"title": "Law passed", "due_on": SOON, "state": "planned"}),
    (
        RiskWords(title="Storm", likelihood="high", impact="large", response="Move", owner="Bo"),
        {"title": "Storm", "likelihood": "high", "impact": "large", "response": "Move", "owner": "Bo", "state": "open"},
    ),
    (
        MeasureWords(title="Wait", unit="days", baseline=45.0, target=15.0, main=True),
        {"name": "Wait", "unit": "days", "baseline": 45.0, "target": 15.0, "main": True, "direction": "down"},
    ),
    (MeasureWords(title="Tests"), {"name": "Tests", "baseline": None, "target": None, "direction": "up"}),
    (AssumptionWords(title="They pay", test="Ask ten", owner="Bo"), {"title": "They pay", "test": "Ask ten"}),
    (MemberWords(title="Lab manager", part="Bookings"), {"title": "Lab manager", "part": "Bookings"}),
    (
        AskWords(title="A letter", to="Minister", reply_by=SOON),
        {"title": "A letter", "to": "Minister", "reply_by": SOON},
    ),
    (DecisionWords(title="Fridays", reason="Idle", by="All"), {"title": "Fridays", "reason": "Idle", "by": "All"}),
]


def action():
    return ActionWords(title="Publish", owner="Lab manager", due_on=SOON)


def promote(here, place, words, name="Ada", **chosen):
    with here.app.app_context():
        return services.promote(here.seats[name], *place, words, **chosen)


@pytest.mark.parametrize(("words", "kept"), KINDS, ids=[words.becomes for words, _kept in KINDS])
def test_each_kind_keeps_what_was_written_and_leads_back_to_its_note(app, room, words, kept):
    here = room()
    board_id, note_id = here.note("नोट", lang="hi", gloss="Note")

    made = promote(here, (board_id, note_id), words)

    with app.app_context():
        row = db.session.get(promotion_queries.TABLES[words.becomes], made.item_id)
        assert {name: getattr(row, name) for name in kept} == kept
        assert (row.number, row.plan_id) == (1, made.plan_id)
        origin = db.session.scalars(select(ItemOrigin)).one()
        assert (origin.kind, origin.item_id, origin.plan_id) == (words.becomes, made.item_id, made.plan_id)
        assert (origin.board_id, origin.note_id, origin.seq, origin.promoted) == (board_id, note_id, 1, True)
        assert origin.words == "नोट"
        assert origin.details == {"lang": "hi", "gloss": "Note", "zone": "quick", "canvas": "impact_effort"}


def test_a_decision_and_an_ask_know_the_day_they_were_made(app, room):
    here = room()
    decided = promote(here, here.note("One"), DecisionWords(title="Fridays"))
    asked = promote(here, here.note("Two"), AskWords(title="A letter", to="Minister"))

    with app.app_context():
        today = today_of(db.session.get(Plan, decided.plan_id))
        rows = [db.session.get(promotion_queries.TABLES[made.kind], made.item_id) for made in (decided, asked)]
        assert [rows[0].decided_on, rows[1].asked_on] == [today, today]


def test_the_page_says_who_wrote_down_that_somebody_else_decided(app, room):
    here = room()
    here.guest("Gia")
    for name, by, title in (
        ("Ada", "The minister", "Fridays"),
        ("Ada", "ada", "Mondays"),
        ("Gia", "The Mayor", "Never"),
    ):
        promote(here, here.note(title), DecisionWords(title=title, by=by), name)

    page = said_in(here.browser("Dara").get(f"/plans/{plan_of(app)}/").text)

    assert "The minister, written down by Ada" in page
    # The server forgets what a guest is called.
    assert "The Mayor, written down by Fastest test slot" in page
    assert page.count("written down by") == 2


def plan_of(app):
    with app.app_context():
        return db.session.scalars(select(Plan.id)).one()


def test_a_goal_replaces_the_earlier_one_which_stays_with_the_reason(app, room):
    here = room()
    promote(here, here.note("One"), GoalWords(title="Ten tests"))

    promote(here, here.note("Two"), GoalWords(title="Thirty tests", reason="Ten were too few"))

    with app.app_context():
        plan = db.session.scalars(select(Plan)).one()
        earlier = db.session.scalars(select(GoalVersion)).one()
        assert plan.goal == "Thirty tests"
        assert (earlier.goal, earlier.reason, earlier.by_name) == ("Ten tests", "Ten were too few", "Ada")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (RiskWords(title=""), ItemIncomplete),
        (AskWords(title="A letter", to=""), ItemIncomplete),
        (MilestoneWords(title="Before day 1", due_on=TODAY), DueOutsidePlan),
        (MilestoneWords(title="Late", due_on=TODAY + timedelta(days=103)), DueOutsidePlan),
        (AskWords(title="A letter", to="Minister", reply_by=date(2020, 1, 1)), DueOutsidePlan),
        (MeasureWords(title="Tests", target=float("nan")), NotANumber),
        (MeasureWords(title="Tests", baseline=float("inf")), NotANumber),
    ],
)
def test_what_no_plan_can_hold_is_refused_and_nothing_is_kept(app, room, words, refusal):
    here = room()

    with pytest.raises(refusal):
        promote(here, here.note("Idle lab days"), words)

    with app.app_context():
        assert db.session.scalars(select(Plan)).all() == []
        assert db.session.scalars(select(ItemOrigin)).all() == []


def test_a_goal_that_stands_is_not_replaced_without_a_reason(app, room):
    here = room()
    promote(here, here.note("One"), GoalWords(title="Ten tests"))

    with pytest.raises(ItemIncomplete):
        promote(here, here.note("Two"), GoalWords(title="Thirty tests"))


def test_a_note_may_become_things_of_several_kinds_but_each_once(app, room):
    here = room()
    note = here.note("Idle lab days")
    promote(here, note, RiskWords(title="Storm"))
    promote(here, note, action())

    with pytest.raises(NoteAlreadyPromoted) as refusal:
        promote(here, note, RiskWords(title="Storm again"))

    with app.test_request_context():
        assert str(refusal.value.message) == "It stands in the plan as a risk."


@pytest.mark.row("S1", partly=True)
@pytest.mark.row("S7", partly=True)
def test_of_a_group_its_title_and_its_notes_are_kept_and_hidden_ones_are_not(app, room):
    here = room()
    cleo = here.seat("Cleo")
    board_id, group_id = here.group("Bookings", "By phone", "By mail")
    here.note("My boss is awful", parent=group_id, audience=cleo.id)

    made = promote(here, (board_id, group_id), action())

    with app.app_context():
        kept = db.session.scalars(select(Origin).order_by(Origin.seq)).all()
        assert [(each.action_id, each.words, each.promoted) for each in kept] == [
            (made.item_id, "Bookings", True),
            (made.item_id, "By phone", False),
            (made.item_id, "By mail", False),
        ]
        place = {"zone": "quick", "canvas": "impact_effort"}
        assert kept[0].details == {**place, "group": True}
        assert [each.details for each in kept[1:]] == [{**place, "of": group_id}] * 2


def test_a_note_of_a_promoted_group_may_still_become_something_itself(app, room):
    here = room()
    board_id, group_id = here.group("Bookings", "By phone")
    promote(here, (board_id, group_id), action())
    with app.app_context():
        note_id = db.session.scalars(select(Origin.note_id).where(~Origin.promoted)).one()

    assert promote(here, (board_id, note_id), action()).number == 2


def test_the_board_tells_of_a_group_at_the_group_and_of_its_notes_only_once_it_is_gone(app, room):
    here = room()
    board_id, group_id = here.group("Bookings", "By phone")
    made = promote(here, (board_id, group_id), action())
    with app.app_context():
        whole = promotion_queries.outcomes_on(board_id)
        note_id = db.session.scalars(select(Origin.note_id).where(~Origin.promoted)).one()

    here.delete(board_id, group_id)

    with app.app_context():
        assert whole == {group_id: [made]}
        assert promotion_queries.outcomes_on(board_id) == {group_id: [made], note_id: [made]}


def test_who_may_change_all_plans_of_the_centre_chooses_among_them_and_others_cannot(app, room):
    here = room()
    here.employ("Fay", "facilitator")
    here.seat("Fay", "co-facilitator")
    own = promote(here, here.note("One"), action())
    with app.app_context():
        other = add_plan(here.centre.id)

    into_other = promote(here, here.note("Two"), RiskWords(title="Storm"), name="Fay", plan_id=other)

    assert (into_other.plan_id, into_other.number) == (other, 1)
    with pytest.raises(NotFound):
        promote(here, here.note("Three"), RiskWords(title="Rain"), plan_id=other)
    with app.app_context():
        seats = {name: db.session.get(Seat, seat.id) for name, seat in here.seats.items()}
        offered = {name: [plan.id for plan in promotion_queries.plans_open_to(seat)] for name, seat in seats.items()}
        assert offered == {"Ada": [own.plan_id], "Fay": [own.plan_id, other]}


def test_a_plan_of_another_centre_is_not_found(app, room):
    here = room()
    here.employ("Fay", "director")
    here.seat("Fay", "co-facilitator")
    with app.app_context():
        foreign = add_plan(add_centre())

    with pytest.raises(NotFound):
        promote(here, here.note("One"), action(), name="Fay", plan_id=foreign)


def add_centre():
    from app import clock
    from app.centres.models import Centre
    from app.db import transaction
    from app.ids import new_id

    with transaction():
        centre = Centre(id=new_id(), name="Elsewhere", timezone="UTC", created_at=clock.now())
        db.session.add(centre)
    return centre.id


def add_plan(centre_id):
    from app import clock
    from app.db import transaction
    from app.ids import new_id

    with transaction():
        plan = Plan(id=new_id(), centre_id=centre_id, title="Another", timezone="UTC", created_at=clock.now())
        db.session.add(plan)
    return plan.id


def test_every_zone_of_the_library_proposes_what_its_canvas_says():
    for canvas in library().canvases.values():
        for zone in canvas.zones:
            said = canvas.plan_mapping.get(zone.id)
            assert promotion.proposed(canvas, zone.id) in promotion.KINDS
            if said:
                assert promotion.proposed(canvas, zone.id) == said


def test_where_no_zone_says_anything_the_canvas_does_and_otherwise_it_is_an_action():
    canvases = library().canvases

    by_its_kind = next(each for each in canvases.values() if each.promotion and each.promotion.kind == "goal")

    assert promotion.proposed(by_its_kind, "nowhere") == "goal"
    assert promotion.proposed(canvases["impact_effort"], "nowhere") == "action"
    assert promotion.proposed(None, None) == "action"


@given(st.text(), st.integers(1, 400))
def test_a_title_is_one_line_of_the_words_and_no_longer_than_it_may_be(text, longest):
    title = promotion.as_title(text, longest)

    assert len(title) <= longest
    assert title == " ".join(title.split())
    assert title.rstrip("…") in " ".join(text.split()) or title == "…"
