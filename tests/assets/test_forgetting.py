"""What no element shows any more goes, and its file with it where no other board names it."""

import os

from tests.assets.conftest import drawings, left_over, look, put, show
from tests.assets.pictures import photograph, png
from tests.boards.conftest import note_id

DAY = 24 * 3600


def night(app) -> None:
    from app.assets import services

    with app.app_context():
        services.forget_unused()


def age(app, days: float) -> None:
    """Let every file have lain there for days."""
    for path in (app.config["VAR"] / "assets").glob("*/*"):
        then = path.stat().st_mtime - days * DAY
        os.utime(path, (then, then))


def images(room) -> list[str]:
    return sorted(row[0] for row in room.rows("SELECT id FROM asset"))


def test_an_image_that_is_never_shown_goes_after_a_week(app, room, join, clock):
    bo = join("Bo")
    shown, unused = put(bo, png()), put(bo, photograph())
    show(bo, shown)

    clock(6 * DAY)
    night(app)
    before = images(room)
    clock(8 * DAY)
    age(app, 8)
    night(app)
    clock(0)

    assert before == sorted([shown, unused])
    assert images(room) == [shown]
    assert (look(bo, shown).status_code, look(bo, unused).status_code) == (200, 404)
    assert len(drawings(app)) == 1
    assert room.rows("SELECT asset_id FROM asset_holder") == []


def test_a_deleted_image_stays_as_long_as_its_deletion_may_be_undone(app, room, join, clock):
    bo = join("Bo")
    asset = put(bo, png())
    show(bo, asset, name="shown")
    bo.send(bo.op("el.del", ids=[note_id("shown")]))

    clock(29 * DAY)
    night(app)
    kept = images(room)
    clock(31 * DAY)
    age(app, 31)
    night(app)

    assert (kept, images(room), drawings(app)) == ([asset], [], [])


def test_the_file_of_an_image_stays_while_another_board_shows_it(app, room, elsewhere, join, clock):
    bo, zoe = join("Bo"), elsewhere.people["Zoe"]
    put(bo, png())
    asset = put(zoe, png())
    show(zoe, asset)

    clock(8 * DAY)
    age(app, 8)
    night(app)
    clock(0)

    assert images(room) == [asset]
    assert look(zoe, asset).status_code == 200


def test_a_file_that_has_just_been_laid_there_waits_for_its_row(app, room):
    folder = app.config["VAR"] / "assets"
    for path in (folder / "new" / "begun", folder / "ab" / ("c" * 62)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"drawn")

    night(app)
    fresh = (left_over(app), drawings(app))
    age(app, 2)
    night(app)

    assert fresh == (["begun"], ["ab" + "c" * 62])
    assert (left_over(app), drawings(app)) == ([], [])


def test_a_night_without_images_is_quiet(app, room):
    night(app)

    assert images(room) == []
