"""The clock everybody sees: start, pause, run on, more time, end; and ringing exactly once.

Ringing is a conditional update: whoever finds a clock due, in whichever process and after
whatever restart, the database lets one of them ring it.
"""

from collections.abc import Callable

from sqlalchemy import select, update

from app import clock
from app.db import db, transaction
from app.events import publish
from app.workshops import stage
from app.workshops.errors import NowhereToGo
from app.workshops.events import StageChanged, TimerRang
from app.workshops.models import Seat, Stage
from app.workshops.services.stage import changing, keep, scenes_of, state_of
from app.workshops.stage import StageState

Change = Callable[[StageState], StageState]


def start(seat: Seat, *, seen: str, minutes: int | None = None) -> None:
    """Start the clock for so many minutes, or for those of the phase.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `stage.advance`.
        NowhereToGo: no step is on.
    """

    def change(state: StageState) -> StageState:
        scenes = scenes_of(seat.workshop_id)
        here = stage.place(scenes, state)
        if here is None:
            raise NowhereToGo
        planned = stage.minutes_in(scenes[here.step], here.phase)
        return stage.start_timer(state, clock.now(), seconds=(planned if minutes is None else minutes) * 60)

    _turn_clock(seat, change, seen=seen)


def pause(seat: Seat, *, seen: str) -> None:
    """Hold the clock."""
    _turn_clock(seat, lambda state: stage.pause_timer(state, clock.now()), seen=seen)


def resume(seat: Seat, *, seen: str) -> None:
    """Let a held clock run on."""
    _turn_clock(seat, lambda state: stage.resume_timer(state, clock.now()), seen=seen)


def extend(seat: Seat, minutes: int, *, seen: str) -> None:
    """Give more minutes."""
    _turn_clock(seat, lambda state: stage.extend_timer(state, clock.now(), seconds=minutes * 60), seen=seen)


def end(seat: Seat, *, seen: str) -> None:
    """End the clock before its time: it rings now."""
    with changing(seat, seen=seen) as row:
        state = state_of(row)
        if state.timer_rang_at is None and (state.timer_ends_at or state.timer_left):
            keep(row, stage.ring(state, clock.now()))
            publish(TimerRang(row.workshop_id))


def ring_due() -> list[str]:
    """Ring every clock whose time has come; returns the workshops. Safe to call from anywhere, as often as one likes.

    The database decides who rings: a row that rang is no longer due.
    """
    now = clock.now()
    due = db.session.scalars(select(Stage.workshop_id).where(Stage.timer_ends_at <= now)).all()
    db.session.rollback()
    return [workshop_id for workshop_id in due if ring(workshop_id)]


def ring(workshop_id: str) -> bool:
    """Ring the clock of a workshop if its time has come and nobody rang it; says whether it rang now."""
    now = clock.now()
    with transaction():
        rang = db.session.execute(
            update(Stage)
            .where(Stage.workshop_id == workshop_id, Stage.timer_ends_at <= now, Stage.timer_rang_at.is_(None))
            .values(timer_rang_at=now, timer_left=0, timer_ends_at=None, version=Stage.version + 1)
            .execution_options(synchronize_session=False)
            .returning(Stage.workshop_id)
        ).all()
        if rang:
            publish(TimerRang(workshop_id))
            publish(StageChanged(workshop_id))
    return bool(rang)


def _turn_clock(seat: Seat, change: Change, *, seen: str) -> None:
    with changing(seat, seen=seen) as row:
        keep(row, change(state_of(row)))
