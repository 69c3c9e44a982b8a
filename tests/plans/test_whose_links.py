"""Whose word a check-in by a link is: who made the link is named beside it, and it ends with their rights.

Only somebody else whom the plan names keeps theirs.
"""

import csv
import io
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from app import clock
from app.accounts.models import Person
from app.accounts.services import close_account
from app.centres.models import StaffRole
from app.centres.services import staff
from app.db import db, transaction
from app.ids import new_id
from app.plans import permission_queries, services
from app.plans.errors import LinkGone
from app.plans.models import Action, Plan
from app.plans.services import CheckInWords, ContactWords
from app.workshops.services import seats
from tests.plans.letters import links
from tests.plans.test_promises import said_in
from tests.plans.test_replies import MAILBOX, SECRET, reply

DAY = 24 * 3600

MADE = "filed by a link that Dara made for %s"


@pytest.mark.parametrize("name", ["Spo", "Cai", "Olu"])
def test_a_check_in_by_link_names_who_made_it_wherever_it_is_told(app, rhythm, name):
    rhythm.begin(20)
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        made = services.make_link(rhythm.dara, rhythm.plan_id, owner=name, expires_at=ends)
        words = CheckInWords(client_id=new_id(), done="I have seen it", help="Nothing")
        services.check_in_by_link(made.token, words)
    rhythm.room.person("Sec", alliance_role="secretariat")
    plan = f"/plans/{rhythm.plan_id}"
    wheres = [
        *(("Dara", f"{plan}/{view}") for view in ("", "check-ins/", "changes/", "week/")),
        ("Dara", f"/reports{plan}.csv"),
        ("Sec", "/portfolio/caseload/"),
    ]
    pages = {at: said_in(rhythm.room.browser(who).get(at).text) for who, at in wheres}

    assert [at for at, page in pages.items() if MADE % name not in page] == []
    [told] = rhythm.room.browser("Dara").get(f"/reports{plan}.json").json["check_ins"]
    assert told["link_made_by"] == "Dara"
    assert "made by Dara" in said_in(rhythm.room.browser("Dara").get(f"{plan}/links/").text)


def test_a_number_by_link_names_who_made_it_wherever_it_is_told(app, rhythm):
    rhythm.begin(20)
    with app.app_context():
        [tests] = rhythm.plan().measures
        ends = clock.now() + timedelta(days=5)
        made = services.make_link(rhythm.dara, rhythm.plan_id, owner="Spo", expires_at=ends)
        for value in (7, 8):
            words = CheckInWords(client_id=new_id(), done="Counted", readings={tests.id: value})
            services.check_in_by_link(made.token, words)
        services.file_reading(
            rhythm.dara, tests.id, on=services.today_of(rhythm.plan()) - timedelta(days=3), value=4, note="Own"
        )
        measure = f"/plans/measures/{tests.id}/"
    dara, plan = rhythm.room.browser("Dara"), f"/plans/{rhythm.plan_id}"

    page, own = said_in(dara.get(measure).text), said_in(dara.get(f"{plan}/").text)
    rows = list(csv.DictReader(io.StringIO(dara.get(f"/reports{plan}.csv").data.decode("utf-8-sig"))))
    [told] = dara.get(f"/reports{plan}.json").json["measures"]

    # On the plan's own page the check-ins say it too.
    assert (page.count(MADE % "Spo"), own.count(MADE % "Spo")) == (2, 4)
    assert sorted((row["Read"], MADE % "Spo" in row["Words"]) for row in rows if row["Kind"] == "Reading") == [
        ("4.0", False), ("7.0", True), ("8.0", True),
    ]  # fmt: skip
    made_by = {each["value"]: (each["by_name"], each["link_made_by"]) for each in told["readings"]}
    assert made_by == {4: ("Dara", ""), 7: ("Spo", "Dara"), 8: ("Spo", "Dara")}


PRIVATE = "nobody@example.net"
MAILED = "filed by mail for Spo, at an address that Dara chose"


@pytest.mark.parametrize("how", ["link", "mail"])
def test_a_check_in_from_the_sponsors_mailbox_names_who_chose_it_wherever_it_is_told(app, rhythm, postbox, how):
    app.config |= {"REPLY_TO": MAILBOX, "REPLY_SECRET": SECRET}
    rhythm.begin(30)
    rhythm.knew("Spo", "spo@example.org")
    for name in ("Spo", "Olu"):
        rhythm.act(f"Sign for {name}", due=0, owner=name)
    rhythm.reach("Olu")
    with app.app_context():
        reached = ContactWords(email=PRIVATE)
        services.say_contact(rhythm.dara, rhythm.plan_id, "Spo", reached, reason="Their new address")
    rhythm.morning()
    letters = dict(postbox.letters)
    for at in ("olu@example.org", PRIVATE):
        if how == "link":
            filed = app.test_client().submit(f"/a/{links(letters[at])[0]}/", answer="moving", words="", after="0")
            assert filed.status_code == 303
        else:
            with app.app_context():
                told = SimpleNamespace(letter=letters[at])
                services.take_mail(reply(told, "1 moving", sender=at, name=f"<{at}>"))
    rhythm.room.person("Sec", alliance_role="secretariat")
    plan = f"/plans/{rhythm.plan_id}"
    wheres = [
        *(("Dara", f"{plan}/{view}") for view in ("", "check-ins/", "changes/", "week/")),
        ("Dara", f"/reports{plan}.csv"),
    ]
    pages = {at: said_in(rhythm.room.browser(who).get(at).text) for who, at in wheres}

    assert [at for at, page in pages.items() if MAILED not in page] == []
    assert [at for at, page in pages.items() if "by mail for Olu" in page] == []
    assert [at for at, page in pages.items() if PRIVATE in page] == []
    told = rhythm.room.browser("Dara").get(f"/reports{plan}.json").json["check_ins"]
    assert sorted((each["by_name"], each["address_by"]) for each in told) == [("Olu", ""), ("Spo", "Dara")]


def removed_from_centre(planned):
    staff.remove_staff(planned.centre.id, planned.people["Fay"].id, by=planned.people["Dara"])


def made_a_member(planned):
    staff.change_role(planned.centre.id, planned.people["Fay"].id, StaffRole.MEMBER, by=planned.people["Dara"])


def account_closed(planned):
    close_account(planned.people["Fay"].id, by=planned.people["Root"])


def removed_from_workshop(planned):
    seats.remove(planned.seats["Ada"], planned.seats["Fac"].id)


def made_an_observer(planned):
    seats.change_role(planned.seats["Ada"], planned.seats["Fac"].id, "observer")


LEAVING = [
    ("Fay", removed_from_centre), ("Fay", made_a_member), ("Fay", account_closed),
    ("Fac", removed_from_workshop), ("Fac", made_an_observer),
]  # fmt: skip


@pytest.fixture
def linked(app, planned):
    """The plan, with a facilitator of its workshop; `link` returns the token of one somebody made for a name."""
    planned.seat("Fac", "co-facilitator")

    def link(who, owner):
        with app.app_context():
            ends = clock.now() + timedelta(days=90)
            return services.make_link(planned.people[who], planned.plan_id, owner=owner, expires_at=ends).token

    planned.link = link
    return planned


def pages_of(planned, *views):
    dara = planned.browser("Dara")
    return [said_in(dara.get(f"/plans/{planned.plan_id}/{view}").text) for view in views]


def statuses(app, tokens):
    return [app.test_client().get(f"/c/{token}/").status_code for token in tokens]


@pytest.mark.parametrize(("who", "leave"), LEAVING)
def test_a_link_for_nobody_else_ends_with_the_rights_of_its_maker(app, linked, who, leave):
    tokens = [linked.link(*made) for made in ((who, who), (who, "Nobody"), ("Dara", "Nobody"))]
    assert statuses(app, tokens) == [200, 200, 200]

    with app.app_context():
        leave(linked)

    assert statuses(app, tokens) == [410, 410, 200]
    with app.app_context(), pytest.raises(LinkGone):
        services.check_in_by_link(tokens[0], CheckInWords(client_id=new_id(), done="Still here"))
    changes, links = pages_of(linked, "changes/", "links/")
    assert changes.count("A check-in link ended, for who made it may not change the plan any more") == 2
    assert links.count(f"It ended, for {who} may not change this plan any more") == 2


@pytest.mark.parametrize(("who", "leave"), LEAVING)
def test_a_link_for_another_whom_the_plan_names_goes_on_in_sight(app, linked, who, leave):
    token = linked.link(who, "lab manager ")
    warned = f"The check-in link for lab manager was made by {who}, who may not change this plan any more."
    with app.app_context(), transaction():
        db.session.get_one(Plan, linked.plan_id).published_at = clock.now()
    assert not any(warned in page for page in pages_of(linked, "", "links/"))

    with app.app_context():
        leave(linked)

    assert statuses(app, [token]) == [200]
    assert all(warned in page for page in pages_of(linked, "", "links/"))
    reader = linked.browser("Mo").get(f"/plans/{linked.plan_id}/").text
    assert warned not in said_in(reader)
    dara = linked.browser("Dara")
    [ends] = re.findall(r'action="(/plans/links/[^"]+)"', dara.get(f"/plans/{linked.plan_id}/").text)
    answer = dara.submit(ends)
    assert 'value="lab manager' in dara.get(answer.location).text
    assert statuses(app, [token]) == [410]
    assert not any(warned in page for page in pages_of(linked, "", "links/"))


def test_a_link_for_a_name_that_stands_for_its_maker_ends_with_their_rights(app, linked):
    with app.app_context():
        reached = ContactWords(email=linked.people["Fay"].email)
        services.say_contact(linked.people["Dara"], linked.plan_id, "Lab manager", reached)
    token = linked.link("Fay", "Lab manager")

    with app.app_context():
        removed_from_centre(linked)

    assert statuses(app, [token]) == [410]


def test_a_link_of_who_led_the_workshop_ends_a_week_after_it(app, linked, clock):
    mine, theirs = linked.link("Fac", "Fac"), linked.link("Fac", "Lab manager")
    linked.close()
    clock(6 * DAY)
    assert statuses(app, [mine, theirs]) == [200, 200]

    clock(8 * DAY)

    assert statuses(app, [mine, theirs]) == [410, 200]
    changes, links = pages_of(linked, "changes/", "links/")
    assert "A check-in link ended" not in changes
    assert "It ended, for Fac may not change this plan any more" in links
    with app.app_context():
        services.end_left_links_in_time()
        services.end_left_links_in_time()
    [changes] = pages_of(linked, "changes/")
    assert changes.count("A check-in link ended") == 1


def test_a_link_that_goes_on_ends_with_the_name_it_is_for(app, linked):
    token = linked.link("Fay", "Lab manager")
    with app.app_context():
        removed_from_centre(linked)
        with transaction():
            db.session.get_one(Action, linked.action_id).owner = "Olu"

    assert statuses(app, [token]) == [410]


def test_who_may_change_nothing_by_a_closed_account_reads_nothing_by_it(app, linked):
    with app.app_context():
        fay = db.session.get_one(Person, linked.people["Fay"].id)
        may = permission_queries.may_change, permission_queries.may_read
        assert [each(fay, linked.plan_id) for each in may] == [True, True]
        account_closed(linked)

        assert [each(fay, linked.plan_id) for each in may] == [False, False]
