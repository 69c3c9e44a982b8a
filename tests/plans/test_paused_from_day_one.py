"""A plan that pauses from day 1 on says how long, and where that moved day 1, wherever its day is told."""

from datetime import timedelta

from app import clock
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from tests.plans.test_pauses_not_agreed_to import short
from tests.plans.test_promises import said_in

LASTS = 94


def test_a_pause_of_a_draft_from_day_1_on_is_told_wherever_the_day_is(app, rhythm):
    rhythm.begin(14)
    rhythm.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        plan = rhythm.plan()
        first, plan.published_at = plan.day_one, None
        db.session.commit()
        last = first + timedelta(days=LASTS - 1)
        services.pause_plan(rhythm.dara, rhythm.plan_id, first=first, last=last, reason="Flood")
        rhythm.plan().published_at = clock.now()
        db.session.commit()
        parts = [Shown.STATUS]
        token = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
    at, begins = f"/plans/{rhythm.plan_id}/", last + timedelta(days=1)
    pages = [
        *(("Dara", where) for where in (at, f"{at}print/", f"{at}week/", f"{at}timeline/", "/plans/")),
        ("Dara", f"/reports/plans/{rhythm.plan_id}.csv"),
        *(("Sec", where) for where in ("/portfolio/", f"/p/{token}/")),
    ]

    said = {where: said_in(rhythm.room.browser(who).get(where).text) for who, where in pages}

    expected = f"Paused from day 1 on, {LASTS} days: day 1 moved from {short(first)} to {short(begins)}."
    assert {where: page.count(expected) for where, page in said.items()} == dict.fromkeys(said, 1)
