"""Coming in: the code, a name, and at most two taps."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.accounts.names import skeleton
from app.workshops.drafts import StepDraft
from app.workshops.errors import RoomFull
from app.workshops.services.joining import Coming, join
from tests.workshops.rooms import Room


@pytest.mark.row("J2")
def test_the_door_takes_a_code_in_any_spelling_and_answers_what_it_opens(room, visitor):
    room.press()
    room.join("Cleo")
    typed = f"{room.code[:4].lower()} {room.code[4:].lower()}"

    asked = visitor().get("/j/", query_string={"code": typed})
    page = visitor().get(asked.location)

    assert asked.location == f"/j/{room.code}/"
    assert "Fast tests" in page.text
    assert "Step 1 of 3: <bdi>Seven enablers</bdi>." in page.text
    assert "2 people are in." in page.text
    assert 'name="name"' in page.text


def test_nobody_counts_as_there_who_was_invited_to_facilitate_and_did_not_come(room, visitor):
    room.ada.submit(room.at("co-facilitators/"), email="cy@example.org", name="Cy")
    room.join("Bo")

    door = visitor().get(f"/j/{room.code}/").text
    wall = room.ada.get(room.at("wall/face/")).text
    minutes = room.ada.get(f"/reports/workshops/{room.id}/minutes/").text
    people = room.ada.get(room.at("people/")).text

    assert "2 people are in." in door
    assert "2 joined" in people
    assert '<b dir="auto">Cy</b>' in people
    assert re.search(r"2</b> are here", wall)
    assert re.findall(r"<li>(\w[\w-]*) <b class=\"num\">(\d)</b></li>", minutes) == [
        ("Facilitator", "1"),
        ("Participant", "1"),
    ]


def test_whoever_moves_the_room_is_there_though_no_socket_told_so(app, person, workshop, come_in):
    ada = person("Ada Obi")
    made = workshop(ada, StepDraft(title={"en": "Talk"}, minutes=10))
    room = Room(app, made.id, made.code, come_in(ada))
    before = came(room)

    assert room.press().status_code == 303

    assert (before, came(room)) == ([], ["Ada Obi"])


def test_whoever_is_invited_to_facilitate_and_comes_by_the_door_is_there(room, person, come_in):
    cy = person("Cy")
    room.ada.submit(room.at("co-facilitators/"), email=cy.email, name="Cy")
    invited, before = room.seats()["Cy"].role, came(room)

    room.join("Cy", come_in(cy))

    assert (invited, before, came(room)) == ("co-facilitator", ["Ada Obi"], ["Ada Obi", "Cy"])


def test_people_came_by_the_door_though_nobody_noted_when(room):
    from app.db import db, transaction

    room.join("Bo")
    with room.app.app_context(), transaction():
        # As the version before writes a seat into these tables.
        db.session.execute(db.text("UPDATE seat SET came_at = NULL"))

    assert came(room) == ["Bo"]


def test_whoever_only_asks_to_come_in_has_not_come(room):
    bo = room.join("Bo")
    room.ada.submit(room.at(f"seats/{room.seats()['Bo'].id}/removal/"))
    bo.submit("/sign-out/")

    bo.submit(f"/j/{room.code}/", name="Bob")

    assert (room.seats()["Bob"].came_at, came(room)) == (None, ["Ada Obi"])


def came(room) -> list[str]:
    """Who counts as there, once it is made sure that the number says the same."""
    from app.workshops import queries

    with room.app.app_context():
        people = [seat.name for seat in queries.people_who_came(room.id)]
        assert queries.count_people(room.id) == len(people)
    return people


@pytest.mark.row("J1")
def test_a_guest_is_in_after_one_form_and_keeps_name_and_seat(room):
    bo = room.join("Bo", table="2")

    again = bo.get(f"/j/{room.code}/")
    page = bo.get(again.location)

    seat = room.seats()["Bo"]
    assert (seat.role, seat.table, seat.name_skeleton) == ("participant", "2", skeleton("Bo"))
    assert again.location == room.at()
    assert page.status_code == 200
    assert "Your seat, Bo" in page.text
    assert list(room.seats()) == ["Ada Obi", "Bo"]


def test_somebody_with_an_account_joins_as_themself(room, person, come_in):
    dina = person("Dina")
    browser = come_in(dina)

    page = browser.get(f"/j/{room.code}/")
    room.join("Dina", browser)

    assert 'value="Dina"' in page.text
    assert room.seats()["Dina"].principal_id == dina.id


def test_the_secret_in_the_cookie_changes_on_joining(room, person, come_in):
    from app.accounts.queries import session_by_secret

    browser = come_in(person("Dina"))
    with browser.session_transaction() as session:
        before = session["sid"]

    room.join("Dina", browser)

    with browser.session_transaction() as session:
        after = session["sid"]
    assert after != before
    with room.app.app_context():
        assert session_by_secret(before) is None
        assert session_by_secret(after) is not None


def test_who_comes_late_is_told_where_the_room_is_and_what_was_done(room, visitor):
    for _ in range(5):
        room.press()
    bo = room.join("Bo")

    first = bo.get(room.at())
    bo.submit(room.at("welcomed/"))
    second = bo.get(room.at())

    assert "The room is in step 2 of 3: Sponsor&#39;s brief." in first.text
    assert "Done so far: Seven enablers." in first.text
    assert "Done so far" not in second.text


def test_a_slow_page_with_the_welcome_undoes_no_later_sign_in(room):
    bo = room.join("Bo")

    answers = [
        bo.get(room.at()),
        bo.submit(room.at("welcomed/")),
        bo.get(room.at("seat/")),
        bo.submit(room.at("welcomed/")),
    ]

    written = [[cookie.partition("=")[0] for cookie in each.headers.getlist("Set-Cookie")] for each in answers]
    assert [len(names) for names in written] == [0, 1, 0, 0]
    assert written[1][0].startswith("baraza-welcome-")


def test_a_welcome_is_read_by_nobody_but_whom_it_is_for(room):
    bo, cy = room.join("Bo"), room.join("Cy")
    kept, other = (who.submit(room.at("recovery-codes/")).headers["Set-Cookie"].split(";")[0] for who in (bo, cy))
    name, value = other.partition("=")[0], kept.partition("=")[2]

    told = [cy.set_cookie(name, each) or cy.get(room.at("seat/")).text for each in (value, value + "x", "")]

    code = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
    assert code.search(bo.get(room.at("seat/")).text)
    assert [code.search(each) for each in told] == [None, None, None]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "A name has at least one letter or digit."),
        ("   ", "A name has at least one letter or digit."),
        ("x" * 61, "A name has at most 60 characters."),
        ("Bo\x00b", "This name holds characters that cannot be seen."),
        ("Bo\u202eob", "This name holds characters that cannot be seen."),
        ("Facilitator", "This is what a facilitator is called here."),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_field_and_nothing_else_is_lost(room, visitor, name, sentence):
    answer = visitor().submit(f"/j/{room.code}/", name=name, organisation="Open Lab", table="3")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Open Lab"' in answer.text
    assert '<option selected value="3">' in answer.text
    assert list(room.seats()) == ["Ada Obi"]


def test_half_a_surrogate_pair_in_a_name_stays_as_it_was_sent(room, visitor):
    browser = visitor()

    answer = browser.post(
        f"/j/{room.code}/",
        data=b"name=Bo%ED%A0%80&csrf_token=" + browser.token().encode(),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 303
    assert list(room.seats()) == ["Ada Obi", "Bo%ED%A0%80"]


def test_a_name_that_looks_like_another_is_refused_with_a_free_one(room, visitor):
    room.join("Anna")

    answer = visitor().submit(f"/j/{room.code}/", name="Аnna")

    assert answer.status_code == 422
    assert "is taken. Perhaps Аnna 2?" in answer.text
    assert list(room.seats()) == ["Ada Obi", "Anna"]


def test_a_facilitators_name_belongs_to_them_and_brings_nobody_rights(room, visitor):
    answer = visitor().submit(f"/j/{room.code}/", name="ADA OBI")

    assert answer.status_code == 422
    assert list(room.seats()) == ["Ada Obi"]


def test_a_forged_table_is_refused(room, visitor):
    answer = visitor().submit(f"/j/{room.code}/", name="Bo", table="7")

    assert answer.status_code == 422
    assert list(room.seats()) == ["Ada Obi"]


def test_what_the_workshop_does_not_ask_is_not_taken(room):
    room.join("Bo", position="minister", region="asp", role="facilitator")

    seat = room.seats()["Bo"]
    assert (seat.position, seat.region, seat.role) == ("", "", "participant")


def test_consent_is_shown_and_kept_with_its_moment(room, person, workshop, visitor):
    made = workshop(person("Eve"), asks=(), consent="Photos are taken in this room.")
    bo = visitor()

    page = bo.get(f"/j/{made.code}/")
    bo.submit(f"/j/{made.code}/", name="Bo")

    assert "Photos are taken in this room." in page.text
    room.id = made.id
    assert room.seats()["Bo"].consented_at is not None


@pytest.mark.parametrize(
    ("accepted", "html"),
    [
        ("fr", '<html lang="fr" dir="ltr">'),
        ("zh-CN,zh;q=0.9,en;q=0.8", '<html lang="zh" dir="ltr">'),
        ("sw,ru;q=0.7", '<html lang="ru" dir="ltr">'),
        ("sw", '<html lang="ar" dir="rtl">'),
        ("*", '<html lang="ar" dir="rtl">'),
        ("", '<html lang="ar" dir="rtl">'),
    ],
)
def test_the_join_page_takes_the_browsers_language_else_the_workshops(person, workshop, visitor, accepted, html):
    made = workshop(person("Eve"), language="ar")

    page = visitor().get(f"/j/{made.code}/", headers={"Accept-Language": accepted})

    assert html in page.text


def test_a_language_chosen_before_joining_stays_in_the_room(person, workshop, visitor):
    made = workshop(person("Eve"), language="ar")
    bo = visitor()
    bo.submit("/language/", language="fr", next="/")

    bo.submit(f"/j/{made.code}/", name="Bo")
    room = bo.get(f"/w/{made.id}/", headers={"Accept-Language": "ru"})

    assert '<html lang="fr" dir="ltr">' in room.text


def test_without_a_cookie_the_room_sends_to_the_door(room, visitor):
    answer = visitor().get(room.at())

    assert (answer.status_code, answer.location) == (303, f"/j/?next={room.at()}")


def test_as_many_come_in_as_the_house_lets_and_who_is_in_comes_back_all_the_same(room, visitor):
    room.app.config["PARTICIPANTS"] = 2
    bo = room.join("Bo")

    refused = visitor().submit(f"/j/{room.code}/", name="Cy")
    again = bo.get(f"/j/{room.code}/")
    room.app.config["PARTICIPANTS"] = 0
    room.join("Di")

    assert refused.status_code == 403
    assert (
        "This workshop has as many people as this server takes. Tell the facilitator, then try again." in refused.text
    )
    assert 'value="Cy"' in refused.text
    assert again.location == room.at()
    assert list(room.seats()) == ["Ada Obi", "Bo", "Di"]


def test_however_many_come_at_once_no_more_come_in_than_the_house_lets(room):
    room.app.config["PARTICIPANTS"] = 4
    at_once = Barrier(6)

    def come(name: str) -> bool:
        with room.app.app_context():
            at_once.wait()
            try:
                join(room.id, Coming(name, "en", device="a phone"))
            except RoomFull:
                return False
            return True

    names = ("Bo", "Cy", "Di", "Ed", "Fe", "Gi")
    with ThreadPoolExecutor(len(names)) as people:
        came = list(people.map(come, names))
    room.app.config["PARTICIPANTS"] = 0

    assert (came.count(True), len(room.seats())) == (3, 4)


def test_the_field_of_the_name_cuts_nothing_so_that_a_long_name_is_answered(room, visitor):
    page = visitor().get(f"/j/{room.code}/").text

    assert "maxlength" not in re.search(r'<input[^>]*name="name"[^>]*>', page)[0]
