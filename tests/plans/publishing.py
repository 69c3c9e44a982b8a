"""A plan that was published when it began, though a test makes it only now."""

from datetime import timedelta

from app import clock
from app.db import db
from app.plans import services
from app.plans.queries import plan_found


def publish_plan(person, plan_id):
    """Publish a plan; one whose day 1 is over was published on its day 1."""
    plan = plan_found(plan_id)
    begins, today = plan.day_one, services.today_of(plan)
    if plan.published_at is not None or begins is None or begins >= today:
        return services.publish_plan(person, plan_id)
    _begin(plan, today)
    try:
        published = services.publish_plan(person, plan_id)
        published.published_at = clock.now() - timedelta(days=(today - begins).days)
        for drafted in published.goals:
            drafted.replaced_at = published.published_at - timedelta(seconds=1)
        for edit in published.edits:
            if "sponsor" in edit.said:
                edit.made_at = published.published_at - timedelta(seconds=1)
        _drafted(published)
    finally:
        _begin(plan_found(plan_id), begins)
    return published


def was_published(app, plan_id):
    """Let a plan have been published when it was made, so that it is judged."""
    with app.app_context():
        plan = plan_found(plan_id)
        plan.published_at = plan.created_at
        _drafted(plan)
        db.session.commit()


def _drafted(plan):
    """Let a plan have been published with the measures it has."""
    for measure in plan.measures:
        measure.created_at = plan.published_at


def _begin(plan, day_one):
    plan.day_one = day_one
    db.session.commit()
