"""Between two sessions: a workshop of several days rests after the last step of each day but the last.

Values and functions only; the present moment comes in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.workshops import agenda
from app.workshops.agenda import Agenda, AgendaStep

OVERRUN = timedelta(hours=1)
"""How long after its planned minutes the last step of a day still counts as running: sessions overrun."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between one session and the next.

    `steps` are the steps in which the room waits for the next session. `opens` is when that is planned to begin, None
    where this moment has passed. `over` is True when the session before is over by the clock.
    """

    steps: tuple[str, ...]
    opens: datetime | None
    over: bool


def gaps(planned: Agenda, step_id: str | None, began: datetime | None, now: datetime) -> tuple[Gap, ...]:
    """Return the gaps of an agenda, as they stand while the step `step_id`, begun at `began`, is the current one."""
    filled = [on for day in range(len(planned.days)) if (on := planned.on(day))]
    local = now.astimezone(ZoneInfo(planned.zone))
    found = []
    for before, after in pairwise(filled):
        opens = agenda.span(planned, after[0].day)[0]
        current = next((step for step in before if step.id == step_id), None)
        over = bool(current and began and _is_over(current, began, local, last=current is before[-1]))
        resting = [current.id] if current and over else []
        found.append(Gap(tuple(dict.fromkeys([before[-1].id, *resting])), opens if opens > now else None, over))
    return tuple(found)


def gap_at(found: tuple[Gap, ...], step_id: str | None) -> Gap | None:
    """Return the gap the room is in or comes to with this step."""
    return next((gap for gap in found if step_id in gap.steps), None)


def _is_over(current: AgendaStep, began: datetime, now: datetime, *, last: bool) -> bool:
    """True when the session rests in its current step: begun on an earlier date, or the `last` one and long overrun."""
    slept = began.astimezone(now.tzinfo).date() < now.date()
    return slept or (last and now > began + timedelta(minutes=current.minutes) + OVERRUN)
