"""A board as it lies, on paper: what everybody saw, where it is on the plane."""

import html
import re
from dataclasses import replace

from app.boards.engine.state import Element
from app.canvases.library import library
from app.reports.picture import boxed, drawn, placed
from tests.boards.conftest import note_id
from tests.boards.test_elements import thing

CANVAS = library().canvases["ecosystem_enablers"]
PLAIN = dict.fromkeys(("parent", "colour", "lang", "gloss", "author"))


def element(name: str, type_: str = "note", **more: object) -> Element:
    said = {"x": 100, "y": 200, "w": 320, "h": 240, "text": name, "z": "V", "zone": "policy", "dir": "auto"}
    rest = {"named": False, "audience": "*", "generation": 0}
    return Element(**{"id": note_id(name), "type": type_, **PLAIN, **said, **rest, **more})


def picture(*elements: Element, **more: object):
    return drawn(CANVAS, elements, names={}, **more)


def page(somebody, room, asked: str = "") -> str:
    return somebody.browser.get(f"/reports/boards/{room.board}/picture/{asked}").get_data(as_text=True)


def test_a_place_is_said_digit_by_digit():
    assert placed(407, 0, 1) == "x0-7 x2-4 w0-1"
    assert placed(-20, 99_999) == "x1-2 x- y0-9 y1-9 y2-9 y3-9 y4-9"
    assert placed(1_000_000) == placed(99_999)
    assert boxed((10, 20, 110, 220)) == "x1-1 y1-2 w2-1 h2-2"


def test_every_digit_of_every_place_has_a_style():
    from tests.places import STATIC

    css = (STATIC / "css" / "components" / "board-picture.css").read_text()
    found = {(name, int(value)) for name, value in re.findall(r"\.[xywh]\d-\d \{ --([xywh]\d): (\d+); \}", css)}

    assert found == {(f"{side}{at}", digit * 10**at) for side in "xywh" for at in range(5) for digit in range(1, 10)}


def test_words_are_as_large_as_they_were_set_and_else_as_large_as_one_may_guess():
    said, guessed, long = element("said", fit=13), element("guessed"), element("word " * 80)

    found = picture(said, guessed, long)

    assert {each.element.text: each.fit for each in found.things} == {"said": 13, "guessed": 18, long.text: 9}


def test_a_translation_has_the_room_that_the_words_leave():
    long = "What they say in another language, at some length. " * 8
    few, many = element("Few words", gloss=long), element("many " * 60, gloss=long)
    tall, short = element("Tall", gloss=long, h=480), element("short " * 9, gloss="Short")

    seen = [(each.fit, each.lines, each.gloss_lines, each.is_cut) for each in picture(few, many, tall, short).things]

    assert sorted(seen) == [(9, 4, 2, True), (11, 4, 1, False), (18, 2, 2, False), (18, 2, 9, False)]


def test_lines_of_words_are_counted_digit_by_digit():
    from app.reports.picture import counted

    assert [counted(each) for each in (3, 24, 20, 500)] == ["n0-3", "n0-4 n1-2", "n1-2", "n0-9 n1-9"]


def test_a_question_its_zone_has_no_room_for_stands_whole_below_the_picture(room):
    zone, other = CANVAS.zones[0], CANVAS.zones[1]
    room.people["Ada"].add(zone=zone.id)

    whole, alone = page(room.people["Ada"], room), page(room.people["Ada"], room, f"?zone={zone.id}")

    below, below_alone = (found.partition('class="pic-q"')[2].partition("</ul>")[0] for found in (whole, alone))
    questions = [each.prompt["en"] for each in (zone, other)]
    assert [each in html.unescape(below) for each in questions] == [True, True]
    assert [each in html.unescape(below_alone) for each in questions] == [True, False]


def test_a_question_is_whole_where_it_fits_its_zone_with_letters_spaced():
    found = picture()
    ground = found.grounds[0]
    wide = ground.box[2] - ground.box[0]
    at_most = (wide * 20 // found.title - 40) // 14

    assert found.is_whole(ground, "x" * at_most, "")
    assert not found.is_whole(ground, "x" * (at_most + 1), "")
    assert not found.is_whole(ground, "字" * (at_most * 14 // 24 + 1), "")
    assert found.is_whole(ground, "", "x" * (at_most * 100 // 60))
    assert not found.is_whole(ground, "x" * at_most, "x" * 4)


def test_a_group_lies_around_its_notes_and_a_pile_shows_the_first():
    group = element("group", "group", z="A", x=0, y=0)
    notes = [element(f"note {n}", x=100 + 400 * n, parent=group.id, z=f"B{n}") for n in (1, 2)]
    beside = picture().note_width / 160

    spread = picture(group, *notes).things
    (pile,) = picture(replace(group, folded=True), *notes).things

    assert [each.element.text for each in spread] == ["group", "note 1", "note 2"]
    left, top, right, bottom = spread[0].box
    assert (500 - left, 200 - top, right - 1220, bottom - 440) == tuple(int(beside * n) for n in (6, 38, 6, 6))
    assert (pile.pile.element.text, pile.count) == ("note 1", 2)


def test_a_line_ends_at_the_edges_of_what_it_ties_and_at_the_pile_its_note_lies_in():
    group = element("group", "group", z="A", folded=True)
    hidden = element("in the pile", x=2_000, parent=group.id)
    one = element("one", x=0, y=200)
    line = element("why", "connector", start=one.id, end=hidden.id, arrow="end")

    (drawn_line,) = picture(group, hidden, one, line).lines
    start, end = re.findall(r"[ML](-?[\d.]+) ", drawn_line.path)[:2]

    left = next(each.box[0] for each in picture(group, hidden).things)
    assert (float(start), float(end)) == (320, left)


def test_a_zone_alone_fills_the_page_and_what_strays_leaves_the_rest_readable():
    note = element("note", x=100, y=200)
    left, top = next(each.box[:2] for each in picture().grounds if each.id == "policy")
    whole, empty, far = (
        each.sight
        for each in (picture(zone="nowhere"), picture(zone="policy"), picture(note, element("far", x=900_000)))
    )
    one = picture(
        replace(note, x=left + 100, y=top + 200), element("beside", zone="talent", x=4_000, y=2_000), zone="policy"
    ).sight

    assert whole == (0, 0, 4_800, 2_700)
    assert empty[2] - empty[0] < 4_800
    assert (one[1], one[2] - one[0]) == (top, 783)
    assert far[2] - far[0] <= 2 * 4_800 + 5
    for sight in (whole, empty, one, far):
        assert abs((sight[2] - sight[0]) * 9 / 16 - (sight[3] - sight[1])) <= 1


def test_comments_are_counted_at_the_corner_of_what_they_are_about():
    note = element("note")
    said = [element(f"said {n}", "comment", about=note.id, resolved=n == 0 or None) for n in range(3)]

    assert [(each.at, each.open) for each in picture(note, *said).remarks] == [((420, 200), 2)]


def test_the_page_has_what_everybody_saw_and_nothing_of_what_is_hidden(room):
    ada, bo = room.people["Ada"], room.join("Bo")
    ada.send(
        {**ada.note("مختبر", name="one"), "p": {"x": 123, "y": 456, "w": 240, "h": 180, "lang": "ar", "dir": "rtl"}},
        ada.note("not for all", name="two"),
        thing(ada, "frame", "a frame"),
        thing(ada, "ink", "ink", pts=[0, 0, 5, 5]),
        thing(ada, "connector", "why", start=note_id("one"), end=note_id("two"), arrow="end"),
        ada.op("el.hide", ids=[note_id("two")]),
    )

    seen = page(bo, room)

    assert page(ada, room).count('<li class="note') == seen.count('<li class="note') == 1
    assert "not for all" not in seen
    assert re.search(rf'x0-3 x1-2 x2-1 y0-6 y1-5 y2-4 w1-4 w2-2 h1-8 h2-1 [^"]*" id="{note_id("one")}"', seen)
    assert '<p class="cv-words" dir="rtl" lang="ar">مختبر</p>' in seen
    assert seen.count('<path class="cv-drawn"') == 2
    assert 'style="' not in seen


def test_names_stand_there_only_where_they_may_be_known(room):
    bo = room.join("Bo")
    bo.send(bo.note("unnamed"))
    room.show_names()
    bo.send(bo.note("named"))

    seen = page(room.people["Ada"], room)

    assert re.findall(r'class="cv-words"[^>]*>(\w+)</p>\s*(?:<p class="cv-meta"><bdi>(\w+))?', seen) == [
        ("unnamed", ""),
        ("named", "Bo"),
    ]


def test_who_never_sat_there_finds_nothing(room, elsewhere):
    cleo = elsewhere.people["Cleo"]

    assert cleo.browser.get(f"/reports/boards/{room.board}/picture/").status_code == 404
