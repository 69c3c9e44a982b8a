"""Several people take things into a plan in the same moment: each thing once, numbered without a gap."""

from functools import partial

from sqlalchemy import select

from app.db import db
from app.plans import services
from app.plans.errors import NoteAlreadyPromoted
from app.plans.items.words import RiskWords
from app.plans.models import ItemOrigin, Risk
from app.plans.promotion.queries import Outcome
from tests.plans.conftest import at_once, workshop


def promote(app, seat, place, plan_id=None):
    """Take a note into a plan as a risk."""
    with app.app_context():
        return services.promote(seat, *place, RiskWords(title="Storm"), plan_id=plan_id)


def test_two_who_make_one_note_a_risk_make_one_risk_and_the_second_is_told(app, room):
    here = room()
    here.seat("Bo", "co-facilitator")
    note = here.note("Storms")

    answers = at_once([partial(promote, app, here.seats[name], note) for name in ("Ada", "Bo")])

    assert sorted(type(answer) for answer in answers if isinstance(answer, Outcome)) == [Outcome]
    assert [answer.code for answer in answers if isinstance(answer, NoteAlreadyPromoted)] == ["note-already-promoted"]
    with app.app_context():
        assert [len(db.session.scalars(select(table)).all()) for table in (Risk, ItemOrigin)] == [1, 1]


def test_two_workshops_number_what_they_put_into_one_plan_one_after_the_other(app, room):
    here = room()
    dara = here.person("Dara")
    here.seat("Dara", "co-facilitator")
    with app.app_context():
        plan_id = services.promote(here.seats["Ada"], *here.note("First"), RiskWords(title="First")).plan_id
    notes = [(here.seats["Dara"], here.note(f"Here {at}"), plan_id) for at in range(4)]
    here.workshop = workshop(app, dara, host_id=here.centre.id)
    there = seat_of(app, here.workshop.id, dara.id)
    notes += [(there, here.note(f"There {at}"), plan_id) for at in range(4)]

    answers = at_once([partial(promote, app, *note) for note in notes])

    assert sorted(answer.number for answer in answers) == [2, 3, 4, 5, 6, 7, 8, 9]


def seat_of(app, workshop_id, principal_id):
    from app.workshops.queries import seat_of

    with app.app_context():
        return seat_of(workshop_id, principal_id)
