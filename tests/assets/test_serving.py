"""An image goes out as what it is and nothing else, is asked for each time, and travels once."""

import pytest

from tests.assets.conftest import drawings, look, put, show
from tests.assets.pictures import photograph, png


@pytest.fixture
def asset(room, join):
    return put(join("Bo"), photograph())


def test_opened_by_itself_it_can_do_nothing(room, asset):
    headers = look(room.people["Bo"], asset).headers

    wanted = {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Disposition": f"inline; filename=image-{asset[:6]}.jpg",
        "Cache-Control": "private, no-cache",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }
    assert {name: headers.get(name) for name in wanted} == wanted
    assert headers.get_all("Content-Security-Policy") == [wanted["Content-Security-Policy"]]


def test_a_browser_that_has_it_is_told_so(room, asset):
    bo = room.people["Bo"]
    first = look(bo, asset)

    again = look(bo, asset, If_None_Match=first.headers["ETag"])
    other = look(bo, asset, If_None_Match='"something-else"')

    assert (again.status_code, again.data) == (304, b"")
    assert (other.status_code, other.data) == (200, first.data)


def test_who_may_not_see_it_is_not_told_that_they_have_it(room, join, asset):
    etag = look(room.people["Bo"], asset).headers["ETag"]

    answer = look(join("Cy"), asset, If_None_Match=etag)

    assert (answer.status_code, answer.headers.get("ETag")) == (404, None)


def test_a_part_may_be_asked_for(room, asset):
    bo = room.people["Bo"]

    answer = look(bo, asset, Range="bytes=0-1")

    assert (answer.status_code, answer.data) == (206, b"\xff\xd8")


def test_a_file_that_is_gone_is_not_there(app, room, asset):
    for sha256 in drawings(app):
        (app.config["VAR"] / "assets" / sha256[:2] / sha256[2:]).unlink()

    assert look(room.people["Bo"], asset).status_code == 404


def test_nothing_is_changed_by_a_name_in_the_address(room, asset):
    bo = room.people["Bo"]

    answers = [
        look(bo, name).status_code
        for name in ("..%2F..%2Fbaraza.db", "%2e%2e", "x" * 3_000, f"{asset}/", f"{asset}.jpg")
    ]

    assert answers == [404] * 5


def test_those_who_plan_a_workshop_see_what_everybody_sees(app, room, join, person, come_in):
    """A director of the centre that hosts it reads its minutes without a seat."""
    from app import clock
    from app.centres.models import Centre, Staff
    from app.db import db, transaction
    from app.workshops.models import Workshop

    bo, dara = join("Bo"), person("Dara")
    public, hidden = put(bo, png()), put(bo, photograph())
    show(bo, public)
    with app.app_context(), transaction():
        db.session.add(Centre(id="c-host", name="The Lab", created_at=clock.now()))
        db.session.flush()
        db.session.add(Staff(centre_id="c-host", principal_id=dara.id, role="director", since=clock.now()))
        db.session.get_one(Workshop, room.id).host_id = "c-host"
    browser = come_in(dara)

    answers = [
        browser.get(f"/boards/{room.board}/assets/{asset}", buffered=True).status_code for asset in (public, hidden)
    ]

    assert answers == [200, 404]
