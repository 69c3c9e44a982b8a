"""People outside read what a link shows of a plan: until its last day there, its files too, from right to left too."""

import io
import re
from datetime import timedelta

import pytest
from werkzeug.datastructures import FileStorage

from app import clock
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.plans import queries, services
from app.plans.endings.sharing import Shown
from app.plans.models import Evidence, Plan

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def share(app, ending):
    """`share(Shown.GOAL)` is the address of a link that shows this of the plan."""

    def make(*parts, **how):
        with app.app_context():
            made = services.share_plan(ending.dara, ending.plan_id, label="Partner", parts=parts, **how)
        return f"/p/{made.token}/"

    return make


def kept_with(app, ending):
    """Keep evidence with the plan, as its page does; returns its id."""
    dara = ending.browser("Dara")
    said = {"title": "The register", "on": ending.today.isoformat(), "of_id": ""}
    dara.post(
        f"/plans/{ending.plan_id}/evidence/",
        data={**said, "file": FileStorage(io.BytesIO(PDF), "register.pdf")},
        content_type="multipart/form-data",
        headers={"X-CSRFToken": dara.token()},
    )
    with app.app_context():
        return db.session.scalar(db.select(Evidence.id))


@pytest.mark.parametrize(("timezone", "hours"), [("Pacific/Kiritimati", 6), ("Pacific/Pago_Pago", 0)])
def test_a_link_shows_a_plan_up_to_and_with_its_last_day_there(app, ending, share, clock, timezone, hours):
    # By then another date stands there than in Greenwich: these tests begin at nine in the morning.
    clock(hours * 3600)
    with app.app_context():
        plan = db.session.get(Plan, ending.plan_id)
        plan.timezone = timezone
        db.session.commit()
        today = services.today_of(plan)
    visitor = app.test_client()

    ends = [today - timedelta(days=1), today, today + timedelta(days=1)]
    codes = [visitor.get(share(Shown.GOAL, ends_on=end)).status_code for end in ends]

    assert codes == [404, 200, 200]


def test_a_link_hands_out_files_only_where_it_shows_evidence(app, ending, share):
    visitor, file = app.test_client(), f"evidence/{kept_with(app, ending)}/"

    addresses = [share(part) + file for part in (Shown.EVIDENCE, Shown.GOAL)]
    codes = [visitor.get(address, buffered=True).status_code for address in addresses]

    assert codes == [200, 404]


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Stranger", NotFound)])
def test_only_who_changes_a_plan_makes_and_ends_links_that_show_it(app, ending, share, who, refusal):
    share(Shown.GOAL)
    with app.app_context():
        [kept] = queries.shares_of(ending.plan_id)

        with pytest.raises(refusal):
            services.share_plan(ending.people[who], ending.plan_id, label="Partner", parts=(Shown.GOAL,))
        with pytest.raises(refusal):
            services.revoke_share(ending.people[who], kept.id)
        db.session.rollback()

        rows = [(row.id, row.revoked_at) for row in queries.shares_of(ending.plan_id)]
    assert rows == [(kept.id, None)]


def test_a_link_hands_out_no_file_of_another_plan(app, ending, share):
    address, visitor = share(Shown.EVIDENCE), app.test_client()
    evidence_id = kept_with(app, ending)
    own = visitor.get(f"{address}evidence/{evidence_id}/", buffered=True).status_code

    with app.app_context(), transaction():
        plan = {"centre_id": ending.centre.id, "timezone": "UTC", "created_at": clock.now()}
        db.session.add(Plan(id="another", title="Another", **plan))
        db.session.flush()
        db.session.get(Evidence, evidence_id).plan_id = "another"

    assert (own, visitor.get(f"{address}evidence/{evidence_id}/").status_code) == (200, 404)


def test_the_days_run_from_the_right_for_readers_outside_too(app, ending, share):
    ending.at(31)
    address, visitor = share(Shown.GOAL), app.test_client()

    english, arabic = (visitor.get(address, headers={"Accept-Language": each}).text for each in ("en", "ar"))

    assert 'dir="rtl"' in arabic
    assert past_days(english) == set(range(1, 32))
    assert past_days(arabic) == {101 - day for day in range(1, 32)}


def past_days(page):
    """Where the days that are over stand on the ruler of a page."""
    return {int(place) for place in re.findall(r"M(\d+)", re.search(r'tk-past" d="([^"]*)"', page)[1])}
