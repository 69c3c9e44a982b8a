"""What a plan stands in: scope, what it serves, the team's agreement, and who moves next."""

import pytest

from app import clock
from app.centres.errors import ChangedMeanwhile
from app.centres.models import Term, TermKind
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.plans import services
from app.plans.models import Baton, Plan
from app.plans.services import Frame, today_of

SAID = Frame(
    scope_in="Two labs in Dhaka",
    scope_out="No new building",
    agreement="Mondays at nine; whoever is late says so on Friday",
)


@pytest.fixture
def terms(app):
    """A capability in use, one that nobody chooses any more, and an initiative."""
    with app.app_context(), transaction():
        for kind, cycle, code, title, retired in (
            (TermKind.CAPABILITY, "", "trends", "Follow trends", None),
            (TermKind.CAPABILITY, "", "old", "An old one", clock.now()),
            (TermKind.INITIATIVE, "2023-2025", "ASP4", "Affordable access", None),
        ):
            db.session.add(Term(kind=kind, cycle=cycle, code=code, title={"en": title}, retired_at=retired))


def test_what_a_plan_stands_in_is_written_once_and_read_by_all_who_read_it(app, planned, terms):
    address = f"/plans/{planned.plan_id}/frame/"
    dara = planned.browser("Dara")
    with app.app_context():
        version = db.session.get(Plan, planned.plan_id).version

    said = {
        "scope_in": SAID.scope_in, "scope_out": SAID.scope_out, "agreement": SAID.agreement,
        "capability": "trends", "initiative": "2023-2025/ASP4", "version": version,
    }  # fmt: skip
    saved = dara.submit(address, **said)
    late = dara.submit(address, **{**said, "scope_in": "Three labs"})
    unknown = dara.submit(address, **{**said, "capability": "old", "version": version + 1})

    assert (saved.status_code, late.status_code, unknown.status_code) == (303, 409, 422)
    assert "Three labs" in late.text
    page = planned.browser("Mo").get(f"/plans/{planned.plan_id}/").text
    for words in (SAID.scope_in, SAID.scope_out, SAID.agreement, "Follow trends", "Affordable access"):
        assert words in page
    assert address not in page


def test_what_was_chosen_stays_though_nobody_chooses_it_any_more(app, planned, terms):
    with app.app_context():
        services.change_frame(planned.people["Dara"], planned.plan_id, Frame(capability="old"))

    page = planned.browser("Dara").get(f"/plans/{planned.plan_id}/frame/").text

    assert '<option selected value="old">An old one</option>' in page


def test_two_who_write_at_once_do_not_undo_each_other(app, planned):
    with app.app_context():
        version = db.session.get(Plan, planned.plan_id).version
        services.change_frame(planned.people["Dara"], planned.plan_id, SAID, version=version)
        with pytest.raises(ChangedMeanwhile):
            services.change_frame(planned.people["Fay"], planned.plan_id, Frame(), version=version)

        assert db.session.get(Plan, planned.plan_id).scope_out == "No new building"


def test_the_baton_is_with_one_since_a_day(app, planned):
    with app.app_context():
        dara = planned.people["Dara"]
        services.pass_baton(dara, planned.plan_id, Baton.SPONSOR)
        plan = db.session.get(Plan, planned.plan_id)
        plan.sponsor = "Ministry"
        db.session.commit()

        assert (plan.baton, plan.baton_since) == ("sponsor", today_of(plan))
    page = planned.browser("Mo").get(f"/plans/{planned.plan_id}/").text
    assert "Sponsor, <bdi>Ministry</bdi>" in page
    passed = planned.browser("Dara").submit(f"/plans/{planned.plan_id}/baton/", baton="team")
    nobody = planned.browser("Dara").submit(f"/plans/{planned.plan_id}/baton/", baton="the king")
    with app.app_context():
        assert (passed.status_code, nobody.status_code) == (303, 422)
        assert db.session.get(Plan, planned.plan_id).baton == "team"


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Sec", NotAllowed), ("Stranger", NotFound)])
def test_who_may_not_change_the_plan_changes_neither(app, planned, who, refusal):
    somebody = planned.people[who]
    with app.app_context():
        for deed in (
            lambda: services.change_frame(somebody, planned.plan_id, SAID),
            lambda: services.pass_baton(somebody, planned.plan_id, Baton.TEAM),
        ):
            with pytest.raises(refusal):
                deed()
        plan = db.session.get(Plan, planned.plan_id)
        assert (plan.scope_in, plan.baton, plan.version) == ("", "", 1)
