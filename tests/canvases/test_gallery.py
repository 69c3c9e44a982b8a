"""What a wish finds."""

import pytest

from app.canvases.gallery import Wish, shelves


def found(shelf, **wish) -> set[str]:
    return {canvas.id for shelf in shelves(shelf, Wish(**wish)) for canvas in shelf.canvases}


def test_no_wish_finds_everything_by_family(shelf):
    everything = shelves(shelf, Wish())

    assert [each.family.id for each in everything] == list(shelf.families)
    assert sum(each.size for each in everything) == 67


@pytest.mark.parametrize(
    ("words", "canvas"),
    [
        ("iceberg", "iceberg"),
        ("نموذج العمل", "business_model"),
        ("айсберг", "iceberg"),
        ("冰山", "iceberg"),
        ("CRÉE, fournit", "business_model"),
        ("cree, fournit", "business_model"),
        ("negocio lienzo", "business_model"),
        ("الفجوات", "ecosystem_enablers"),
        ("短板", "ecosystem_enablers"),
        ("crazy eights", "eight_ideas"),
    ],
)
@pytest.mark.row("I1", partly=True)
def test_a_canvas_is_found_by_words_of_any_language(shelf, words, canvas):
    assert canvas in found(shelf, words=words)


def test_the_slip_of_the_founding_document_finds_sense_making(shelf):
    assert found(shelf, words="感性思维") == {canvas.id for canvas in shelf.of_family("sensemaking")}


def test_minutes_find_what_can_be_done_in_them(shelf):
    brief = found(shelf, minutes=10)

    assert brief == {canvas.id for canvas in shelf.canvases.values() if canvas.minutes.least <= 10}
    assert "energy_check" in brief
    assert "hundred_day_plan" not in brief


def test_people_find_what_holds_that_many(shelf):
    crowd = found(shelf, people=150)

    assert crowd == {"parking_lot", "energy_check", "think_pair_group_all", "session_feedback"}


def test_a_direction_finds_what_goes_there_and_what_goes_both_ways(shelf):
    opening, narrowing = found(shelf, phase="diverge"), found(shelf, phase="converge")

    assert opening | narrowing == set(shelf.canvases)
    assert opening & narrowing == {canvas.id for canvas in shelf.canvases.values() if canvas.phase == "both"}


def test_wishes_add_up(shelf):
    wish = {"capability": "policy", "family": "systems", "minutes": 30, "people": 10}

    assert found(shelf, **wish) == {
        canvas.id
        for canvas in shelf.of_family("systems")
        if "policy" in canvas.capabilities and canvas.minutes.least <= 30 and canvas.people.holds(10)
    }
    assert found(shelf, **wish) != set()
