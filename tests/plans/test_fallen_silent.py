"""A plan of which nobody says anything any more goes on saying what was known."""

from app.plans import services
from app.plans.items.words import RiskWords
from app.plans.models import Impact, Likelihood, Risk
from app.plans.services import ActionWords, CheckInWords, today_of
from tests.plans.test_promises import said_in


def test_a_plan_that_falls_silent_goes_on_saying_what_is_late_and_unowned(app, rhythm, clock):
    rhythm.begin(20)
    with app.app_context():
        dara, plan_id = rhythm.dara, rhythm.plan_id
        late = ActionWords(title="Sign", owner="Olu", due_on=today_of(rhythm.plan()), critical=True)
        services.add_action(dara, plan_id, late)
        grave = RiskWords(title="The lab moves", likelihood=Likelihood.HIGH, impact=Impact.LARGE)
        services.add_item(dara, plan_id, Risk, grave)
        services.check_in(dara, plan_id, CheckInWords(client_id="a-check-in-form", done="We met"))

    clock(21 * 24 * 3600)

    browser = rhythm.room.browser("Dara")
    page = said_in(browser.get(f"/plans/{plan_id}/").text)
    known = "Sign, a critical action, is 21 days late."
    assert "Why there is no data. No check-in for 21 days." in page
    assert f"A check-in with this number is the way out. {known}" in page
    assert "The lab moves, a grave risk, has nobody who sees to it." in page
    assert known in said_in(browser.get(f"/plans/{plan_id}/print/").text)
    filed = browser.get(f"/reports/plans/{plan_id}.json").json
    assert filed["status"] == "no_data"
    assert {"silent", "critical-late", "risk-alone"} <= {each["why"] for each in filed["reasons"]}
