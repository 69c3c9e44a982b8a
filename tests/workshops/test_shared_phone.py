"""One phone for a table: who may share one, how many do, and whose turn it may be."""

import re

import pytest


@pytest.fixture
def bo(room):
    return room.join("Bo")


def names(page: str) -> list[str]:
    return re.findall(r'<button class="btn[^"]*" name="seat"[^>]*>(?:<svg.*?</svg>)?<bdi>(.*?)</bdi>', page)


def in_the_room(phone, room) -> str:
    """The page of the room as the phone shows it: a refusal or another page fails."""
    answer = phone.get(room.at())
    assert (answer.status_code, f'data-workshop="{room.id}"' in answer.text) == (200, True), answer.text
    return answer.text


def holder(page: str) -> str:
    return re.search(r'aria-current="true">(?:<svg.*?</svg>)?<bdi>(.*?)</bdi>', page)[1]


def test_eight_share_a_phone_and_no_more(room, bo):
    for number in range(7):
        answer = bo.submit(f"/w/{room.id}/phone/", name=f"Neighbour {number}")
        assert answer.status_code == 303

    refused = bo.submit(f"/w/{room.id}/phone/", name="One too many")

    assert refused.status_code == 403
    assert "Eight people share this phone already." in refused.get_data(as_text=True)
    page = bo.get(f"/w/{room.id}/").get_data(as_text=True)
    assert names(page) == ["Bo", *(f"Neighbour {number}" for number in range(7))]


def test_nobody_takes_a_turn_who_does_not_share_the_phone(room, bo):
    room.join("Cy")
    bo.submit(f"/w/{room.id}/phone/", name="Di")

    answer = bo.submit(f"/w/{room.id}/phone/turn/", seat=room.seats()["Cy"].id)

    assert answer.status_code == 404
    assert "Di" in names(bo.get(f"/w/{room.id}/").get_data(as_text=True))


def test_whoever_leads_or_has_an_account_lends_their_phone_to_nobody(room):
    answers = [room.ada.get(f"/w/{room.id}/phone/"), room.ada.submit(f"/w/{room.id}/phone/", name="Bo")]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_name_that_is_taken_is_refused_and_stays_in_its_field(room, bo):
    answer = bo.submit(f"/w/{room.id}/phone/", name="Bo")

    assert answer.status_code == 422
    assert 'value="Bo"' in answer.get_data(as_text=True)


def test_whoever_goes_on_elsewhere_with_their_code_is_on_the_shared_phone_no_more(room, bo):
    from app.accounts.models import Principal
    from app.accounts.services import recover, recovery_code_for
    from app.db import db

    bo.submit(f"/w/{room.id}/phone/", name="Di")
    with room.app.app_context():
        guest = db.session.get_one(Principal, room.seats()["Bo"].principal_id)
        recover(recovery_code_for(guest), device="another")

    page = in_the_room(bo, room)

    # Di has the phone to herself: nobody is offered a turn.
    assert names(page) == []
    assert f'data-whose="{room.seats()["Di"].principal_id}"' in page


def test_when_a_seat_ends_whoever_shares_the_phone_goes_on_with_it(room, bo):
    bo.submit(room.at("phone/"), name="Di")
    room.ada.submit(room.at(f"seats/{room.seats()['Di'].id}/removal/"))

    answer = bo.get(room.at())

    assert (answer.status_code, answer.location) == (303, room.at())
    assert room.seats()["Bo"].principal_id in bo.get(room.at()).text


def test_so_it_does_when_its_holder_went_on_elsewhere(room, bo):
    from app.accounts.models import Principal
    from app.accounts.services import recover, recovery_code_for
    from app.db import db

    for name in ("Di", "Ed"):
        bo.submit(room.at("phone/"), name=name)
    with room.app.app_context():
        guest = db.session.get_one(Principal, room.seats()["Ed"].principal_id)
        recover(recovery_code_for(guest), device="another")

    # A page that is still open hands it to whom was pressed.
    answer = bo.submit(room.at("phone/turn/"), seat=room.seats()["Di"].id)

    page = bo.get(room.at()).text
    assert answer.status_code == 303
    assert (names(page), holder(page)) == (["Bo", "Di"], "Di")


def test_whose_seat_ended_and_shares_no_phone_is_told_so(room, bo):
    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/removal/"))

    answer = bo.get(room.at())

    assert (answer.status_code, 'data-code="seat-ended"' in answer.text) == (403, True)


def test_nobody_takes_the_turn_of_a_neighbour_who_leads_by_now(room, bo):
    bo.submit(room.at("phone/"), name="Di")
    leads = room.seats()["Bo"].id
    room.ada.submit(room.at("roles/"), seat=leads, role="co-facilitator")
    assert room.seats()["Bo"].role == "co-facilitator"

    answer = bo.submit(room.at("phone/turn/"), seat=leads)

    assert answer.status_code == 404
    assert names(in_the_room(bo, room)) == []


def test_whoever_leads_by_now_gives_the_phone_back(room, bo):
    bo.submit(room.at("phone/"), name="Di")
    room.ada.submit(room.at("roles/"), seat=room.seats()["Di"].id, role="co-facilitator")
    assert names(bo.get(room.at()).text) == ["Bo", "Di"]

    bo.submit(room.at("phone/turn/"), seat=room.seats()["Bo"].id)

    assert names(in_the_room(bo, room)) == []


@pytest.fixture
def elsewhere(person, workshop):
    """Another open workshop, which somebody else leads."""
    from app.workshops.drafts import StepDraft

    return workshop(person("Eve Oni"), StepDraft(title={"en": "Talk"}, minutes=10))


def sharing(room) -> dict[str, tuple[str, ...]]:
    """Who shares a phone with whom in the room, as whoever leads is told; by name."""
    from app.workshops.seat_queries import phones_in

    people = {seat.principal_id: name for name, seat in room.seats().items()}
    with room.app.app_context():
        return {people[principal_id]: others for principal_id, others in phones_in(room.id).items()}


def open_sessions(room, name: str) -> int:
    from app.accounts.models import Principal
    from app.accounts.queries import devices
    from app.db import db

    with room.app.app_context():
        return len(devices(db.session.get_one(Principal, room.seats()[name].principal_id)))


def test_who_joins_another_workshop_still_shares_the_phone_here(room, bo, elsewhere):
    bo.submit(f"/w/{room.id}/phone/", name="Di")

    answer = bo.submit(f"/j/{elsewhere.code}/", name="Di")

    assert answer.location == f"/w/{elsewhere.id}/"
    assert names(bo.get(f"/w/{room.id}/").text) == ["Bo", "Di"]
    assert sharing(room) == {"Bo": ("Di",), "Di": ("Bo",)}
    bo.submit(f"/w/{room.id}/phone/turn/", seat=room.seats()["Bo"].id)
    assert holder(bo.get(f"/w/{room.id}/").text) == "Bo"


def test_somebody_else_who_comes_in_on_a_shared_phone_signs_those_beside_out(room, bo):
    from app.accounts.models import Principal
    from app.accounts.services import recovery_code_for
    from app.db import db

    bo.submit(f"/w/{room.id}/phone/", name="Di")
    room.join("Cy")
    with room.app.app_context():
        code = recovery_code_for(db.session.get_one(Principal, room.seats()["Cy"].principal_id))

    bo.submit("/j/recovery/", code=code)

    assert names(in_the_room(bo, room)) == []
    assert open_sessions(room, "Bo") == 0
