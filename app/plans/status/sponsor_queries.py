"""Which sponsors of plans lead or coach them too: what the list of plans asks first, and more of those that may."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload

from app.accounts.models import Principal
from app.db import db
from app.plans.letters.contact_queries import sponsor_leads
from app.plans.models import Contact, Edit, Plan
from app.plans.people import key_of
from app.plans.status.gist import PlanGist

OF_SPONSOR: Final = and_(
    Contact.plan_id == Plan.id,
    or_(Contact.name == Plan.sponsor, Contact.key == func.lower(Plan.sponsor)),
    or_(Contact.person_id.is_not(None), Contact.email != ""),
)
"""True for the contact that says how the sponsor of a plan is reached."""

_ACCOUNT, _MAILBOX, _OTHER = aliased(Principal), aliased(Principal), aliased(Contact)


def _of_account(what: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[Any]:
    """Return a question about how the sponsor of a plan is reached, and about the account behind that."""
    at_address = and_(Contact.person_id.is_(None), _MAILBOX.email == Contact.email)
    of_account = select(what).select_from(Contact).outerjoin(_ACCOUNT, _ACCOUNT.id == Contact.person_id)
    return of_account.outerjoin(_MAILBOX, at_address).where(OF_SPONSOR).correlate(Plan)


def _either(column: str) -> ColumnElement[Any]:
    return func.coalesce(getattr(_ACCOUNT, column), getattr(_MAILBOX, column))


_SPONSOR_ACCOUNT: Final = _of_account(_either("name")).limit(1).scalar_subquery()
_SHARES_MAILBOX: Final = (
    _of_account(Contact.id)
    .join(_OTHER, and_(_OTHER.plan_id == Contact.plan_id, _OTHER.id != Contact.id))
    .where(
        or_(
            _OTHER.person_id == _either("id"),
            and_(_OTHER.email != "", or_(_OTHER.email == Contact.email, _OTHER.email == _either("email"))),
        )
    )
    .exists()
)
_LEADERS_CHANGED: Final = (
    select(Edit.id)
    .where(Edit.plan_id == Plan.id, Edit.kind == "plan", Edit.made_at > Plan.published_at)
    .where(or_(*(Edit.said[name].as_string().is_not(None) for name in ("leader", "coach"))))
    .correlate(Plan)
    .exists()
)

MAY_LEAD: Final = (
    Plan.sponsor.label("sponsor"),
    _SPONSOR_ACCOUNT.label("sponsor_account"),
    or_(_SHARES_MAILBOX, _LEADERS_CHANGED).label("shares_mailbox"),
)
"""What the list of plans asks to know of which of them `say_sponsor_leads` has to ask more."""


def may_lead(row: Row[Any], plan: PlanGist) -> bool:
    """True when the sponsor of a plan may lead or coach it too, by what `MAY_LEAD` found."""
    called = {key_of(row.sponsor), key_of(row.sponsor_account or "")}
    bears = not called.isdisjoint(key_of(name) for name in (plan.leader, plan.coach) if name.strip())
    return plan.published_at is not None and (bears or bool(row.shares_mailbox))


def say_sponsor_leads(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
    """Say of plans as what their sponsors lead or coach them too; they are few."""
    found = db.session.scalars(select(Plan).where(Plan.id.in_(ids)).options(selectinload(Plan.edits)))
    for plan_id, lead in sponsor_leads(found.all()).items():
        plans[plan_id].sponsor_lead = lead
