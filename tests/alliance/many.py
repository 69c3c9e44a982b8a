"""A house of many centres and plans, written in a moment: rows of every kind a status looks at, as plans have them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy import insert, select

from app import clock
from app.accounts.models import Person
from app.centres.models import Centre, Term, TermKind, centre_term
from app.db import db, transaction
from app.ids import new_id
from app.plans.days import today_in
from app.plans.models import (
    Action,
    Agreement,
    Ask,
    CheckIn,
    Contact,
    DueMove,
    Edit,
    Measure,
    MeasureMove,
    Milestone,
    Plan,
    Reading,
    Risk,
    SignOff,
    StatusOverride,
)

REGIONS = ("AFR", "AMS", "ARB", "ASP", "CIS", "EUR")
CAPABILITIES = ("trends", "open_tech", "sme", "policy", "ecosystem")
STATES = ("done", "doing", "todo", "blocked")
ASKED_OF = ("law", "money", "data", "permission", "people", None)

ACTIONS, READINGS, ITEMS, CHECK_INS = 12, 10, 8, 12
"""How many of each a plan has; measures are two or three, of each other item a plan has as many."""

Values = dict[str, object]


@dataclass
class Written:
    """Rows by their table, in the order in which they can be inserted."""

    now: datetime
    rows: dict[type, list[Values]] = field(default_factory=dict)

    def add(self, table: type, **values: object) -> str:
        made = new_id()
        self.rows.setdefault(table, []).append({"id": made, **values})
        return made


def write_plans(centres: int = 200, plans: int = 400) -> list[str]:
    """Write so many centres and plans; the ids of the plans. The words of the alliance stand already."""
    now = clock.now()
    written = Written(now)
    today = today_in("UTC", now)
    places = [_centre(written, number) for number in range(centres)]
    made = [_plan(written, places[number % centres], number, today) for number in range(plans)]
    with transaction():
        for table in (Centre, Plan, Action, Measure, CheckIn, Reading, Milestone, Risk, Ask):
            if rows := written.rows.get(table):
                db.session.execute(insert(table), rows)
        overrides = [_override(plan, today, now) for plan in made[::10]]
        db.session.execute(insert(StatusOverride), overrides)
        known = db.session.execute(db.select(Term.code, Term.id).where(Term.kind == TermKind.CAPABILITY)).all()
        capable = [
            {"centre_id": place, "term_id": known[(number + more) % len(known)].id}
            for number, place in enumerate(places if known else ())
            for more in range(2)
        ]
        if capable:
            db.session.execute(insert(centre_term), capable)
    return made


def promise_otherwise(plans: list[str]) -> None:
    """Let each plan have a target, a day and words that were others when it was published, and a reopened sign-off."""
    now = clock.now()
    said = {"reason": "Slower", "by_name": "Dara"}
    with transaction():
        for plan_id in plans:
            db.session.get_one(Plan, plan_id).published_at = now - timedelta(days=1)
            action = db.session.scalars(select(Action).where(Action.plan_id == plan_id, Action.number == 4)).one()
            measure = db.session.scalars(select(Measure).where(Measure.plan_id == plan_id, Measure.number == 1)).one()
            action.status = "todo"
            before, after = action.due_on - timedelta(days=9), action.due_on
            of_action = {"plan_id": plan_id, "kind": "action", "item_id": action.id, **said}
            signed = {"result": "Done", "handover": "Ada", "choice": "stop", "signed_on": after, "follow_on": after}
            again = now - timedelta(hours=1)
            db.session.add_all([
                DueMove(**of_action, before=before, after=after, moved_at=now),
                Edit(**of_action, deed="change", made_at=now, said={"title": ["Sign three", action.title]}),
                MeasureMove(measure_id=measure.id, baseline=0.0, target=200.0, promised={}, moved_at=now, **said),
                *(SignOff(id=new_id(), plan_id=plan_id, created_at=again, reopened_at=at, reopened_why=why, **signed)
                  for at, why in ((now, "Last of all"), (again, "Before that"))),
            ])  # fmt: skip


def lead_themselves(plans: list[str]) -> None:
    """Let each plan be led by who is its sponsor: every third by name, by account or at an address."""
    now = clock.now()
    with transaction():
        for number, plan_id in enumerate(plans):
            plan = db.session.get_one(Plan, plan_id)
            plan.published_at, plan.leader, plan.sponsor = now, "Lea", "Lea" if number % 3 == 0 else "Spo"
            lea = Person(id=new_id(), name="Lea", email=f"{plan_id}@example.org".lower(), created_at=now)
            db.session.add(lea)
            if number % 3:
                reached = {"person_id": lea.id} if number % 3 == 1 else {"email": lea.email}
                contact = {"plan_id": plan_id, "name": "Spo", "key": "spo", "created_at": now}
                db.session.add(Contact(id=new_id(), **contact, **reached))


def agree_themselves(plans: list[str]) -> None:
    """Let each plan have a target to which who leads it agreed: as the sponsor that they were, or in an answer."""
    now = clock.now()
    with transaction():
        for number, plan_id in enumerate(plans):
            plan = db.session.get_one(Plan, plan_id)
            plan.published_at, plan.leader, plan.sponsor = now - timedelta(days=1), "Lea", "Sara"
            lea = Person(id=new_id(), name="Lea", email=f"{plan_id}@example.org".lower(), created_at=now)
            measure = db.session.scalars(select(Measure).where(Measure.plan_id == plan_id, Measure.number == 1)).one()
            said = {"said": {"target": [200.0, measure.target]}, "reason": "So", "sponsor": "Sara", "made_at": now}
            ask = Ask(id=new_id(), plan_id=plan_id, number=90, title="?", asked_on=now.date(), answered_on=now.date(),
                      confirms=True, verdict="yes", verdict_by="Lea", created_at=now)  # fmt: skip
            db.session.add_all([lea, ask])
            db.session.flush()
            by = {"own": True, "by_id": lea.id, "by_name": "Lea"} if number % 2 else {"ask_id": ask.id}
            db.session.add(Agreement(plan_id=plan_id, kind="measure", item_id=measure.id, row_id="1", **said, **by))


def _centre(written: Written, number: int) -> str:
    return written.add(
        Centre,
        name=f"Centre {number:03}",
        region_code=REGIONS[number % len(REGIONS)],
        type_code="technology_acceleration",
        timezone="UTC",
        created_at=written.now,
    )


def _plan(written: Written, centre: str, number: int, today: date) -> str:
    begins = today - timedelta(days=number * 7 % 100)
    plan = written.add(
        Plan,
        centre_id=centre,
        title=f"Plan {number:03}",
        goal="Sixty firms test in a week what took them a year before",
        day_one=begins,
        timezone="UTC",
        coach=f"Coach {number % 15}",
        created_at=written.now,
    )
    for each, due in zip(range(1, ACTIONS + 1), count(5, 8), strict=False):
        state = STATES[(each + number) % 4] if begins + timedelta(days=due) > today else STATES[number * each % 7 > 5]
        written.add(Action, plan_id=plan, number=each, title=f"Do the {each}th thing", due_on=_on(begins, due),
                    status=state, critical=each == 4, created_at=written.now)  # fmt: skip
    for each in range(1, 3 + number % 2):
        _measure(written, plan, each, begins, number)
    for each in range(1, ITEMS + 1):
        common = {"plan_id": plan, "number": each, "created_at": written.now}
        written.add(Milestone, title="A law", due_on=_on(begins, 12 * each), critical=False, state="planned", **common)
        written.add(Risk, title="A storm", likelihood="medium", impact="large", owner="Ada", **common)
        written.add(Ask, title="A letter", kind=ASKED_OF[each % 6], asked_on=_on(begins, each), reply_by=None,
                    answered_on=today if each < ITEMS else None, **common)  # fmt: skip
    for said in _days_up_to(today, begins, CHECK_INS):
        written.add(CheckIn, plan_id=plan, client_id=new_id(), on=said, filed_at=written.now, mood="green")
    return plan


def _measure(written: Written, plan: str, each: int, begins: date, number: int) -> None:
    measure = written.add(
        Measure,
        plan_id=plan,
        number=each,
        name=f"Tests {each}",
        unit="firms",
        baseline=0.0,
        target=100.0,
        main=each == 1,
        steps=[],
        created_at=written.now,
    )
    for at in range(READINGS):
        written.add(Reading, measure_id=measure, on=_on(begins, 4 + 9 * at), value=float((5 + number % 7) * at),
                    filed_at=written.now)  # fmt: skip


def _days_up_to(today: date, begins: date, most: int) -> Iterator[date]:
    """A check-in a week from the first, as far as there were weeks."""
    for at in range(most):
        if (said := _on(begins, 6 + 7 * at)) <= today:
            yield said


def _on(begins: date, day: int) -> date:
    return begins + timedelta(days=day - 1)


def _override(plan: str, today: date, now: datetime) -> Mapping[str, object]:
    return {"plan_id": plan, "value": "amber", "reason": "A storm", "set_on": today,
            "until": today + timedelta(days=13), "created_at": now}  # fmt: skip
