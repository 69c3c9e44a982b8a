"""A note becomes an action: once, with an owner and a day, and the way back to its note stays."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from app.db import db
from app.errors import NotAllowed, NotFound
from app.events import _after, after
from app.plans import services
from app.plans.errors import ActionIncomplete, DueOutsidePlan, NoHostCentre, NoteAlreadyPromoted, NoteStillPrivate
from app.plans.events import Promoted
from app.plans.models import Action, Origin, Plan
from app.plans.promotion.queries import Outcome
from app.plans.services import ActionWords, today_of
from tests.morning import TODAY
from tests.plans.conftest import at_once


def words(**fields):
    soon = TODAY + timedelta(days=12)
    return ActionWords(**{"title": "Publish a calendar", "owner": "Lab manager", "due_on": soon, **fields})


def promote(room, name, board_id, note_id, **fields):
    with room.app.app_context():
        return services.promote(room.seats[name], board_id, note_id, words(**fields))


def count(app, model):
    with app.app_context():
        return len(db.session.scalars(select(model)).all())


@pytest.mark.row("S6")
def test_a_note_becomes_an_action_with_an_owner_and_a_day_in_the_plan_of_the_centre(app, room):
    here = room()
    board_id, note_id = here.note("टेस्टबेड की बुकिंग", lang="hi")

    made = promote(here, "Ada", board_id, note_id)

    with app.app_context():
        action = db.session.get(Action, made.item_id)
        said = (action.number, action.title, action.owner, action.due_on, action.status)
        assert said == (1, "Publish a calendar", "Lab manager", words().due_on, "todo")
        assert (action.plan.centre_id, action.plan.workshop_id) == (here.centre.id, here.workshop.id)
        origin = action.origins[0]
        assert (origin.board_id, origin.note_id, origin.seq) == (board_id, note_id, 1)
        assert (origin.words, origin.details) == (
            "टेस्टबेड की बुकिंग",
            {"lang": "hi", "zone": "quick", "canvas": "impact_effort"},
        )


@pytest.mark.row("S7", partly=True)
def test_the_words_of_the_note_stay_when_the_note_goes(app, room):
    from app.boards.models import Element
    from app.db import transaction

    here = room()
    board_id, note_id = here.note("Idle lab days")
    made = promote(here, "Ada", board_id, note_id)

    with app.app_context(), transaction():
        db.session.delete(db.session.get(Element, (board_id, note_id)))

    with app.app_context():
        assert [origin.words for origin in db.session.get(Action, made.item_id).origins] == ["Idle lab days"]


def test_the_first_action_makes_the_plan_and_its_days_begin_tomorrow_in_the_centre(app, room):
    here = room()
    promote(here, "Ada", *here.note("One"))

    promote(here, "Ada", *here.note("Two"))

    with app.app_context():
        plan = db.session.scalars(select(Plan)).one()
        assert plan.day_one == today_of(plan) + timedelta(days=1)
        assert (plan.title, plan.timezone) == ("Fastest test slot", "Asia/Kolkata")
        assert [action.number for action in plan.actions] == [1, 2]


def test_a_co_facilitator_promotes_too(room):
    here = room()
    here.seat("Bo", "co-facilitator")

    assert promote(here, "Bo", *here.note("Idle lab days")).number == 1


@pytest.mark.parametrize("role", ["participant", "observer"])
def test_who_does_not_lead_does_not_promote(app, room, role):
    here = room()
    here.seat("Cleo", role)

    with pytest.raises(NotAllowed):
        promote(here, "Cleo", *here.note("Idle lab days"))
    assert (count(app, Plan), count(app, Action)) == (0, 0)


def test_a_role_counts_as_it_is_when_the_action_is_made(app, room):
    from app.workshops.services.seats import change_role

    here = room()
    bo = here.seat("Bo", "co-facilitator")
    with app.app_context():
        change_role(here.seats["Ada"], bo.id, "participant")

    with pytest.raises(NotAllowed):
        promote(here, "Bo", *here.note("Idle lab days"))


def test_whose_seat_was_ended_meanwhile_does_not_promote(app, room):
    from app.workshops.services.seats import remove

    here = room()
    bo = here.seat("Bo", "co-facilitator")
    with app.app_context():
        remove(here.seats["Ada"], bo.id)

    with pytest.raises(NotAllowed):
        promote(here, "Bo", *here.note("Idle lab days"))
    assert (count(app, Plan), count(app, Action)) == (0, 0)


def test_a_note_hidden_from_the_facilitator_is_not_found(app, room):
    here = room()
    cleo = here.seat("Cleo")
    secret = here.note("My boss is awful", audience=cleo.id)

    with pytest.raises(NotFound):
        promote(here, "Ada", *secret)
    assert count(app, Origin) == 0


def test_a_facilitators_own_private_note_is_to_be_revealed_first(room):
    here = room()

    with pytest.raises(NoteStillPrivate):
        promote(here, "Ada", *here.note("Not yet", audience=here.seats["Ada"].id))


def test_a_board_of_another_workshop_a_deleted_note_and_one_that_never_was_are_not_found(app, room):
    here = room()
    gone = here.note("Gone")
    here.delete(*gone)
    foreign = _another(here)

    for board_id, note_id in (foreign, gone, (gone[0], "e_AAAAAAAAAAAAAAAAAAAAAA"), ("nowhere", "e_nothing")):
        with pytest.raises(NotFound):
            promote(here, "Ada", board_id, note_id)
    assert count(app, Action) == 0


def test_a_workshop_that_no_centre_hosts_has_no_plan(room):
    here = room(hosted=False)

    with pytest.raises(NoHostCentre):
        promote(here, "Ada", *here.note("Idle lab days"))


def test_a_note_becomes_an_action_once(app, room):
    here = room()
    note = here.note("Idle lab days")
    promote(here, "Ada", *note)

    with pytest.raises(NoteAlreadyPromoted) as refusal:
        promote(here, "Ada", *note, title="Again")

    with app.test_request_context():
        assert str(refusal.value.message) == "It stands in the plan as action 1."
    assert count(app, Action) == 1


def test_an_action_needs_words_an_owner_and_a_day_within_the_plan(app, room):
    here = room()
    note = here.note("Idle lab days")

    for wrong, refusal in [
        ({"title": ""}, ActionIncomplete),
        ({"owner": ""}, ActionIncomplete),
        ({"due_on": TODAY - timedelta(days=3)}, DueOutsidePlan),
        ({"due_on": TODAY}, DueOutsidePlan),  # the day before day 1
        ({"due_on": TODAY + timedelta(days=103)}, DueOutsidePlan),
    ]:
        with pytest.raises(refusal):
            promote(here, "Ada", *note, **wrong)
    assert (count(app, Plan), count(app, Action)) == (0, 0)


def test_two_people_promote_one_note_at_once_and_the_second_is_told(app, room):
    here = room()
    here.seat("Bo", "co-facilitator")
    note = here.note("Idle lab days")

    answers = at_once([partial(promote, here, name, *note) for name in ("Ada", "Bo")])

    made = [answer for answer in answers if isinstance(answer, Outcome)]
    refused = [answer for answer in answers if isinstance(answer, NoteAlreadyPromoted)]
    assert (len(made), len(refused)) == (1, 1)
    assert (count(app, Plan), count(app, Action), count(app, Origin)) == (1, 1, 1)


def test_eight_notes_promoted_at_once_are_numbered_without_a_gap_in_one_plan(app, room):
    here = room()
    here.seat("Bo", "co-facilitator")
    notes = [here.note(f"Note {number}") for number in range(8)]

    answers = at_once([partial(promote, here, "Bo" if at % 2 else "Ada", *note) for at, note in enumerate(notes)])

    assert sorted(action.number for action in answers) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert count(app, Plan) == 1


def test_what_became_an_action_is_told_after_the_commit(app, room):
    here = room()
    note = here.note("Idle lab days")
    heard = []
    after(Promoted)(heard.append)
    try:
        made = promote(here, "Ada", *note)
    finally:
        _after[Promoted].remove(heard.append)

    assert heard == [Promoted(here.workshop.id, made.plan_id, "action", made.item_id, 1, *note)]


def _another(here):
    """A note in a workshop of somebody else."""
    mine, here.workshop = here.workshop, here.other_workshop("Zoe")
    note = here.note("Theirs")
    here.workshop = mine
    return note
