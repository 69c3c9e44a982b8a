"""A group that the product lays is whole in its zone and lies on nothing; nothing else lies in it."""

from itertools import combinations

import pytest

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.places import SOLID, place_of, places_of
from app.boards.engine.room import Place
from app.boards.engine.state import GROUP, Board, Element
from app.boards.scene import rooms_of
from app.canvases.library import library
from tests.boards.conftest import CANVAS, note_id

ZONE = "policy"
ROOM = rooms_of(library().canvases[CANVAS])[ZONE]
FIRST = {"x": ROOM.box.left + 30, "y": ROOM.box.top + ROOM.head, "w": ROOM.usual, "h": ROOM.usual * 3 // 4}


class Wall:
    """A board on which Bo writes from lists and makes groups, as everybody sees it."""

    def __init__(self, bo) -> None:
        self.bo = bo

    def write(self, count: int) -> list[str]:
        """Add notes whose places the page found; their ids."""
        words = [f"note {number}" for number in range(count)]
        for start in range(0, count, 20):
            self.send(*(self.bo.note(each, p=FIRST, fp=True) for each in words[start : start + 20]))
        return [note_id(each) for each in words]

    def send(self, *ops: dict) -> None:
        """Send ops that are all taken."""
        answers = self.bo.send(*ops)["a"]
        assert [each for each in answers if "s" not in each] == []

    def group(self, name: str, ids: list[str], at: tuple[int, int] | None = None) -> str:
        """Make a group of notes at a place that the page wanted; its notes wherever that lets them lie."""
        first = self.elements()[ids[0]]
        x, y = at or (first.x - 6, first.y - 38)
        group = self.bo.group(name, p={"x": x, "y": y}, fp=True)
        moves = [
            self.bo.op("el.move", id=id_, zone=ZONE, parent=note_id(name), z="k1", x=x + 6, y=y + 38, fp=True)
            for id_ in ids
        ]
        self.send(group, *moves)
        return note_id(name)

    def elements(self) -> dict[str, Element]:
        events = [codec.read_event({name: each[name] for name in each if name != "s"}) for each in self.bo.sees()]
        return dict(replay(Board(0, {}), [(event, 0, None) for event in events]).elements)

    def places(self) -> dict[str, Place]:
        return places_of([each for each in self.elements().values() if each.type in SOLID], ROOM.usual)

    def faults(self) -> list[str]:
        """What nobody should see: anything covered or outside its zone, or a note in a group that is none of it."""
        elements, places = self.elements(), self.places()
        found = [f"{id_} is outside" for id_, place in places.items() if not inside_zone(elements[id_], place)]
        for one, two in combinations(elements.values(), 2):
            if one.parent == two.id or two.parent == one.id:
                continue
            if one.id in places and two.id in places and places[one.id].meets(places[two.id]):
                found.append(f"{one.id} lies on {two.id}")
        return found


def inside_zone(element: Element, place: Place) -> bool:
    ground = ROOM.box._replace(top=ROOM.box.top + ROOM.head)
    return element.zone != ZONE or ground.holds(place)


@pytest.fixture
def wall(room, join):
    return Wall(join("Bo", "facilitator"))


def test_a_group_of_a_full_zone_has_room_with_its_notes(wall):
    ids = wall.write(46)
    assert wall.faults() == []

    group = wall.group("Municipal people", [ids[9], ids[5], ids[13]])

    assert wall.faults() == []
    assert {id_ for id_, each in wall.elements().items() if each.parent == group} == {ids[9], ids[5], ids[13]}


def test_one_group_after_another_finds_room(wall):
    ids = wall.write(46)
    for start in range(0, 40, 5):
        wall.group(f"Group {start}", ids[start : start + 5])
        assert wall.faults() == []


def test_all_notes_of_a_full_zone_may_come_under_one_title(wall):
    ids = wall.write(40)

    wall.group("All of it", ids)

    assert wall.faults() == []


def test_groups_that_two_people_make_at_once_lie_beside_each_other(wall, join):
    ids = wall.write(20)
    others = Wall(join("Cy", "facilitator"))
    at = (ROOM.box.left + 30, ROOM.box.top + ROOM.head)

    wall.group("North", ids[:4], at=at)
    others.group("South", ids[4:9], at=at)

    assert wall.faults() == []


def test_a_group_that_grows_finds_room_and_its_notes_lie_beside_each_other(wall):
    ids = wall.write(30)
    group = wall.group("Far labs", ids[:2])
    inside = wall.elements()[ids[0]]
    for id_ in ids[2:9]:
        # Its page says the same place each time, as two pages do that put a note there at once.
        wall.send(wall.bo.op("el.move", id=id_, zone=ZONE, parent=group, z="k1", x=inside.x, y=inside.y, fp=True))
        assert wall.faults() == []

    assert sum(each.parent == group for each in wall.elements().values()) == 9


def test_a_group_that_grows_stays_where_it_is_while_notes_of_the_rows_can_go(wall):
    ids = wall.write(12)
    group = wall.group("Far labs", ids[:2])
    before = wall.places()[group]

    wall.send(
        wall.bo.op("el.move", id=ids[2], zone=ZONE, parent=group, z="k1", x=before.left, y=before.bottom, fp=True)
    )

    after = wall.places()[group]
    assert (after.left, after.top) == (before.left, before.top)
    assert wall.faults() == []


def test_what_somebody_laid_somewhere_stays_there_when_a_group_is_made(wall):
    ids = wall.write(20)
    left, top, *_ = ROOM.box
    by_hand = wall.bo.note("by hand", p={"x": left + 211, "y": top + 507, "w": 170, "h": 90})
    wall.send(by_hand)
    before = wall.elements()[by_hand["id"]]

    group = wall.group("Municipal people", ids[:6], at=(left + 150, top + 450))

    assert wall.elements()[by_hand["id"]] == before
    assert not wall.places()[group].meets(place_of(before))


def test_a_group_on_a_free_place_stays_where_its_page_wanted_it(wall):
    ids = wall.write(1)
    at = (ROOM.box.left + 600, ROOM.box.top + 400)

    group = wall.group("One", ids[:1], at=at)

    place = wall.places()[group]
    scale = ROOM.usual / 160
    assert (place.left, place.top) == (at[0] + 6 - int(6 * scale), at[1] + 38 - int(38 * scale))


def test_a_note_dragged_onto_others_by_hand_stays_there(wall):
    ids = wall.write(4)
    group = wall.group("Far labs", ids[:2])
    before = wall.places()[group]

    wall.send(wall.bo.op("el.move", id=ids[3], zone=ZONE, z="k1", x=before.left + 5, y=before.top + 5))

    dragged = wall.elements()[ids[3]]
    assert (dragged.x, dragged.y, wall.places()[group]) == (before.left + 5, before.top + 5, before)


def test_a_group_that_one_person_alone_sees_moves_nothing_that_others_see(wall, room, join):
    ids = wall.write(46)
    before = wall.elements()
    room.write("private")
    cy = Wall(join("Cy"))

    at = before[ids[7]]
    title = cy.bo.group("Mine", p={"x": at.x, "y": at.y}, fp=True, pm=1)
    note = cy.bo.note("My words", parent=title["id"], p={"x": at.x, "y": at.y}, fp=True, pm=1)
    cy.send(title, note)

    assert wall.elements() == before
    assert cy.faults() == []


def test_the_way_back_of_a_deleted_group_covers_nothing_that_came_meanwhile(wall):
    ids = wall.write(8)
    group = wall.group("Far labs", ids[:4])
    place = wall.places()[group]
    wall.send(wall.bo.op("el.del", ids=[group, *ids[:4]]))
    wall.send(wall.bo.note("meanwhile", p={"x": place.left + 20, "y": place.top + 20}))

    wall.send(wall.bo.op("el.undel", ids=[group, *ids[:4]]))

    assert wall.faults() == []


def test_groups_that_people_made_alone_lie_on_nothing_once_they_are_shown(wall, room, join):
    wall.write(20)
    room.write("private")
    cy = Wall(join("Cy"))
    for number in range(4):
        title = cy.bo.group(f"Mine {number}", p={"x": 100, "y": 300}, fp=True, pm=1)
        p = {"x": 100, "y": 400, "w": 400, "h": 300}
        words = [f"My words {number} {each}" for each in range(3)]
        cy.send(title, *(cy.bo.note(each, parent=title["id"], p=p, fp=True, pm=1) for each in words))
    assert cy.faults() == []

    room.reveal()

    assert sum(each.type == GROUP for each in wall.elements().values()) == 4
    assert wall.faults() == []


def test_a_group_that_is_shown_again_covers_nothing_that_came_meanwhile(wall):
    wall.write(2)
    title = wall.bo.group("Later", p={"x": 600, "y": 300}, fp=True)
    wall.send(title)
    place = wall.places()[title["id"]]
    wall.send(wall.bo.op("el.hide", ids=[title["id"]]))
    wall.send(wall.bo.note("meanwhile", p={"x": place.left + 20, "y": place.top + 20, "w": 170, "h": 90}))

    wall.send(wall.bo.op("el.show", ids=[title["id"]]))

    assert wall.faults() == []
