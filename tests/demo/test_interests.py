"""The demonstration has a call, what came in answer to it in ten states, and the centres that came out of it."""

from collections import Counter

from sqlalchemy import select

from app.alliance.calls.models import Call
from app.alliance.eoi.models import Interest
from app.alliance.eoi.queries import interest_whole
from app.alliance.eoi.states import State, may_follow
from app.centres.models import Centre
from app.db import db, transaction

STATES = {
    "accredited": 9, "recommended": 2, "draft": 1, "submitted": 1, "eligibility_check": 1,
    "clarification_requested": 1, "under_review": 1, "waitlisted": 1, "declined": 1, "withdrawn": 1,
}  # fmt: skip


def test_what_came_in_stands_in_ten_states_each_come_to_by_moves_that_may_follow(app, demo):
    with app.app_context():
        interests = [interest_whole(each) for each in db.session.scalars(select(Interest.id))]
        calls = db.session.scalars(select(Call).order_by(Call.sequence)).all()
        linked = dict(db.session.execute(select(Interest.number, Centre.code).join(Interest.centre)).all())

    assert Counter(each.state for each in interests) == STATES
    assert [len([each for each in interests if each.call_id == call.id]) for call in calls] == [18, 1]
    ways = {each.number: [move.after for move in each.moves] for each in interests if each.number}
    assert all(way[-1] == each.state for each in interests if each.number for way in [ways[each.number]])
    steps = [(move.before, State(move.after)) for each in interests for move in each.moves]
    assert [step for step in steps if not may_follow(*step)] == []
    assert all(
        earlier.at <= later.at for each in interests for earlier, later in zip(each.moves, each.moves[1:], strict=False)
    )
    assert (len(linked), linked["EOI-009"], linked["EOI-018"]) == (10, "CEN-05", "CEN-10")
    first = next(each for each in interests if each.number == "EOI-001")
    assert first.recommendation == {
        "capabilities": ["policy", "sme"],
        "scope": "national",
        "reason": "Start with two capabilities; ecosystem after first cycle",
        "overrides": True,
    }


def test_a_reset_makes_the_calls_anew_and_leaves_those_of_others(app, demo):
    from app.alliance.calls import services
    from app.alliance.calls.services import CallWords
    from app.demo.queries import leader
    from app.demo.services import reset

    with app.app_context():
        [first, second] = db.session.scalars(select(Call).order_by(Call.sequence)).all()
        before = {first.id, second.id}
        words = CallWords(
            title={"en": "Ours"}, body={"en": "Ours"}, languages=("en",), criteria=first.weighed,
            timezone="UTC", opens_at=first.opens_at, closes_at=first.closes_at,
        )  # fmt: skip
        ours = services.make_call(leader(), words).id
        reset()
        after = set(db.session.scalars(select(Call.id)))
        kept = len(db.session.scalars(select(Interest.id)).all())

    assert (len(after), kept, ours in after, before & after) == (3, 19, True, set())


def test_a_file_with_the_same_names_is_loaded_beside_the_demonstration(app, demo):
    from app.demo.queries import leader, world
    from app.demo.reading import read_file
    from app.demo.services.centres import place_centres
    from app.demo.services.furnishing import _FILE
    from app.demo.services.interests import place_call

    with app.app_context():
        file = read_file(_FILE.read_bytes(), world())
        with transaction():
            centres = place_centres(file, renew=False)
            placed = place_call(file, centres, maker=leader(), reviewer=None, demo=False)
        numbers = set(db.session.scalars(select(Interest.number).where(Interest.call_id == placed.id)))

    assert numbers == {f"EOI-{number:03}-3" for number in range(1, 19)}
