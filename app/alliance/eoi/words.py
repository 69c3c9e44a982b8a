"""What people call parts, fields, states, items, levels and doubts, and how states are drawn."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.alliance.eoi.answers import Part
from app.alliance.eoi.eligibility import Item, Mark
from app.alliance.eoi.readiness import Doubt, Level
from app.alliance.eoi.states import State

PARTS: dict[Part, LazyString] = {
    Part.HOST: _("Organisation and host"),
    Part.CENTRE: _("The centre"),
    Part.CAPABILITIES: _("Capabilities"),
    Part.RESOURCES: _("People and resources"),
    Part.GOVERNANCE: _("Governance and endorsement"),
    Part.CONTACT: _("Contact"),
}

KINDS: dict[str, LazyString] = {
    "ministry": _("Ministry"),
    "regulator": _("Regulator"),
    "university": _("University"),
    "research institute": _("Research institute"),
    "innovation agency": _("Innovation agency"),
    "hub": _("Hub or incubator"),
    "company": _("Company"),
    "other": _("Something else"),
}

PILLARS: dict[str, LazyString] = {
    "vision": _("Vision and strategy"),
    "infrastructure": _("Infrastructure and programmes"),
    "talent": _("Talent"),
    "capital": _("Capital"),
    "markets": _("Markets"),
    "culture": _("Culture and communities"),
    "policy": _("Policy and regulation"),
}

RUNGS: tuple[LazyString, ...] = (
    _("Nothing yet"),
    _("First steps"),
    _("Some, with gaps"),
    _("Good enough to build on"),
    _("Strong"),
    _("Among the strongest"),
)
"""What the pillars' scores mean, from 0 on."""

MARKS: dict[int, LazyString] = {
    0: _("not at all"),
    1: _("hardly"),
    2: _("partly"),
    3: _("well"),
    4: _("fully"),
}
"""What reviewers' scores mean."""

FIELDS: dict[str, LazyString] = {
    "organisation": _("Name of the organisation"),
    "kind": _("What kind of organisation it is"),
    "host": _("Who hosts the centre"),
    "region": _("Region"),
    "country": _("Country"),
    "about": _("What it does today"),
    "name": _("Name of the centre"),
    "type": _("Type of the centre"),
    "ownership": _("Who owns and manages it"),
    "scope": _("Scope"),
    "letters": _("Other countries that support it in a letter"),
    "capabilities": _("Capabilities it wants to offer"),
    "why": _("Why these"),
    **PILLARS,
    "staff": _("People who will work full time"),
    "budget": _("Budget of the first year"),
    "in_kind": _("Support in kind"),
    "lab": _("Lab and staff are paid for by ITU or the host country"),
    "governance": _("How decisions are made"),
    "endorsement": _("Endorsement by the Member State"),
    "contact": _("Name of the contact"),
    "role": _("Their role"),
    "phone": _("Telephone"),
    "languages": _("Languages one can write to them in"),
}

STATES: dict[State, tuple[str, LazyString]] = {
    State.DRAFT: ("wait", _("Draft")),
    State.SUBMITTED: ("none", _("Submitted")),
    State.ELIGIBILITY: ("none", _("Being checked")),
    State.CLARIFICATION: ("warn", _("Clarification asked for")),
    State.REVIEW: ("none", _("Being reviewed")),
    State.RECOMMENDED: ("done", _("Recommended")),
    State.ACCREDITED: ("ok", _("Accredited")),
    State.WAITLISTED: ("wait", _("On the waiting list")),
    State.DECLINED: ("off", _("Declined")),
    State.WITHDRAWN: ("wait", _("Withdrawn")),
}
"""The kind of sign, and the word."""

OUTCOMES: dict[str, LazyString] = {
    State.ACCREDITED: _("accredited"),
    State.WAITLISTED: _("on the waiting list"),
    State.DECLINED: _("declined"),
}
"""The same inside a sentence."""

ITEMS: dict[Item, LazyString] = {
    Item.ENDORSEMENT: _("Endorsed by the Member State"),
    Item.HOST: _("A host is named"),
    Item.OWNERSHIP: _("Ownership fits the type"),
    Item.SCOPE: _("The type allows this scope"),
    Item.MONEY: _("A budget line or support in kind is named"),
    Item.GOVERNANCE: _("Its governance is its own, apart from the Digital Innovation Board"),
    Item.CONTACT: _("There is a contact, and a language"),
}

FOUND: dict[Mark, LazyString] = {Mark.MET: _("There"), Mark.MISSING: _("Missing")}

LEVELS: dict[Level, tuple[str, LazyString]] = {
    Level.READY: ("ok", _("Ready now")),
    Level.POSSIBLE: ("warn", _("Possible with support or a partner")),
    Level.LATER: ("off", _("Later")),
    Level.UNKNOWN: ("none", _("Not scored")),
}

DOUBTS: dict[Doubt, LazyString] = {
    Doubt.LETTERS: _("A regional scope needs letters of at least two other countries."),
    Doubt.LAB: _("A global scope needs a lab and staff that ITU or the host country pays for."),
    Doubt.STAFF: _("More capabilities are asked for than people work full time: ask which come first."),
    Doubt.NO_STAFF: _("How many people will work full time is not said."),
    Doubt.LATER: _("By its own scores nothing it asks for is possible yet."),
}
