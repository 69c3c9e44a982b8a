"""Finding cards: a published one is everybody's, any other is its centre's and the secretariat's."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Principal
from app.alliance.practices.models import Adaptation, Practice
from app.alliance.practices.policy import WRITING, deeds_of
from app.alliance.practices.states import CardDeed, CardState
from app.centres.models import Centre, Staff
from app.centres.queries import centre_worked_in
from app.db import db
from app.errors import NotFound
from app.plans.models import Plan
from app.plans.permission_queries import roles_in
from app.plans.queries import plan_and_deeds
from app.texts import folded, holds

_WHOLE = (
    joinedload(Practice.centre),
    selectinload(Practice.adaptations).options(joinedload(Adaptation.centre), joinedload(Adaptation.card)),
)


def card_and_deeds(practice_id: str, principal: Principal | None) -> tuple[Practice, frozenset[CardDeed]]:
    """The card, and what somebody may do with it; None: a visitor.

    Raises:
        NotFound: there is none, or it is not theirs to read.
    """
    # One question says whether it is there and theirs, as with plans.
    found = db.session.scalar(select(Practice).where(Practice.id == practice_id, seen_by(principal)).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found, deeds_of(roles_in(principal, found.centre_id)) if principal else frozenset()


def is_seen(practice_id: str, principal: Principal) -> bool:
    """Return True when somebody may read a card."""
    asked = select(Practice.id).where(Practice.id == practice_id, seen_by(principal))
    return db.session.scalar(asked) is not None


def adaptation_to_take_back(adaptation_id: str, principal: Principal) -> Adaptation:
    """What somebody's centre said it adapted, or for the secretariat what any did.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    theirs = true() if _publishes(principal) else Adaptation.centre_id.in_(_written_for(principal))
    found = db.session.scalar(select(Adaptation).where(Adaptation.id == adaptation_id, theirs))
    if found is None:
        raise NotFound
    return found


def showcase(text: str = "", language: str = "") -> list[Practice]:
    """The published cards that fit, the newest first. A language fits where one can ask in it."""
    published = select(Practice).where(Practice.state == CardState.PUBLISHED).options(*_WHOLE)
    found = db.session.scalars(published.order_by(Practice.moved_at.desc(), Practice.id))
    return [
        card
        for card in found
        if (not language or language in {card.language, *card.languages}) and holds(_text_of(card), text)
    ]


def cards_of(centre_id: str) -> Sequence[Practice]:
    """The published cards of a centre, the newest first."""
    of_centre = select(Practice).where(Practice.centre_id == centre_id, Practice.state == CardState.PUBLISHED)
    return db.session.scalars(of_centre.options(*_WHOLE).order_by(Practice.moved_at.desc(), Practice.id)).all()


def adapted_by(centre_id: str) -> Sequence[Adaptation]:
    """What a centre adapted from published cards of others."""
    of_centre = select(Adaptation).join(Adaptation.practice).where(Adaptation.centre_id == centre_id)
    loaded = of_centre.options(joinedload(Adaptation.practice).joinedload(Practice.centre))
    return db.session.scalars(
        loaded.where(Practice.state == CardState.PUBLISHED).order_by(Adaptation.said_at.desc(), Adaptation.id)
    ).all()


def own_cards(principal: Principal) -> Sequence[Practice]:
    """The cards of the centres somebody works in, in every state: what moved last comes first."""
    mine = select(Staff.centre_id).where(Staff.principal_id == principal.id)
    of_mine = select(Practice).where(Practice.centre_id.in_(mine)).options(*_WHOLE)
    return db.session.scalars(of_mine.order_by(Practice.moved_at.desc(), Practice.id)).all()


def proposed_cards(principal: Principal) -> Sequence[Practice]:
    """What waits for whoever publishes, the longest first; nothing for others."""
    if not _publishes(principal):
        return []
    waiting = select(Practice).where(Practice.state == CardState.PROPOSED).options(*_WHOLE)
    return db.session.scalars(waiting.order_by(Practice.moved_at, Practice.id)).all()


def centres_to_write_for(principal: Principal) -> Sequence[Centre]:
    """The centres in whose name somebody writes cards and says what was adapted, by name."""
    mine = select(Centre).where(Centre.id.in_(_written_for(principal)))
    return db.session.scalars(mine.order_by(Centre.name, Centre.id)).all()


def centre_to_write_for(centre_id: str, principal: Principal) -> Centre:
    """A centre in whose name somebody writes cards.

    Raises:
        NotFound: there is none, or it is not theirs.
        NotAllowed: they work there, and their role does not allow it.
    """
    return centre_worked_in(centre_id, principal, WRITING)


def plan_of_centre(plan_id: str, centre_id: str, principal: Principal) -> Plan:
    """A plan of a centre that somebody may read.

    Raises:
        NotFound: there is none of this centre, or it is not theirs to read.
    """
    plan, _deeds = plan_and_deeds(plan_id, principal)
    if plan.centre_id != centre_id:
        raise NotFound
    return plan


def seen_by(principal: Principal | None) -> ColumnElement[bool]:
    """Which cards somebody may read, as a condition on Practice."""
    published = Practice.state == CardState.PUBLISHED
    if principal is None:
        return published
    mine = Practice.centre_id.in_(select(Staff.centre_id).where(Staff.principal_id == principal.id))
    return or_(published, mine, Practice.state == CardState.PROPOSED if _publishes(principal) else mine)


def _publishes(principal: Principal) -> bool:
    return CardDeed.PUBLISH in deeds_of({principal.alliance_role or ""})


def _written_for(principal: Principal) -> Select[str]:
    return select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(WRITING))


def _text_of(card: Practice) -> str:
    said = (card.title, card.done, card.for_whom, card.evidence, card.conditions, card.centre.name)
    return folded("\n".join(said))
