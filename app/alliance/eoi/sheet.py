"""What was answered, as people read it: part by part, with the words of the house for codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.alliance.eoi.answers import FIELDS, PILLARS, Answers, Part
from app.alliance.eoi.words import FIELDS as CALLED
from app.alliance.eoi.words import KINDS, PARTS, RUNGS
from app.centres.models import TermKind
from app.centres.queries import Vocabulary
from app.centres.words import SCOPES
from app.i18n import LANGUAGES, pick


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `ours` are words of the house; others are the applicant's own."""

    name: str
    label: str
    text: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class PartSheet:
    """One part, with what was answered in it."""

    part: Part
    title: str
    said: Sequence[Said]


def sheet_of(answers: Answers, words: Vocabulary) -> list[PartSheet]:
    """All parts with their answers; what was not said is not there."""
    return [
        PartSheet(part, str(title), [said for name in FIELDS[part] if (said := _said(answers, name, words)).text])
        for part, title in PARTS.items()
    ]


def _said(answers: Answers, name: str, words: Vocabulary) -> Said:
    ours = _ours(answers, name, words)
    return _plain(answers, name) if ours is None else Said(name, str(CALLED[name]), ours, ours=True)


def _ours(answers: Answers, name: str, words: Vocabulary) -> str | None:
    """What the house calls an answer that is one of its own choices; None: it is in the applicant's words."""
    said, chosen = answers.text(name), answers.chosen(name)
    named: dict[str, Callable[[], str]] = {
        "type": lambda: term(words, TermKind.CENTRE_TYPE, said),
        "region": lambda: term(words, TermKind.REGION, said),
        "capabilities": lambda: " · ".join(term(words, TermKind.CAPABILITY, each) for each in chosen),
        "languages": lambda: " · ".join(LANGUAGES.get(each, each) for each in chosen),
        "kind": lambda: str(KINDS.get(said, said)),
        "scope": lambda: next((str(word) for scope, word in SCOPES.items() if scope == said), said),
        "lab": lambda: str(_("Yes")) if answers.yes(name) else "",
    }
    return named[name]() if name in named else None


def _plain(answers: Answers, name: str) -> Said:
    label, number = str(CALLED[name]), answers.number(name)
    if number is None:
        return Said(name, label, answers.text(name))
    if name in PILLARS:
        return Said(name, label, f"{number:.0f} · {RUNGS[int(number)]}" if 0 <= number < len(RUNGS) else "", ours=True)
    return Said(name, label, str(format_decimal(number)), ours=True)


def term(words: Vocabulary, kind: TermKind, key: str) -> str:
    """What the house calls something; its code where it has no word for it."""
    found = words.named(kind, key)
    return pick(found.title) if found else key
