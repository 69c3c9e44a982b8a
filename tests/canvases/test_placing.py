"""Where new notes go, and how large they are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.canvases.geometry import box
from app.canvases.library import library
from app.canvases.placing import LEAST, SIZES, TITLE, place, room, size_on

ZONES = st.sampled_from([(canvas, zone) for canvas in library().canvases.values() for zone in canvas.zones])
CANVASES = st.sampled_from(list(library().canvases.values()))


@given(ZONES, st.integers(0, 10_000), st.sampled_from(SIZES))
def test_every_note_lies_in_its_zone_under_the_title_and_clear_of_the_ring_inside(found, index, size):
    canvas, zone = found
    inside = canvas.ring_inside(zone)
    if not room(zone, size=size, inside=inside):
        return

    left, top = place(zone, index, size=size, inside=inside)

    note = size.at(left, top)
    assert box(zone).holds(note)
    assert top >= box(zone).top + TITLE
    assert inside is None or not note.meets(box(inside))


@given(ZONES)
def test_notes_do_not_lie_on_each_other_while_there_is_room(found):
    canvas, zone = found
    inside, size = canvas.ring_inside(zone), size_on(canvas)

    notes = [
        size.at(*place(zone, index, size=size, inside=inside)) for index in range(room(zone, size=size, inside=inside))
    ]

    assert len(notes) >= 2
    assert not any(one.meets(other) for one, other in combinations(notes, 2))


@given(CANVASES)
def test_new_notes_are_as_large_as_six_find_room_in_the_tightest_zone(canvas):
    size = size_on(canvas)

    rooms = [[room(zone, size=each, inside=canvas.ring_inside(zone)) for zone in canvas.zones] for each in SIZES]

    assert min(rooms[SIZES.index(size)]) >= 6
    assert all(min(there) < 6 for there in rooms[: SIZES.index(size)])


def test_a_cross_of_four_has_large_notes_and_a_journey_of_many_cells_small_ones():
    sizes = {
        name: size_on(library().canvases[name])
        for name in ("impact_effort", "ecosystem_enablers", "stakeholder_journey")
    }

    assert {name: (size.width, size.height, size.gap) for name, size in sizes.items()} == {
        "impact_effort": (480, 360, 60),
        "ecosystem_enablers": (400, 300, 50),
        "stakeholder_journey": (160, 120, 20),
    }


def test_notes_fill_a_zone_row_by_row_and_then_begin_again_a_little_further():
    zone = library().canvases["swot"].zone("strengths")

    spots = [place(zone, index, size=LEAST) for index in range(400)]

    assert spots[:3] == [(30, 158), (210, 158), (390, 158)]
    row = [x for x, y in spots if y == 158]
    assert row == list(range(30, 2400 - 170, 180))
    assert len(set(spots)) == 400
    assert spots.index((44, 172)) > spots.index((30, 298))


def test_the_first_notes_of_a_ring_stand_above_the_ring_inside():
    rings = library().canvases["ecosystem_rings"]
    context, enablers = rings.zone("context"), rings.zone("enablers")

    top_row = [place(context, index, size=LEAST, inside=enablers) for index in range(19)]

    assert {y for _, y in top_row} == {158}
    assert max(y for _, y in top_row) + LEAST.height < box(enablers).top
