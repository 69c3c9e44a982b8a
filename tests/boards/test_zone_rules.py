"""Facilitators let people do less in a zone: the form, what the board keeps, and what its pages say."""

import pytest

from tests.boards.conftest import CANVAS, note_id


@pytest.fixture
def lively(room, join):
    """Bo's note among others, in the zone of policy."""
    bo = join("Bo")
    bo.add("mine")
    return room


def zones(room) -> list[str]:
    from app.db import db
    from app.workshops.models import WorkshopCanvas

    with room.app.app_context():
        body = db.session.get_one(WorkshopCanvas, (room.id, CANVAS)).body
    return [zone["id"] for zone in body["zones"]]


def chosen(room, **ruled: str) -> dict[str, str]:
    """The fields of the form."""
    return {f"zone-{zone}": ruled.get(zone, "free") for zone in zones(room)}


def person_of(room, name: str):
    from app.accounts.models import Principal
    from app.db import db

    return db.session.get_one(Principal, room.people[name].principal)


def kept(room) -> dict[str, object]:
    from app.boards.models import Board
    from app.db import db

    with room.app.app_context():
        return dict(db.session.get_one(Board, room.board).rules)


def set_rules(room, **fields: str):
    return room.people["Ada"].browser.submit(f"/boards/{room.board}/rules/", **{**chosen(room), **fields})


def zone_of(page: str, zone: str) -> str:
    """What a list shows of one zone."""
    return page.split(f'id="zone-{zone}"')[1].partition('<details class="zone"')[0]


def test_a_facilitator_sets_what_people_may_do_and_the_board_keeps_it_apart_from_its_log(lively):
    answer = set_rules(lively, **{"zone-policy": "add-only", "others_keep": "y"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{lively.id}/cockpit/")
    assert kept(lively) == {"ruling": 1, "zones": {"policy": "add-only"}, "others": "keep"}
    assert [kind for _seq, kind, _audience in lively.log()] == ["el.add"]
    query = "SELECT action FROM audit WHERE target = 'board:' || :board"
    assert lively.rows(query) == [("board.rules",)]


def test_a_zone_binds_people_and_not_who_leads(lively):
    set_rules(lively, **{"zone-policy": "read-only"})

    led, kept_out = lively.people["Ada"].add("said by who leads"), lively.people["Bo"].add("said by Bo")

    assert led == {"a": [{"n": 1, "s": 2}]}
    assert [answer.get("x") for answer in kept_out["a"]] == ["zone-reads"]


def test_the_form_says_what_holds_and_takes_it_back(lively):
    ada = lively.people["Ada"].browser
    set_rules(lively, **{"zone-policy": "vote-only", "comments_of_all": "y"})

    part = ada.fragment(f"/boards/for/{lively.id}/{CANVAS}/rules/").get_data(as_text=True)
    set_rules(lively)

    assert '<option selected value="vote-only">' in part
    assert 'checked id="comments_of_all"' in part
    assert kept(lively) == {"ruling": 2}


def test_a_zone_says_what_it_lets_people_do_in_list_and_plane_and_the_wall_says_nothing(lively):
    bo = lively.people["Bo"]
    set_rules(lively, **{"zone-policy": "read-only"})

    listed = bo.browser.get(f"/boards/{lively.board}/list/").get_data(as_text=True)
    plane = bo.browser.get(f"/boards/{lively.board}/").get_data(as_text=True)
    wall = bo.browser.get(f"/boards/{lively.board}/wall/").get_data(as_text=True)

    others = [zone for zone in zones(lively) if zone != "policy"]
    assert 'data-sign="zone-reads"' in zone_of(listed, "policy")
    assert "data-compose hidden" in zone_of(listed, "policy")
    assert all('data-sign=""' in zone_of(listed, zone) for zone in others)
    assert all("data-compose hidden" not in zone_of(listed, zone) for zone in others)
    assert plane.count('data-sign="zone-reads"') == 2
    assert "data-sign" not in wall


def test_a_form_without_scripts_is_refused_with_the_sentence_of_the_zone(lively):
    bo = lively.people["Bo"]
    set_rules(lively, **{"zone-policy": "read-only"})

    fields = {"note": note_id("late"), "zone": "policy", "text": "Night tests", "pm": "0"}
    answer = bo.browser.submit(f"/boards/{lively.board}/notes/", **fields)

    assert answer.status_code == 403
    assert "This zone is for reading only." in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ["participant", "observer"])
def test_nobody_but_facilitators_sees_or_sets_them(room, join, role):
    browser = join("Bo", role).browser

    answers = [
        browser.get(f"/boards/{room.board}/rules/"),
        browser.get(f"/boards/for/{room.id}/{CANVAS}/rules/"),
        browser.submit(f"/boards/{room.board}/rules/", **chosen(room, policy="read-only")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert kept(room) == {}


@pytest.mark.parametrize("rule", ["", "own-group", "FREE"])
def test_a_rule_there_is_not_is_refused(room, rule):
    assert set_rules(room, **{"zone-policy": rule}).status_code == 400
    assert kept(room) == {}


def test_a_closed_workshop_keeps_its_rules(room):
    from app.workshops.services.details import close_workshop

    with room.app.app_context():
        close_workshop(person_of(room, "Ada"), room.id)

    assert set_rules(room, **{"zone-policy": "read-only"}).status_code == 409
