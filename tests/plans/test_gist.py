"""A plan in gist stands exactly as the plan itself does, whatever it holds and wherever it is carried out."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from threading import Thread

from sqlalchemy import delete, event, update

from app import clock
from app.alliance.portfolio.rows import row_of
from app.db import db, transaction
from app.ids import new_id
from app.plans.days import today_in
from app.plans.models import Action, CheckIn, DueMove, Measure, Milestone, Pause, Plan, Reading, Risk, StatusOverride
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from app.plans.views.sheet import compose
from tests.alliance.many import write_plans

PLANS = 120
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago")
"""At nine in the morning in Greenwich two of them have another date."""


def test_a_gist_stands_as_its_plan_does(app):
    with app.app_context():
        unsettle(write_plans(30, PLANS), Random(7))

        known = {plan.id: plan for plan in db.session.scalars(db.select(Plan))}
        found = {gist.id: gist for gist in gists(db.true())}

        now, stand, counts = clock.now(), {}, Counter()
        for plan_id, plan in known.items():
            today = today_in(plan.timezone, now)
            stand[plan_id] = told(judged(plan, today))
            assert told(judged(found[plan_id], today)) == stand[plan_id]
            counted = counted_in(compose(plan, today, mirrored=False))
            assert counted_in(row_of(found[plan_id], today)) == counted
            counts.update(counted)
    assert {status for status, _reasons, _said, _known, _late in stand.values()} == set(Status)
    assert min(counts.values()) > 20
    assert any(said for _status, _reasons, said, _known, _late in stand.values())
    assert len({known.status for *_, known, _late in stand.values() if known}) == 3


def test_a_plan_that_is_begun_between_two_questions_is_in_the_next_answer(app):
    """On PostgreSQL each question sees what others have kept by then; SQLite answers all as it was at the first."""
    begun: list[str] = []

    def begin_another():
        with app.app_context():
            begun.extend(write_plans(1, 1))

    def meanwhile(_connection, _cursor, statement, *_more):
        if not begun and "FROM plan " in statement:
            other = Thread(target=begin_another)
            other.start()
            other.join()

    with app.app_context():
        before = write_plans(1, 2)
        event.listen(db.engine, "after_cursor_execute", meanwhile)
        try:
            first = [gist.id for gist in gists(db.true())]
        finally:
            event.remove(db.engine, "after_cursor_execute", meanwhile)
        db.session.remove()
        second = [gist.id for gist in gists(db.true())]

    assert sorted(first) == sorted(before)
    assert sorted(second) == sorted([*before, *begun])


def told(judged):
    reasons = sorted((reason.why, reason.status, reason.anchor, reason.days, reason.count, reason.total)
                     for reason in judged.verdict.reasons)  # fmt: skip
    return judged.status, reasons, judged.said and judged.said.value, judged.last_known, judged.critical_late


def counted_in(listed):
    """How many things a page of a plan or its row in a list say were done or moved late or are critical no longer."""
    counted = (
        "done_late", "critical_done_late", "other_done_late", "not_critical_now", "moved_late", "critical_moved_late",
        "postponed",
    )  # fmt: skip
    return {each: getattr(listed, each) for each in counted}


def _do_some_late(plan_id: str, today: date, nth: int) -> None:
    """Let what is done be done on a day, often after it was due, and half of it be critical no longer.

    Each third thing never was. Of each fourth plan nobody knows the day, as of what earlier servers kept. In each third
    it had missed a day before. In some it was done before the day that was known last.
    """
    done_on = today - timedelta(days=(0, 1, 2, 3, 60)[nth % 5]) if nth % 4 else None
    missed_on = today - timedelta(days=7) if nth % 3 == 0 else None
    for of, done in ((Action, Action.status == "done"), (Milestone, Milestone.state == "done")):
        db.session.execute(update(of).where(of.plan_id == plan_id, done).values(
            done_on=done_on, missed_on=missed_on, was_critical=of.number % 3 != 0
        ))  # fmt: skip
        critical = of.number % 2 == nth % 2
        db.session.execute(update(of).where(of.plan_id == plan_id, done).values(critical=critical))


def _miss_days(plan_id: str, today: date, nth: int) -> None:
    """Let something of most plans have missed an earlier day, or have moved."""
    later = today + timedelta(days=20)
    first, milestone = (
        (Action.plan_id == plan_id, Action.number == 1),
        (Milestone.plan_id == plan_id, Milestone.number == 1),
    )
    if nth % 7 == 2:
        db.session.execute(update(Action).where(*first).values(critical=True, missed_on=today, due_on=later))
    if nth % 7 == 3:
        db.session.execute(update(Milestone).where(*milestone).values(critical=True, missed_on=today, due_on=later))
    if nth % 3 == 1:
        first_two = (Action.plan_id == plan_id, Action.number.in_((1, 2)))
        db.session.execute(update(Action).where(*first_two).values(missed_on=today, due_on=later))
        _move_back(plan_id, today)
    if nth % 7 == 4:
        _let_have_no_day(plan_id, today)


def _move_back(plan_id: str, today: date) -> None:
    """Let the second action be critical and not done, and have moved by a month to a day ahead."""
    second, later = (Action.plan_id == plan_id, Action.number == 2), today + timedelta(days=20)
    action_id = db.session.scalar(db.select(Action.id).where(*second))
    db.session.execute(update(Action).where(*second).values(critical=True, status="doing", due_on=later))
    days = {"before": today - timedelta(days=10), "after": later}
    moved = {"kind": "action", "reason": "Later", "moved_at": clock.now()}
    db.session.add(DueMove(plan_id=plan_id, item_id=action_id, **moved, **days))


def _let_have_no_day(plan_id: str, today: date) -> None:
    """Let the first milestone have no day any longer, as earlier servers did after it had moved."""
    first = (Milestone.plan_id == plan_id, Milestone.number == 1)
    milestone_id = db.session.scalar(db.select(Milestone.id).where(*first))
    db.session.execute(update(Milestone).where(*first).values(critical=True, due_on=None, state="planned"))
    for before, after in ((20, 9), (9, None)):
        days = {"before": today - timedelta(days=before), "after": after and today - timedelta(days=after)}
        moved = {"kind": "milestone", "reason": "Later", "moved_at": clock.now()}
        db.session.add(DueMove(plan_id=plan_id, item_id=milestone_id, **moved, **days))
        db.session.flush()


def unsettle(plans: list[str], random: Random) -> None:
    """Let plans be as unlike as plans are."""
    now = clock.now()
    with transaction():
        for nth, plan_id in enumerate(plans):
            zone = ZONES[nth % 3]
            today = today_in(zone, now)
            begins = today - timedelta(days=random.choice([-3, 5, 18, 35, 70, 99, 140]))
            own = Plan.id == plan_id
            db.session.execute(update(Plan).where(own).values(
                timezone=zone, day_one=begins if nth % 11 else None,
                created_at=now - timedelta(days=12 if nth % 10 == 3 else 150),
                published_at=None if nth % 13 == 4 else now - timedelta(days=11 if nth % 10 == 6 else 145),
            ))  # fmt: skip
            for table, chance, values in (
                (Risk, 0.2, {"likelihood": "high", "impact": "large", "owner": random.choice(["", "Ada"])}),
                (Risk, 0.3, {"likelihood": "high", "impact": "large", "owner": "", "state": "closed"}),
                (Milestone, 0.3, {"critical": True, "due_on": today - timedelta(days=random.choice([0, 3, 9]))}),
                (Milestone, 0.5, {"state": "done"}),
                (Measure, 0.1, {"baseline": None}),
                (Measure, 0.3, {"direction": "down", "baseline": 100.0, "target": 10.0}),
                (Action, 0.3, {"due_on": None}),
                (Action, 0.5, {"parked_on": today, "status": "blocked", "critical": True}),
            ):
                if random.random() < chance:
                    one = (table.plan_id == plan_id, table.number == random.randint(1, 3))
                    db.session.execute(update(table).where(*one).values(**values))
            due = {"due_on": today - timedelta(days=2), "status": random.choice(["done", "done", "done", "doing"])}
            db.session.execute(update(Action).where(Action.plan_id == plan_id, Action.number > 2).values(**due))
            _miss_days(plan_id, today, nth)
            if random.random() < 0.4:
                ago = random.choice([-2, -1, 0, 1, 20])
                db.session.add(
                    Pause(id=new_id(), plan_id=plan_id, first=today - timedelta(days=ago),
                          last=today + timedelta(days=8 - ago), reason="A flood", made_at=now)
                )  # fmt: skip
                _due_in_it(plan_id, today)
            if random.random() < 0.15:
                db.session.execute(delete(CheckIn).where(CheckIn.plan_id == plan_id))
            for ahead in (-2, 0, 1):
                _said(plan_id, today + timedelta(days=ahead), now, review="closing" if random.random() < 0.08 else None)
            _do_some_late(plan_id, today, nth)
            for measure_id in db.session.scalars(db.select(Measure.id).where(Measure.plan_id == plan_id)).all():
                for ahead in (-1, 0, 1):
                    db.session.add(
                        Reading(
                            id=new_id(),
                            measure_id=measure_id,
                            on=today + timedelta(days=ahead),
                            value=random.choice([10.0, 60.0, 90.0]),
                            filed_at=now - timedelta(seconds=random.randint(1, 99)),
                        )
                    )
            for value in random.sample(["green", "amber", "red"], random.randint(0, 2)):
                withdrawn = now if random.random() < 0.3 else None
                db.session.add(
                    StatusOverride(plan_id=plan_id, value=value, reason="A storm", set_on=today, withdrawn_at=withdrawn,
                                   until=today + timedelta(days=3), created_at=now)
                )  # fmt: skip


def _said(plan_id, on, now, *, review):
    db.session.add(CheckIn(id=new_id(), plan_id=plan_id, client_id=new_id(), on=on, filed_at=now, review=review))


def _due_in_it(plan_id, today):
    """What is due while the plan pauses: one action in two days, another tomorrow and done already."""
    for number, status, ahead in ((1, "doing", 2), (2, "done", 1)):
        own = (Action.plan_id == plan_id, Action.number == number)
        due = {"due_on": today + timedelta(days=ahead), "status": status, "parked_on": None}
        db.session.execute(update(Action).where(*own).values(**due))
