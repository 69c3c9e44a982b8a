"""What a new centre says of itself, taken from the expression of interest it comes out of."""

from app.alliance.eoi.models import Interest
from app.centres.models import TermKind
from app.centres.profile import Profile, Scope
from app.centres.queries import Vocabulary


def profile_of(interest: Interest, words: Vocabulary, *, timezone: str) -> Profile:
    """The profile: capabilities and scope as recommended, the rest as answered."""
    answers, advised = interest.answers, interest.recommendation
    region = words.named(TermKind.REGION, answers.text("region"))
    country = next(
        (
            term
            for term in words.all(TermKind.COUNTRY)
            if region and term.parent_code == region.code and answers.text("country") in term.title.values()
        ),
        None,
    )
    named = advised.get("capabilities")
    capabilities = [str(each) for each in named] if isinstance(named, list) else answers.chosen("capabilities")
    centre_type = words.named(TermKind.CENTRE_TYPE, answers.text("type"))
    return Profile(
        name=answers.text("name") or answers.text("organisation"),
        about=answers.text("about")[:2000],
        type_code=centre_type.key if centre_type else None,
        scope=str(advised.get("scope") or answers.text("scope") or Scope.NATIONAL),
        ownership=answers.text("ownership"),
        resources=(answers.text("budget") or answers.text("in_kind"))[:1000],
        governance=answers.text("governance")[:2000],
        region_code=region.key if region else None,
        country_code=country.key if country else None,
        timezone=timezone,
        language=interest.language,
        capabilities=frozenset(each for each in capabilities if words.named(TermKind.CAPABILITY, each)),
    )
