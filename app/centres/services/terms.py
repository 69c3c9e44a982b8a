"""An administrator adds, edits, moves and retires the words of the alliance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.centres import policy
from app.centres.errors import ChangedMeanwhile, CodeTaken
from app.centres.models import Term, TermKind
from app.centres.policy import Deed
from app.db import db, transaction
from app.errors import NotFound


@dataclass(frozen=True, slots=True)
class TermWords:
    """What an administrator wrote: words map a language to text, without empty ones."""

    code: str
    title: Mapping[str, str]
    text: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    cycle: str = ""
    parent_code: str | None = None


def add_term(kind: TermKind, words: TermWords, *, by: Principal) -> Term:
    """Add a term at the end of its list.

    Raises:
        NotAllowed: not an administrator.
        CodeTaken: the list has the code, in the same cycle.
    """
    with transaction():
        policy.require(by, Deed.CHANGE_TERMS)
        last = db.session.scalar(select(func.max(Term.position)).where(Term.kind == kind))
        term = Term(kind=kind, position=0 if last is None else last + 1, version=1)
        _write(term, words)
        db.session.add(term)
        try:
            db.session.flush()
        except IntegrityError as error:
            raise CodeTaken from error
        audit.record("term.added", f"term:{term.id}", actor_id=by.id, kind=kind, code=term.code)
    return term


def change_term(term_id: int, words: TermWords, *, version: int, by: Principal) -> Term:
    """Edit a term. Its code and cycle stay, because centres and files call it by them.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such term.
        ChangedMeanwhile: somebody else edited it since `version`.
    """
    with transaction():
        term = _held(term_id, by)
        if term.version != version:
            raise ChangedMeanwhile
        term.title, term.text, term.facts = dict(words.title), dict(words.text), dict(words.facts)
        term.parent_code = words.parent_code
        term.version += 1
        audit.record("term.changed", f"term:{term.id}", actor_id=by.id, kind=term.kind, code=term.code)
    return term


def retire_term(term_id: int, *, retired: bool, by: Principal) -> Term:
    """Take a term off what one may choose, or put it back. Centres that chose it keep it.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such term.
    """
    with transaction():
        term = _held(term_id, by)
        if (term.retired_at is not None) != retired:
            term.retired_at = clock.now() if retired else None
            term.version += 1
            deed = "term.retired" if retired else "term.returned"
            audit.record(deed, f"term:{term.id}", actor_id=by.id, kind=term.kind, code=term.code)
    return term


def move_term(term_id: int, *, places: int, by: Principal) -> Term:
    """Move a term up (negative) or down its list; at an end it stays.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such term.
    """
    with transaction():
        term = _held(term_id, by)
        of_list = select(Term).where(Term.kind == term.kind, Term.cycle == term.cycle)
        ordered = list(db.session.scalars(of_list.order_by(Term.position, Term.id)))
        was = ordered.index(term)
        ordered.insert(max(0, was + places), ordered.pop(was))
        for position, each in enumerate(ordered):
            each.position = position
        audit.record("term.moved", f"term:{term.id}", actor_id=by.id, kind=term.kind, code=term.code)
    return term


def _held(term_id: int, by: Principal) -> Term:
    policy.require(by, Deed.CHANGE_TERMS)
    term = db.session.get(Term, term_id, with_for_update=True, populate_existing=True)
    if term is None:
        raise NotFound
    return term


def _write(term: Term, words: TermWords) -> None:
    term.code, term.cycle, term.parent_code = words.code, words.cycle, words.parent_code
    term.title, term.text, term.facts = dict(words.title), dict(words.text), dict(words.facts)
