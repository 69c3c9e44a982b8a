"""A broken library is refused whole, and says what is wrong with it."""

import pytest

from app.canvases.reading import BrokenLibrary, read_library


def canvas_of(raw: dict, canvas_id: str) -> dict:
    return next(canvas for canvas in raw["canvases"] if canvas["id"] == canvas_id)


def refusals(folder) -> list[str]:
    with pytest.raises(BrokenLibrary) as refused:
        read_library(folder)
    return refused.value.faults


def test_the_files_as_they_ship_are_read(data):
    assert len(read_library(data).canvases) == 67


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda swot: swot["zones"][0].update(role="boss"), "canvas swot: boss is not one of roles"),
        (lambda swot: swot["zones"][0].update(colour="mauve"), "canvas swot: mauve is not one of colours"),
        (lambda swot: swot["flow"][0].update(kind="nap"), "canvas swot: nap is not one of flow_kinds"),
        (lambda swot: swot.update(phase="spin"), "canvas swot: spin is not one of phases"),
        (lambda swot: swot["licence"].update(status="stolen"), "canvas swot: stolen is not one of licence_status"),
        (lambda swot: swot["plan_mapping"].update(threats="fear"), "canvas swot: fear is not one of plan_fields"),
        (lambda swot: swot["zones"][0].update(w=0.6), "canvas swot: zones strengths and weaknesses overlap"),
        (lambda swot: swot["zones"][0].update(w=0.4), "canvas swot: the zones do not cover the board"),
        (lambda swot: swot["zones"][0].update(order=5), "canvas swot: the order of the zones does not count from 1"),
        (lambda swot: swot["flow"][0].update(minutes=0), "canvas swot: the flow needs phases of at least a minute"),
        (lambda swot: swot["minutes"].update(least=90), "canvas swot: minutes do not make a span"),
        (lambda swot: swot.update(family="poetry"), "canvas swot: there is no family poetry"),
        (lambda swot: swot.update(action_zones=["moon"]), "canvas swot: there is no zone moon"),
        (lambda swot: swot.update(action_zones=[]), "canvas swot: nothing says which notes become actions"),
        (
            lambda swot: swot["zones"][0].update(row="top"),
            "canvas swot: zone strengths stands in a row or column without a heading",
        ),
        (lambda swot: swot["name"].pop("ar"), "canvas swot.name: no text in ar"),
        (lambda swot: swot["name"].update(de="SWOT"), "canvas swot.name: de is not a language of the library"),
        (lambda swot: swot.update(colour="blue"), "canvas swot: unknown field .colour"),
        (lambda swot: swot["zones"][1].update(collor="blue"), "canvas swot: unknown field .zones[1].collor"),
        (lambda swot: swot.pop("minutes"), "canvas swot: Object missing required field `minutes`"),
        (
            lambda swot: swot["zones"][0].update(x="left"),
            "canvas swot: Expected `float`, got `str` - at `$.zones[0].x`",
        ),
    ],
)
def test_a_fault_of_a_canvas_is_named(edited, change, fault):
    folder = edited("canvases.yaml", lambda raw: change(canvas_of(raw, "swot")))

    assert refusals(folder) == [fault]


def test_rings_that_leave_each_other_are_refused(edited):
    folder = edited("canvases.yaml", lambda raw: canvas_of(raw, "ecosystem_rings")["zones"][2].update(x=0.01))

    assert refusals(folder) == ["canvas ecosystem_rings: a ring does not lie within the one before"]


def test_a_zone_without_room_for_a_note_is_refused(edited):
    def squeeze(raw: dict) -> None:
        zones = canvas_of(raw, "swot")["zones"]
        zones[4].update(y=0.95, h=0.05)
        for zone in zones[2:4]:
            zone["h"] = 0.95 - zone["y"]

    assert refusals(edited("canvases.yaml", squeeze)) == [
        "canvas swot: zone so_we_will is too small for its title and a note"
    ]


def test_a_missing_prompt_is_named_with_its_language(edited):
    folder = edited("prompts/zh.yaml", lambda raw: raw["canvases"]["swot"]["zones"].pop("threats"))

    assert refusals(folder) == ["canvas swot.zones.threats.prompt: no text in zh"]


def test_a_text_that_nothing_asks_for_is_named(edited):
    folder = edited("prompts/fr.yaml", lambda raw: raw["canvases"]["swot"]["zones"].update(threat="Quoi ?"))

    assert refusals(folder) == ["prompts/fr.yaml: nothing asks for swot.threat"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda raw: raw["sequences"][0]["steps"].append("tea"), "sequence centre_half_day: there is no canvas tea"),
        (
            lambda raw: raw["sequences"][0].update(minutes=10),
            "sequence centre_half_day: it needs steps, and 5 minutes for each",
        ),
        *(
            (
                lambda raw, changed=changed: raw["sequences"][0].update(changed),
                "sequence centre_half_day: its sessions need a number of steps each, all of them, and equal minutes",
            )
            for changed in (
                {"sessions": [5, 4]},
                {"sessions": [10, 0]},
                {"sessions": [5, 5], "minutes": 245},
                {"sessions": [9, 1], "minutes": 80},
            )
        ),
        (lambda raw: raw["families"].append(raw["families"][0]), "family ecosystem: the id is there twice"),
        (lambda raw: raw.update(vocabulary=[]), "vocabulary: Expected `object`, got `array`"),
    ],
)
def test_a_fault_beside_the_canvases_is_named(edited, change, fault):
    assert refusals(edited("canvases.yaml", change)) == [fault]


def test_the_glossary_is_held_to_its_languages_and_brackets(edited):
    def spoil(raw: dict) -> None:
        raw["terms"][0]["words"]["ru"] = " "
        raw["english_in_brackets"].append("unheard_of")

    assert refusals(edited("glossary.yaml", spoil)) == [
        "term alliance.words: no text in ru",
        "english_in_brackets: there is no term unheard_of",
    ]


def test_a_file_that_is_no_yaml_is_refused(data):
    (data / "canvases.yaml").write_text("families: [")

    assert refusals(data)[0].startswith("canvases.yaml: while parsing")


def test_a_missing_file_is_refused(data):
    (data / "prompts" / "es.yaml").unlink()

    assert refusals(data)[0].startswith("es.yaml: [Errno 2]")
