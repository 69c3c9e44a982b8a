"""Who leads or coaches a plan, or did since it was published, and what is known of its sponsor. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from app.plans.models import Plan
from app.plans.policy import Tie


class Lead(NamedTuple):
    """That somebody leads or coaches a plan; `is_former`: they did since it was published, and do no more."""

    tie: Tie
    is_former: bool = False


class SponsorKnown(NamedTuple):
    """What is known of the sponsor of a published plan.

    `lead` is as what they lead or coach it too, `account` what the account is called by which they are reached, where
    that is another name; `by_address`: it has the address at which they are reached, and nobody chose the account.
    `is_confirmed`: the alliance confirmed how they are reached, so that their yes and what they change counts.
    `agreed_by` is as what those lead or coach the plan who agreed, as its sponsor then, to changes that it goes by;
    `agreed_with` are the names of other accounts that answered so, where these are none of the sponsor's, `asked_too`
    of those who wrote such a change themselves and agreed to it with that.
    """

    lead: Lead | None = None
    account: str = ""
    by_address: bool = False
    is_confirmed: bool = False
    agreed_by: tuple[Lead, ...] = ()
    agreed_with: tuple[str, ...] = ()
    asked_too: tuple[str, ...] = ()


def leads_of(plan: Plan) -> Iterator[tuple[Lead, str]]:
    """Yield who leads and coaches a plan, then who did since it was published, also by the names of their accounts.

    A name is soon taken out of it, and so is an account from behind one.
    """
    yield Lead(Tie.LEADER), plan.leader
    yield Lead(Tie.COACH), plan.coach
    for edit in plan.edits:
        if edit.kind == "plan" and is_since_published(edit.made_at, plan):
            for tie in (Tie.LEADER, Tie.COACH):
                for name in (tie, f"{tie}_account"):
                    if name in edit.said:
                        yield Lead(tie, is_former=True), str(edit.said[name][0])


def is_since_published(moment: datetime | None, plan: Plan) -> bool:
    """True when something happened once a plan was published."""
    return moment is not None and plan.published_at is not None and moment > plan.published_at
