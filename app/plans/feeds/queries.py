"""Finding calendars: by what an address holds, one's own, and what they show to whoever made them, now."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Principal
from app.db import db
from app.errors import NotFound
from app.ids import digest
from app.plans.models import Agreement, CalendarFeed, CheckIn, FeedKind, Plan
from app.plans.permission_queries import seen_by

_DATED = (
    selectinload(Plan.centre),
    selectinload(Plan.actions),
    selectinload(Plan.milestones),
    selectinload(Plan.asks),
    selectinload(Plan.due_moves),
    selectinload(Plan.goals),
    selectinload(Plan.pauses),
    selectinload(Plan.check_ins).load_only(CheckIn.on, CheckIn.review, CheckIn.taken_back, CheckIn.plan_id),
    selectinload(Plan.sign_offs),
    selectinload(Plan.evidence),
    selectinload(Plan.edits),
    selectinload(Plan.agreements).selectinload(Agreement.ask),
)
"""What a calendar shows: so many questions for one plan and for a hundred."""


def feed_for(token: str) -> CalendarFeed:
    """The calendar a token opens.

    Raises:
        NotFound: nobody made it, or it was revoked, or whoever made it is gone.
    """
    feed = db.session.scalar(
        select(CalendarFeed)
        .where(CalendarFeed.token_digest == digest(token), CalendarFeed.revoked_at.is_(None))
        .options(joinedload(CalendarFeed.maker))
    )
    if feed is None or not feed.maker.is_active:
        raise NotFound
    return feed


def plans_shown_by(feed: CalendarFeed) -> Sequence[Plan]:
    """The plans a calendar is of, as far as whoever made it may read them at this moment."""
    return db.session.scalars(
        select(Plan).where(_shown(feed), seen_by(feed.maker)).options(*_DATED).order_by(Plan.created_at, Plan.id)
    ).all()


def feeds_of(principal: Principal, *, plan_id: str | None = None, centre_id: str | None = None) -> list[CalendarFeed]:
    """The calendars somebody made of a plan, of a centre or of what is theirs to do: the newest first."""
    return list(
        db.session.scalars(
            select(CalendarFeed)
            .where(
                CalendarFeed.made_by == principal.id,
                CalendarFeed.plan_id == plan_id if plan_id else CalendarFeed.plan_id.is_(None),
                CalendarFeed.centre_id == centre_id if centre_id else CalendarFeed.centre_id.is_(None),
            )
            .order_by(CalendarFeed.created_at.desc(), CalendarFeed.id)
        )
    )


def feed_found(feed_id: str, principal: Principal) -> CalendarFeed:
    """A calendar that this principal made.

    Raises:
        NotFound: there is none, or somebody else made it.
    """
    feed = db.session.scalar(
        select(CalendarFeed).where(CalendarFeed.id == feed_id, CalendarFeed.made_by == principal.id)
    )
    if feed is None:
        raise NotFound
    return feed


def _shown(feed: CalendarFeed) -> ColumnElement[bool]:
    match feed.kind:
        case FeedKind.PLAN:
            return Plan.id == feed.plan_id
        case FeedKind.CENTRE:
            return Plan.centre_id == feed.centre_id
        case _:
            return true()
