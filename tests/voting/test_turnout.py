"""How many have voted, of how many: whoever has voted stays counted, and whoever is here is waited for."""

import re
import urllib.request

import pytest

from tests.boards.conftest import Room, Somebody
from tests.boards.live import Page, cookie, wait_for
from tests.boards.live_rooms import app, at, house, room
from tests.voting.conftest import Votes

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


@pytest.fixture
def votes(room) -> Votes:
    room.people["Ada"].add("Idle lab days")
    return Votes(room)


def guest(room: Room, name: str):
    """Somebody comes in by the code; returns the browser of their phone."""
    from app.db import db
    from app.workshops.models import Seat, Workshop

    phone = room.app.test_client()
    with room.app.app_context():
        code = db.session.get_one(Workshop, room.id).code
    phone.submit(f"/j/{code}/", name=name)
    with room.app.app_context():
        seat = db.session.scalars(db.select(Seat).filter_by(workshop_id=room.id, name=name)).one()
        room.people[name] = Somebody(room, seat.id, seat.principal_id, phone)
    return phone


def cockpit(ada: Page, address: str = "") -> str:
    """Return what the cockpit, or a part of it, says in words."""
    wanted = urllib.request.Request(f"{ada.house.url}{address}", headers={"Cookie": cookie(ada.somebody)})
    with urllib.request.urlopen(wanted, timeout=20) as answer:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.read().decode()))


def counts(ada: Page, part: str) -> set[tuple[int, int]]:
    """Return each pair of numbers that a part of the running site says of the vote."""
    address = f"{ada.house.url}/votes/of/{ada.somebody.room.id}/{part}/"
    headers = {"Cookie": cookie(ada.somebody), "HX-Request": "true"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
        text = re.sub(r"<[^>]+>", "", answer.read().decode())
    return {(int(voted), int(of)) for voted, of in re.findall(r"(\d+) of (\d+) (?:people|person) ha", text)}


def said(ada: Page) -> set[tuple[int, int]]:
    """Return what the cockpit with its questions and the wall say."""
    return counts(ada, "panel") | counts(ada, "wall")


def until_here(ada: Page, number: int) -> None:
    """Wait until the server has noticed that so many screens are connected."""
    wait_for(lambda: ada.socket.heard("people") and ada.socket.heard("people")[-1]["here"] == number, ada.socket)


def test_whoever_has_voted_and_left_does_not_stand_for_somebody_who_is_here(votes, at):
    ada = at("Ada")
    pages = {name: at(name) for name in ("Bo", "Cy", "Dee", "Eli", "Fay", "Gus")}
    until_here(ada, 7)
    votes.open()
    for name in ("Bo", "Cy", "Dee"):
        votes.join(name).give("Idle lab days")
    before = said(ada)

    for name in ("Bo", "Cy", "Dee"):
        pages[name].close()
    until_here(ada, 4)
    gone = said(ada)
    votes.join("Eli").give("Idle lab days")

    assert (before, gone, said(ada)) == ({(3, 6)}, {(3, 6)}, {(4, 6)})


def test_a_facilitator_counts_among_the_voters_once_they_have_voted(votes, at):
    ada = at("Ada")
    at("Bo")
    until_here(ada, 2)
    votes.open()
    before = said(ada)

    votes.join("Ada").give("Idle lab days")

    assert (before, said(ada)) == ({(0, 1)}, {(1, 2)})


def test_people_who_share_a_phone_are_all_waited_for(votes, at):
    ada, bo = at("Ada"), guest(votes.room, "Bo")
    at("Bo")
    bo.submit(f"/w/{votes.room.id}/phone/", name="Di")
    until_here(ada, 2)
    votes.open()

    votes.join("Bo").give("Idle lab days")

    assert "Di" in bo.get(f"/w/{votes.room.id}/").text
    assert said(ada) == {(1, 2)}


ONE_AWAY = "1 person is not connected: dots of theirs that have not arrived will not count."
TWO_AWAY = "2 people are not connected: dots of theirs that have not arrived will not count."


def test_whoever_closes_a_vote_reads_how_many_are_not_connected(votes, at):
    ada = at("Ada")
    pages = {name: at(name) for name in ("Bo", "Cy", "Dee")}
    votes.join("Eve", "observer")
    until_here(ada, 4)
    votes.open()
    panel = f"/votes/of/{votes.room.id}/panel/"
    told = cockpit(ada, panel)

    pages["Bo"].close()
    until_here(ada, 3)
    one = cockpit(ada, panel)
    pages["Cy"].close()
    until_here(ada, 2)
    two = cockpit(ada, panel)
    votes.close()

    # Beside the count, and in the question before closing.
    assert ("not connected" in told, one.count(ONE_AWAY), two.count(TWO_AWAY)) == (False, 2, 2)
    assert "not connected" not in cockpit(ada, panel)
