"""Administrators give and take roles, and close and reopen accounts; nobody else may."""

import re

import pytest

from app.accounts import policy, services
from app.accounts.errors import AccountClosed, LastAdministrator
from app.accounts.models import AllianceRole, Person, WebSession
from app.accounts.policy import Permission
from app.accounts.services import Appointment, standing_of
from app.alliance.eoi import services as eoi
from app.db import db
from app.errors import NotAllowed
from app.workshops.models import Seat
from app.workshops.services import seats
from tests.centres.conftest import centre, deeds, words
from tests.plans.conftest import at_once, workshop

__all__ = ["centre", "deeds", "words"]

ROLES = [role.value for role in AllianceRole]


def found(app, person):
    with app.app_context():
        return db.session.get(Person, person.id)


def address(person, deed=""):
    return f"/people/{person.id}/{deed}"


@pytest.fixture
def everybody(person, guest, root):
    """One person for each role of the alliance, one without a role and a guest."""
    people = {role: person(f"P{number}", alliance_role=role) for number, role in enumerate(ROLES)}
    return {**people, "administrator": root, "none": person("Nora"), "guest": guest("Gil")}


def test_only_administrators_read_and_change_people_and_roles(app, everybody, come_in, person, words):
    target = person("Tam")
    tried = {
        "list": lambda browser: browser.get("/people/"),
        "page": lambda browser: browser.get(address(target)),
        "invite": lambda browser: browser.submit(
            "/people/", email="new@example.org", name="New", role="reviewer", region=""
        ),
        "role": lambda browser: browser.submit(address(target, "role/"), role="administrator", region="", seen="||"),
        "close": lambda browser: browser.submit(address(target, "closure/")),
        "reopen": lambda browser: browser.submit(address(target, "reopening/")),
    }
    others = {who: each for who, each in everybody.items() if who != "administrator"}

    codes = {who: [ask(come_in(each)).status_code for ask in tried.values()] for who, each in others.items()}
    unchanged = found(app, target)
    allowed = [ask(come_in(everybody["administrator"])).status_code for ask in tried.values()]

    signed_in = dict.fromkeys((*ROLES[1:], "none"), [403] * 6)
    assert codes == {**signed_in, "guest": [303, 303, 401, 401, 401, 401]}
    assert (unchanged.alliance_role, unchanged.is_active) == (None, True)
    assert allowed == [200, 200, 303, 303, 303, 303]


def test_the_table_gives_every_permission_to_administrators_alone(everybody):
    may = {who: {each for each in Permission if policy.may(somebody, each)} for who, somebody in everybody.items()}

    assert may == {who: set(Permission) if who == "administrator" else set() for who in everybody}
    assert policy.BY_ALLIANCE_ROLE.keys() == set(AllianceRole)


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_appoints_and_dismisses_each_role(app, root, person, come_in, deeds, words, role):
    ada, browser = person("Ada"), come_in(root)
    region = "AFR" if role == "regional office" else ""

    given = browser.submit(address(ada, "role/"), role=role, region=region, seen=standing_of(ada))
    had = found(app, ada)
    taken = browser.submit(address(ada, "role/"), role="", region="", seen=standing_of(had))
    after = found(app, ada)

    assert (given.status_code, had.alliance_role, had.alliance_region) == (303, role, region or None)
    assert (taken.status_code, after.alliance_role, after.alliance_region) == (303, None, None)
    none, some = {"role": None, "region": None}, {"role": role, "region": region or None}
    assert deeds(f"principal:{ada.id}") == [
        ("role.changed", root.id, {**some, "was": None, "was_region": None}),
        ("role.changed", root.id, {**none, "was": role, "was_region": region or None}),
    ]


def test_a_regional_office_names_its_region_at_the_field(app, root, person, come_in, words):
    ada, browser = person("Ada"), come_in(root)

    without = browser.submit(address(ada, "role/"), role="regional office", region="", seen="||")
    unknown = browser.submit(address(ada, "role/"), role="regional office", region="XXX", seen="||")

    assert (without.status_code, unknown.status_code) == (422, 422)
    assert "Choose the region this office serves." in without.text
    assert found(app, ada).alliance_role is None


def test_a_form_of_before_a_change_is_given_back(app, root, person, come_in, words):
    ada, browser = person("Ada"), come_in(root)
    browser.submit(address(ada, "role/"), role="reviewer", region="", seen="||")

    late = browser.submit(address(ada, "role/"), role="secretariat", region="", seen="||")
    again = browser.submit(address(ada, "role/"), role="secretariat", region="", seen="reviewer||")

    assert (late.status_code, "Somebody changed this account" in late.text) == (409, True)
    assert (again.status_code, found(app, ada).alliance_role) == (303, "secretariat")


def test_the_last_administrator_is_neither_demoted_nor_closed(app, root, person, come_in, words):
    browser = come_in(root)

    demoted = browser.submit(address(root, "role/"), role="", region="", seen=standing_of(root))
    closed = browser.submit(address(root, "closure/"))

    assert (demoted.status_code, closed.status_code) == (409, 409)
    assert "The site keeps at least one administrator." in demoted.text
    assert "Ask another administrator." in closed.text
    assert (found(app, root).is_administrator, found(app, root).is_active) == (True, True)


def test_an_administrator_who_resigns_is_led_to_the_first_page(app, root, person, come_in, words):
    person("Bo", alliance_role="administrator")

    resigned = come_in(root).submit(address(root, "role/"), role="", region="", seen=standing_of(root))

    assert (resigned.status_code, resigned.location) == (303, "/")
    assert not found(app, root).is_administrator


def test_two_who_demote_each_other_leave_one_administrator(app, root, person):
    bo = person("Bo", alliance_role="administrator")

    def demote(whom, by):
        with app.app_context():
            return services.give_role(whom.id, Appointment(), seen=standing_of(whom), by=db.session.get(Person, by.id))

    answers = at_once([lambda: demote(bo, root), lambda: demote(root, bo)])

    assert [type(each) for each in answers if isinstance(each, Exception)] in ([NotAllowed], [LastAdministrator])
    assert [found(app, each).is_administrator for each in (root, bo)].count(True) == 1


def test_closing_an_account_ends_sessions_links_and_role_at_once(app, root, person, come_in, deeds, words):
    ada = person("Ada", alliance_role="secretariat")
    for_ada, browser = come_in(ada), come_in(root)
    with app.app_context():
        _person, link = services.invite("ada@example.org", "Ada", by=root)
    token = re.search(r"/links/([\w-]+)/", link)[1]

    before = for_ada.get("/profile/").status_code
    closed = browser.submit(address(ada, "closure/"))
    twice = browser.submit(address(ada, "closure/"))
    after = for_ada.get("/profile/").status_code
    opened = for_ada.get(f"/links/{token}/", follow_redirects=True).status_code

    assert (before, closed.status_code, twice.status_code, after, opened) == (200, 303, 409, 303, 404)
    with app.app_context():
        sessions = db.session.scalars(db.select(WebSession).filter_by(principal_id=ada.id)).all()
    assert [each.revoked_at is not None for each in sessions] == [True]
    assert (found(app, ada).is_active, found(app, ada).alliance_role) == (False, None)
    assert [action for action, _by, _told in deeds(f"principal:{ada.id}")] == [
        "person.invited", "role.changed", "account.closed",
    ]  # fmt: skip


def test_a_closed_account_is_invited_by_nobody_and_reopens_bare(app, root, person, come_in, centre, words):
    ada = person("Ada", alliance_role="reviewer")
    place, browser = centre("Rift Centre"), come_in(root)
    browser.submit(address(ada, "closure/"))

    invited = browser.submit("/people/", email="ADA@example.org", name="Ada", role="reviewer", region="")
    as_staff = browser.submit(f"/centres/{place.id}/staff/", email="ada@example.org", name="Ada", role="member")
    reopened = browser.submit(address(ada, "reopening/"))
    twice = browser.submit(address(ada, "reopening/"))

    codes = [each.status_code for each in (invited, as_staff, reopened, twice)]
    assert codes == [409, 409, 303, 409]
    assert str(AccountClosed.message) in invited.text
    assert (found(app, ada).is_active, found(app, ada).alliance_role) == (True, None)
    assert come_in(found(app, ada)).get("/profile/").status_code == 200


def test_somebody_is_invited_to_a_role_by_their_address(app, root, come_in, person, jobs_at_once, words):
    browser = come_in(root)
    person("Ria", alliance_role="reviewer")

    made = browser.submit("/people/", email="New@example.org", name="New Face", role="governance board", region="")
    has_one = browser.submit("/people/", email="ria@example.org", name="Ria", role="secretariat", region="")
    nobody = browser.submit("/people/", email="x@example.org", name="—", role="", region="")
    titled = browser.submit("/people/", email="x@example.org", name="Secretariat", role="reviewer", region="")

    assert [each.status_code for each in (made, has_one, nobody, titled)] == [303, 409, 422, 422]
    assert "This is the name of a role." in titled.text
    assert "has a role already" in has_one.text
    with app.app_context():
        new = db.session.scalars(db.select(Person).filter_by(email="new@example.org")).one()
        others = db.session.scalars(db.select(Person).filter_by(email="x@example.org")).all()
    assert (new.name, new.alliance_role, others) == ("New Face", "governance board", [])
    assert [each for each in (app.config["VAR"] / "outbox").glob("*.eml") if "new@example.org" in each.read_text()]


def test_the_list_is_found_by_name_address_and_role_and_has_pages(app, root, person, come_in, words):
    person("Éloïse Martin", alliance_role="reviewer")
    gone = person("Zed")
    for number in range(51):
        person(f"Member {number:02}")
    browser = come_in(root)
    browser.submit(address(gone, "closure/"))

    def names(query):
        page = browser.get(f"/people/{query}")
        return page.status_code, re.findall(r'<a href="/people/[\w-]+/"><bdi>([^<]+)', page.text)

    first, second = names(""), names("?page=2")
    assert (first[0], len(first[1]), len(second[1])) == (200, 50, 3)
    assert set(first[1]) & set(second[1]) == set()
    assert names("?q=eloise") == (200, ["Éloïse Martin"])
    assert names("?q=07+nobody")[1] == []
    assert names("?q=member.07@")[1] == ["Member 07"]
    assert names("?role=reviewer")[1] == ["Éloïse Martin"]
    assert names("?role=closed")[1] == ["Zed"]
    assert names(f"?page={'9' * 5000}&role=nonsense") == first


def test_the_list_says_in_which_centres_people_work_and_when_they_were_here(app, root, person, come_in, centre):
    director, idle = person("Dina Director"), person("Ida Idle")
    centre("Rift Centre", staff={"director": director})
    come_in(director)
    page = come_in(root).get("/people/").text

    def told(who):
        row = re.search(rf'<a href="/people/{who.id}/">.*?</li>', page, re.DOTALL).group()
        return " ".join(re.sub(r"<[^>]+>", " ", row).split())

    assert told(director).startswith(
        "Dina Director dina.director@example.org No role in the alliance Rift Centre (Director) Last here: "
    )
    assert told(idle) == "Ida Idle ida.idle@example.org No role in the alliance Never signed in, or not for a month."


def test_a_person_page_shows_the_work_that_waits_and_what_changed(
    app, root, person, come_in, centre, submitted, keeper
):
    ria = person("Ria", alliance_role="reviewer")
    place = centre("Rift Centre", staff={"director": ria})
    _amina, interest_id = submitted()
    with app.app_context():
        eoi.take_up(keeper, interest_id)
        eoi.ask_reviewer(keeper, interest_id, ria.id)
    browser = come_in(root)

    before = browser.get(address(ria)).text
    browser.submit(address(ria, "closure/"))
    after = browser.get(address(ria)).text

    for page in (before, after):
        assert f'href="/centres/{place.id}/#staff"' in page
        assert "nobody else directs it" in page
        assert f'href="/eoi/desk/{interest_id}/#reviews-h"' in page
    assert ("Work still waits for this person." in before, "Reopen the account" in after) == (True, True)
    assert ("Account closed" in after, "Reviewer" in after) == (True, True)
    with app.app_context():
        eoi.ask_reviewer(keeper, interest_id, root.id)
        eoi.declare(root, interest_id, conflict=True, words="A cousin")
    assert "/eoi/desk/" not in browser.get(address(ria)).text


def test_a_person_page_names_the_workshops_they_lead_until_they_are_shown_out(app, root, person, come_in):
    ria, ada = person("Ria"), person("Ada")
    led = workshop(app, ada, host_name="The Lab")
    with app.app_context():
        hers = seats.take_seat(led.id, ria, name="Ria", role="co-facilitator").id
    browser = come_in(root)

    before = browser.get(address(ria)).text
    with app.app_context():
        own = db.session.scalars(db.select(Seat).where(Seat.principal_id == ada.id)).one()
        seats.remove(own, hers)

    assert (led.title in before, led.title in browser.get(address(ria)).text) == (True, False)


def test_the_place_of_people_is_in_the_bar_of_administrators_alone(everybody, come_in):
    shown = {who: 'href="/people/"' in come_in(each).get("/centres/").text for who, each in everybody.items()}

    assert shown == {who: who == "administrator" for who in everybody}


def test_a_closed_director_does_not_keep_a_centre_directed(app, root, person, come_in, centre, words):
    ada, bo = person("Ada"), person("Bo")
    place, browser = centre("Rift Centre"), come_in(root)
    for each in (ada, bo):
        browser.submit(f"/centres/{place.id}/staff/", email=each.email, name=each.name, role="director")
    browser.submit(address(ada, "closure/"))

    removed = browser.submit(f"/centres/{place.id}/staff/{bo.id}/removal/")

    assert removed.status_code == 409
    assert "account closed" in browser.get(f"/centres/{place.id}/").text


def test_an_invitation_says_whose_name_is_asked_for(root, come_in):
    page = come_in(root).get("/people/").text

    assert '<label for="name">Their name</label>' in page
    assert "whoever has an account here already keeps their own" in page
