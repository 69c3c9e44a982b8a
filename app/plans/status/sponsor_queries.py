"""What is known of the sponsors of plans: what the list of plans asks first, and more of some of them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload

from app.accounts.models import Principal
from app.db import db
from app.plans.leading import SponsorKnown
from app.plans.letters.lead_queries import sponsors_known
from app.plans.models import Agreement, Ask, Contact, Edit, Plan, Verdict
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
_STANDS: Final = _of_account(_either("revoked_at").is_(None)).limit(1).scalar_subquery()
_BY_ADDRESS: Final = _of_account(Contact.person_id.is_(None)).limit(1).scalar_subquery()
_CONFIRMED_ON: Final = _of_account(Contact.confirmed_on).limit(1).scalar_subquery()
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
_LEADS: Final = ("leader", "coach", "leader_account", "coach_account")
_LEADERS_CHANGED: Final = (
    select(Edit.id)
    .where(Edit.plan_id == Plan.id, Edit.kind == "plan", Edit.made_at > Plan.published_at)
    .where(or_(*(Edit.said[name].as_string().is_not(None) for name in _LEADS)))
    .correlate(Plan)
    .exists()
)

_NEXT = "\x1f"
_WRITER, _REACHED = aliased(Principal), aliased(Contact)
_AGREED_AS: Final = case((Agreement.own, Agreement.by_name), else_=Ask.verdict_by)
_AGREED: Final = (
    select(func.aggregate_strings(_AGREED_AS + _NEXT + func.coalesce(_WRITER.name, ""), _NEXT))
    .select_from(Agreement)
    .outerjoin(Ask, Ask.id == Agreement.ask_id)
    .outerjoin(_WRITER, and_(Agreement.own, _WRITER.id == Agreement.by_id))
    .where(Agreement.plan_id == Plan.id)
    .where(or_(Agreement.own, and_(Ask.verdict == Verdict.YES, Ask.doubted.is_(False))))
    .correlate(Plan)
    .scalar_subquery()
)
"""Under which names somebody agreed to changes of a plan in a way that counts; see `agreeing.has_agreed`."""
_ASKED_TOO: Final = select(Agreement.id).where(Agreement.plan_id == Plan.id, Agreement.own).correlate(Plan).exists()
_REACHES_OTHERS: Final = (
    select(_REACHED.id)
    .where(_REACHED.plan_id == Plan.id, _REACHED.key != func.lower(Plan.sponsor), _REACHED.name != Plan.sponsor)
    .where(or_(_REACHED.person_id.is_not(None), _REACHED.email != ""))
    .correlate(Plan)
    .exists()
)

OF_SPONSORS: Final = (
    Plan.sponsor.label("sponsor"),
    _SPONSOR_ACCOUNT.label("sponsor_account"),
    _STANDS.label("sponsor_stands"),
    _BY_ADDRESS.label("sponsor_by_address"),
    _CONFIRMED_ON.label("sponsor_confirmed_on"),
    _SHARES_MAILBOX.label("shares_mailbox"),
    _LEADERS_CHANGED.label("leaders_changed"),
    _REACHES_OTHERS.label("reaches_others"),
    _AGREED.label("agreed"),
    _ASKED_TOO.label("asked_too"),
)
"""What the list of plans asks to know what is known of their sponsors, and of which `say_sponsors` has to ask more."""


def known_by(row: Row[Any], plan: PlanGist) -> SponsorKnown | None:
    """Return with whose account the sponsor of a plan is reached, where that is another name, by `OF_SPONSORS`."""
    is_other = row.sponsor_stands and key_of(row.sponsor_account or "") not in {"", key_of(row.sponsor)}
    if plan.published_at is None or not is_other:
        return None
    confirmed = row.sponsor_confirmed_on is not None
    return SponsorKnown(account=row.sponsor_account, by_address=bool(row.sponsor_by_address), is_confirmed=confirmed)


def may_lead(row: Row[Any], plan: PlanGist) -> bool:
    """True when the sponsor of a plan may lead or coach it too, by what `OF_SPONSORS` found."""
    bears = _bears_any(plan, (row.sponsor, row.sponsor_account or ""))
    return plan.published_at is not None and (bears or bool(row.shares_mailbox or row.leaders_changed))


def may_have_agreed(row: Row[Any], plan: PlanGist) -> bool:
    """True when who leads or coaches a plan, did, or asked for it may have agreed to a change, by `OF_SPONSORS`."""
    if plan.published_at is None or not row.agreed:
        return False
    names = row.agreed.split(_NEXT)
    is_other = any(key_of(name) not in {"", key_of(row.sponsor)} for name in names)
    return bool(row.asked_too or row.leaders_changed or row.reaches_others or is_other) or _bears_any(plan, names)


def _bears_any(plan: PlanGist, names: Iterable[str]) -> bool:
    called = {key_of(name) for name in names}
    return not called.isdisjoint(key_of(name) for name in (plan.leader, plan.coach) if name.strip())


def say_sponsors(plans: Mapping[str, PlanGist], led: Collection[str], agreed: Collection[str]) -> None:
    """Say of plans what is known of their sponsors; they are few.

    `led` are ids of those whose sponsor may lead or coach them, `agreed` of those of `may_have_agreed`.
    """
    promises = (
        selectinload(Plan.agreements).joinedload(Agreement.ask),
        selectinload(Plan.measures),
        selectinload(Plan.pauses),
    )
    asked = select(Plan).where(Plan.id.in_({*led, *agreed}))
    found = db.session.scalars(asked.options(selectinload(Plan.edits), *(promises if agreed else ())))
    for plan_id, known in sponsors_known(found.all(), agreed=agreed).items():
        plans[plan_id].sponsor_known = known
