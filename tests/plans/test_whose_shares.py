"""A link that shows a plan outside says who made it, and ends with its maker's place where the centre wants that."""

import pytest

from app import clock
from app.accounts.services import close_account
from app.audit import AuditRow
from app.centres.models import Centre, Staff, StaffRole
from app.centres.services import staff
from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.days import today_in
from app.plans.endings.sharing import Shown
from app.plans.queries import plan_found, shares_of
from tests.plans.test_promises import said_in

PARTS = (Shown.NUMBERS, Shown.ACTIONS, Shown.PEOPLE)
ENDS = 'name="ends_shares" value="y" checked'


@pytest.fixture
def shown(app, ending):
    """The plan with two links of Fay, who facilitates for its centre, one that she revoked, and one of Dara."""
    fay = ending.people["Fay"]
    with app.app_context():
        ending.tokens = [
            services.share_plan(who, ending.plan_id, label=label, parts=PARTS).token
            for who, label in ((fay, "Donor"), (fay, "Press"), (ending.dara, "Ministry"))
        ]
        old = services.share_plan(fay, ending.plan_id, label="Nobody", parts=PARTS)
        services.revoke_share(fay, old.row.id)
    return ending


def answers(app, plan):
    """Return how each of the links that worked answers."""
    return [app.test_client().get(f"/p/{token}/").status_code for token in plan.tokens]


def remove_fay(plan, **said):
    return plan.browser("Dara").submit(f"/centres/{plan.centre.id}/staff/{plan.people['Fay'].id}/removal/", **said)


def links_of(app, plan):
    """Return what the page of links says of each link, and the day on which they were made."""
    page = plan.browser("Dara").get(f"/plans/{plan.plan_id}/shares/").text
    with app.test_request_context():
        on = day_month_year(today_in(plan_found(plan.plan_id).timezone, clock.now()))
    rows = page.partition('id="shares-h"')[2].partition("</section>")[0].split("<li>")[1:]
    return {label: row for row in map(said_in, rows) for label in ("Donor", "Press", "Ministry") if label in row}, on


def test_the_list_of_links_says_who_made_each_and_when(app, shown):
    rows, on = links_of(app, shown)

    makers = {"Donor": "Fay", "Press": "Fay", "Ministry": "Dara"}
    assert [label for label, who in makers.items() if f"made on {on} by {who}" not in rows[label]] == []
    assert [label for label, row in rows.items() if "any more" in row] == []


def test_who_removes_somebody_ends_the_links_they_made_in_the_same_press(app, shown):
    page = shown.browser("Dara").get(f"/centres/{shown.centre.id}/").text
    asked = "End the 2 links they made, by which people outside read plans of this centre"
    before = answers(app, shown)
    answer = remove_fay(shown, ends_shares="y")

    # Dara made one link too.
    assert (page.count(ENDS), said_in(page).count(asked), answer.status_code) == (2, 1, 303)
    assert (before, answers(app, shown)) == ([200, 200, 200], [404, 404, 200])
    with app.app_context():
        rows = db.session.query(AuditRow).filter_by(action="plan.unshare")
        revoked = {row.details["share"]: row.actor_id for row in rows}
        labels = {share.label: revoked.get(share.id) for share in shares_of(shown.plan_id)}
    dara, fay = shown.dara.id, shown.people["Fay"].id
    assert labels == {"Donor": dara, "Press": dara, "Ministry": None, "Nobody": fay}


def test_links_to_plans_of_another_centre_stay_when_somebody_is_removed(app, shown):
    fay = shown.people["Fay"]
    with app.app_context(), transaction():
        db.session.add(Centre(id="elsewhere", name="Elsewhere", created_at=clock.now()))
        db.session.flush()
        place = {"centre_id": "elsewhere", "principal_id": fay.id, "role": StaffRole.DIRECTOR, "since": clock.now()}
        db.session.add(Staff(**place))
    with app.app_context():
        other = services.make_plan(fay, "elsewhere", title="Another plan")
        there = services.share_plan(fay, other.id, label="Donor", parts=PARTS).token
    page = said_in(shown.browser("Dara").get(f"/centres/{shown.centre.id}/").text)
    remove_fay(shown, ends_shares="y")

    assert "End the 2 links they made" in page
    assert (app.test_client().get(f"/p/{there}/").status_code, answers(app, shown)) == (200, [404, 404, 200])


def made_a_member(plan):
    staff.change_role(plan.centre.id, plan.people["Fay"].id, StaffRole.MEMBER, by=plan.dara)


def account_closed(plan):
    close_account(plan.people["Fay"].id, by=plan.people["Root"])


@pytest.mark.parametrize("leave", [remove_fay, made_a_member, account_closed])
def test_links_that_go_on_without_their_maker_say_so(app, shown, leave):
    with app.app_context():
        leave(shown)
    rows, on = links_of(app, shown)

    told = f"made on {on} by Fay, who may not change this plan any more"
    assert [label for label, row in rows.items() if told in row] == ["Press", "Donor"]
    assert answers(app, shown) == [200, 200, 200]


def test_who_removes_somebody_without_links_is_asked_nothing(app, ending):
    assert "ends_shares" not in ending.browser("Dara").get(f"/centres/{ending.centre.id}/").text
    assert "Removed. Their account stays." in remove_fay(ending, htmx=True).text
