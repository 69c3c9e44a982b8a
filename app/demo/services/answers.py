"""What an expression of interest of a file says, in the words of the form; what the file leaves open is invented."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from app.alliance.eoi.answers import HIGHEST_PILLAR, PILLARS, Part
from app.alliance.eoi.eligibility import Item, Mark
from app.alliance.eoi.models import Interest, InterestPart, InterestReceipt
from app.alliance.eoi.receipts import content_of, hash_of
from app.alliance.eoi.states import State
from app.demo.portfolio import ExpressionOfInterest

MISSING: Final[Mapping[str, Item]] = {
    "budget line": Item.MONEY,
    "host letter": Item.HOST,
    "governance note": Item.GOVERNANCE,
    "signed letter": Item.ENDORSEMENT,
    "endorsement": Item.ENDORSEMENT,
}
"""What files call what is missing."""

INVENTED: Final = "Invented for demonstration."
MOST_STAFF: Final = 4

_UNCHECKED: Final = frozenset({State.DRAFT, State.SUBMITTED, State.WITHDRAWN})


def lacking(written: ExpressionOfInterest) -> set[Item]:
    """The items of the list that the file says are missing."""
    return {MISSING[name] for name in written.missing_items if name in MISSING}


def checks_of(written: ExpressionOfInterest) -> dict[str, str]:
    """The list as the desk marked it; empty where nobody looked yet."""
    if State(written.status) in _UNCHECKED:
        return {}
    missing = lacking(written)
    return {str(item): str(Mark.MISSING if item in missing else Mark.MET) for item in Item}


def parts_of(written: ExpressionOfInterest, name: str, *, at: datetime) -> list[InterestPart]:
    """Its parts, as they would have been saved."""
    said = _said(written, name)
    return [InterestPart(part=part, answers=answers, version=1, saved_at=at) for part, answers in said.items()]


def receipt_of(interest: Interest, number: str, *, at: datetime) -> InterestReceipt:
    """Its receipt."""
    parts = {each.part: each.answers for each in interest.parts}
    content = content_of(number, at.isoformat(timespec="seconds"), parts, [])
    return InterestReceipt(submitted_at=at, content=content, sha256=hash_of(content))


def _said(written: ExpressionOfInterest, name: str) -> dict[Part, dict[str, object]]:
    missing = lacking(written)

    def there(item: Item, words: str) -> str:
        return "" if item in missing else words

    pillars = {
        each: min(HIGHEST_PILLAR, getattr(written.self_assessment, each)) if written.self_assessment else None
        for each in PILLARS
    }
    return {
        Part.HOST: {
            "organisation": f"{written.country} {written.applicant_kind}",
            "kind": written.applicant_kind,
            "host": there(Item.HOST, f"{written.country} {written.applicant_kind}"),
            "region": written.region,
            "country": written.country,
            "about": INVENTED,
        },
        Part.CENTRE: {
            "name": name,
            "type": written.proposed_centre_type,
            "ownership": "Owned by the country.",
            "scope": written.requested_scope,
            "letters": 2 if written.recommended_scope == "regional" else 0,
        },
        Part.CAPABILITIES: {"capabilities": list(written.requested_capabilities), **pillars, "why": ""},
        Part.RESOURCES: {
            "staff": min(len(written.requested_capabilities) + 1, MOST_STAFF),
            "budget": there(Item.MONEY, "A line in the budget of the host."),
            "in_kind": "",
            "lab": written.recommended_scope == "global",
        },
        Part.GOVERNANCE: {
            "governance": there(Item.GOVERNANCE, "A steering group of its own."),
            "endorsement": there(Item.ENDORSEMENT, "A letter of the ministry in charge."),
        },
        Part.CONTACT: {"contact": f"Contact of {written.country}", "role": "", "phone": "", "languages": ["en"]},
    }
