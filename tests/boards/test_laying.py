"""Where the server lays what a reveal brings: nothing on anything else, and each note with its group."""

from dataclasses import replace
from itertools import combinations

from app.boards.engine.state import Board, Element
from app.boards.laying import Ground
from app.boards.revealing import revealed
from app.canvases.geometry import Box, box
from app.canvases.library import library
from tests.boards.vectors import GIVEN

CANVAS = library().canvases["ecosystem_enablers"]
ZONE = CANVAS.zone("policy")
PUBLIC = Element(**GIVEN["elements"]["public"])


def element(id_: str, **fields: object) -> Element:
    return replace(PUBLIC, id=id_, zone="policy", **fields)


def hidden(id_: str, seat: str = "s_ada", **fields: object) -> Element:
    return element(id_, audience=seat, author=seat, generation=1, **fields)


def board(*elements: Element) -> Board:
    return Board(len(elements), {each.id: each for each in elements}, len(elements))


def corners(each: Element) -> Box:
    return Box(each.x, each.y, each.x + each.w, each.y + each.h)


def overlapping(elements: list[Element]) -> list[tuple[str, str]]:
    """Which lie on each other, but for notes on their own group."""
    return [
        (one.id, other.id)
        for one, other in combinations(elements, 2)
        if corners(one).meets(corners(other)) and one.id != other.parent and other.id != one.parent
    ]


def shown(*elements: Element, seed: str = "x") -> list[Element]:
    return list(revealed(board(*elements), 1, CANVAS, seed=seed, named=False))


def test_two_peoples_groups_and_notes_lie_beside_each_other():
    of_ada = [hidden("g_ada", type="group"), *(hidden(f"a{n}", parent="g_ada") for n in range(2))]
    of_bo = [hidden("g_bo", "s_bo", type="group"), hidden("b0", "s_bo", parent="g_bo")]
    loose = [hidden(f"l{n}", "s_cy") for n in range(3)]
    first = element("first")
    there = list(Ground(board(), CANVAS, [(first, ())]).lay(first, ()))

    laid = shown(*there, *of_ada, *of_bo, *loose)

    assert {each.id for each in laid} == {each.id for each in (*of_ada, *of_bo, *loose)}
    assert overlapping([*there, *laid]) == []
    assert all(box(ZONE).holds(corners(each)) for each in laid)
    assert {each.audience for each in laid} == {"*"}


def test_a_group_comes_before_its_notes_which_keep_their_authors_order():
    notes = [hidden("n1", z="V3", parent="g"), hidden("n2", z="V1", parent="g"), hidden("n3", z="V2", parent="g")]

    for seed in "abcdef":
        laid = shown(hidden("g", type="group"), *notes, hidden("alone"), seed=seed)
        together = [each.id for each in laid if each.id != "alone"]

        assert together == ["g", "n2", "n3", "n1"]
        assert [each.id for each in sorted(laid, key=lambda each: each.z)] == [each.id for each in laid]


def test_a_later_group_keeps_clear_of_an_earlier_one():
    first = shown(hidden("g1", type="group"), hidden("n1", parent="g1"))

    second = shown(*first, hidden("g2", type="group"), hidden("n2", parent="g2"), hidden("n3"))

    assert overlapping([*first, *second]) == []


def test_a_note_in_a_group_that_everybody_sees_stays_in_it_and_where_it_is():
    group = element("g", type="group", x=900, y=700, w=400, h=300)

    (laid,) = shown(group, hidden("n", parent="g", x=920, y=760))

    assert (laid.parent, laid.x, laid.y, laid.audience) == ("g", 920, 760, "*")


def test_an_empty_group_has_a_place_of_its_own():
    laid = shown(hidden("g", type="group"), hidden("n"))

    assert overlapping(laid) == []


def test_without_its_canvas_everything_stays_where_it_was():
    elements = (hidden("g", type="group", x=5, y=6), hidden("n", parent="g", x=70, y=80))

    laid = list(revealed(board(*elements), 1, None, seed="x", named=False))

    assert [(each.id, each.x, each.y) for each in laid] == [("g", 5, 6), ("n", 70, 80)]


def test_few_notes_lie_large_and_many_smaller_so_that_none_lies_on_another():
    def sizes(count):
        laid = shown(*(hidden(f"n{n}") for n in range(count)))
        assert overlapping(laid) == []
        return {(each.w, each.h) for each in laid}

    assert [sizes(count) for count in (1, 8, 9, 20, 40)] == [
        {(400, 300)},
        {(352, 264)},
        {(280, 210)},
        {(200, 150)},
        {(144, 108)},
    ]


def test_what_comes_finds_room_beside_what_people_have_moved_about():
    there = [element("a", x=150, y=150, w=320, h=240), element("b", x=700, y=300, w=320, h=240)]

    laid = shown(*there, *(hidden(f"n{n}") for n in range(6)))

    assert overlapping([*there, *laid]) == []


def test_a_zone_holds_as_many_as_a_large_room_writes():
    laid = shown(*(hidden(f"n{n}") for n in range(200)))

    assert overlapping(laid) == []
    assert len({(each.w, each.h) for each in laid}) == 1
    assert all(box(ZONE).holds(corners(each)) for each in laid)
