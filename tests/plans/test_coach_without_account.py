"""A plan whose coach is a name without an account says so to who can mend it, and the caseload agrees."""

import pytest

from app import clock
from app.alliance.coaching.queries import caseload_of
from app.db import db, transaction
from app.plans import services
from app.plans.services import ContactWords
from tests.plans.test_promises import said_in

LACKS = "No account that may read this plan stands for its coach Cai, so it is in no caseload."


@pytest.fixture
def coached(rhythm):
    """A published plan whose coach is the name Cai; Mel reads it, and Cai has an account and reads it too."""
    rhythm.begin(20)
    rhythm.room.employ("Mel", "member")
    rhythm.cai = rhythm.room.employ("Cai", "member")
    return rhythm


def told(coached, name="Dara"):
    return coached.room.browser(name).get(f"/plans/{coached.plan_id}/").text


def reach_coach(app, coached, **said):
    with app.app_context():
        services.say_contact(coached.dara, coached.plan_id, "Cai", ContactWords(**said), reason="They told us")


def cases(app, coached):
    with app.test_request_context():
        return len(caseload_of(coached.cai, "").cases)


def test_who_changes_the_plan_reads_it_with_the_way_to_mend_it_and_who_only_reads_does_not(coached):
    dara, mel = told(coached), told(coached, "Mel")

    assert (LACKS in said_in(dara), f'href="/plans/{coached.plan_id}/contact/?name=Cai"' in dara) == (True, True)
    assert LACKS not in said_in(mel)


@pytest.mark.parametrize("by", ["account", "address"])
def test_it_goes_once_an_account_stands_for_the_coach_and_comes_back_when_that_is_closed(app, coached, by):
    before = cases(app, coached)
    reach_coach(app, coached, **({"person_id": coached.cai.id} if by == "account" else {"email": coached.cai.email}))
    mended = LACKS in said_in(told(coached)), cases(app, coached)
    with app.app_context(), transaction():
        db.session.merge(coached.cai).revoked_at = clock.now()

    assert (before, mended) == (0, (False, 1))
    assert LACKS in said_in(told(coached))


def test_an_address_of_nobody_or_of_who_may_not_read_the_plan_is_no_coach(app, coached):
    coached.room.person("Bo")
    for address in ("nobody@example.org", "bo@example.org"):
        reach_coach(app, coached, email=address)

        assert LACKS in said_in(told(coached))


def test_a_plan_without_a_coach_lacks_none(app, planned):
    assert "stands for its coach" not in planned.browser("Dara").get(f"/plans/{planned.plan_id}/").text
