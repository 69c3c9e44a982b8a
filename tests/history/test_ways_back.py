"""Going back, with several people: what is shown first happens then, everybody sees it, and it comes undone."""

from html import unescape

import pytest

from app.db import db
from app.errors import NotAllowed
from app.history import queries, services
from app.history.wish import WHOLE, Wish
from app.workshops.errors import WorkshopOver
from app.workshops.models import Seat
from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, insert
from tests.boards.test_unnamed import close
from tests.history.conftest import shown
from tests.history.test_looking_back import spoil


def texts(room, name="Ada") -> list[str]:
    return sorted(shown(room, name).values())


@pytest.fixture
def busy(room, join):
    """Bo wrote two notes by row 2; then Cy mended one, Bo deleted the other and wrote a third."""
    room.show_names()
    bo, cy = join("Bo"), join("Cy")
    bo.send(bo.note("First"), bo.note("Second"))
    cy.send(cy.op("txt.put", id=note_id("First"), t="First, mended"))
    bo.send(bo.op("el.del", ids=[note_id("Second")]), bo.note("Third"))
    return room


@pytest.mark.row("R8")
def test_the_board_goes_back_as_it_was_shown_and_comes_forward_again(busy, looking):
    ada = looking("Ada")

    plan = ada.plan("restorations/2/")
    answer = ada.go("restorations/2/")

    assert plan == {"comes": ["Second"], "changes": ["First, mended", "First"], "goes": ["Third"]}
    assert answer.status_code == 303
    assert texts(busy) == texts(busy, "Bo") == ["First", "Second"]
    assert [kind for _seq, kind, _aud in busy.log()[5:]] == ["el.del", "txt.put", "el.put"]
    [(version, gesture)] = busy.rows("SELECT id, gesture FROM board_version")
    assert {row[0] for row in busy.rows("SELECT gesture FROM op WHERE board_id = :board AND seq > 5")} == {gesture}

    assert ada.go(f"reversals/{version}/").status_code == 303
    assert texts(busy) == ["First, mended", "Third"]
    assert ada.at(2) == ["First", "Second"]
    kept = busy.rows("SELECT seq FROM board_snapshot WHERE board_id = :board ORDER BY seq")
    assert [seq for (seq,) in kept] == [5, 8], "the board is kept as it was before each way back"


def test_a_board_that_is_not_what_its_log_adds_up_to_goes_back_all_the_same_and_is_not_kept(busy, looking, caplog):
    spoil(busy.app, busy)

    answer = looking("Ada").go("restorations/2/")

    assert answer.status_code == 303
    assert texts(busy) == ["First", "Second"]
    assert busy.rows("SELECT seq FROM board_snapshot WHERE board_id = :board") == []
    assert "is not what its log adds up to at row 5" in caplog.text


def test_what_others_do_meanwhile_is_seen_before_it_happens(busy, join, looking):
    ada, bo = looking("Ada"), join("Bo")
    seen = ada.ask("restorations/2/").text.partition('name="seen"')[2].partition('value="')[2][:32]
    bo.add("Fourth")

    answer = ada.browser.submit(ada.path("restorations/2/"), seen=seen)

    assert answer.status_code == 409
    assert "The board has changed since this was shown" in answer.text
    assert "Fourth" in texts(busy)
    assert ada.go("restorations/2/").status_code == 303
    assert texts(busy) == ["First", "Second"]


def test_hidden_notes_stay_with_their_authors_whatever_goes_back(busy, join, looking):
    bo = join("Bo")
    busy.write("private")
    bo.send(bo.note("A draft", pm=1))
    before = bo.sees()[-1]

    looking("Ada").go("restorations/0/")

    assert texts(busy) == []
    assert shown(busy, "Bo") == {note_id("A draft"): "A draft"}
    assert bo.sees()[-1] == before


@pytest.mark.row("R10", partly=True)
def test_what_one_person_did_is_taken_back_where_nobody_went_on_from_it(busy, join, looking):
    ada, bo, cy = looking("Ada"), join("Bo"), join("Cy")
    bo.send(
        bo.op("el.set", id=note_id("First"), p={"colour": "red"}),
        bo.op("txt.put", id=note_id("First"), t="Rubbish"),
        bo.op("el.set", id=note_id("Third"), p={"colour": "red"}),
    )
    cy.send(cy.op("el.set", id=note_id("Third"), p={"colour": "blue"}))

    plan = ada.plan(f"undoings/{bo.seat}/2/")
    ada.go(f"undoings/{bo.seat}/2/")

    assert plan == {"comes": ["Second"], "changes": ["Rubbish", "First, mended"], "kept": ["Third"]}
    assert texts(busy) == ["First, mended", "Second", "Third"]
    colours = {element["id"]: element["r"].get("colour") for element in cy.sees()}
    assert [colours[note_id("First")], colours[note_id("Third")]] == [None, "blue"]

    [(version,)] = busy.rows("SELECT id FROM board_version")
    ada.go(f"reversals/{version}/")
    assert texts(busy) == ["Rubbish", "Third"]


def test_however_much_others_did_since_only_what_one_person_touched_counts(busy, join, looking, monkeypatch):
    ada, bo, cy = looking("Ada"), join("Bo"), join("Cy")
    bo.send(bo.op("txt.put", id=note_id("First"), t="Rubbish"))
    cy.send(*(cy.note(f"Of Cy {number}") for number in range(20)))
    path = f"undoings/{bo.seat}/5/"

    monkeypatch.setattr(queries, "MOST_ROWS", 1)
    plan = ada.plan(path)
    cy.send(cy.op("el.set", id=note_id("First"), p={"colour": "red"}))
    too_much = ada.ask(path)

    assert plan == {"changes": ["Rubbish", "First, mended"]}
    assert (too_much.status_code, "Too much has happened since then" in too_much.text) == (409, True)


def test_rows_that_name_nobody_are_nobodys_to_take_back(room, join, looking):
    bo = join("Bo")
    bo.send(bo.note("Unsigned"), bo.note("Unsigned too"))

    page = looking("Ada").read(f"undoings/{bo.seat}/0/")

    assert "Nothing would change" in page
    assert "2 changes since then name nobody" in page
    assert "Unsigned" not in page
    assert looking("Ada").go(f"undoings/{bo.seat}/0/").status_code == 400


@pytest.mark.row("R10", partly=True)
def test_one_zone_goes_back_and_all_others_stay(room, join, looking):
    bo, ada = join("Bo"), looking("Ada")
    bo.send(bo.note("Here"), bo.note("There", zone="gaps"))
    bo.send(
        bo.op("txt.put", id=note_id("Here"), t="Here, spoilt"),
        bo.op("txt.put", id=note_id("There"), t="There, mended"),
        bo.note("New here"),
    )

    plan = ada.plan("restorations/2/?zone=policy")
    ada.go("restorations/2/?zone=policy", zone="policy")

    assert plan == {"changes": ["Here, spoilt", "Here"], "goes": ["New here"]}
    assert texts(room) == ["Here", "There, mended"]
    assert ada.ask("restorations/2/?zone=nowhere").status_code == 404


def test_who_writes_in_a_note_meanwhile_ends_up_with_the_same_words(room, join, looking):
    bo = join("Bo")
    bo.add("Idle")
    pad = Notepad(bo, note_id("Idle"), 7).open()
    pad.write(insert(4, " lab days"))

    looking("Ada").go("restorations/1/")

    for event in bo.heard(2):
        pad.take(event["u"])
    assert pad.text == texts(room)[0] == "Idle"
    assert isinstance(pad.write(insert(4, " again")), int)
    assert texts(room) == ["Idle again"]


def test_only_facilitators_go_back(busy, looking, join):
    bo = looking("Bo")
    version = "made-up"

    for rest in ("restorations/2/", f"undoings/{bo.somebody.seat}/2/", f"reversals/{version}/", "undoings/?seat=x"):
        assert bo.ask(rest).status_code == 403
    for rest in ("restorations/2/", f"undoings/{bo.somebody.seat}/2/", f"reversals/{version}/"):
        assert bo.browser.submit(bo.path(rest), seen="0" * 32).status_code == 403
    assert texts(busy) == ["First, mended", "Third"]


def test_somebody_whose_role_ends_while_they_look_goes_back_no_more(busy, looking, join):
    di = looking("Di", "co-facilitator")
    seen = di.ask("restorations/2/").text.partition('name="seen"')[2].partition('value="')[2][:32]
    busy.remove(di.somebody)

    assert di.browser.submit(di.path("restorations/2/"), seen=seen).status_code == 403
    assert texts(busy) == ["First, mended", "Third"]


def test_somebody_whose_seat_ends_while_the_way_back_is_made_does_not_go_it(busy, looking):
    di, wish = looking("Di", "co-facilitator"), Wish(WHOLE, 2)
    with busy.app.app_context():
        seat = db.session.get_one(Seat, di.somebody.seat)
        services.preview(seat, busy.board, wish)
        busy.remove(di.somebody)

        with pytest.raises(NotAllowed):
            services.go_back(seat, busy.board, wish, seen="0" * 32)

    assert texts(busy) == ["First, mended", "Third"]


def test_nothing_goes_back_any_more_once_the_workshop_is_closed(busy, looking):
    ada = looking("Ada")
    assert ada.go("restorations/2/").status_code == 303
    [(version,)] = busy.rows("SELECT id FROM board_version")
    lying, rows = texts(busy), len(busy.log())
    close(busy)

    ways = [
        "restorations/2/",
        "restorations/2/?zone=policy",
        f"reversals/{version}/",
        f"undoings/{ada.somebody.seat}/0/",
    ]
    asked = [ada.ask(way) for way in ways]
    tried = [ada.browser.submit(ada.path(way).partition("?")[0], seen="0" * 32) for way in ways]

    assert [answer.status_code for answer in [*asked, *tried]] == [409] * 8
    assert "This workshop is closed. Reopen it to change anything." in unescape(tried[0].text)
    assert (texts(busy), len(busy.log())) == (lying, rows)
    pages = [ada.read(), ada.read("at/2/")]
    assert [place for page in pages for place in ("restorations/", "reversals/", "undoings/") if place in page] == []


def test_who_looked_at_a_way_back_before_the_workshop_was_closed_does_not_go_it(busy, looking):
    rows = len(busy.log())
    with busy.app.app_context():
        seat = db.session.get_one(Seat, looking("Ada").somebody.seat)
        wish = Wish(WHOLE, 2)
        services.preview(seat, busy.board, wish)
        close(busy)

        with pytest.raises(WorkshopOver):
            services.go_back(seat, busy.board, wish, seen="0" * 32)

    assert len(busy.log()) == rows
