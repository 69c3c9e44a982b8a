"""A house with a life in it may go back to the tables of the release before, and forth again, and keeps its boards."""

from tests.boards.notepad import Notepad, insert

BEFORE_THE_ENGINE = "0002"


def lived_in(room) -> None:
    """Notes in the open and in private, words typed letter by letter, something refused, a name, a picture of it."""
    from app.history import services

    bo = room.join("Bo")
    bo.send(bo.note("Idle lab days"), bo.note("Second", name="second"))
    pad = Notepad(bo, bo.sees()[0]["id"], 4_000_000_007).open()
    assert isinstance(pad.write(insert(0, "so ")), int)
    assert pad.somebody.send(bo.op("el.lock", ids=[pad.note]))["a"][0]["x"] == "not-allowed"
    room.write("private")
    bo.send(bo.note("alone", pm=1))
    with room.app.app_context():
        services.keep_snapshots_of(room.board)


def kept(room) -> dict[str, list]:
    """What no version of the tables may lose."""
    return {
        "board": room.rows("SELECT id, seq, epoch FROM board"),
        "op": room.rows("SELECT seq, kind, audience, target_id, body FROM op ORDER BY board_id, seq"),
        "element": room.rows("SELECT id, audience, props, updated_seq FROM element ORDER BY id"),
        "seat": room.rows("SELECT id, name, workshop_id FROM seat ORDER BY id"),
        "workshop": room.rows("SELECT id, title FROM workshop"),
    }


def test_tables_full_of_boards_go_back_to_the_release_before_and_forth_again(app, room):
    from flask_migrate import downgrade, upgrade

    lived_in(room)
    before = kept(room)

    with app.app_context():
        downgrade(revision=BEFORE_THE_ENGINE)
    behind = kept(room)
    with app.app_context():
        upgrade()

    assert (behind, kept(room)) == (before, before)
    assert room.people["Bo"].page("another-page-of-bo").send({"n": 1, "k": "el.add"})["a"][0]["x"] == "malformed"
