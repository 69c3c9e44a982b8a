"""What a page begins with of the stage: the words of its own language, and no others."""

from app.canvases.library import library
from app.workshops.models import Step
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage import Writing
from app.workshops.stage_view import Mood, StageView, TimerView, as_message, as_page, title_of

STAGE = StageView(
    workshop="w",
    version=4,
    mood=Mood.CANVAS,
    step="s",
    number=1,
    of=2,
    title={"en": "Hopes", "ar": "آمال"},
    prompt={"fr": "Où perdons-nous des jours ?"},
    canvas="hopes",
    phase=0,
    phases=(Phase(PhaseKind.PRIVATE, 8, {"en": "Everyone writes alone"}),),
    writing=Writing.PRIVATE,
    frozen=False,
    generation=1,
    moderated=False,
    timer=TimerView(None, 60, 60, False),
    now=0,
)


def test_a_page_begins_with_the_words_it_speaks_and_else_with_english_or_any():
    spoken = {language: as_page(STAGE, language) for language in ("ar", "es")}

    assert {code: page["title"] for code, page in spoken.items()} == {"ar": {"ar": "آمال"}, "es": {"en": "Hopes"}}
    assert spoken["ar"]["prompt"] == {"fr": "Où perdons-nous des jours ?"}
    assert spoken["ar"]["phases"] == [{"kind": "private", "minutes": 8, "line": {}}]
    whole = as_message(STAGE)
    assert {name: whole[name] for name in whole if name not in ("title", "prompt", "phases")} == {
        name: spoken["ar"][name] for name in whole if name not in ("title", "prompt", "phases")
    }


def test_a_title_that_is_the_name_of_its_canvas_is_read_in_every_language():
    canvas = library().canvases["gallery_walk"]

    for title in ({}, {"en": "Gallery walk"}, {"fr": "Visite de galerie", "en": "Gallery walk"}, dict(canvas.name)):
        assert title_of(Step(title=title), canvas) == canvas.name

    for title in ({"en": "Our own walk"}, {"fr": "Gallery walk"}, {"en": "Gallery walk", "fr": "La nôtre"}):
        assert title_of(Step(title=title), canvas) == title
    assert title_of(Step(title={"en": "Gallery walk"}), None) == {"en": "Gallery walk"}
