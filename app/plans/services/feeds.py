"""Calendars that other programs fetch: made, shown once, and taken back."""

from dataclasses import dataclass

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.ids import digest, new_id, new_secret
from app.plans import permission_queries, queries
from app.plans.feeds import queries as feed_queries
from app.plans.models import CalendarFeed, FeedKind


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A calendar that was just made; `token` is known now and never again."""

    row: CalendarFeed
    token: str


def feed_of_plan(person: Principal, plan_id: str) -> NewFeed:
    """A calendar of one plan.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
        NotAllowed (403): they are a guest.
    """
    with transaction():
        permission_queries.deeds_in(plan_id, person)
        return _made(person, FeedKind.PLAN, plan_id=plan_id)


def feed_of_centre(person: Principal, centre_id: str) -> NewFeed:
    """A calendar of every plan of a centre that this person may read.

    Raises:
        NotFound: no such centre, or its plans are not theirs to read.
        NotAllowed (403): they are a guest.
    """
    with transaction():
        require_reader_of(person, centre_id)
        return _made(person, FeedKind.CENTRE, centre_id=centre_id)


def feed_of_mine(person: Principal) -> NewFeed:
    """A calendar of what a person has to do, in every plan they may read.

    Raises:
        NotAllowed (403): they are a guest.
    """
    with transaction():
        return _made(person, FeedKind.PERSON)


def revoke_feed(person: Principal, feed_id: str) -> CalendarFeed:
    """Let a calendar no longer be fetched.

    Raises:
        NotFound: no such calendar, or somebody else made it.
    """
    with transaction():
        feed = feed_queries.feed_found(feed_id, person)
        if feed.revoked_at is None:
            feed.revoked_at = clock.now()
            audit.record("calendar-feed.revoke", f"calendar_feed:{feed.id}", actor_id=person.id)
    return feed


def require_reader_of(person: Principal, centre_id: str) -> None:
    """Refuse whoever reads none of a centre's plans.

    Raises:
        NotFound: no such centre, or its plans are not theirs to read.
    """
    queries.centre_found(centre_id)
    if not permission_queries.may_see_plans_of(person, centre_id) and not queries.plans_seen_by(
        person, centre_id=centre_id
    ):
        raise NotFound


def _made(person: Principal, kind: FeedKind, *, plan_id: str | None = None, centre_id: str | None = None) -> NewFeed:
    if not person.is_person:
        raise NotAllowed
    token = new_secret()
    row = CalendarFeed(
        id=new_id(),
        kind=kind,
        plan_id=plan_id,
        centre_id=centre_id,
        made_by=person.id,
        token_digest=digest(token),
        created_at=clock.now(),
    )
    db.session.add(row)
    audit.record("calendar-feed.make", f"calendar_feed:{row.id}", actor_id=person.id, plan=plan_id, centre=centre_id)
    return NewFeed(row, token)
