"""Whoever was removed stays out, as far as that is possible without accounts."""

import html
import re
import threading
import time
from threading import Thread

import pytest
from sqlalchemy import text

from app.workshops import returns
from tests.boards.test_snapshots import until
from tests.locks import ended, until_waiting
from tests.statements import statements

REFUSED = "The facilitator was asked and did not let you in again. If that was a mistake, speak to them."


def show_out(room, name: str) -> str:
    """Remove somebody; the id of the seat."""
    seat_id = room.seats()[name].id
    assert room.ada.submit(room.at(f"seats/{seat_id}/removal/")).status_code == 303
    return seat_id


def come_again(room, browser, name: str):
    """Sign out, forget who one was, and join as somebody else."""
    browser.submit("/sign-out/")
    return browser.submit(f"/j/{room.code}/", name=name)


def test_a_new_seat_on_a_device_of_a_removed_person_waits_for_the_facilitator(room):
    bo = room.join("Bo")
    show_out(room, "Bo")

    joined = come_again(room, bo, "Bob")
    waiting = bo.get(room.at())

    assert (joined.status_code, joined.location) == (303, room.at())
    assert waiting.status_code == 403
    assert "The facilitator is asked to let you in." in waiting.text
    assert '<noscript><meta http-equiv="refresh" content="8"></noscript>' in waiting.text
    assert (waiting.text.count("refresh"), LOOKS in waiting.text) == (1, True)
    for page in ("step/", "stage/", "seat/"):
        assert bo.get(room.at(page)).status_code == 403
    assert bo.submit(room.at("tickets/")).status_code == 403
    people = room.ada.get(room.at("people/")).text
    assert "Asking to come in again" in people
    assert ">Bob<" in people
    assert "1 joined" in people


def test_the_code_leads_who_was_removed_to_a_way_to_ask_to_come_in(room):
    """Nobody signs out first: this is the browser as it was left."""
    bo = room.join("Bo")
    show_out(room, "Bo")

    door = bo.get(f"/j/{room.code}/")
    ended = bo.get(door.location)
    asked = bo.submit(re.search(r'action="([^"]+/request/)"', ended.text)[1])
    waiting = bo.get(asked.location)

    assert (ended.status_code, "Ask to come in again" in ended.text) == (403, True)
    assert "Your seat in this workshop was ended." in ended.text
    assert (asked.status_code, waiting.status_code) == (303, 403)
    assert "The facilitator is asked to let you in." in waiting.text
    assert "Asking to come in again" in room.ada.get(room.at("people/")).text
    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/return/"))
    assert bo.get(room.at()).status_code == 200


LOOKS = "workshops/let-back.js"


def answer_of(page) -> str:
    """Where a page asks whether its reader may come in."""
    return re.search(r'data-answer="([^"]+)"', page.text)[1]


def waits_until(browser, address: str, seat: str, deed) -> tuple[object, float]:
    """What a request is answered that waits while somebody does something, and the seconds from that until then."""
    answers = []

    def ask():
        answers.append((browser.get(address).json, time.monotonic()))

    asking = threading.Thread(target=ask)
    asking.start()
    until(lambda: returns.count_waiting(seat) == 1)
    # Behind what it reads when it begins.
    time.sleep(0.2)
    since = time.monotonic()
    deed()
    asking.join()
    [(said, at)] = answers
    return said, at - since


def test_whoever_waits_is_told_at_once_that_they_are_let_in_or_refused(room):
    bo, cy = room.join("Bo"), room.join("Cy")
    seats = {name: show_out(room, name) for name in ("Bo", "Cy")}
    for browser in (bo, cy):
        browser.submit(room.at("seat/request/"))
    asked, ended = bo.get(room.at()), cy.get(room.at())

    back = waits_until(
        bo, answer_of(asked), seats["Bo"], lambda: room.ada.submit(room.at(f"seats/{seats['Bo']}/return/"))
    )
    no = waits_until(
        cy, answer_of(ended), seats["Cy"], lambda: room.ada.submit(room.at(f"seats/{seats['Cy']}/refusal/"))
    )

    assert [said for said, _seconds in (back, no)] == [{"ended": None}, {"ended": "seat-refused"}]
    assert max(seconds for _said, seconds in (back, no)) < 2


def test_whoever_is_answered_before_they_wait_does_not_wait(room):
    bo = room.join("Bo")
    seat = show_out(room, "Bo")
    address = answer_of(bo.get(room.at()))
    room.ada.submit(room.at(f"seats/{seat}/return/"))

    since = time.monotonic()

    assert bo.get(address).json == {"ended": None}
    assert time.monotonic() - since < 2


def test_nobody_waits_for_a_seat_they_never_had(room, client):
    as_json = {"Accept": "application/json"}

    assert client.get(room.at("seat/answer/?was=seat-ended"), headers=as_json).status_code == 401


def test_who_waits_to_be_let_in_asks_the_database_nothing_meanwhile(room, app):
    people = {name: room.join(name) for name in ("Bo", "Cy", "Dee")}
    seats = {name: show_out(room, name) for name in people}
    addresses = {name: answer_of(browser.get(room.at())) for name, browser in people.items()}
    asking = [threading.Thread(target=people[name].get, args=[addresses[name]]) for name in people]

    with statements(app) as run:
        for each in asking:
            each.start()
        until(lambda: all(returns.count_waiting(seat) == 1 for seat in seats.values()))
        time.sleep(0.5)
        begun = len(run)
        time.sleep(0.5)
        waited = len(run) - begun
    for seat in seats.values():
        room.ada.submit(room.at(f"seats/{seat}/return/"))
    for each in asking:
        each.join()

    assert (begun <= 5 * len(people), waited) == (True, 0), begun


def test_of_many_tabs_that_wait_for_one_seat_the_oldest_is_answered(room):
    bo = room.join("Bo")
    seat = show_out(room, "Bo")
    address, done = answer_of(bo.get(room.at())), []
    asking = [threading.Thread(target=lambda: done.append(bo.get(address).json)) for _ in range(returns.MOST + 1)]

    for number, each in enumerate(asking, 1):
        each.start()
        until(lambda number=number: returns.count_waiting(seat) >= min(number, returns.MOST))
    until(lambda: len(done) == 1)
    room.ada.submit(room.at(f"seats/{seat}/return/"))
    for each in asking:
        each.join()

    assert done == [{"ended": "seat-ended"}, *[{"ended": None}] * returns.MOST]


@pytest.mark.parametrize("refused", [False, True])
def test_whoever_is_let_back_in_without_asking_is_in_the_room_by_itself(room, refused):
    bo = room.join("Bo")
    seat = show_out(room, "Bo")
    if refused:
        bo.submit(room.at("seat/request/"))
        room.ada.submit(room.at(f"seats/{seat}/refusal/"))

    told = bo.get(room.at())
    goes_on = re.search(r'data-room href="([^"]+)"', told.text)
    room.ada.submit(room.at(f"seats/{seat}/return/"))

    assert (told.status_code, goes_on is not None) == (403, True)
    assert ('http-equiv="refresh"' in told.text, LOOKS in told.text) == (False, True)
    assert bo.get(goes_on[1]).status_code == 200
    assert bo.get(answer_of(told)).json == {"ended": None}


def test_the_page_of_an_ended_seat_looks_no_more_once_the_workshop_is_closed(room):
    bo = room.join("Bo")
    show_out(room, "Bo")
    room.ada.submit(room.at("closure/"))

    told = bo.get(room.at())

    assert (told.status_code, LOOKS in told.text) == (403, False)


def test_asking_for_ones_seat_twice_asks_once_and_after_a_no_no_more(room):
    bo = room.join("Bo")
    seat = show_out(room, "Bo")

    for _ in range(2):
        bo.submit(room.at("seat/request/"))
    room.ada.submit(room.at(f"seats/{seat}/refusal/"))
    bo.submit(room.at("seat/request/"))

    assert [action for action, _ in room.audit() if action.startswith("seat.")] == [
        "seat.removed",
        "seat.asked",
        "seat.turned-away",
    ]
    told = bo.get(room.at())
    assert (told.status_code, "Ask to come in again" in told.text) == (403, False)
    assert REFUSED in told.text


NOT_NOW = (
    "Somebody asked to come in from this device and was not let in. "
    "If that was not you, speak to the facilitator, or try again in 10 minutes."
)


def test_after_a_no_nobody_asks_from_the_same_browser_for_ten_minutes(room, clock):
    bo = room.join("Bo")
    show_out(room, "Bo")
    come_again(room, bo, "Bob")
    room.ada.submit(room.at(f"seats/{room.seats()['Bob'].id}/refusal/"))

    answer = come_again(room, bo, "Cleo")
    clock(9 * 60)
    sooner = come_again(room, bo, "Cleo")
    clock(10 * 60 + 1)
    later = come_again(room, bo, "Cleo")

    assert (answer.status_code, NOT_NOW in answer.text, 'value="Cleo"' in answer.text) == (403, True, True)
    assert (sooner.status_code, "try again in 1 minute." in sooner.text) == (403, True)
    assert (later.status_code, room.seats()["Cleo"].asked_at is not None) == (303, True)


@pytest.fixture
def shared(room):
    """A phone that Bo and Di share; Bo was removed while they held it, and asks to come in again."""
    phone = room.join("Bo")
    phone.submit(room.at("phone/"), name="Di")
    phone.submit(room.at("phone/turn/"), seat=room.seats()["Bo"].id)
    show_out(room, "Bo")
    phone.submit(room.at("seat/request/"))
    assert (room.seats()["Bo"].asked_at is None, phone.get(room.at()).status_code) == (False, 303)
    return phone


def test_whoever_comes_in_beside_gets_no_seat_that_another_person_asks_for(room, shared):
    answer = shared.submit(room.at("phone/"), name="Ed")
    page = shared.get(shared.get(room.at()).location).text

    seats = room.seats()
    assert (answer.status_code, list(seats)) == (303, ["Ada Obi", "Bo", "Di", "Ed"])
    assert seats["Ed"].principal_id != seats["Bo"].principal_id
    assert "The facilitator is asked to let <bdi>Ed</bdi> in." in page
    assert f'data-whose="{seats["Di"].principal_id}"' in page


ASKED = "The facilitator is asked to let <bdi>Ed</bdi> in."
NO = "The facilitator did not let <bdi>Ed</bdi> in."
LOOKS_AGAIN = 'id="phone" hx-get='


@pytest.mark.parametrize(("deed", "says_no"), [("return", False), ("refusal", True)])
def test_a_phone_looks_again_until_it_is_answered_whether_somebody_may_come_in(room, shared, clock, deed, says_no):
    shared.submit(room.at("phone/"), name="Ed")
    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/return/"))
    page = shared.get(shared.get(room.at()).location).text
    before = shared.fragment(room.at("phone/people/")).text

    room.ada.submit(room.at(f"seats/{room.seats()['Ed'].id}/{deed}/"))
    behind = shared.fragment(room.at("phone/people/")).text

    for said in (page, before):
        assert (LOOKS_AGAIN in said, ASKED in said, NO in said) == (True, True, False)
    assert (LOOKS_AGAIN in behind, ASKED in behind, NO in behind) == (False, False, says_no)
    assert ("<bdi>Ed</bdi></button>" in behind) is not says_no
    clock(11 * 60)
    assert NO not in shared.get(room.at()).text


def test_who_comes_in_beside_after_a_no_to_another_is_told_the_truth(room, shared):
    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/refusal/"))

    answer = shared.submit(room.at("phone/"), name="Ed")

    assert (answer.status_code, NOT_NOW in html.unescape(answer.text), 'value="Ed"' in answer.text) == (403, True, True)


def test_whoever_was_refused_may_still_be_let_back_in_and_ask_again_after_another_removal(room):
    bo = room.join("Bo")
    seat = show_out(room, "Bo")
    bo.submit(room.at("seat/request/"))
    room.ada.submit(room.at(f"seats/{seat}/refusal/"))

    room.ada.submit(room.at(f"seats/{seat}/return/"))
    back = bo.get(room.at()).status_code
    show_out(room, "Bo")

    assert (back, "Ask to come in again" in bo.get(room.at()).text) == (200, True)


def test_behind_a_locked_door_or_in_a_closed_workshop_nobody_asks_for_their_seat(room, visitor):
    bo = room.join("Bo")
    show_out(room, "Bo")
    room.ada.submit(room.at("door/closure/"))

    locked = bo.submit(room.at("seat/request/"))
    room.ada.submit(room.at("joining/"), locked="no")
    room.ada.submit(room.at("closure/"))
    closed = bo.submit(room.at("seat/request/"))

    assert (locked.status_code, closed.status_code) == (403, 409)
    assert visitor().submit(room.at("seat/request/")).status_code == 401
    assert room.seats()["Bo"].asked_at is None


def test_who_has_a_seat_and_asks_for_it_keeps_it(room):
    bo = room.join("Bo")

    assert bo.submit(room.at("seat/request/")).status_code == 303
    assert bo.get(room.at()).status_code == 200


def test_the_facilitators_yes_lets_them_in(room):
    bo = room.join("Bo")
    show_out(room, "Bo")
    come_again(room, bo, "Bob")

    answer = room.ada.submit(room.at(f"seats/{room.seats()['Bob'].id}/return/"))

    assert answer.status_code == 303
    assert bo.get(room.at()).status_code == 200
    assert "Asking to come in again" not in room.ada.get(room.at("people/")).text
    assert [action for action, _ in room.audit() if action in {"seat.asked", "seat.let-back"}] == [
        "seat.asked",
        "seat.let-back",
    ]


def test_the_facilitators_no_is_told_and_the_seat_stays_ended(room):
    bo = room.join("Bo")
    show_out(room, "Bo")
    come_again(room, bo, "Bob")

    answer = room.ada.submit(room.at(f"seats/{room.seats()['Bob'].id}/refusal/"))

    assert answer.status_code == 303
    assert REFUSED in bo.get(room.at()).text
    assert "Asking to come in again" not in room.ada.get(room.at("people/")).text


def test_asking_again_under_the_same_name_makes_no_second_seat(room):
    bo = room.join("Bo")
    show_out(room, "Bo")

    for name in ("Bob", "Bob", "bob"):
        assert come_again(room, bo, name).status_code == 303

    assert list(room.seats()) == ["Ada Obi", "Bo", "Bob"]
    room.ada.submit(room.at(f"seats/{room.seats()['Bob'].id}/return/"))
    assert bo.get(room.at()).status_code == 200


def test_three_ask_from_one_browser_under_names_of_their_own_and_no_more(room):
    bo = room.join("Bo")
    show_out(room, "Bo")

    answers = [come_again(room, bo, name) for name in ("Cleo", "Dan", "Eve", "Finn")]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 403]
    assert "3 people ask to come in from this device already." in answers[-1].text
    assert list(room.seats()) == ["Ada Obi", "Bo", "Cleo", "Dan", "Eve"]
    assert len({seat.principal_id for seat in room.seats().values()}) == 5


@pytest.mark.postgresql_only("SQLite has one writer: people come in one after the other")
@pytest.mark.parametrize("most", [0, 500])
def test_no_more_than_three_ask_from_one_browser_at_once(room, visitor, most):
    from app.db import db

    room.app.config["PARTICIPANTS"] = most
    bo = room.join("Bo")
    show_out(room, "Bo")
    bo.submit("/sign-out/")
    cookie, answers = f"{room.app.config['SESSION_COOKIE_NAME']}-browser", []
    secret = bo.get_cookie(cookie).value

    def join(number: int) -> None:
        window = visitor()
        window.set_cookie(cookie, secret)
        answers.append(window.submit(f"/j/{room.code}/", name=f"Cleo {number}").status_code)

    with room.app.app_context():
        engine = db.engine
    threads = [Thread(target=join, args=(number,), daemon=True) for number in range(5)]
    with engine.begin() as holding:
        holding.execute(text("SELECT 1 FROM workshop WHERE id = :id FOR UPDATE"), {"id": room.id})
        for thread in threads:
            thread.start()
        until_waiting(engine, len(threads))
    ended(threads)

    assert sorted(answers) == [303, 303, 303, 403, 403]


@pytest.mark.parametrize("name", ["Cleo", "Bo"])
def test_nobody_takes_the_seat_somebody_asks_for_by_joining_in_their_browser(room, name):
    """Not even under the same name: what was written in it alone is not for whoever types that."""
    browser = room.join("Bo")
    before = show_out(room, "Bo")
    browser.submit(room.at("seat/request/"))

    assert come_again(room, browser, name).status_code == 303
    room.ada.submit(room.at(f"seats/{before}/return/"))

    assert browser.get(room.at()).status_code == 403


def test_who_asks_has_no_say_until_they_are_let_in(room):
    bo = room.join("Bo")
    bob_before = show_out(room, "Bo")
    come_again(room, bo, "Bob")
    bob = room.seats()["Bob"].id

    answers = [
        bo.submit(room.at(f"seats/{seat}/{deed}/")) for seat in (bob, bob_before) for deed in ("return", "refusal")
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert room.seats()["Bob"].removed_at is not None


def test_others_come_in_unasked_on_their_own_devices(room):
    room.join("Bo")
    show_out(room, "Bo")

    cleo = room.join("Cleo")

    assert cleo.get(room.at()).status_code == 200


def test_a_device_of_somebody_removed_elsewhere_is_asked_nothing_here(room, workshop, person, come_in):
    from tests.workshops.rooms import Room

    bo = room.join("Bo")
    show_out(room, "Bo")
    dana = person("Dana")
    made = workshop(dana)
    other = Room(room.app, made.id, made.code, come_in(dana))

    bo.submit("/sign-out/")
    other.join("Bo", bo)

    assert bo.get(other.at()).status_code == 200


def test_one_press_changes_the_code_and_locks_joining(room, visitor):
    bo, old = room.join("Bo"), room.code
    show_out(room, "Bo")
    page = room.ada.get(room.at("people/"))

    answer = room.ada.submit(room.at("door/closure/"))

    from app.db import db
    from app.workshops.models import Workshop

    with room.app.app_context():
        new = db.session.get(Workshop, room.id).code
    assert "can come in again in a private window or on another device" in page.text
    assert room.at("door/closure/") in page.text
    assert answer.status_code == 303
    assert visitor().get(f"/j/{old}/").status_code == 404
    assert visitor().submit(f"/j/{new}/", name="Eve").status_code == 403
    assert bo.submit(room.at("door/closure/")).status_code == 403
    assert room.at("door/closure/") not in room.ada.get(room.at("people/")).text
    assert [action for action, _ in room.audit()][-2:] == ["joining.code", "joining.lock"]
