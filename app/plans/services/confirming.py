"""A sponsor who can be reached is asked whether they agreed, where somebody else wrote down that they did."""

from typing import Final

from flask_babel import LazyString, force_locale
from flask_babel import gettext as _

from app import audit
from app.accounts.models import Principal
from app.plans.actions.mine import is_among
from app.plans.items.words import AskWords
from app.plans.letters import contact_queries
from app.plans.models import Ask, Plan
from app.plans.people import key_of
from app.plans.services import items

_LONGEST: Final = 400


def ask_sponsor(plan: Plan, person: Principal, changed: LazyString, agreed: str) -> None:
    """Ask the sponsor of a plan that is held to confirm what somebody wrote down, in the caller's transaction.

    `changed` is said in the sponsor's language. Nobody asks a sponsor who wrote it down themselves, or whom neither
    mail nor page would tell.
    """
    own = contact_queries.own_names(person, plan) | {key_of(person.name)}
    if is_among(plan.sponsor, own) or not contact_queries.tells_sponsor(plan):
        return
    with force_locale(contact_queries.language_of(plan, plan.sponsor)):
        title = str(
            _(
                "Please confirm that you agreed. %(what)s; %(name)s wrote: %(words)s",
                what=str(changed),
                name=person.name,
                words=agreed,
            )
        )
    ask = items.put(plan, Ask, AskWords(title=title[:_LONGEST], to=plan.sponsor))
    audit.record("ask.add", f"ask:{ask.id}", actor_id=person.id, plan=plan.id)
