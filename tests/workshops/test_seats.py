"""Seats: roles, removal, letting back in, and going on from another phone."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.db import db
from app.errors import AppError
from app.workshops.models import Seat
from app.workshops.services import seats


def take_role(room, name, role, by=None):
    return (by or room.ada).submit(room.at("roles/"), seat=room.seats()[name].id, role=role)


@pytest.mark.row("J5")
@pytest.mark.parametrize("role", ["facilitator", "co-facilitator", "participant", "observer"])
def test_a_facilitator_gives_roles_and_it_is_written_down(room, role):
    bo = room.join("Bo")

    answer = take_role(room, "Bo", role)

    assert answer.status_code == 303
    assert room.seats()["Bo"].role == role
    leads = role in {"facilitator", "co-facilitator"}
    assert bo.get(room.at("cockpit/")).status_code == (200 if leads else 403)
    assert ("seat.role" in [action for action, _ in room.audit()]) is (role != "participant")


def test_who_was_made_facilitator_moves_the_room_from_any_device(room):
    bo = room.join("Bo")
    take_role(room, "Bo", "facilitator")

    moved = room.press(by=bo)

    assert moved.status_code == 303
    assert room.stage()["number"] == 1


@pytest.mark.parametrize("role", ["wall", "owner", ""])
def test_a_role_nobody_may_give_is_refused(room, role):
    room.join("Bo")

    answer = take_role(room, "Bo", role)

    assert answer.status_code == 422
    assert room.seats()["Bo"].role == "participant"


def test_the_last_facilitator_stays(room):
    room.join("Bo")
    take_role(room, "Bo", "co-facilitator")

    down = take_role(room, "Ada Obi", "participant")
    out = room.ada.submit(room.at(f"seats/{room.seats()['Ada Obi'].id}/removal/"))

    assert (down.status_code, out.status_code) == (409, 409)
    assert room.seats()["Ada Obi"].role == "facilitator"
    assert room.seats()["Ada Obi"].removed_at is None


def test_of_two_facilitators_who_show_each_other_out_one_stays(app, room):
    room.join("Bo")
    take_role(room, "Bo", "facilitator")
    ada, bo = room.seats()["Ada Obi"].id, room.seats()["Bo"].id
    both = Barrier(2)

    def show_out(mine: str, other: str) -> bool:
        with app.app_context():
            seat = db.session.get_one(Seat, mine)
            both.wait()
            try:
                seats.remove(seat, other)
            except AppError:
                return False
        return True

    with ThreadPoolExecutor(2) as hands:
        done = list(hands.map(show_out, (ada, bo), (bo, ada)))

    assert sorted(done) == [False, True]
    assert [seat.removed_at is None for seat in room.seats().values()].count(True) == 1


@pytest.mark.row("J6")
def test_a_removed_persons_cookie_no_longer_opens_the_room_and_says_so_kindly(room):
    bo = room.join("Bo")

    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/removal/"))

    for page in ("", "step/", "stage/", "seat/"):
        assert bo.get(room.at(page)).status_code == 403
    assert "Your seat in this workshop was ended." in bo.get(room.at()).text
    assert bo.get(f"/j/{room.code}/", follow_redirects=True).status_code == 403
    assert bo.submit(f"/j/{room.code}/", name="Bo").status_code == 403
    assert bo.submit(room.at("tickets/")).status_code == 403
    assert "seat.removed" in [action for action, _ in room.audit()]


def test_a_removed_person_can_be_let_back_in_as_a_participant(room):
    bo = room.join("Bo")
    take_role(room, "Bo", "co-facilitator")
    seat_id = room.seats()["Bo"].id
    room.ada.submit(room.at(f"seats/{seat_id}/removal/"))

    answer = room.ada.submit(room.at(f"seats/{seat_id}/return/"))

    assert answer.status_code == 303
    assert room.seats()["Bo"].role == "participant"
    assert bo.get(room.at()).status_code == 200


def test_nobody_comes_back_to_a_name_that_somebody_else_has_now(room):
    room.join("Bo")
    seat_id = room.seats()["Bo"].id
    room.ada.submit(room.at(f"seats/{seat_id}/removal/"))
    room.join("BO")

    answer = room.ada.submit(room.at(f"seats/{seat_id}/return/"))

    assert answer.status_code == 422


@pytest.mark.row("J7")
def test_a_guest_goes_on_from_another_phone_and_the_old_one_is_out(room, visitor):
    old, new = room.join("Bo"), visitor()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", old.get(room.at()).text)[0]

    answer = new.submit("/j/recovery/", code=f" {code.lower().replace('-', ' ')}")

    assert (answer.status_code, answer.location) == (303, room.at())
    assert "Your seat, Bo" in new.get(room.at()).text
    assert old.get(room.at()).location == f"/j/?next={room.at()}"
    assert list(room.seats()) == ["Ada Obi", "Bo"]
    again = visitor().submit("/j/recovery/", code=code)
    assert again.status_code == 422
    assert "This code is not known, or it has been used." in again.text
    assert f'value="{code}"' in again.text


def test_a_code_for_another_phone_is_shown_once_and_a_new_one_replaces_it(room, visitor):
    bo = room.join("Bo")
    first = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", bo.get(room.at()).text)[0]

    page = bo.get(bo.submit(room.at("recovery-codes/")).location)
    again = bo.get(room.at("seat/"))

    second = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)[0]
    assert second not in again.text
    assert visitor().submit("/j/recovery/", code=first).status_code == 422
    assert visitor().submit("/j/recovery/", code=second).status_code == 303


def test_a_recovery_code_no_page_has_shown_yet_is_shown_by_the_next_one(room, visitor):
    bo = room.join("Bo")
    code = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")

    # The answer was thrown away: over a slow connection another page was shown in its place.
    lost, shown = code.search(bo.get(room.at()).text)[0], code.search(bo.get(room.at()).text)[0]
    bo.submit(room.at("welcomed/"))

    assert lost == shown
    assert code.search(bo.get(room.at()).text) is None
    assert code.search(bo.get(room.at("seat/")).text) is None


def test_ten_wrong_recovery_codes_from_an_address_are_enough(visitor):
    codes = [visitor().submit("/j/recovery/", code=f"AAAA-BBBB-CCC{number}").status_code for number in range(10)]
    eleventh = visitor().submit("/j/recovery/", code="AAAA-BBBB-DDDD")

    assert codes == [422] * 10
    assert eleventh.status_code == 429


PAGES = ["", "step/", "stage/", "seat/", "cockpit/", "people/", "wall/", "wall/face/"]
FORMS = [
    ("moves/", {"to": "next"}),
    ("timer/", {"turn": "start"}),
    ("writing/", {"writing": "open"}),
    ("freeze/", {"frozen": "yes"}),
    ("joining/", {"locked": "yes"}),
    ("codes/", {}),
    ("roles/", {"seat": "{seat}", "role": "facilitator"}),
    ("seats/{seat}/removal/", {}),
    ("seats/{seat}/return/", {}),
    ("walls/", {}),
    ("walls/removal/", {}),
]
OWN = [("tickets/", {}), ("recovery-codes/", {})]


def sent(room, browser, address, fields, seat):
    filled = {name: value.format(seat=seat) for name, value in fields.items()}
    return browser.submit(room.at(address.format(seat=seat)), seen=room.seen, **filled)


@pytest.mark.row("F6")
@pytest.mark.parametrize(("address", "fields"), FORMS)
def test_a_participant_presses_no_button_of_the_cockpit(room, address, fields):
    bo = room.join("Bo")
    before = (room.kept().version, room.audit(), room.seats()["Bo"].role)

    answer = sent(room, bo, address, fields, room.seats()["Bo"].id)

    assert answer.status_code == 403
    assert (room.kept().version, room.audit(), room.seats()["Bo"].role) == before


@pytest.mark.parametrize("page", ["cockpit/", "people/", "wall/", "wall/face/"])
def test_a_participant_sees_no_page_of_those_who_lead(room, page):
    assert room.join("Bo").get(room.at(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_somebody_of_another_workshop_finds_no_page_of_this_one(room, person, workshop, come_in, page):
    stranger = person("Eve")
    workshop(stranger)

    assert come_in(stranger).get(room.at(page)).status_code == 404


@pytest.mark.parametrize(("address", "fields"), [*FORMS, *OWN])
def test_somebody_of_another_workshop_finds_no_form_of_this_one(room, person, workshop, come_in, address, fields):
    stranger = person("Eve")
    workshop(stranger)
    room.join("Bo")
    before = (room.kept().version, room.seats()["Bo"].role)

    answer = sent(room, come_in(stranger), address, fields, room.seats()["Bo"].id)

    assert answer.status_code == 404
    assert (room.kept().version, room.seats()["Bo"].role) == before


@pytest.mark.parametrize("page", PAGES[1:])
def test_without_a_cookie_no_page_of_the_room_opens(room, visitor, page):
    assert visitor().get(room.at(page)).status_code == 401


@pytest.mark.parametrize(("address", "fields"), [*FORMS, *OWN])
def test_without_a_cookie_no_form_of_the_room_is_taken(room, visitor, address, fields):
    assert sent(room, visitor(), address, fields, "s_x").status_code == 401


def test_a_seat_of_another_workshop_is_not_found_by_its_id(room, person, workshop):
    eve = person("Eve")
    other = workshop(eve)
    from app.db import db
    from app.workshops import queries

    with room.app.app_context():
        foreign = queries.seat_of(other.id, eve.id)
        db.session.expunge_all()

    role = room.ada.submit(room.at("roles/"), seat=foreign.id, role="observer")
    out = room.ada.submit(room.at(f"seats/{foreign.id}/removal/"))

    assert (role.status_code, out.status_code) == (404, 404)
