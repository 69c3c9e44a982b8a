"""Links by which anybody reads what a centre chose to show of a plan."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import digest, new_id, new_secret
from app.plans import queries
from app.plans.endings import share_queries
from app.plans.endings.sharing import ALWAYS, Shown
from app.plans.errors import ItemIncomplete
from app.plans.models import Share
from app.plans.services.holding import held_for


@dataclass(frozen=True, slots=True)
class NewShare:
    """A link that was just made; `token` is known now and never again."""

    row: Share
    token: str


def share_plan(
    person: Principal, plan_id: str, *, label: str, parts: Collection[Shown], ends_on: date | None = None
) -> NewShare:
    """Make a link that shows these parts to whoever has it, up to and with `ends_on` where there is an end.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ItemIncomplete: it shows nothing, or nobody said for whom it is.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        if not (label and parts):
            raise ItemIncomplete
        token = new_secret()
        row = Share(
            id=new_id(),
            plan_id=plan.id,
            token_digest=digest(token),
            label=label,
            parts=[part.value for part in Shown if part in {*parts, *ALWAYS}],
            made_by=person.id,
            made_at=clock.now(),
            ends_on=ends_on,
        )
        db.session.add(row)
        audit.record("plan.share", f"plan:{plan.id}", actor_id=person.id, share=row.id, parts=row.parts)
    return NewShare(row, token)


def revoke_share(person: Principal, share_id: str) -> Share:
    """Let a link show nothing any more.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        share = queries.share_found(share_id, person)
        held_for(person, share.plan_id, sealed=False)
        if share.revoked_at is None:
            _revoke(share, person.id)
    return share


def end_shares(maker_id: str, centre_id: str, *, by_id: str) -> None:
    """Revoke the links to plans of a centre that somebody made and that work, in the caller's transaction."""
    for share in share_queries.open_shares(centre_id, maker_id):
        _revoke(share, by_id)


def _revoke(share: Share, by_id: str) -> None:
    share.revoked_at = clock.now()
    audit.record("plan.unshare", f"plan:{share.plan_id}", actor_id=by_id, share=share.id)
