"""What happens on which date of a plan: what is due, asked, reviewed, its check-ins and its pauses. No clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.plans import days
from app.plans.actions.shown import standing_on
from app.plans.actions.standing import Standing
from app.plans.agreeing import unagreed_pauses
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, Plan, Review
from app.plans.status.check_ins import NOTHING_YET, REVIEW_DAYS, Went, how_went, late_until


class What(StrEnum):
    """The kind of a happening."""

    ACTION = "action"
    MILESTONE = "milestone"
    REVIEW = "review"
    REPLY = "reply"
    CHECK_IN = "check-in"
    PAUSE = "pause"


CHECK_INS = range(8, days.LENGTH, 7)
"""On these days a week of the plan is over, and people check in."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on a date. `name` are people's words, empty for a review or a check-in; `key` is its own for good.

    `day` is the day of the plan, None while it has no day 1; `number` is the week of a check-in, `went` how a review
    went, `is_silent` says that a week is over of which nobody told anything, `last` is the last date of a pause, and
    `is_unagreed` says that the sponsor has not agreed to it.
    """

    what: What
    plan: Plan
    on: date
    day: int | None
    key: str
    name: str = ""
    owner: str = ""
    number: int = 0
    done: bool = False
    of: Action | Milestone | None = None
    went: Went = NOTHING_YET
    is_silent: bool = False
    last: date | None = None
    is_unagreed: bool = False

    def standing(self, today: date) -> Standing:
        """Return how the action or the milestone stands on that day.

        Raises:
            TypeError: it is neither.
        """
        if self.of is None:
            raise TypeError(self.what)
        return standing_on(self.of, self.plan, today)


def happenings(plan: Plan, today: date) -> list[Happening]:
    """All of them, in the order of their dates, as they are on a day."""
    due = [*_actions(plan, plan.actions), *_milestones(plan), *_replies(plan)]
    found = [*due, *_rhythm(plan, today), *_pauses(plan)]
    return sorted(found, key=lambda each: (each.on, each.what != What.REVIEW, each.what, each.key))


def actions_of(plan: Plan, actions: Sequence[Action]) -> list[Happening]:
    """Only these actions."""
    return list(_actions(plan, actions))


def _actions(plan: Plan, actions: Sequence[Action]) -> Iterator[Happening]:
    for each in actions:
        if each.due_on:
            yield Happening(
                What.ACTION,
                plan,
                each.due_on,
                _day(plan, each.due_on),
                f"action-{each.id}",
                each.title,
                each.owner,
                each.number,
                each.status == ActionStatus.DONE,
                each,
            )


def _milestones(plan: Plan) -> Iterator[Happening]:
    for each in plan.milestones:
        if each.due_on:
            done = each.state == MilestoneState.DONE
            yield Happening(
                What.MILESTONE,
                plan,
                each.due_on,
                _day(plan, each.due_on),
                f"milestone-{each.id}",
                each.title,
                "",
                each.number,
                done,
                each,
            )


def _replies(plan: Plan) -> Iterator[Happening]:
    """Yield the days by which answers are asked for; a plan that was signed off takes none."""
    for each in plan.asks if plan.sign_off is None else ():
        if each.reply_by and not each.answered_on:
            yield Happening(
                What.REPLY,
                plan,
                each.reply_by,
                _day(plan, each.reply_by),
                f"ask-{each.id}",
                each.title,
                each.to,
                each.number,
            )


def _rhythm(plan: Plan, today: date) -> Iterator[Happening]:
    """Reviews, and a check-in after each week until the plan is signed off."""
    calendar = plan.calendar
    if calendar is None:
        return
    for review, day in REVIEW_DAYS.items():
        went = how_went(plan, review, today)
        on = days.date_of(day, calendar)
        # Once a plan is signed off no day 100 is to come on which it is closed.
        if review == Review.CLOSING and went.held_on is not None and went.held_on < on:
            on = went.held_on
        yield Happening(What.REVIEW, plan, on, days.day_of(on, calendar), f"review-{day}", went=went)
    for day in CHECK_INS:
        on, week = days.date_of(day, calendar), days.week_told_on(day)
        if plan.signed_on is None or on <= plan.signed_on:
            is_silent = _is_over(plan, calendar, day, today) and not _is_told(plan, calendar, week)
            yield Happening(What.CHECK_IN, plan, on, day, f"check-in-{day}", number=week, is_silent=is_silent)


def _pauses(plan: Plan) -> Iterator[Happening]:
    unagreed = unagreed_pauses(plan)
    for each in plan.pauses:
        open_ = each.id in unagreed
        key = f"pause-{each.id}"
        yield Happening(What.PAUSE, plan, each.first, None, key, each.reason, last=each.last, is_unagreed=open_)


def _is_over(plan: Plan, calendar: days.Calendar, day: int, today: date) -> bool:
    """True when a day is over on which a check-in was expected: the plan was published by then and not signed off."""
    if plan.published_at is None or days.today_in(plan.timezone, plan.published_at) > days.date_of(day, calendar):
        return False
    return days.day_of(late_until(plan, today), calendar) > day


def _is_told(plan: Plan, calendar: days.Calendar, week: int) -> bool:
    """True when somebody checked in for a week."""
    told = (days.day_of(each.on, calendar) for each in plan.check_ins)
    return any(day >= 1 and days.week_told_on(day) == week for day in told)


def _day(plan: Plan, on: date) -> int | None:
    return days.day_of(on, plan.calendar) if plan.calendar else None
