"""Asking about the plans that are reached alone, and about what had happened by today where they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app import clock
from app.db import db
from app.plans.days import today_in
from app.plans.models import Plan
from app.plans.status.gist import PlanGist

Asked = Select[*tuple[Any, ...]]


def todays(timezones: Iterable[str]) -> dict[str, date]:
    """Which date it is in each of these time zones."""
    now = clock.now()
    return {timezone: today_in(timezone, now) for timezone in timezones}


@dataclass(frozen=True, slots=True)
class Reach:
    """Narrows what is asked to the plans that are reached, and to what had happened by today where they are."""

    reached: ColumnElement[bool]
    zones: Mapping[date, Sequence[str]]

    def of_plans(self, asked: Asked) -> Asked:
        """A question whose first column is the plan's id, about the plans that are reached alone."""
        if self.reached.compare(true()):
            return asked
        return asked.where(asked.selected_columns[0].in_(select(Plan.id).join(Plan.centre).where(self.reached)))

    def by_today(self, on: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Whether a day has come; on Plan and what is joined to it. The world has three dates at most, often one."""
        if len(self.zones) == 1:
            return on <= next(iter(self.zones))
        return or_(*(and_(on <= today, Plan.timezone.in_(zones)) for today, zones in self.zones.items()))


def told(
    plans: Mapping[str, PlanGist], asked: Asked | CompoundSelect[*tuple[Any, ...]]
) -> Iterator[tuple[PlanGist, list[Any]]]:
    """What is answered, each with its plan. A plan that was born after the first question is not among them."""
    for plan_id, *row in db.session.execute(asked):
        if plan_id in plans:
            yield plans[plan_id], row
