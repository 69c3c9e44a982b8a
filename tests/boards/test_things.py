"""What is no note stands in a list as what it is: lines by what they join, comments with what they are about."""

import re

import pytest

from tests.boards.conftest import note_id
from tests.boards.test_elements import thing

LABS, NIGHTS, SHAPE, FRAME = (note_id(name) for name in ("labs", "nights", "shape", "frame"))
ITEM = re.compile(r'<(?:li|section) class="(?:note|bd-group)[^"]*" id="([^"]+)"')
KIND = re.compile(r'id="([^"]+)"(?:(?! id=").)*?data-kind>([^<]*)<', re.DOTALL)


def items(somebody) -> list[str]:
    """The ids of what somebody's list shows, in its order."""
    return ITEM.findall(somebody.ask("list/").text)


def kinds(somebody) -> dict[str, str]:
    """What the list says each thing is, without what keeps words apart."""
    return {id_: re.sub("[\u2068\u2069]", "", said) for id_, said in KIND.findall(somebody.ask("list/").text)}


@pytest.fixture
def full(room, join):
    """Bo's board with something of every type but an image; Cy sees it."""
    bo, cy = join("Bo"), join("Cy")
    answer = bo.send(
        bo.note("Night tests", name="nights"),
        thing(bo, "frame", "frame", "Labs", w=900, h=900),
        bo.group("Access", name="group", parent=FRAME),
        bo.note("Idle lab days", name="labs", parent=note_id("group")),
        thing(bo, "shape", "shape", form="oval", parent=FRAME),
        thing(bo, "text", "text", "What we heard", size="large"),
        thing(bo, "connector", "line", "leads to", start=LABS, end=NIGHTS, arrow="end"),
        thing(bo, "ink", "ink", pts=[1, 2, -3, 4], final=True),
        thing(bo, "comment", "comment", "Which labs?", about=LABS),
    )
    assert [entry.get("x") for entry in answer["a"]] == [None] * 9
    return bo, cy


def test_each_thing_says_what_it_is_and_a_note_says_nothing_beside_its_words(full):
    _bo, cy = full

    assert kinds(cy) == {
        FRAME: "Frame",
        SHAPE: "Oval",
        note_id("text"): "A text",
        note_id("line"): "Arrow from “Idle lab days” to “Night tests”",
        note_id("comment"): "Comment on “Idle lab days”",
    }


def test_things_stand_where_they_lie_and_comments_behind_what_they_are_about(full):
    _bo, cy = full

    assert items(cy) == [
        *(FRAME, SHAPE, note_id("group"), LABS, note_id("comment")),
        *(NIGHTS, note_id("text"), note_id("line")),
    ]


def test_strokes_are_counted_and_do_not_fill_the_list(full):
    bo, cy = full
    bo.send(thing(bo, "ink", "more", pts=[1, 2]))

    assert "2 pen strokes are drawn here." in cy.ask("list/").text


def test_a_comment_goes_with_what_it_is_about_into_another_zone(full):
    bo, cy = full
    bo.send(bo.op("el.move", id=LABS, zone="talent", z="V1", x=10, y=10))

    html = cy.ask("list/").text

    assert items(cy)[-2:] == [LABS, note_id("comment")]
    assert html.index('id="zone-talent"') < html.index(f'id="{note_id("comment")}"')


@pytest.mark.parametrize(
    ("arrow", "says"),
    [
        ("none", "Line between “Idle lab days” and a shape"),
        ("start", "Arrow from a shape to “Idle lab days”"),
        ("both", "Arrow both ways between “Idle lab days” and a shape"),
    ],
)
def test_a_line_says_which_way_it_leads(full, arrow, says):
    bo, cy = full
    bo.send(bo.op("el.set", id=note_id("line"), p={"arrow": arrow, "end": SHAPE}))

    assert kinds(cy)[note_id("line")] == says


def test_a_comment_that_is_dealt_with_says_so_and_one_on_what_is_gone_too(full):
    bo, cy = full
    bo.send(bo.op("el.set", id=note_id("comment"), p={"resolved": True}))
    dealt_with = kinds(cy)[note_id("comment")]
    bo.send(bo.op("el.del", ids=[LABS]))

    assert dealt_with == "Comment on “Idle lab days”, dealt with"
    assert kinds(cy)[note_id("comment")] == "Comment on something that is gone, dealt with"
    assert kinds(cy)[note_id("line")] == "Arrow from a place on the board to “Night tests”"


def test_a_thing_that_names_what_is_hidden_from_its_reader_does_not_name_it(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(bo.note("Nobody knows", name="secret", pm=1))
    room.write("open")
    bo.send(bo.note("Everybody knows", name="known"))
    room.write("private")
    bo.send(
        bo.note("Not yet", name="hidden", pm=2),
        thing(bo, "connector", "line", start=note_id("hidden"), end=note_id("known")),
    )

    assert "Not yet" in kinds(bo)[note_id("line")]
    assert "Not yet" not in cy.ask("list/").text


def test_whoever_comes_too_late_reads_which_thing_is_gone(full):
    bo, cy = full
    group, text, comment = (note_id(name) for name in ("group", "text", "comment"))
    bo.send(bo.op("el.del", ids=[NIGHTS, group, text, comment]))

    answer = cy.send(
        thing(cy, "comment", "late", "Which nights?", about=NIGHTS),
        thing(cy, "comment", "lost", "Which?", about=note_id("nothing")),
        cy.op("txt.put", id=NIGHTS, t="Nights"),
        cy.op("txt.put", id=group, t="Ways in"),
        cy.op("el.set", id=comment, p={"resolved": True}),
        cy.op("el.set", id=text, p={"size": "small"}),
    )

    assert [(each["x"], each["say"]) for each in answer["a"]] == [
        ("about-gone", "Your comment was not added: what it is about was taken off the board meanwhile."),
        ("about-missing", "Your comment was not added: what it is about is not there, or not open to you."),
        ("gone", "Somebody has deleted this note."),
        ("group-gone", "This group is no longer on the board."),
        ("comment-gone", "This comment is no longer on the board."),
        ("thing-gone", "This is no longer on the board."),
    ]
