"""The words this version ships come into the database."""

from importlib.resources import files
from typing import Final

import msgspec
from sqlalchemy import select

from app.centres.models import Term, TermKind
from app.db import db, transaction


class _Shipped(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    title: dict[str, str]
    text: dict[str, str] = {}
    facts: dict[str, object] = {}
    cycle: str = ""
    parent: str | None = None


_FILE: Final = files("app.centres") / "data" / "terms.yaml"


def load_terms() -> int:
    """Add the terms that are missing and renew those nobody edited; return how many were added.

    What an administrator edited, moved or retired stays as it is.
    """
    shipped = msgspec.yaml.decode(_FILE.read_bytes(), type=dict[TermKind, list[_Shipped]])
    with transaction():
        known = {(term.kind, term.cycle, term.code): term for term in db.session.scalars(select(Term))}
        added = 0
        for kind, terms in shipped.items():
            for position, words in enumerate(terms):
                term = known.get((kind, words.cycle, words.code))
                if term is None:
                    term = Term(kind=kind, cycle=words.cycle, code=words.code, position=position, version=0)
                    db.session.add(term)
                    added += 1
                if term.version == 0:
                    term.title, term.text, term.facts = words.title, words.text, words.facts
                    term.parent_code = words.parent
    return added
