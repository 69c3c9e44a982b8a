"""Centres are made and changed."""

from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.centres import policy
from app.centres.errors import ChangedMeanwhile, CodeTaken, CountryElsewhere, ScopeNotAllowed, UnknownTerm
from app.centres.life import Decision, Phase
from app.centres.models import Centre, Term, TermKind
from app.centres.policy import Deed
from app.centres.profile import Profile, country_fits, scope_fits
from app.centres.queries import Vocabulary, centre_for, vocabulary
from app.centres.services.life import add_step, today_at
from app.db import db, transaction
from app.ids import new_id

_WORDS = (
    "name",
    "about",
    "type_code",
    "scope",
    "ownership",
    "resources",
    "governance",
    "region_code",
    "country_code",
    "timezone",
    "language",
    "languages",
    "more_languages",
    "retention_months",
)
"""What a profile and a centre call by the same name."""


def make_centre(profile: Profile, *, by: Principal, code: str | None = None, phase: Phase = Phase.ACTIVE) -> Centre:
    """Make a centre nobody works in yet; see `add_centre`.

    Raises:
        NotAllowed, ScopeNotAllowed, CountryElsewhere, UnknownTerm, CodeTaken: see `add_centre`.
    """
    with transaction():
        return add_centre(profile, by=by, code=code, phase=phase)


def add_centre(profile: Profile, *, by: Principal, code: str | None = None, phase: Phase = Phase.ACTIVE) -> Centre:
    """Make a centre inside the caller's transaction. `code` is what files call it; its life begins with `phase`.

    Raises:
        NotAllowed: neither an administrator nor the secretariat (403).
        ScopeNotAllowed, CountryElsewhere, UnknownTerm: as they say (422).
        CodeTaken: another centre has the code (409).
    """
    policy.require(by, Deed.MAKE_CENTRE)
    centre = Centre(id=new_id(), code=code, version=0, phase=Phase.ACTIVE, created_at=clock.now())
    _describe(centre, profile)
    db.session.add(centre)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise CodeTaken from error
    audit.record("centre.made", f"centre:{centre.id}", actor_id=by.id, name=centre.name)
    if phase != Phase.ACTIVE:
        add_step(centre, Decision(phase, today_at(centre)), by=by)
    return centre


def change_centre(centre_id: str, profile: Profile, *, version: int, by: Principal) -> Centre:
    """Change what a centre says of itself. `version` is the one the form was filled from.

    Raises:
        NotFound, NotAllowed: see `queries.centre_for`; and a director may not move it to another region or country.
        ChangedMeanwhile: somebody else changed it since.
        ScopeNotAllowed, CountryElsewhere, UnknownTerm: as they say.
    """
    with transaction():
        db.session.get(Centre, centre_id, with_for_update=True, populate_existing=True)
        centre = centre_for(Deed.CHANGE_CENTRE, centre_id, by)
        if centre.version != version:
            raise ChangedMeanwhile
        if _is_moved(centre, profile):
            policy.require(by, Deed.PLACE_CENTRE)
        before = {name: getattr(centre, name) for name in _WORDS}
        _describe(centre, profile)
        centre.version += 1
        changed = [name for name in _WORDS if getattr(centre, name) != before[name]]
        audit.record("centre.changed", f"centre:{centre.id}", actor_id=by.id, changed=changed)
    return centre


def _describe(centre: Centre, profile: Profile) -> None:
    words = vocabulary()
    moved = _is_moved(centre, profile)
    for kind, code in _named(profile, moved=moved):
        if words.named(kind, code) is None:
            raise UnknownTerm
    if not scope_fits(profile.scope, words.named(TermKind.CENTRE_TYPE, profile.type_code)):
        raise ScopeNotAllowed
    if moved and not country_fits(words.named(TermKind.COUNTRY, profile.country_code), profile.region_code):
        raise CountryElsewhere
    for name in _WORDS:
        said = getattr(profile, name)
        setattr(centre, name, list(said) if isinstance(said, tuple) else said)
    centre.terms = _terms(profile, words)


def _is_moved(centre: Centre, profile: Profile) -> bool:
    """True when the profile says another region or country than the centre has, or has yet."""
    return (profile.region_code, profile.country_code) != (centre.region_code, centre.country_code)


def _named(profile: Profile, *, moved: bool) -> list[tuple[TermKind, str]]:
    # A centre may have been placed before its region was a term; whoever may not move it still changes the rest.
    place = [(TermKind.REGION, profile.region_code), (TermKind.COUNTRY, profile.country_code)]
    named = [
        (TermKind.CENTRE_TYPE, profile.type_code),
        *(place if moved else ()),
        *((TermKind.CAPABILITY, code) for code in profile.capabilities),
        *((TermKind.INITIATIVE, key) for key in profile.initiatives),
    ]
    return [(kind, code) for kind, code in named if code]


def _terms(profile: Profile, words: Vocabulary) -> list[Term]:
    capabilities = [term for term in words.all(TermKind.CAPABILITY) if term.key in profile.capabilities]
    initiatives = [term for term in words.all(TermKind.INITIATIVE) if term.key in profile.initiatives]
    return capabilities + initiatives
