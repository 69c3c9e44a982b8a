"""Where a plan begins: one button for those who may make one, on each page where they look for it."""

import re

import pytest

from app import clock as server_clock
from app.centres.models import Centre, Phase, Staff
from app.db import db, transaction
from app.ids import new_id
from app.plans.models import Plan

BUTTON = re.compile(r'<a class="btn btn-main" href="([^"]+)">(?:(?!</a>).)*New plan</a>')


def buttons(page):
    return BUTTON.findall(page.text)


@pytest.fixture
def hosting(room):
    """A centre without a plan: Dara directs it, Fay facilitates, Mo is a member, Sec reads everything."""
    here = room()
    here.employ("Fay", "facilitator")
    here.employ("Mo", "member")
    here.person("Stranger")
    here.person("Sec", alliance_role="secretariat")
    here.new = f"/plans/of/{here.centre.id}/new/"
    return here


def second_centre(here, name, role):
    with here.app.app_context(), transaction():
        other = Centre(id=new_id(), name="Other hub", timezone="Asia/Kolkata", created_at=server_clock.now())
        db.session.add(other)
        db.session.flush()
        somebody = here.people[name].id
        db.session.add(Staff(centre_id=other.id, principal_id=somebody, role=role, since=server_clock.now()))
    return other.id


@pytest.mark.parametrize("who", ["Dara", "Fay"])
def test_who_may_make_a_plan_finds_one_button_wherever_plans_are(hosting, who):
    browser = hosting.browser(who)
    of_centre = f"/plans/of/{hosting.centre.id}/"

    for empty in (True, False):
        assert buttons(browser.get("/plans/")) == ["/plans/new/"]
        assert buttons(browser.fragment("/plans/")) == ["/plans/new/"]
        assert buttons(browser.get(of_centre)) == [hosting.new]
        assert buttons(browser.fragment(of_centre)) == [hosting.new]
        assert ("Begin one here" in browser.get("/plans/").text) == empty
        if empty:
            assert browser.get("/plans/new/").location == hosting.new
            assert browser.submit(hosting.new, title="Open the lab").status_code == 303


@pytest.mark.parametrize("who", ["Mo", "Sec", "Stranger", "Ada"])
def test_who_may_make_no_plan_sees_no_button(hosting, who):
    hosting.browser("Dara").submit(hosting.new, title="Open the lab")
    browser = hosting.browser(who)

    for address in ("/plans/", f"/plans/of/{hosting.centre.id}/"):
        for page in (browser.get(address), browser.fragment(address)):
            assert "New plan" not in page.text
    assert browser.get("/plans/new/").status_code == 403


def test_who_works_for_several_centres_chooses_one(hosting):
    other = second_centre(hosting, "Dara", "facilitator")

    page = hosting.browser("Dara").get("/plans/new/")

    assert re.findall(r'href="(/plans/of/[^"]+/new/)"><bdi>(.*?)</bdi>', page.text) == [
        (hosting.new, "Meruvia Open Testbed"),
        (f"/plans/of/{other}/new/", "Other hub"),
    ]


def test_a_centre_where_somebody_only_reads_is_not_among_them(hosting):
    second_centre(hosting, "Dara", "member")

    assert hosting.browser("Dara").get("/plans/new/").location == hosting.new


def test_a_closed_centre_offers_no_new_plan(hosting):
    with hosting.app.app_context(), transaction():
        db.session.get(Centre, hosting.centre.id).phase = Phase.CLOSED
    dara = hosting.browser("Dara")

    assert [buttons(dara.get(page)) for page in ("/plans/", f"/plans/of/{hosting.centre.id}/")] == [[], []]
    assert dara.get("/plans/new/").status_code == 403
    with hosting.app.app_context():
        assert db.session.scalars(db.select(Plan)).all() == []
