"""Where new notes go."""

from hypothesis import given
from hypothesis import strategies as st

from app.canvases.geometry import Box, box
from app.canvases.library import library
from app.canvases.placing import NOTE_HEIGHT, NOTE_WIDTH, TITLE, place

ZONES = st.sampled_from([(canvas, zone) for canvas in library().canvases.values() for zone in canvas.zones])


@given(ZONES, st.integers(0, 10_000))
def test_every_note_lies_in_its_zone_under_the_title_and_clear_of_the_ring_inside(found, index):
    canvas, zone = found
    inside = canvas.ring_inside(zone)

    left, top = place(zone, index, inside=inside)

    note = Box(left, top, left + NOTE_WIDTH, top + NOTE_HEIGHT)
    assert box(zone).holds(note)
    assert top >= box(zone).top + TITLE
    assert inside is None or not note.meets(box(inside))


@given(ZONES)
def test_neighbours_in_time_do_not_lie_on_each_other_while_there_is_room(found):
    canvas, zone = found
    inside = canvas.ring_inside(zone)
    first, second = place(zone, 0, inside=inside), place(zone, 1, inside=inside)

    one, other = (Box(x, y, x + NOTE_WIDTH, y + NOTE_HEIGHT) for x, y in (first, second))

    assert not one.meets(other)


def test_notes_fill_a_zone_row_by_row_and_then_begin_again_a_little_further():
    zone = library().canvases["swot"].zone("strengths")

    spots = [place(zone, index) for index in range(400)]

    assert spots[:3] == [(30, 100), (210, 100), (390, 100)]
    row = [x for x, y in spots if y == 100]
    assert row == list(range(30, 2400 - 170, 180))
    assert len(set(spots)) == 400
    assert spots.index((44, 114)) > spots.index((30, 240))


def test_the_first_notes_of_a_ring_stand_above_the_ring_inside():
    rings = library().canvases["ecosystem_rings"]
    context, enablers = rings.zone("context"), rings.zone("enablers")

    top_row = [place(context, index, inside=enablers) for index in range(19)]

    assert {y for _, y in top_row} == {100}
    assert max(y for _, y in top_row) + NOTE_HEIGHT < box(enablers).top
