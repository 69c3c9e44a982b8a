"""Who sat in a workshop of a file: roles and codes, no names; and the agenda as it was run."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import zip_longest
from zoneinfo import ZoneInfo

from app import clock
from app.accounts import names
from app.accounts.models import Guest, Person
from app.db import db
from app.demo import schema
from app.demo.services.records import remember
from app.demo.services.workshops import Made
from app.ids import new_id
from app.workshops import stage
from app.workshops.models import Seat, SeatRole, Visit
from app.workshops.queries import skeletons_in, stage_of
from app.workshops.services.seats import add_seat, free_name
from app.workshops.services.stage import scenes_of
from app.workshops.stage import Place, Scene, StageState

FACILITATOR = "FAC"
NOBODY = "anon"


def seat_participants(made: Made, joined_at: datetime, *, everybody: bool, demo: bool) -> dict[str, Seat]:
    """A seat for each author of a note, or for everybody who was counted, by the code the file gives them."""
    taken: dict[str, Seat] = {}
    leading = skeletons_in(made.row.id)
    authors = {note.author for note in made.written.notes}
    for code, (role, table) in _participants(made.written).items():
        if not (everybody or code in authors):
            continue
        name = free_name(made.row.id, code) if names.skeleton(code) in leading else code
        guest = Guest(id=new_id(), name=name, language=None, auth_epoch=0, created_at=joined_at)
        taken[code] = Seat(
            id=f"s_{new_id()}",
            workshop_id=made.row.id,
            principal_id=guest.id,
            role=SeatRole.PARTICIPANT,
            name=name,
            name_skeleton=names.skeleton(name),
            position=role,
            table=table,
            joined_at=joined_at,
            came_at=joined_at,
        )
        db.session.add(guest)
        remember(f"guest:{made.row.id}/{code}", guest.id, demo=demo)
    db.session.flush()
    db.session.add_all(taken.values())
    return taken


def seat_leaders(made: Made, leaders: Sequence[tuple[Person, SeatRole]], *, begins: datetime) -> list[Seat]:
    """Give people seats that lead; whoever made the workshop was there from its beginning, once it began."""
    if begins <= clock.now():
        made.lead.came_at = begins
    return [add_seat(made.row.id, person, name=person.name, role=role) for person, role in leaders]


def finish(made: Made) -> None:
    """Let the agenda have run exactly as it was planned, and the workshop be over."""
    scenes = scenes_of(made.row.id)
    moments = list(_planned(made, scenes))
    ended = moments[-1][1] + timedelta(minutes=stage.minutes_in(scenes[-1], moments[-1][0].phase))
    state = _play(made, scenes, moments, until=ended)
    _keep(made, stage.end(scenes, state, ended), version=len(moments) + 1)
    made.row.code, made.row.closed_at, made.row.veil = None, ended, None


def stand_at(made: Made, there: Place, entered: datetime) -> None:
    """Let the room have come to a phase of a step, entered at that moment, and be there now."""
    scenes = scenes_of(made.row.id)
    phases = list(_places(scenes, there))
    before = sum(stage.minutes_in(scenes[place.step], place.phase) for place in phases[:-1])
    moment = entered - timedelta(minutes=before)
    moments = []
    for place in phases:
        moments.append((place, moment))
        moment += timedelta(minutes=stage.minutes_in(scenes[place.step], place.phase))
    _keep(made, _play(made, scenes, moments), version=len(moments))


def minutes_before(made: Made, there: Place) -> int:
    """How many minutes of the agenda lie before a phase of a step."""
    scenes = scenes_of(made.row.id)
    return sum(stage.minutes_in(scenes[place.step], place.phase) for place in _places(scenes, there) if place != there)


def _participants(written: schema.Workshop) -> dict[str, tuple[str, str]]:
    """Code → role and table of everybody who was counted; authors under other codes take the last places.

    Only where more people wrote than the file counted are there more seats than it says.
    """
    people = written.participants
    authors = {note.author for note in written.notes} - {FACILITATOR, NOBODY}
    roles = [role for role, count in people.roles.items() for _one in range(count)]
    seated: dict[str, tuple[str, str]] = {}
    for number in range(people.count or 0):
        role = roles[number] if number < len(roles) else ""
        table = f"T{number % people.tables + 1}" if people.tables and number < people.in_room else ""
        seated[f"P{number + 1:02}"] = (role, table)
    others = [code for code in dict.fromkeys(note.author for note in written.notes) if code in authors - set(seated)]
    silent = [code for code in seated if code not in authors]
    given = [seated.pop(code)[0] for code in silent[max(0, len(silent) - len(others)) :]]
    for code, role in zip_longest(others, given[: len(others)], fillvalue=""):
        seated[code] = (role, code if code.startswith("T") else "")
    return seated


def _places(scenes: Sequence[Scene], there: Place) -> Iterator[Place]:
    """Every phase of every step up to and with `there`."""
    for number, scene in enumerate(scenes):
        for phase in range(max(1, len(scene.phases))):
            if Place(number, phase) <= there:
                yield Place(number, phase)


def _planned(made: Made, scenes: Sequence[Scene]) -> Iterator[tuple[Place, datetime]]:
    """Every phase with the moment the agenda has it begin."""
    zone = ZoneInfo(made.row.timezone)
    begins = {day.position: datetime.combine(day.date, day.starts_at, zone) for day in made.row.days}
    for number, (scene, step) in enumerate(zip(scenes, made.row.steps, strict=True)):
        for phase in range(max(1, len(scene.phases))):
            yield Place(number, phase), begins[step.day]
            begins[step.day] += timedelta(minutes=stage.minutes_in(scene, phase))


def _play(
    made: Made, scenes: Sequence[Scene], moments: Sequence[tuple[Place, datetime]], *, until: datetime | None = None
) -> StageState:
    """The stage after every move, and a row for each visit of a step; the last one lasts `until`, or still."""
    state, visits = StageState(), list[Visit]()
    for place, moment in moments:
        step_id = scenes[place.step].id
        if step_id != state.step_id:
            for before in visits[-1:]:
                before.ended_at = moment
            visits.append(Visit(workshop_id=made.row.id, step_id=step_id, started_at=moment))
        state = stage.enter(scenes, state, place, moment)
    for last in visits[-1:]:
        last.ended_at = until
    db.session.add_all(visits)
    return state


def _keep(made: Made, state: StageState, *, version: int) -> None:
    row = stage_of(made.row.id)
    for name, value in asdict(state).items():
        setattr(row, name, value)
    row.version = version
