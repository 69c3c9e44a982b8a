"""The secretariat pairs two centres, and ends it."""

from datetime import date

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.pairs import queries
from app.alliance.pairs.errors import EndsBefore, PairedAlready, PairEnded, SameCentre
from app.alliance.pairs.models import CentrePair
from app.centres.models import Centre
from app.centres.queries import centre_by_id
from app.centres.services import today_at
from app.db import db, transaction


def pair(
    person: Principal, one_id: str, other_id: str, purpose: str, *, begins_on: date, ends_on: date | None
) -> CentrePair:
    """Bring two centres together from a day until another.

    Raises:
        NotAllowed: neither the secretariat nor an administrator.
        NotFound: one of the centres is not there.
        SameCentre, EndsBefore: as they say (422).
        PairedAlready: the two are paired on one of these days (409).
    """
    with transaction():
        queries.require_pairing(person)
        if one_id == other_id:
            raise SameCentre
        if ends_on is not None and ends_on < begins_on:
            raise EndsBefore
        one, other = _locked(one_id, other_id)
        if queries.paired_between(one_id, other_id, begins_on, ends_on):
            raise PairedAlready
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
    """End a pair on today's date at its first centre; one that has not begun ends on its first day.

    Raises:
        NotAllowed: neither the secretariat nor an administrator.
        NotFound: there is none.
        PairEnded: it ended before today (409).
    """
    with transaction():
        queries.require_pairing(person)
        db.session.get(CentrePair, pair_id, with_for_update=True, populate_existing=True)
        ended = queries.pair_by_id(pair_id)
        today = today_at(ended.one)
        if ended.ends_on is not None and ended.ends_on < today:
            raise PairEnded
        ended.ends_on = max(ended.begins_on, today)
        audit.record("centres.unpaired", f"centre_pair:{ended.id}", actor_id=person.id)


def _locked(one_id: str, other_id: str) -> tuple[Centre, Centre]:
    """Lock both centres, always in the same order, so that two who pair them at once make one pair."""
    for centre_id in sorted({one_id, other_id}):
        db.session.get(Centre, centre_id, with_for_update=True, populate_existing=True)
    return centre_by_id(one_id), centre_by_id(other_id)
