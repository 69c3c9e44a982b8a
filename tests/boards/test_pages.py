"""The list and the wall as pages: readable and writable without scripts, and safe with whatever people write."""

import re

import pytest

from tests.boards.conftest import CANVAS, note_id

NOTE = re.compile(r'<li class="note[^"]*" id="(e_[^"]+)" data-note="[^"]+">.*?<p data-text[^>]*>(.*?)</p>', re.DOTALL)


def zone_of(html: str, zone: str) -> str:
    return html.split(f'id="zone-{zone}"')[1].partition('<details class="zone"')[0]


def form_of(html: str, zone: str) -> dict[str, str]:
    """The hidden fields of a zone's form, as a browser would send them."""
    form = html.split(f'id="zone-{zone}"')[1].split("<form")[1].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def test_a_note_is_written_without_scripts_and_lies_on_everybodys_list(room, join):
    bo, cy = join("Bo"), join("Cy")
    form = form_of(bo.ask("list/").text, "policy")

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **{**form, "text": "  Two lines\r\nof words  "})

    ((note, words),) = NOTE.findall(zone_of(cy.ask("list/").text, "policy"))
    assert words == "Two lines\nof words"
    assert (answer.status_code, answer.location) == (303, f"/boards/{room.board}/list/#{note}")


def test_a_form_sent_twice_writes_one_note(room, join):
    bo = join("Bo")
    form = form_of(bo.ask("list/").text, "policy") | {"text": "Once"}

    answers = [bo.browser.submit(f"/boards/{room.board}/notes/", **form) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(room.log()) == 1


def test_notes_follow_one_another_in_the_places_of_their_zone(room, join):
    bo = join("Bo")
    for text in ("one", "two", "three"):
        form = form_of(bo.ask("list/").text, "policy")
        bo.browser.submit(f"/boards/{room.board}/notes/", **form, text=text)

    notes = [element["r"] for element in join("Cy").sees()]

    assert [note["text"] for note in notes] == ["one", "two", "three"]
    assert len({(note["x"], note["y"]) for note in notes}) == 3


def test_a_form_sent_twice_is_one_note_and_with_other_words_another(room, join):
    bo = join("Bo")
    form = form_of(bo.ask("list/").text, "policy")

    for text in ("first", "first", "went back and wrote this"):
        bo.browser.submit(f"/boards/{room.board}/notes/", **form, text=text)

    assert [element["r"]["text"] for element in bo.sees()] == ["first", "went back and wrote this"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "A note needs at least one word."),
        ("x" * 5_001, "A note holds at most 5,000 characters."),
        ("a\x07b", "This text holds characters that cannot be shown."),
    ],
    ids=["empty", "long", "control"],
)
def test_words_that_cannot_be_taken_stand_in_their_field_again_with_the_reason(room, join, text, why):
    bo = join("Bo")
    form = form_of(bo.ask("list/").text, "talent")

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **form, text=text)

    assert answer.status_code == 422
    assert why in zone_of(answer.text, "talent")
    assert text.strip() in zone_of(answer.text, "talent")
    assert room.log() == []


def test_a_form_opened_in_private_writing_stays_private_whenever_it_comes(room, join):
    bo = join("Bo")
    room.write("private")
    form = form_of(bo.ask("list/").text, "policy")
    room.write("open")

    bo.browser.submit(f"/boards/{room.board}/notes/", **form, text="for myself")

    assert join("Cy").sees() == []
    assert [element["r"]["text"] for element in bo.sees()] == ["for myself"]


@pytest.mark.parametrize(
    "field",
    [{"note": "e_short"}, {"note": "<script>"}, {"zone": ""}, {"pm": "-1"}, {"pm": "x"}, {"text": "x" * 20_001}],
)
def test_a_forged_form_writes_nothing(room, join, field):
    bo = join("Bo")
    form = form_of(bo.ask("list/").text, "policy") | {"text": "fine"}

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **{**form, **field})

    assert answer.status_code == 400
    assert room.log() == []


def test_who_may_not_write_sees_no_form_and_sends_none(room, join):
    obi = join("Obi", "observer")
    form = form_of(obi.ask("list/").text, "policy")

    answer = obi.browser.submit(f"/boards/{room.board}/notes/", **form, text="me too")

    assert answer.status_code == 403
    assert re.search(r"<form[^>]*data-compose hidden>", obi.ask("list/").text)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", "</textarea><script>alert(1)</script>", "{{ 7 * 7 }}"]
)
def test_whatever_people_write_is_text(room, join, text):
    bo = join("Bo")
    bo.add(text, name="n")

    pages = [bo.ask("list/").text, bo.ask("wall/").text]

    assert all(text not in page for page in pages if "<" in text)
    assert all(text in page for page in pages if "<" not in text)


@pytest.mark.row("I3", partly=True)
def test_a_note_keeps_its_language_and_direction(room, join):
    bo = join("Bo")
    bo.send({**bo.note("مختبر", name="n"), "p": {"x": 1, "y": 2, "lang": "ar", "dir": "auto"}})

    page = bo.ask("list/").text

    assert re.search(r'<p data-text[^>]* dir="auto" lang="ar">مختبر</p>', page)


def test_the_list_comes_as_a_part_for_htmx_and_as_a_page_for_others(room, join):
    bo = join("Bo")

    part = bo.browser.fragment(f"/boards/for/{room.id}/{CANVAS}/list/").text
    page = bo.browser.get(f"/boards/for/{room.id}/{CANVAS}/list/").text

    assert "<html" not in part
    assert 'id="board-list"' in part
    assert "<html" in page
    assert 'id="board-list"' in page


def test_a_canvas_the_workshop_does_not_have_has_no_board(room, join):
    answer = join("Bo").browser.get(f"/boards/for/{room.id}/impact_effort/list/")

    assert answer.status_code == 404


def test_two_who_open_a_board_at_the_same_moment_find_the_same(room, join):
    """The board that was opened when the canvas came in is lost here, as in a house older than that."""
    from app.boards.models import Board
    from app.db import db, transaction

    bo, cy = join("Bo"), join("Cy")
    with room.app.app_context(), transaction():
        db.session.delete(db.session.get_one(Board, room.board))

    pages = [somebody.browser.get(f"/boards/for/{room.id}/{CANVAS}/list/").text for somebody in (bo, cy)]

    boards = {re.search(r'data-board="([^"]+)"', page)[1] for page in pages}
    assert len(boards) == 1


def test_every_canvas_of_a_new_workshop_has_its_board_at_once(room):
    boards = room.rows(
        "SELECT canvas, group_id, seq FROM board WHERE workshop_id = (SELECT workshop_id FROM board WHERE id = :board)"
    )

    assert boards == [(CANVAS, None, 0)]


def test_names_stand_on_notes_only_where_names_are_shown(room, join):
    bo, cy = join("Bo Banyan"), join("Cy")
    bo.add("before")
    room.show_names()
    bo.add("after")

    page = cy.ask("list/").text

    items = {text: page.split(f'id="{id_}"')[1].partition("</li>")[0] for id_, text in NOTE.findall(page)}
    assert {text: "Bo Banyan" in item for text, item in items.items()} == {"before": False, "after": True}


def test_nobodys_name_is_in_the_page_of_an_anonymous_room(room, join):
    bo = join("Bo Banyan")
    bo.add("before")

    assert "Bo Banyan" not in join("Cy").ask("list/").text


def test_an_anchor_leads_to_a_note(room, join):
    bo = join("Bo")
    bo.add("here")

    assert f'id="{note_id("here")}"' in bo.ask("list/").text


def test_the_page_of_the_room_shows_the_list_of_its_step_at_once(room, join):
    bo, cy = join("Bo"), join("Cy")
    bo.add("A thought of Bo")

    page = cy.browser.get(f"/w/{room.id}/").text

    ((_id, words),) = NOTE.findall(zone_of(page, "policy"))
    assert words == "A thought of Bo"
    assert form_of(page, "policy").keys() == {"csrf_token", "zone", "note", "room", "pm", "said"}
    assert re.search(r'data-ticket="[\w.-]+"', page)


def test_whoever_is_quicker_than_the_scripts_of_the_room_comes_back_to_it(room, join):
    bo = join("Bo")
    form = form_of(bo.browser.get(f"/w/{room.id}/").text, "policy")

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **{**form, "text": "Quick words"})

    ((note, words),) = NOTE.findall(zone_of(bo.browser.get(f"/w/{room.id}/").text, "policy"))
    assert words == "Quick words"
    assert (answer.status_code, answer.location) == (303, f"/w/{room.id}/#{note}")
