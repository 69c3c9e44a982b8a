"""What the library holds, as it ships."""

import json
import unicodedata

import pytest

from app.canvases import geometry
from app.canvases.checking import all_words
from app.canvases.drawing import PAPERS
from app.canvases.labels import CAPABILITY_TERMS, KINDS, LICENCE_PAGES, LICENCES, PHASES, PLAN_FIELDS, PROMOTIONS
from app.canvases.library import Canvas
from app.canvases.strips import WAYS
from app.i18n import LANGUAGES

SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK", "en": "LATIN", "fr": "LATIN", "es": "LATIN"}


def scripts_of(text: str) -> set[str]:
    """The scripts of the letters of a text, by the first word of their names."""
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


@pytest.mark.row("T1")
def test_the_library_ships_whole(shelf):
    counts = {
        "canvases": len(shelf.canvases),
        "zones": sum(len(canvas.zones) for canvas in shelf.canvases.values()),
        "sequences": len(shelf.sequences),
        "terms": len(shelf.glossary),
        "by family": {family: len(shelf.of_family(family)) for family in shelf.families},
    }

    by_family = {"ecosystem": 10, "sensemaking": 11, "systems": 10, "design": 12, "planning": 13, "facilitation": 11}
    assert counts == {"canvases": 67, "zones": 444, "sequences": 8, "terms": 91, "by family": by_family}


@pytest.mark.row("T3", partly=True)
@pytest.mark.row("T5")
def test_the_canvases_people_ask_for_by_name_are_there(shelf):
    wanted = {
        "empathy_map",
        "swot",
        "business_model",
        "journey_map",
        "service_blueprint",
        "theory_of_change",
        "logframe",
    }

    assert wanted - shelf.canvases.keys() == set()


def test_every_text_stands_in_the_languages_of_the_house(shelf):
    spoken = {path: set(words) for path, words in all_words(shelf)}

    assert {path: found for path, found in spoken.items() if found != set(LANGUAGES)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_written_in_its_own_script(shelf, language):
    strangers = {
        path: words[language]
        for path, words in all_words(shelf)
        if SCRIPTS[language] not in scripts_of(words[language])
    }

    # Names and figures alone have no script of their own.
    assert {path: text for path, text in strangers.items() if scripts_of(text) - {"LATIN"}} == {}
    assert len(strangers) <= 3


def test_zones_tile_every_board(shelf):
    faulty = [
        canvas.id
        for canvas in shelf.canvases.values()
        if geometry.overlaps(canvas.zones) or not geometry.is_covered(canvas.zones)
    ]

    assert faulty == []


def test_every_phase_of_every_flow_takes_time(shelf):
    assert min(phase.minutes for canvas in shelf.canvases.values() for phase in canvas.flow) == 1


def test_a_frozen_canvas_comes_back_as_it_was(shelf):
    frozen = {canvas.id: json.dumps(canvas.as_body()) for canvas in shelf.canvases.values()}

    thawed = {canvas_id: Canvas.from_body(json.loads(body)) for canvas_id, body in frozen.items()}

    assert thawed == shelf.canvases


def test_new_notes_of_a_ring_have_the_next_one_as_their_inner_edge(shelf):
    rings = shelf.canvases["ecosystem_rings"]

    inside = {zone.id: inner and inner.id for zone in rings.zones for inner in [rings.ring_inside(zone)]}

    assert inside == {
        "context": "enablers",
        "enablers": "partners",
        "partners": "core",
        "core": None,
        "absent": None,
        "ties": None,
    }


def test_steps_of_a_sequence_fill_its_minutes_in_fives(shelf):
    steps = {each.id: shelf.steps(each) for each in shelf.sequences.values()}
    lengths = {
        each: [minutes for step in of for minutes in (step.minutes, step.rest) if minutes] for each, of in steps.items()
    }

    assert {each: sum(minutes) for each, minutes in lengths.items()} == {
        each.id: each.minutes for each in shelf.sequences.values()
    }
    assert [minutes % 5 for each in lengths.values() for minutes in each if minutes % 5 or minutes < 5] == []


def test_every_word_of_the_library_has_a_label_a_paper_or_a_way(shelf):
    canvases = shelf.canvases.values()
    zones = [zone for canvas in canvases for zone in canvas.zones]

    assert {phase.kind for canvas in canvases for phase in canvas.flow} <= KINDS.keys() & WAYS.keys()
    assert {canvas.phase for canvas in canvases} == PHASES.keys()
    assert {field for canvas in canvases for field in canvas.plan_mapping.values()} == PLAN_FIELDS.keys()
    assert {canvas.licence.status for canvas in canvases} == LICENCES.keys()
    assert {canvas.licence.status for canvas in canvases if canvas.licence.notice_required} == LICENCE_PAGES.keys()
    assert {canvas.promotion.kind for canvas in canvases if canvas.promotion} == PROMOTIONS.keys()
    assert {zone.colour for zone in zones} == PAPERS.keys()
    assert set(CAPABILITY_TERMS.values()) <= shelf.glossary.keys()
