"""The secretariat pairs two centres, and ends it."""

from datetime import date

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.pairs import queries
from app.alliance.pairs.errors import EndsBefore, SameCentre
from app.alliance.pairs.models import CentrePair
from app.centres.queries import centre_by_id
from app.db import db, transaction


def pair(
    person: Principal, one_id: str, other_id: str, purpose: str, *, begins_on: date, ends_on: date | None
) -> CentrePair:
    """Bring two centres together from a day until another.

    Raises:
        NotAllowed: neither the secretariat nor an administrator.
        NotFound: one of the centres is not there.
        SameCentre, EndsBefore: as they say.
    """
    with transaction():
        queries.require_pairing(person)
        if one_id == other_id:
            raise SameCentre
        if ends_on is not None and ends_on < begins_on:
            raise EndsBefore
        one, other = centre_by_id(one_id), centre_by_id(other_id)
        made = CentrePair(
            one_id=one.id,
            other_id=other.id,
            purpose=purpose,
            begins_on=begins_on,
            ends_on=ends_on,
            by_id=person.id,
            made_at=clock.now(),
        )
        db.session.add(made)
        db.session.flush()
        audit.record("centres.paired", f"centre_pair:{made.id}", actor_id=person.id, one=one_id, other=other_id)
    return made


def end_pair(person: Principal, pair_id: int) -> None:
    """End a pair today; one that has not begun ends on its first day.

    Raises:
        NotAllowed: neither the secretariat nor an administrator.
        NotFound: there is none.
    """
    with transaction():
        queries.require_pairing(person)
        ended = queries.pair_by_id(pair_id)
        ended.ends_on = max(ended.begins_on, clock.now().date())
        audit.record("centres.unpaired", f"centre_pair:{ended.id}", actor_id=person.id)
