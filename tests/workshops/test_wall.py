"""The wall: the way in and a ring that fills, then the step; on any machine, without rights."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import qr, ring


def become_wall(machine, link: str):
    """What the machine's browser is answered when its person follows the link and presses the button."""
    machine.get(link)
    return machine.submit("/walls/")


def make_link(room) -> str:
    page = room.ada.submit(room.at("walls/"))
    return re.search(r"(/walls/[^<\s]+/)</textarea>", page.text)[1]


@pytest.mark.row("J3")
def test_the_wall_shows_the_question_the_address_the_code_and_its_qr(room):
    page = room.ada.get(room.at("wall/")).text

    assert "Fast tests" in page
    assert re.search(r'Open <b dir="ltr">[\w.:]+/j</b> and type', page)
    assert f"{room.code[:4]} {room.code[4:]}" in page
    with room.app.test_request_context():
        from app.workshops.places import join_address

        address = join_address(room.code)
    assert address.endswith(f"/j/{room.code}/")
    assert qr.draw(address).path in page


def test_the_wall_speaks_the_workshops_language_whatever_the_browser(person, workshop, come_in, visitor):
    eve = person("Eve")
    made = workshop(eve, language="ar")
    shown = come_in(eve).submit(f"/w/{made.id}/walls/").text
    wall = visitor()
    become_wall(wall, re.search(r"(/walls/[^<\s]+/)</textarea>", shown)[1])

    page = wall.get(f"/w/{made.id}/wall/", headers={"Accept-Language": "fr"})

    assert '<html lang="ar" dir="rtl">' in page.text


def test_a_wall_on_which_somebody_chose_a_language_keeps_it(person, workshop, come_in, visitor):
    eve = person("Eve")
    made = workshop(eve, language="ar")
    shown = come_in(eve).submit(f"/w/{made.id}/walls/").text
    wall = visitor()
    become_wall(wall, re.search(r"(/walls/[^<\s]+/)</textarea>", shown)[1])
    wall.submit("/language/", language="es", next="/")

    page = wall.get(f"/w/{made.id}/wall/", headers={"Accept-Language": "fr"})

    assert '<html lang="es" dir="ltr">' in page.text


def test_the_qr_path_draws_exactly_the_dark_modules():
    import segno

    address = "https://baraza.example/j/K7QF2M9D/"
    drawn = qr.draw(address)

    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path):
        dark |= {(int(x) + step, int(y)) for step in range(int(length))}
    matrix = segno.make(address, error="m", micro=False).matrix
    assert drawn.size == len(matrix)
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}


def test_seats_fill_as_people_come(room):
    before = room.ada.get(room.at("wall/face/")).text
    room.join("Bo Mensah", table="1")
    room.join("Cleo", table="online")

    after = room.ada.get(room.at("wall/face/")).text

    assert [face.count('class="seat"') for face in (before, after)] == [1, 3]
    assert [face.count('class="seat-free"') for face in (before, after)] == [35, 33]
    assert "3</b>" in after
    assert "2 in the room · 1 online" in after
    assert ">BM</text>" in after


def test_a_full_ring_grows_with_those_nobody_expected(room):
    for number in range(40):
        room.join(f"Person {number}")

    face = room.ada.get(room.at("wall/face/")).text

    assert face.count('class="seat"') == 41


def test_once_the_room_runs_the_wall_shows_the_step_and_keeps_the_code_in_a_corner(room):
    room.press()

    face = room.ada.get(room.at("wall/face/")).text

    assert "What helps innovators here?" in face
    assert "Step 1 of 3 · Brief" in face
    assert f"/boards/for/{room.id}/ecosystem_enablers/wall/" in face
    assert f"{room.code[:4]} {room.code[4:]}" in face
    assert 'class="seat"' not in face


def test_the_end_thanks_everybody(room):
    for _ in range(7):
        room.press()

    assert "Thank you" in room.ada.get(room.at("wall/face/")).text


def test_a_link_makes_another_machine_a_wall_that_can_do_nothing_else(room, visitor):
    link, machine = make_link(room), visitor()

    followed = machine.get(link)
    asked = machine.get(followed.location)
    before = machine.get(room.at("wall/"))
    became = machine.submit(followed.location)

    assert (followed.status_code, followed.location) == (303, "/walls/")
    assert "This browser becomes a wall" in asked.text
    assert before.status_code == 401
    assert (became.status_code, became.location) == (303, room.at("wall/"))
    assert machine.get(room.at("wall/")).status_code == 200
    assert machine.get(room.at()).location == room.at("wall/")
    assert machine.get(room.at("seat/")).location == room.at("wall/")
    assert machine.submit(room.at("tickets/")).status_code == 200
    forbidden = [machine.get(room.at(page)).status_code for page in ("cockpit/", "people/")]
    pressed = [machine.submit(room.at(form), to="next", frozen="yes").status_code for form in ("moves/", "freeze/")]
    assert (forbidden, pressed) == ([403, 403], [403, 403])


def test_a_wall_behind_a_link_shows_the_board_of_the_step(room, visitor):
    machine = visitor()
    become_wall(machine, make_link(room))
    room.press()

    address = re.search(r'hx-get="(/boards/for/[^"]+)"', machine.get(room.at("wall/face/")).text)[1]

    assert machine.get(address).status_code == 200


def test_a_wall_gets_no_code_to_be_taken_elsewhere(room, visitor):
    from app.accounts.models import RecoveryCode
    from app.db import db

    machine = visitor()
    become_wall(machine, make_link(room))

    machine.submit(room.at("recovery-codes/"))

    with room.app.app_context():
        assert db.session.scalars(db.select(RecoveryCode)).all() == []


def test_a_wall_is_nobody(room, visitor):
    become_wall(visitor(), make_link(room))

    assert "1 joined" in room.ada.get(room.at("people/")).text
    assert room.ada.get(room.at("wall/face/")).text.count('class="seat"') == 1
    assert visitor().submit(f"/j/{room.code}/", name="Wall").status_code == 303


def test_who_leads_and_opens_the_link_stays_who_they_are(room):
    room.ada.get(make_link(room))

    answer = room.ada.get("/walls/")

    assert (answer.status_code, answer.location) == (303, room.at("wall/"))
    assert room.ada.get(room.at("cockpit/")).status_code == 200


def test_walls_taken_down_show_nothing_more_and_their_link_is_dead(room, visitor):
    link, machine = make_link(room), visitor()
    become_wall(machine, link)

    room.ada.submit(room.at("walls/removal/"))

    assert machine.get(room.at("wall/")).status_code == 403
    assert visitor().get(link, follow_redirects=True).status_code == 404
    assert become_wall(visitor(), link).status_code == 404
    assert make_link(room) != link


def test_a_wall_that_was_taken_down_neither_asks_nor_comes_back_as_a_person(room, visitor):
    machine = visitor()
    become_wall(machine, make_link(room))
    room.ada.submit(room.at("walls/removal/"))
    wall = room.seats()["Wall"]

    asked = machine.submit(room.at("seat/request/"))
    answer = room.ada.submit(room.at(f"seats/{wall.id}/return/"))

    assert (asked.status_code, answer.status_code) == (404, 404)
    after = room.seats()["Wall"]
    assert (after.role, after.removed_at, after.asked_at) == ("wall", wall.removed_at, None)


@pytest.mark.parametrize("token", ["x", "InNfeCI.aa.bb"])
def test_a_forged_link_opens_nothing(visitor, token):
    assert visitor().get(f"/walls/{token}/", follow_redirects=True).status_code == 404
    assert become_wall(visitor(), f"/walls/{token}/").status_code == 404
    assert visitor().submit("/walls/").status_code == 404


def test_a_link_lasts_a_day(room, visitor):
    from itsdangerous import URLSafeTimedSerializer

    class Yesterday(URLSafeTimedSerializer):
        class default_signer(URLSafeTimedSerializer.default_signer):  # noqa: N801 - the library's own name
            def get_timestamp(self):
                return super().get_timestamp() - 24 * 3600 - 60

    seat_id = URLSafeTimedSerializer(room.app.secret_key, salt="wall").loads(make_link(room).split("/")[2])
    old = Yesterday(room.app.secret_key, salt="wall").dumps(seat_id)

    assert become_wall(visitor(), f"/walls/{old}/").status_code == 404


def test_an_observer_and_a_participant_see_no_wall_by_themselves(room):
    bo = room.join("Bo")

    assert bo.get(room.at("wall/face/")).status_code == 403


@given(st.integers(0, 400))
def test_nobodys_seat_covers_another_or_the_code(people):
    drawn = ring.draw(people)

    assert len(drawn.spots) >= min(people, ring.MOST)
    assert len(drawn.spots) % 2 == 0
    for number, spot in enumerate(drawn.spots):
        distance = math.hypot(spot.x - ring.CENTRE, spot.y - ring.CENTRE)
        assert distance + drawn.r <= 480
        assert distance - drawn.r >= drawn.hole * math.sqrt(2) - 0.2
        for other in drawn.spots[number + 1 : number + 8]:
            assert math.hypot(spot.x - other.x, spot.y - other.y) >= 2 * drawn.r - 0.2


def test_people_sit_from_the_crown_to_both_sides():
    drawn = ring.draw(36)

    first, second, third = drawn.spots[:3]
    assert (first.y, round(first.x - 480, 1)) == (second.y, round(480 - second.x, 1))
    assert first.y < third.y
    assert max(spot.y for spot in drawn.spots[:18]) < 480 + 1
