"""What somebody without the right finds behind each door: a way to sign in, a refusal, or nothing at all."""

import pytest
from sqlalchemy import select

from app.audit import AuditRow
from app.centres.queries import vocabulary
from app.db import db

GUARDED = [
    ("GET", "/centres/{here}/edit/"),
    ("POST", "/centres/{here}/edit/"),
    ("GET", "/centres/{here}/partners/"),
    ("POST", "/centres/{here}/partners/"),
    ("POST", "/centres/{here}/partners/a-partner/removal/"),
    ("POST", "/centres/{here}/staff/"),
    ("POST", "/centres/{here}/staff/{dina}/role/"),
    ("POST", "/centres/{here}/staff/{dina}/removal/"),
]
OF_THE_ALLIANCE = [("GET", "/centres/new/"), ("POST", "/centres/")]
OF_ADMINISTRATORS = [
    ("GET", "/terms/"),
    ("GET", "/terms/capability/"),
    ("GET", "/terms/capability/new/"),
    ("POST", "/terms/capability/"),
    ("GET", "/terms/{term}/edit/"),
    ("POST", "/terms/{term}/edit/"),
    ("POST", "/terms/{term}/position/"),
    ("POST", "/terms/{term}/retirement/"),
]
SAID = {
    "name": "Taken over",
    "email": "evil@example.org",
    "role": "director",
    "places": "1",
    "retired": "yes",
    "version": "0",
    "region_code": "ASP",
    "scope": "national",
    "timezone": "UTC",
    "language": "en",
}


@pytest.fixture
def town(app, person, centre):
    """Two centres: Dina directs one, where Fay facilitates and Mo is a member; Odo directs the other."""
    people = {name: person(name) for name in ("Dina", "Fay", "Mo", "Odo")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    staff = {"director": people["Dina"], "facilitator": people["Fay"], "member": people["Mo"]}
    here = centre("Here", staff=staff)
    centre("There", staff={"director": people["Odo"]})
    with app.app_context():
        term = vocabulary().named("capability", "trends")
    return {**people, "names": {"here": here.id, "dina": people["Dina"].id, "term": term.id}}


def knock(browser, method: str, address: str, town) -> int:
    path = address.format(**town["names"])
    return (browser.get(path) if method == "GET" else browser.submit(path, **SAID)).status_code


def deeds(app) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditRow.action).where(AuditRow.action != "centre.made")))


@pytest.mark.row("C1", partly=True)
@pytest.mark.parametrize(("method", "address"), GUARDED)
def test_a_centre_is_changed_by_its_own_director_alone(app, town, come_in, client, guest, method, address):
    signed_out = 303 if method == "GET" else 401

    found = {name: knock(come_in(town[name]), method, address, town) for name in ("Fay", "Mo", "Odo")}

    assert found == {"Fay": 403, "Mo": 403, "Odo": 404}
    assert knock(client, method, address, town) == signed_out
    assert knock(come_in(guest("Neem")), method, address, town) == signed_out
    assert deeds(app) == []


@pytest.mark.parametrize(("method", "address"), GUARDED)
def test_a_centre_that_is_none_is_not_found_by_anybody(town, come_in, root, method, address):
    nowhere = {**town, "names": town["names"] | {"here": "nowhere"}}

    assert knock(come_in(root), method, address, nowhere) == 404


@pytest.mark.parametrize("address", [address for _method, address in GUARDED if "{dina}" in address])
def test_a_director_finds_nobody_of_another_centre_in_their_own(town, come_in, address):
    foreign = {**town, "names": town["names"] | {"dina": town["Odo"].id}}

    assert knock(come_in(town["Dina"]), "POST", address, foreign) == 404


@pytest.mark.parametrize(("method", "address"), OF_THE_ALLIANCE)
def test_making_a_centre_is_for_the_alliance(app, town, come_in, client, guest, method, address):
    signed_out = 303 if method == "GET" else 401

    assert [knock(come_in(town[name]), method, address, town) for name in ("Dina", "Mo")] == [403, 403]
    assert knock(client, method, address, town) == signed_out
    assert knock(come_in(guest("Neem")), method, address, town) == signed_out
    assert deeds(app) == []


@pytest.mark.parametrize(("method", "address"), OF_ADMINISTRATORS)
def test_the_words_of_the_alliance_are_for_administrators(app, town, come_in, client, guest, method, address):
    signed_out = 303 if method == "GET" else 401

    assert [knock(come_in(town[name]), method, address, town) for name in ("Sec", "Dina")] == [403, 403]
    assert knock(client, method, address, town) == signed_out
    assert knock(come_in(guest("Neem")), method, address, town) == signed_out
    assert deeds(app) == []


@pytest.mark.parametrize("address", ["/terms/palaces/", "/terms/palaces/new/", "/terms/9999/edit/"])
@pytest.mark.usefixtures("words")
def test_a_word_that_is_none_is_not_found(root, come_in, address):
    assert come_in(root).get(address).status_code == 404
