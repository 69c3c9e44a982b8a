"""Making calendars for other programs, copying their addresses once, and taking them back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.feeds import queries as feed_queries
from app.plans.models import CalendarFeed, FeedKind
from app.plans.services import NewFeed


@bp.route("/feeds/", methods=["GET", "POST"])
def my_feeds() -> ResponseReturnValue:
    """The calendars of what is mine to do."""
    principal = current_principal()
    made = services.feed_of_mine(principal) if request.method == "POST" else None
    return _page(made, feed_queries.feeds_of(principal), back=url_for("plans.mine"))


@bp.route("/<plan_id>/feeds/", methods=["GET", "POST"])
def feeds(plan_id: str) -> ResponseReturnValue:
    """My calendars of a plan."""
    principal = current_principal()
    plan, _deeds = queries.plan_and_deeds(plan_id, principal)
    made = services.feed_of_plan(principal, plan_id) if request.method == "POST" else None
    found = feed_queries.feeds_of(principal, plan_id=plan_id)
    return _page(made, found, of=plan.title, back=url_for("plans.calendar", plan_id=plan_id))


@bp.route("/of/<centre_id>/feeds/", methods=["GET", "POST"])
def centre_feeds(centre_id: str) -> ResponseReturnValue:
    """My calendars of all plans of a centre."""
    principal = current_principal()
    services.require_reader_of(principal, centre_id)
    made = services.feed_of_centre(principal, centre_id) if request.method == "POST" else None
    found = feed_queries.feeds_of(principal, centre_id=centre_id)
    centre = queries.centre_found(centre_id)
    return _page(made, found, of=centre.name, back=url_for("plans.of_centre", centre_id=centre_id))


@bp.post("/feeds/<feed_id>/revocation/")
def revoke_feed(feed_id: str) -> ResponseReturnValue:
    """The calendar is fetched no more."""
    feed = services.revoke_feed(current_principal(), feed_id)
    match feed.kind:
        case FeedKind.PLAN:
            page = url_for("plans.feeds", plan_id=feed.plan_id)
        case FeedKind.CENTRE:
            page = url_for("plans.centre_feeds", centre_id=feed.centre_id)
        case _:
            page = url_for("plans.my_feeds")
    return redirect(page, code=303)


def _page(made: NewFeed | None, found: list[CalendarFeed], *, back: str, of: str = "") -> str:
    address = url_for("calendars.feed", token=made.token, _external=True) if made else None
    return render_template("plans/feeds.html", feeds=found, of=of, back=back, address=address)
