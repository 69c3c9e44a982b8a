"""What is said of the account or the address by which the sponsor of a plan is reached."""

from collections.abc import Callable, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.moments import day_month_year
from app.plans.leading import Lead, SponsorKnown
from app.plans.letters import contact_queries, lead_queries, name_queries
from app.plans.models import Plan
from app.plans.people import key_of
from app.plans.policy import Tie
from app.texts import isolated

_ACCOUNTS: Final[Mapping[Lead, LazyString]] = {
    Lead(Tie.LEADER): _("This account also leads the plan."),
    Lead(Tie.COACH): _("This account also coaches the plan."),
    Lead(Tie.LEADER, is_former=True): _("This account led the plan after it was published."),
    Lead(Tie.COACH, is_former=True): _("This account coached the plan after it was published."),
}
_ADDRESSES: Final[Mapping[Lead, LazyString]] = {
    Lead(Tie.LEADER): _("This is also the address of who leads the plan."),
    Lead(Tie.COACH): _("This is also the address of who coaches the plan."),
    Lead(Tie.LEADER, is_former=True): _("This is also the address of who led the plan after it was published."),
    Lead(Tie.COACH, is_former=True): _("This is also the address of who coached the plan after it was published."),
}

_SPONSORS: Final[Mapping[Lead, LazyString]] = {
    Lead(Tie.LEADER): _("The sponsor also leads this plan."),
    Lead(Tie.COACH): _("The sponsor also coaches this plan."),
    Lead(Tie.LEADER, is_former=True): _("The sponsor led this plan after it was published."),
    Lead(Tie.COACH, is_former=True): _("The sponsor coached this plan after it was published."),
}
_AGREED: Final[Mapping[Lead, LazyString]] = {
    Lead(Tie.LEADER): _("A changed promise was agreed to by who leads the plan."),
    Lead(Tie.COACH): _("A changed promise was agreed to by who coaches the plan."),
    Lead(Tie.LEADER, is_former=True): _("A changed promise was agreed to by who led the plan after it was published."),
    Lead(Tie.COACH, is_former=True): _(
        "A changed promise was agreed to by who coached the plan after it was published."
    ),
}
_CONFIRMED: Final = _("The alliance confirmed this.")
_NOT_CONFIRMED: Final = _("The alliance has not confirmed this.")


def sponsor_known_words(found: SponsorKnown, called: Callable[[str], str] | None = isolated) -> str:
    """Return in sentences what is known of the sponsor of a plan: whose account they are reached by, that they lead or
    coach it too, whether the alliance confirmed that, and that who leads or coaches it, an account of another name or
    whoever asked for it agreed to a changed promise.

    `called` is how a name is written in a sentence; None where nobody is named. The same lead or account is told once.
    """
    said = [_reached_words(found, called)] if found.account else []
    said += [str(_SPONSORS[found.lead])] if found.lead else []
    said += [str(_CONFIRMED if found.is_confirmed else _NOT_CONFIRMED)] if said else []
    said += [str(_AGREED[lead]) for lead in found.agreed_by if lead != found.lead]
    others = [each for each in found.agreed_with if key_of(each) != key_of(found.account)]
    said += dict.fromkeys(_agreed_with_words(each, called) for each in others)
    return " ".join([*said, *dict.fromkeys(_asked_too_words(each, called) for each in found.asked_too)])


def _asked_too_words(name: str, called: Callable[[str], str] | None) -> str:
    if called is None:
        return str(_("A changed promise was agreed to by the sponsor of that day, who asked for it too."))
    return str(_("A changed promise was agreed to by %(name)s, who asked for it too.", name=called(name)))


def _agreed_with_words(account: str, called: Callable[[str], str] | None) -> str:
    if called is None:
        return str(_("A changed promise was agreed to by an account of another name."))
    return str(_("A changed promise was agreed to by the account of %(name)s.", name=called(account)))


def _reached_words(found: SponsorKnown, called: Callable[[str], str] | None) -> str:
    if called is None:
        return str(
            _("The sponsor is reached at the address of an account of another name.")
            if found.by_address
            else _("The sponsor is reached by an account of another name.")
        )
    return str(
        _("The sponsor is reached at the address of %(name)s.", name=called(found.account))
        if found.by_address
        else _("The sponsor is reached by the account of %(name)s.", name=called(found.account))
    )


def sponsor_doubles(plan: Plan) -> str:
    """Return in sentences that the sponsor of a plan is reached as its leader or coach is; '' where they are not.

    What they agree to does not count until the alliance confirmed how they are reached.
    """
    lead = lead_queries.sponsor_leads_or_coaches(plan)
    if lead is None:
        return ""
    contact = contact_queries.contacts_of(plan.id).get(key_of(plan.sponsor))
    said = _doubles(lead, is_address=bool(contact is not None and contact.email and not contact.person_id))
    if contact is not None and contact.confirmed_on:
        return said
    until = _(
        "A “Yes” from there does not count until the secretariat of the alliance confirms how the sponsor is reached."
    )
    return f"{said} {until}"


def sponsor_chosen(plan: Plan) -> str:
    """Return in a sentence who chose once a plan was published how its sponsor is reached; '' where nobody did."""
    found = name_queries.sponsor_chosen(plan)
    if found is None:
        return ""
    said = {"name": isolated(found.by), "date": day_month_year(found.on)}
    if found.by_account:
        return str(_("The sponsor is reached by an account that %(name)s chose on %(date)s.", **said))
    return str(_("The sponsor is reached at an address that %(name)s chose on %(date)s.", **said))


def choice_doubles(plan: Plan, person_id: str, email: str) -> str:
    """Return in a sentence that an account, or an address, chosen for the sponsor leads or coaches a plan; else ''."""
    lead = lead_queries.lead_by_choice(plan, person_id, email)
    return _doubles(lead, is_address=not person_id) if lead else ""


def _doubles(lead: Lead, *, is_address: bool) -> str:
    return str((_ADDRESSES if is_address else _ACCOUNTS)[lead])
