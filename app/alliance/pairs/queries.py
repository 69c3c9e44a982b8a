"""Finding pairs of centres."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Principal
from app.alliance.help.policy import is_of_the_lab
from app.alliance.pairs.models import CentrePair
from app.centres.services import today_at
from app.db import db
from app.errors import NotAllowed, NotFound


def require_pairing(principal: Principal) -> None:
    """Refuse who does not bring centres together.

    Raises:
        NotAllowed: neither the secretariat nor an administrator.
    """
    if not is_of_the_lab(principal):
        raise NotAllowed


def all_pairs() -> Sequence[CentrePair]:
    """Every pair, the newest first."""
    return db.session.scalars(_pairs().order_by(CentrePair.id.desc())).all()


def pair_by_id(pair_id: int) -> CentrePair:
    """A pair by its number.

    Raises:
        NotFound: there is none.
    """
    found = db.session.scalar(_pairs().where(CentrePair.id == pair_id))
    if found is None:
        raise NotFound
    return found


def paired_between(one_id: str, other_id: str, begins_on: date, ends_on: date | None) -> bool:
    """Return True when two centres are paired on a day between two, both among them; `ends_on` None: for ever."""
    both = CentrePair.one_id.in_((one_id, other_id)) & CentrePair.other_id.in_((one_id, other_id))
    over = CentrePair.ends_on.is_not(None) & (CentrePair.ends_on < begins_on)
    later = CentrePair.begins_on > ends_on if ends_on is not None else false()
    return db.session.scalar(select(CentrePair.id).where(both, ~over, ~later).limit(1)) is not None


def pairs_of(centre_id: str) -> list[CentrePair]:
    """The pairs a centre is in today."""
    return _holding({centre_id})


def partners_of(centre_ids: Collection[str]) -> set[str]:
    """The centres that are paired with one of these today."""
    found = _holding(centre_ids)
    return {each for pair in found for each in (pair.one_id, pair.other_id)} - set(centre_ids)


def _holding(centre_ids: Collection[str]) -> list[CentrePair]:
    of_these = or_(CentrePair.one_id.in_(centre_ids), CentrePair.other_id.in_(centre_ids))
    found = db.session.scalars(_pairs().where(of_these).order_by(CentrePair.begins_on, CentrePair.id))
    return [pair for pair in found if pair.holds_on(today_at(pair.one))]


def _pairs() -> Select[CentrePair]:
    return select(CentrePair).options(joinedload(CentrePair.one), joinedload(CentrePair.other))
