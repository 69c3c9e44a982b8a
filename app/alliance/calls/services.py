"""Calls are written, published and changed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.calls import policy
from app.alliance.calls.errors import CallChanged, ClosesTooEarly, CriteriaInUse
from app.alliance.calls.models import Call
from app.alliance.calls.queries import next_sequence
from app.alliance.calls.standing import Criterion
from app.db import db, transaction
from app.errors import Conflict, NotFound
from app.ids import new_id

TURNS: Final = 5
"""How often a call tries to take the next number, where another takes it at the same moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWords:
    """What was written of a call; `title` and `body` map a language to text, without empty ones."""

    title: Mapping[str, str]
    body: Mapping[str, str]
    languages: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    timezone: str
    opens_at: datetime
    closes_at: datetime


def make_call(by: Principal, words: CallWords) -> Call:
    """Write a call. Nobody else sees it until it is published.

    Raises:
        NotAllowed: neither an administrator nor the secretariat.
        ClosesTooEarly: as it says.
        Conflict: others took the next number at the same moment, again and again (409).
    """
    for _turn in range(TURNS):
        with suppress(IntegrityError):
            return _made(by, words)
    raise Conflict


def _made(by: Principal, words: CallWords) -> Call:
    with transaction():
        policy.require_keeper(by)
        call = Call(id=new_id(), sequence=next_sequence(), created_at=clock.now(), created_by=by.id)
        _write(call, words)
        db.session.add(call)
        db.session.flush()
        audit.record("call.made", f"eoi_call:{call.id}", actor_id=by.id, languages=sorted(words.title))
    return call


def change_call(by: Principal, call_id: str, words: CallWords, *, version: int) -> Call:
    """Change a call, its days too: whoever reads it sees at once how it stands now.

    Raises:
        NotAllowed, NotFound: as for all calls.
        CallChanged: somebody else changed it since `version`.
        CriteriaInUse: reviews are filed by its criteria, and these are others.
        ClosesTooEarly: as it says.
    """
    with transaction():
        call = _held(by, call_id)
        if call.version != version:
            raise CallChanged
        if call.weighed != words.criteria and call.scored_at is not None:
            raise CriteriaInUse
        before = call.opens_at, call.closes_at
        _write(call, words)
        call.version += 1
        moved = before != (call.opens_at, call.closes_at)
        audit.record("call.changed", f"eoi_call:{call.id}", actor_id=by.id, days_moved=moved)
    return call


def publish_call(by: Principal, call_id: str) -> Call:
    """Let everybody read the call; it opens by itself at its moment.

    Raises:
        NotAllowed, NotFound: as for all calls.
    """
    with transaction():
        call = _held(by, call_id)
        if call.published_at is None:
            call.published_at = clock.now()
            audit.record("call.published", f"eoi_call:{call.id}", actor_id=by.id)
    return call


def _held(by: Principal, call_id: str) -> Call:
    policy.require_keeper(by)
    call = db.session.get(Call, call_id, with_for_update=True, populate_existing=True)
    if call is None:
        raise NotFound
    return call


def _write(call: Call, words: CallWords) -> None:
    if words.closes_at <= words.opens_at:
        raise ClosesTooEarly
    call.title, call.body = dict(words.title), dict(words.body)
    call.languages = list(words.languages)
    call.criteria = [asdict(each) for each in words.criteria]
    call.timezone, call.opens_at, call.closes_at = words.timezone, words.opens_at, words.closes_at
