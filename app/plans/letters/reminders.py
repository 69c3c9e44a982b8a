"""What is to be said of a plan on a day, and to which of its names. Pure: rows and a date come in, sayings go out.

An action or a milestone that is not done:

- soon, three days before it is due: to its owner
- today: to its owner
- late, three days after: to its owner and the leader
- stuck, seven days after: to the coach

Besides: the weekly check-in to the leader; ten silent days to the coach, twenty-one to the
secretariat; an ask without an answer to whom it asks, before its day, on its day and when it is seven days old;
the reviews of day 50 and day 100 three days before, to leader and coach. A milestone is the leader's.
Of a plan that was signed off, one thing: that its follow-up is due, to leader and coach.

An ask that is to take a barrier away is told of the day after it was made, another one three days before an answer is
asked for: whoever is to answer hears of it before that day. A sponsor is asked whether they agree the day after a
promise changed, and once more when that is seven days old; also while the plan pauses and after day 100, for that may
be what they are asked about.

A saying is due until it is said or something graver is, so a day on which nobody could say it loses none.
Nothing else is said before a plan is published, before day 1, after day 100, while it pauses, or once it is closed.
Silence and what is late count as the portfolio does: a pause to which the sponsor did not agree makes neither shorter,
and ends no letter about silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plans import days
from app.plans.days import Calendar
from app.plans.models import Action, Ask, Milestone, Plan, Review, SignOff
from app.plans.status import rules as status
from app.plans.status.check_ins import last_check_in, silent_since
from app.plans.status.due_days import DueBy, due_as_dated, due_by, is_done
from app.plans.status.firm_days import firm_of

SOON_BEFORE = 3
LATE_AFTER = 3
STUCK_AFTER = 7
CHECK_IN_EVERY = 7
REVIEW_BEFORE = 3

REVIEWS = {Review.MIDPOINT: days.MIDPOINT, Review.CLOSING: days.LENGTH}


class Step(StrEnum):
    """How far something has come, the gravest last."""

    REVIEW = "review"
    CHECK_IN = "check-in"
    FOLLOW_UP = "follow-up"
    SOON = "soon"
    TODAY = "today"
    ASKED = "asked"
    CONFIRM = "confirm"
    REPLY = "reply"
    UNANSWERED = "unanswered"
    LATE = "late"
    STUCK = "stuck"
    SILENT = "silent"
    GREY = "grey"


GRAVITY = tuple(Step)

UNANSWERABLE = frozenset({Step.GREY, Step.FOLLOW_UP})
"""What a letter cannot answer: it shows the way to a page of those who have an account."""


class Thing(StrEnum):
    """What a saying is about."""

    ACTION = "action"
    MILESTONE = "milestone"
    ASK = "ask"
    PLAN = "plan"
    CHECK_IN = "check-in"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing to be said to one name of the plan; an empty `to` is the secretariat.

    `due_on` is the day the thing itself is due, `late` how many days ago that was, negative while
    it is still to come. What is late once more is so since `missed_on`, the earlier day that it missed.
    Of silence and check-ins, `late` is how many days nobody said anything. `owner`
    sees to an action or a milestone, `barrier` is what an ask is to take away, `waits` how many dates ago it was made.
    """

    step: Step
    thing: Thing
    item_id: str
    due_on: date
    to: str
    late: int
    number: int = 0
    title: str = ""
    owner: str = ""
    barrier: str = ""
    waits: int = 0
    missed_on: date | None = None

    @property
    def about(self) -> tuple[Thing, str]:
        return self.thing, self.item_id


def sayings(plan: Plan, today: date) -> tuple[Saying, ...]:
    """Everything that is due to be said of a plan by `today`, whether or not it was said before."""
    begins = plan.calendar
    if begins is None or plan.published_at is None:
        return ()
    day = days.day_of(today, begins)
    if plan.sign_off is not None:
        due = [*_followed(plan, plan.sign_off, today)]
    else:
        speaks = _is_open(plan) and days.lies_within(today, begins)
        due = [*_dated(plan, today), *_asks(plan, begins, today)] if speaks else []
        due += [*_confirms(plan, today), *_silence(plan, begins, today)]
        due += _reviews(plan, begins, day) if speaks else []
    return tuple(each for each in due if each.to.strip() or each.step is Step.GREY)


def asked_again(plan: Plan, today: date) -> list[Saying]:
    """Return what somebody has said once more before the plan is signed off: everything that has no answer yet."""
    return [
        Saying(
            step=Step.CONFIRM if ask.confirms else Step.UNANSWERED, thing=Thing.ASK, item_id=ask.id, due_on=today,
            to=ask.to.strip() or plan.sponsor, late=(today - ask.asked_on).days - status.UNANSWERED,
            waits=(today - ask.asked_on).days,
            number=ask.number, title=ask.title, barrier=ask.barrier,
        )
        for ask in plan.open_asks
    ]  # fmt: skip


def gravest(said_to_one: Iterable[Saying]) -> list[Saying]:
    """Of what one reader would be told, the gravest step of each thing: they may stand for several names."""
    by_thing: dict[tuple[Thing, str], Saying] = {}
    for each in said_to_one:
        known = by_thing.get(each.about)
        if known is None or GRAVITY.index(each.step) > GRAVITY.index(known.step):
            by_thing[each.about] = each
    return list(by_thing.values())


def _is_open(plan: Plan) -> bool:
    return not any(filed.review == Review.CLOSING for filed in plan.check_ins)


def _followed(plan: Plan, signed: SignOff, today: date) -> Iterator[Saying]:
    if signed.followed_on is None and today >= signed.follow_on:
        for to in dict.fromkeys((plan.leader, plan.coach)):
            yield Saying(
                step=Step.FOLLOW_UP, thing=Thing.PLAN, item_id=plan.id, due_on=signed.follow_on, to=to,
                late=(today - signed.follow_on).days,
            )  # fmt: skip


def _dated(plan: Plan, today: date) -> Iterator[Saying]:
    items: list[Action | Milestone] = [*plan.actions, *plan.milestones]
    for item in items:
        if item.due_on and not is_done(item) and (due := due_as_dated(item, plan, today)):
            yield from _steps(plan, item, due, due_by(item, plan, today) or due)


def _steps(plan: Plan, item: Action | Milestone, due: DueBy, counted: DueBy) -> Iterator[Saying]:
    # What was said of an earlier day that it missed is said anew of the one it has.
    due_on, late = due.on, counted.late
    missed_on = counted.on if counted.on != due_on else None
    owner = item.owner if isinstance(item, Action) else plan.leader
    thing = Thing.ACTION if isinstance(item, Action) else Thing.MILESTONE

    def say(step: Step, to: str) -> Saying:
        return Saying(
            step=step, thing=thing, item_id=item.id, due_on=due_on, to=to, late=late, number=item.number,
            title=item.title, owner=owner, missed_on=missed_on,
        )  # fmt: skip

    if late >= LATE_AFTER:
        yield from (say(Step.LATE, to) for to in dict.fromkeys((owner, plan.leader)))
    elif late >= 0:
        yield say(Step.TODAY, owner)
    elif late >= -SOON_BEFORE:
        yield say(Step.SOON, owner)
    if late >= STUCK_AFTER:
        yield say(Step.STUCK, plan.coach)


def _asks(plan: Plan, begins: Calendar, today: date) -> Iterator[Saying]:
    day = days.day_of(today, begins)
    for ask in plan.asks:
        if ask.answered_on is None and not ask.confirms and (steps := sorted(_asked(ask, begins, day))):
            _reached, step, due_on = steps[-1]
            yield Saying(
                step=step, thing=Thing.ASK, item_id=ask.id, due_on=due_on, to=ask.to.strip() or plan.sponsor,
                late=day - days.day_of(due_on, begins), number=ask.number, title=ask.title, barrier=ask.barrier,
                waits=(today - ask.asked_on).days,
            )  # fmt: skip


def _asked(ask: Ask, begins: Calendar, day: int) -> Iterator[tuple[int, Step, date]]:
    """The steps an ask has reached by a day, each with the day of the plan it did so and the date it speaks of."""
    asked = days.day_of(ask.asked_on, begins)
    reply = days.day_of(ask.reply_by, begins) if ask.reply_by else None
    old = asked + status.UNANSWERED
    if day >= old:
        yield old, Step.UNANSWERED, days.date_of(old, begins)
    if ask.reply_by and reply is not None and reply <= day:
        yield reply, Step.REPLY, ask.reply_by
    told = _told_first(ask, asked, reply)
    if told is not None and told <= day < (old if reply is None else min(old, reply)):
        yield told, Step.ASKED, ask.reply_by or ask.asked_on


def _confirms(plan: Plan, today: date) -> Iterator[Saying]:
    """Yield what a sponsor is asked to confirm, by dates: all that changed on one day is one question."""
    for ask in plan.asks:
        waits = (today - ask.asked_on).days
        if ask.confirms and ask.answered_on is None and waits >= 1:
            due_on = ask.asked_on + timedelta(days=status.UNANSWERED if waits >= status.UNANSWERED else 0)
            yield Saying(
                step=Step.CONFIRM, thing=Thing.ASK, item_id=ask.id, due_on=due_on, to=ask.to.strip() or plan.sponsor,
                late=(today - due_on).days, number=ask.number, title=ask.title, barrier=ask.barrier,
            )  # fmt: skip


def _told_first(ask: Ask, asked: int, reply: int | None) -> int | None:
    """The day of the plan on which whoever is asked hears of it first, before an answer is due; None: only then."""
    soon = None if reply is None else max(asked, reply - SOON_BEFORE)
    if not (ask.barrier or "").strip():
        return soon
    return asked + 1 if reply is None else max(asked, min(asked + 1, reply - 1))


def _silence(plan: Plan, begins: Calendar, today: date) -> Iterator[Saying]:
    """Yield what is said of a plan of which nobody said anything, by the days without pauses not agreed to."""
    firm = firm_of(plan)
    counted = firm.calendar if firm else begins
    runs = _is_open(plan) and 1 <= days.day_of(today, begins) <= days.LENGTH
    if not runs or counted.pauses_on(today):
        return
    day, last = days.day_of(today, counted), last_check_in(plan, today)
    since = max(0, days.day_of(last.on, counted) if last else silent_since(plan, counted))
    silent = status.silent_days(day, since)

    def say(step: Step, to: str, due: int, thing: Thing = Thing.PLAN) -> Saying:
        due_on = days.date_of(due, counted)
        return Saying(step=step, thing=thing, item_id=plan.id, due_on=due_on, to=to, late=silent)

    # Before the first check-in the week counts from day 1, which is a day later than the silence does.
    base = since or 1
    if weeks := (day - base) // CHECK_IN_EVERY:
        yield say(Step.CHECK_IN, plan.leader, base + weeks * CHECK_IN_EVERY, Thing.CHECK_IN)
    if silent >= status.SILENT:
        yield say(Step.SILENT, plan.coach, since + status.SILENT)
    if silent >= status.SILENT_ALL:
        yield say(Step.GREY, "", since + status.SILENT_ALL)


def _reviews(plan: Plan, begins: Calendar, day: int) -> Iterator[Saying]:
    held = {filed.review for filed in plan.check_ins}
    for review, on in REVIEWS.items():
        if review not in held and on - REVIEW_BEFORE <= day <= on:
            for to in dict.fromkeys((plan.leader, plan.coach)):
                yield Saying(
                    step=Step.REVIEW, thing=Thing.REVIEW, item_id=review, due_on=days.date_of(on, begins), to=to,
                    late=day - on,
                )  # fmt: skip
