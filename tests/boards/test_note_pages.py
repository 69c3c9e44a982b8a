"""A note and a group without scripts: changed, moved, coloured and deleted by forms, by those who may."""

import re

import pytest

from tests.boards.conftest import CANVAS, note_id

ONCE = {"once": "once-and-for-all"}


def deed(room, somebody, name: str, what: str, **fields: str):
    """Send one of the forms of a note's page."""
    return somebody.browser.submit(f"/boards/{room.board}/notes/{note_id(name)}/{what}/", **{**ONCE, **fields})


def notes(somebody) -> dict[str, dict]:
    """What somebody sees, by its words."""
    return {element["r"]["text"]: element["r"] for element in somebody.sees()}


@pytest.fixture
def grouped(room, join):
    """Bo and Cy, two notes and a group of Bo's."""
    bo, cy = join("Bo"), join("Cy")
    bo.add("one")
    bo.add("two")
    bo.add("Barriers", name="group", type="group")
    return bo, cy


def test_a_note_is_changed_moved_coloured_and_deleted_without_scripts(room, grouped):
    bo, cy = grouped

    changed = deed(room, bo, "one", "text", text=" other\r\nwords ", once="first-form")
    moved = deed(room, bo, "one", "place", to=f"policy {note_id('group')}", once="second-form")
    coloured = deed(room, bo, "one", "colour", colour="teal", once="third-form")
    seen = notes(cy)["other\nwords"]
    deleted = deed(room, bo, "one", "deletion", once="fourth-form")

    there = f"/boards/{room.board}/list/"
    assert [answer.status_code for answer in (changed, moved, coloured, deleted)] == [303] * 4
    assert [answer.location for answer in (changed, deleted)] == [f"{there}#{note_id('one')}", there]
    assert (seen["parent"], seen["colour"]) == (note_id("group"), "teal")
    assert sorted(notes(cy)) == ["Barriers", "two"]


def test_what_its_zone_asks_for_is_answered_without_scripts_and_kept_elsewhere(room, grouped):
    bo, cy = grouped
    page = bo.browser.get(f"/boards/{room.board}/notes/{note_id('two')}/").text
    offered = page.split('name="score"')[1].split("</select>")[0]
    assert re.findall(r'value="(\d?)"', offered) == ["", *"12345"]

    answered = deed(room, bo, "two", "answers", score="4", once="first-form")
    same = deed(room, bo, "two", "answers", score="4", once="second-form")
    moved = deed(room, bo, "two", "place", to="gaps", once="third-form")
    beyond = deed(room, bo, "two", "answers", score="6", once="fourth-form")

    assert [each.status_code for each in (answered, same, moved, beyond)] == [303, 303, 303, 400]
    assert (notes(cy)["two"]["zone"], notes(cy)["two"]["fields"]) == ("gaps", {"score": 4})
    listed = cy.browser.get(f"/boards/{room.board}/list/").text
    assert '<span>Score</span> <b dir="auto">4</b>' in listed


def test_an_answer_from_before_there_were_choices_stays_when_its_form_is_kept(app, room, grouped):
    from app.boards.models import Element
    from app.db import db, transaction

    bo, cy = grouped
    with app.app_context(), transaction():
        element = db.session.get_one(Element, (room.board, note_id("two")))
        element.props = {**element.props, "fields": {"score": 9}}

    page = bo.browser.get(f"/boards/{room.board}/notes/{note_id('two')}/").text
    offered = page.split('name="score"')[1].split("</select>")[0]
    kept = deed(room, bo, "two", "answers", score="9", once="first-form")

    assert re.findall(r'<option selected value="(\w*)"', offered) == ["9"]
    assert (kept.status_code, notes(cy)["two"]["fields"]) == (303, {"score": 9})


def test_two_forms_open_at_once_keep_what_either_of_them_wrote(room, grouped):
    bo, cy = grouped
    bo.add("three days", name="third")
    page = bo.browser.get(f"/boards/{room.board}/notes/{note_id('third')}/").text
    assert 'name="was" type="hidden" value="three days"' in page

    deed(room, bo, "third", "text", text="three days a week", was="three days", once="first-form")
    deed(room, cy, "third", "text", text="our three days", was="three days", once="second-form")

    assert "our three days a week" in notes(cy)


def test_a_note_that_changes_its_zone_finds_a_free_place_there(room, grouped):
    bo, cy = grouped
    bo.add("there first", zone="gaps")

    deed(room, bo, "one", "place", to="gaps")

    moved, first = (notes(cy)[text] for text in ("one", "there first"))
    assert (moved["zone"], moved["z"] > first["z"]) == ("gaps", True)
    assert (moved["x"], moved["y"]) != (first["x"], first["y"])


def test_a_group_that_is_deleted_leaves_its_notes(room, grouped):
    bo, cy = grouped
    deed(room, bo, "one", "place", to=f"policy {note_id('group')}")

    deed(room, bo, "group", "deletion", once="another-form")

    assert {text: note.get("parent") for text, note in notes(cy).items()} == {"one": None, "two": None}


def test_a_form_sent_twice_does_its_deed_once_and_with_other_words_another(room, grouped):
    bo, cy = grouped

    answers = [deed(room, bo, "one", "text", text="first") for _ in range(2)]
    rows = len(room.log())
    again = deed(room, bo, "one", "text", text="second")

    assert [answer.status_code for answer in (*answers, again)] == [303, 303, 303]
    assert sorted(notes(cy)) == ["Barriers", "second", "two"]
    assert len(room.log()) == rows + 1


def test_the_page_of_a_note_offers_the_places_there_are(room, grouped):
    bo, _cy = grouped

    page = bo.browser.get(f"/boards/{room.board}/notes/{note_id('one')}/").text

    offered = re.findall(r'<option[^>]*value="([^"]+)"', page)
    assert offered[:2] == ["policy", f"policy {note_id('group')}"]
    assert re.search(r'<option selected value="policy">', page)


@pytest.mark.parametrize(
    ("what", "fields", "status"),
    [
        ("text", {"text": ""}, 422),
        ("text", {"text": "x" * 5_001}, 422),
        ("text", {"text": "a\x07b"}, 422),
        ("text", {"text": "fine", "once": "?"}, 400),
        ("place", {"to": "nowhere"}, 400),
        ("place", {"to": "policy e_nothing"}, 400),
        ("colour", {"colour": "ultraviolet"}, 400),
        ("deletion", {"once": ""}, 400),
    ],
)
def test_what_cannot_be_changes_nothing_and_says_why(room, grouped, what, fields, status):
    bo, cy = grouped
    before = notes(cy)

    answer = deed(room, bo, "one", what, **fields)

    assert (answer.status_code, notes(cy)) == (status, before)


@pytest.mark.parametrize(
    ("what", "fields"),
    [("text", {"text": "mine"}), ("place", {"to": "gaps"}), ("colour", {"colour": "red"}), ("deletion", {})],
)
def test_whoever_looks_on_changes_nothing(room, grouped, join, what, fields):
    _bo, cy = grouped
    obi = join("Obi", "observer")
    before = notes(cy)

    answer = deed(room, obi, "one", what, **fields)

    assert (answer.status_code, notes(cy)) == (403, before)


def test_a_hidden_note_has_no_page_for_others(room, grouped):
    bo, cy = grouped
    room.write("private")
    bo.add("for myself")

    address = f"/boards/{room.board}/notes/{note_id('for myself')}/"
    pages = [somebody.browser.get(address).status_code for somebody in (bo, cy)]
    answer = deed(room, cy, "for myself", "deletion")

    assert (pages, answer.status_code) == ([200, 404], 404)
    assert "for myself" in notes(bo)


def test_the_list_without_scripts_leads_to_each_note(room, grouped):
    bo, _cy = grouped

    page = bo.ask("list/", Accept="text/html").text

    assert f'<noscript><a class="small" href="/boards/{room.board}/notes/{note_id("one")}/">' in page


def test_a_note_from_a_form_is_laid_on_nothing_that_takes_room(room, join):
    from app.canvases.library import library
    from app.canvases.placing import places, size_on

    bo, canvas = join("Bo"), library().canvases[CANVAS]
    first, second, third, *_ = places(canvas.zone("policy"), size=size_on(canvas))
    box = {"w": size_on(canvas).width, "h": size_on(canvas).height}
    lying = [
        {**bo.note("a text", p={"x": first[0], "y": first[1], **box}), "type": "text"},
        {**bo.note("a shape", p={"x": second[0], "y": second[1], **box}), "type": "shape"},
        {**bo.note("a comment", p={"x": third[0], "y": third[1], "about": note_id("a text")}), "type": "comment"},
    ]
    assert [entry.get("x") for entry in bo.send(*lying)["a"]] == [None, None, None]

    for text in ("mine", "and more"):
        fields = {"note": note_id(text), "zone": "policy", "text": text, "pm": "0"}
        assert bo.browser.submit(f"/boards/{room.board}/notes/", **fields).status_code == 303

    spots = {event["r"]["text"]: (event["r"]["x"], event["r"]["y"]) for event in bo.sees()}
    assert spots["mine"] == third
    assert spots["and more"] not in {first, second, third}
