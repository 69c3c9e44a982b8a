"""Changing an agenda: who may, what follows, and what a tab from yesterday may not undo."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, time
from threading import Barrier

import pytest
from sqlalchemy import select

from app.audit import AuditRow
from app.canvases.library import library
from app.db import db, transaction
from app.errors import NotFound
from app.workshops import agenda, phases
from app.workshops.agenda import AgendaDay
from app.workshops.agenda_queries import agenda_of, canvases_of
from app.workshops.drafts import StepDraft
from app.workshops.errors import (
    AgendaMoved,
    BadDays,
    BadMinutes,
    DayHasSteps,
    DaysOutOfOrder,
    StepRunning,
    TooManySteps,
    UnknownCanvas,
    WorkshopOver,
)
from app.workshops.models import Sharing, Stage, Workshop
from app.workshops.phases import Phase, PhaseKind
from app.workshops.services import agenda as planning
from app.workshops.services import details
from app.workshops.services.agenda import StepChange

DOORS = StepDraft(minutes=15, title={"en": "Doors"})
SWOT = StepDraft(minutes=32, title={"en": "SWOT"}, screen="swot")
PLAN = StepDraft(minutes=60, title={"en": "Plan"})
TUESDAY = AgendaDay(date(2026, 3, 24), time(9))


def change(**fields):
    kept = {"title": {"en": "SWOT"}, "prompt": {}, "minutes": 32, "phases": (), "sharing": Sharing.REVEAL}
    return StepChange(**{**kept, "note": "", "lead": "", "room": "", "materials": "", **fields})


@pytest.fixture
def planned(app, person, workshop):
    """Ada's workshop of three steps, and a way to see how its agenda stands."""
    ada = person("Ada")
    made = workshop(ada, DOORS, SWOT, PLAN)

    class Planned:
        planner, id = ada, made.id
        steps = tuple(step.id for step in made.steps)

        def stands(self):
            with app.app_context():
                now = db.session.get(Workshop, made.id)
                titles = {step.id: step.title["en"] for step in now.steps}
                slots = agenda.times(agenda_of(now))
                return now.agenda_version, [(slot.starts.strftime("%d %H:%M"), titles[slot.id]) for slot in slots]

    return Planned()


@pytest.mark.row("A2")
def test_start_times_follow_when_a_step_moves(app, planned):
    with app.app_context():
        planning.move_step(planned.planner, planned.id, planned.steps[2], day=0, place=0, version=1)

    assert planned.stands() == (2, [("23 13:15", "Plan"), ("23 14:15", "Doors"), ("23 14:30", "SWOT")])


def test_a_step_made_longer_moves_the_later_ones_and_stretches_its_phases(app, planned):
    with app.app_context():
        planning.set_minutes(planned.planner, planned.id, planned.steps[1], 64, version=1)
        step = db.session.get(Workshop, planned.id).steps[1]
        told = [(str(phase.kind), phase.minutes) for phase in phases.from_json(step.phases)]

    assert planned.stands()[1][2] == ("23 14:34", "Plan")
    assert told == [("brief", 6), ("private", 12), ("reveal", 8), ("cluster", 20), ("vote", 8), ("decide", 10)]


def test_a_step_with_a_canvas_joins_the_end_of_its_day(app, planned):
    with app.app_context():
        draft = StepDraft(minutes=25, title={"en": "Ideas"}, screen="eight_ideas")
        planning.add_step(planned.planner, planned.id, draft, canvases=library().canvases, version=1)
        canvases = canvases_of(db.session.get(Workshop, planned.id))

    assert planned.stands()[1][3] == ("23 15:02", "Ideas")
    assert sorted(canvases) == ["eight_ideas", "swot"]


def test_a_canvas_comes_in_once_and_stays_as_it_came(app, planned):
    swot = library().canvases["swot"]
    changed = {"swot": replace(swot, name={"en": "Another"})}
    with app.app_context():
        planning.add_step(planned.planner, planned.id, SWOT, canvases=changed, version=1)
        canvases = canvases_of(db.session.get(Workshop, planned.id))

    assert canvases == {"swot": swot}


def test_a_step_is_taken_out_and_its_canvas_stays(app, planned):
    with app.app_context():
        planning.remove_step(planned.planner, planned.id, planned.steps[1], version=1)
        canvases = canvases_of(db.session.get(Workshop, planned.id))

    assert planned.stands() == (2, [("23 13:15", "Doors"), ("23 13:30", "Plan")])
    assert list(canvases) == ["swot"]


def test_the_step_the_room_is_in_cannot_be_taken_out(app, planned):
    with app.app_context():
        with transaction():
            db.session.get(Stage, planned.id).step_id = planned.steps[1]
        with pytest.raises(StepRunning):
            planning.remove_step(planned.planner, planned.id, planned.steps[1], version=1)

    assert planned.stands()[0] == 1


def test_everything_a_step_says_can_be_changed(app, planned):
    two = (Phase(PhaseKind.PRIVATE, 7, {"en": "Write"}), Phase(PhaseKind.REVEAL, 3))
    said = {"note": "Mind the clock", "lead": "Bo", "room": "Blue room", "materials": "Pens"}
    with app.app_context():
        wanted = change(title={"en": "Strengths"}, prompt={"ar": "ما قوتنا؟"}, phases=two, sharing=Sharing.PICK, **said)
        planning.change_step(planned.planner, planned.id, planned.steps[1], wanted, version=1)
        step = db.session.get(Workshop, planned.id).steps[1]

        assert (step.title, step.prompt, step.minutes, step.sharing) == (
            {"en": "Strengths"},
            {"ar": "ما قوتنا؟"},
            10,
            "pick",
        )
        assert phases.from_json(step.phases) == two
        assert {name: getattr(step, name) for name in said} == said


def test_a_step_whose_phases_were_left_alone_lasts_as_long_as_it_says(app, planned):
    with app.app_context():
        flow = phases.from_json(db.session.get(Workshop, planned.id).steps[1].phases)
        planning.change_step(planned.planner, planned.id, planned.steps[1], change(minutes=16, phases=flow), version=1)
        step = db.session.get(Workshop, planned.id).steps[1]

    assert (step.minutes, [phase["minutes"] for phase in step.phases]) == (16, [2, 3, 2, 5, 2, 2])


def test_days_come_change_and_go(app, planned):
    with app.app_context():
        planning.add_day(planned.planner, planned.id, TUESDAY, version=1)
        planning.move_step(planned.planner, planned.id, planned.steps[0], day=1, place=0, version=2)
        planning.change_day(planned.planner, planned.id, 1, AgendaDay(date(2026, 3, 25), time(10)), version=3)
    moved = planned.stands()
    with app.app_context():
        planning.move_step(planned.planner, planned.id, planned.steps[1], day=1, place=0, version=4)
        planning.move_step(planned.planner, planned.id, planned.steps[2], day=1, place=9, version=5)
        planning.remove_day(planned.planner, planned.id, 0, version=6)

    assert moved == (4, [("23 13:15", "SWOT"), ("23 13:47", "Plan"), ("25 10:00", "Doors")])
    assert planned.stands() == (7, [("25 10:00", "SWOT"), ("25 10:32", "Doors"), ("25 10:47", "Plan")])


def add(planned, draft):
    planning.add_step(planned.planner, planned.id, draft, canvases={}, version=1)


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (lambda p: planning.set_minutes(p.planner, p.id, p.steps[0], -5, version=1), BadMinutes),
        (lambda p: planning.set_minutes(p.planner, p.id, p.steps[1], 601, version=1), BadMinutes),
        (lambda p: planning.change_step(p.planner, p.id, p.steps[0], change(minutes=0), version=1), BadMinutes),
        (lambda p: add(p, StepDraft(minutes=-5)), BadMinutes),
        (lambda p: add(p, StepDraft(minutes=5, day=3)), BadDays),
        (lambda p: add(p, StepDraft(minutes=5, screen="swot")), UnknownCanvas),
        (lambda p: planning.move_step(p.planner, p.id, p.steps[0], day=1, place=0, version=1), BadDays),
        (lambda p: planning.remove_day(p.planner, p.id, 0, version=1), DayHasSteps),
        (lambda p: planning.remove_day(p.planner, p.id, 4, version=1), NotFound),
        (lambda p: planning.change_day(p.planner, p.id, -1, TUESDAY, version=1), NotFound),
        (lambda p: planning.add_day(p.planner, p.id, AgendaDay(date(2026, 3, 1), time(9)), version=1), DaysOutOfOrder),
        (lambda p: planning.remove_step(p.planner, p.id, "elsewhere", version=1), NotFound),
        (lambda p: planning.remove_step(p.planner, p.id, p.steps[0], version=0), AgendaMoved),
    ],
)
def test_a_refused_change_changes_nothing(app, planned, deed, refusal):
    before = planned.stands()

    with app.app_context(), pytest.raises(refusal):
        deed(planned)

    assert planned.stands() == before


def test_an_agenda_takes_120_steps_and_not_one_more(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, *[DOORS] * 119)

    with app.app_context():
        planning.add_step(ada, made.id, DOORS, canvases={}, version=1)
        with pytest.raises(TooManySteps):
            planning.add_step(ada, made.id, DOORS, canvases={}, version=2)


def test_of_two_people_with_the_same_agenda_before_them_the_second_is_told(app, person, centre, workshop):
    ada, bo = person("Ada"), person("Bo")
    made = workshop(ada, DOORS, PLAN, host_id=centre("Meruvia Lab", director=ada, facilitator=bo).id)
    doors, plan = (step.id for step in made.steps)

    with app.app_context():
        planning.set_minutes(ada, made.id, doors, 20, version=1)
        with pytest.raises(AgendaMoved):
            planning.remove_step(bo, made.id, plan, version=1)

        assert [step.minutes for step in db.session.get(Workshop, made.id).steps] == [20, 60]


def test_of_many_at_the_same_moment_one_changes_the_agenda(app, planned):
    start = Barrier(4)

    def change_it(minutes):
        start.wait()
        with app.app_context():
            try:
                planning.set_minutes(planned.planner, planned.id, planned.steps[0], minutes, version=1)
            except AgendaMoved:
                return None
        return minutes

    with ThreadPoolExecutor(4) as hands:
        done = [minutes for minutes in hands.map(change_it, (20, 25, 30, 35)) if minutes]

    with app.app_context():
        kept = db.session.get(Workshop, planned.id)
        assert ([kept.steps[0].minutes], kept.agenda_version) == (done, 2)


@pytest.mark.parametrize("role", ["member", None])
def test_a_stranger_finds_nothing_to_change(app, person, centre, *, workshop, role):
    ada, bo = person("Ada"), person("Bo")
    host = centre("Meruvia Lab", director=ada, **({role: bo} if role else {}))
    made = workshop(ada, DOORS, host_id=host.id)

    with app.app_context(), pytest.raises(NotFound):
        planning.set_minutes(bo, made.id, made.steps[0].id, 20, version=1)


def test_a_step_of_another_workshop_is_not_found(app, planned, workshop):
    other = workshop(planned.planner, PLAN)

    with app.app_context(), pytest.raises(NotFound):
        planning.remove_step(planned.planner, planned.id, other.steps[0].id, version=1)


def test_a_closed_workshop_keeps_its_agenda(app, planned):
    with app.app_context():
        details.close_workshop(planned.planner, planned.id)
        with pytest.raises(WorkshopOver):
            planning.remove_step(planned.planner, planned.id, planned.steps[0], version=1)


def test_every_change_is_written_down_with_who_made_it(app, planned):
    with app.app_context():
        planning.set_minutes(planned.planner, planned.id, planned.steps[0], 20, version=1)
        rows = db.session.scalars(select(AuditRow).where(AuditRow.action.like("agenda.%"))).all()

        assert [(row.action, row.target, row.actor_id) for row in rows] == [
            ("agenda.step-minutes", f"workshop:{planned.id}", planned.planner.id)
        ]
