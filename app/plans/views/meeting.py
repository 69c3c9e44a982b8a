"""What a team looks at when it meets: what happened since the last time, what is due, what is in the way. No clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.plans import days
from app.plans.actions.mine import is_among
from app.plans.models import ActionStatus, Ask, CheckIn, DueMove, Measure, MilestoneState, Plan, Reading
from app.plans.people import key_of
from app.plans.views.sheet import Due, Row, Sheet, milestone_rows
from app.plans.words import ROLES

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody of the team, what they are to the plan, and their last check-in since the meeting before."""

    name: str
    role: str
    said: CheckIn | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The weekly meeting of a plan on the day of its sheet. `since` is the day of the meeting before.

    `done`, `soon` and `stuck` are of actions and milestones, the first due first.
    """

    since: date
    team: Sequence[Attendant]
    check_ins: Sequence[CheckIn]
    done: Sequence[Due]
    moved: Sequence[DueMove]
    read: Sequence[Reading]
    soon: Sequence[Due]
    stuck: Sequence[Due]
    asks: Sequence[Ask]
    help: Sequence[CheckIn]

    def read_of(self, measure: Measure) -> list[Reading]:
        """Return the numbers of one measure."""
        return [each for each in self.read if each.measure_id == measure.id]


def meeting_of(sheet: Sheet) -> Meeting:
    """What happened in the seven days before, what comes in the seven days after, and what waits."""
    plan, since = sheet.plan, sheet.today - A_WEEK
    check_ins = [each for each in plan.check_ins if since < each.on <= sheet.today]
    due = _due_in(sheet)
    return Meeting(
        since=since,
        team=_team(plan, check_ins),
        check_ins=check_ins,
        done=[row for row in due if (done_on := row.item.done_on) and done_on > since],
        moved=[move for move in plan.due_moves if days.today_in(plan.timezone, move.moved_at) > since],
        read=[each for measure in plan.measures for each in measure.readings if since < each.on <= sheet.today],
        soon=[row for row in due if _is_soon(row, sheet.today)],
        stuck=[row for row in due if _is_stuck(row)],
        asks=plan.open_asks,
        help=[each for each in check_ins if each.help or each.blocked],
    )


def _due_in(sheet: Sheet) -> list[Due]:
    """Return the actions and the milestones of a plan, the first due first."""
    return sorted([*sheet.rows, *milestone_rows(sheet.plan, sheet.today)], key=lambda row: row.item.due_on or date.max)


def _is_stuck(row: Due) -> bool:
    """True when something is late or its plan was signed off without it, when an action is blocked, and when somebody
    said that a milestone was missed.
    """
    said = row.action.status if isinstance(row, Row) else row.milestone.state
    return row.standing.late or row.standing.undone or said in {ActionStatus.BLOCKED, MilestoneState.MISSED}


def _is_soon(row: Due, today: date) -> bool:
    due, how = row.item.due_on, row.standing
    return not (row.done or how.late or how.undone) and due is not None and today <= due < today + A_WEEK


def _team(plan: Plan, check_ins: Sequence[CheckIn]) -> list[Attendant]:
    """Everybody who stands for the plan, each once: by role, then the people of the plan, then owners."""
    names = [(getattr(plan, role), role) for role in ROLES]
    names += [(member.title, "") for member in plan.members]
    names += [(action.owner, "") for action in plan.actions if action.status != ActionStatus.DONE]
    once = {key_of(name): (name, role) for name, role in reversed(names) if name.strip()}
    return [Attendant(name, role, _said(name, check_ins)) for name, role in reversed(once.values())]


def _said(name: str, check_ins: Sequence[CheckIn]) -> CheckIn | None:
    return next((each for each in check_ins if is_among(name, {key_of(each.by_name)})), None)
