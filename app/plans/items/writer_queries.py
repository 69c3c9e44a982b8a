"""Who wrote down what stands in a plan under another's name, or under none."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app import audit
from app.accounts.models import Principal
from app.db import db
from app.plans.days import today_in
from app.plans.models import Decision, Plan, Thanks
from app.plans.people import key_of


class Written(NamedTuple):
    """Who wrote something down, and on which day where the plan is carried out."""

    name: str
    on: date


def writers_of(plan: Plan) -> dict[str, Written]:
    """Return who wrote down thanks and decisions that do not stand under their own name, and when, by their ids.

    It is who wrote the name they stand under; who put them into the plan where they stand under none.
    """
    items: list[Decision | Thanks] = [*plan.decisions, *plan.thanks]
    added = _added([each for each in items if not each.written_by])
    found = {}
    for item in items:
        name = item.written_by or added.get(item.id, "")
        if name and key_of(name) != key_of(item.by):
            found[item.id] = Written(name, today_in(plan.timezone, _written_at(plan, item)))
    return found


def _written_at(plan: Plan, item: Decision | Thanks) -> datetime:
    """Return when somebody wrote the name under which something stands, else when it was put into its plan."""
    named = (edit for edit in reversed(plan.edits) if edit.item_id == item.id and any(edit.said.get("by", [])[1:]))
    return next((edit.made_at for edit in named), item.created_at)


def _added(items: Collection[Decision | Thanks]) -> dict[str, str]:
    """Return who put things into a plan by their ids, as the server noted it apart; earlier ones kept nobody there."""
    if not items:
        return {}
    ids = {f"{each.__tablename__}:{each.id}": each.id for each in items}
    since = min(each.created_at for each in items) - timedelta(seconds=1)
    rows = audit.read(ids, ["decision.add", "thanks.add"], since=since)
    actors = db.session.scalars(select(Principal).where(Principal.id.in_({row.actor_id for row in rows})))
    names = {each.id: each.name for each in actors}
    return {ids[row.target]: names.get(row.actor_id or "", "") for row in rows}
