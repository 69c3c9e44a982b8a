"""A centre's own canvas: copied, changed by fields, held to the library's rules, and nobody else's."""

from dataclasses import replace

import pytest

from app.canvases.library import library
from app.canvases.own.changing import changed, said_of
from app.canvases.own.errors import CanvasBroken
from app.canvases.own.problems import problems_of
from app.canvases.own.queries import own_canvases
from app.canvases.own.services import change_own, copy_canvas, drop_own
from app.db import db
from app.errors import NotAllowed, NotFound
from app.workshops.models import Workshop
from app.workshops.queries import canvases_of
from tests.alliance.asking import differing
from tests.centres.reading import errors, texts, words
from tests.house.forms import forms_of
from tests.plans.conftest import planned, room

__all__ = ["planned", "room"]

DOORS = [
    ("get", "/canvases/of/{centre}/"),
    ("submit", "/canvases/of/{centre}/"),
    ("get", "/canvases/own/{own}/"),
    ("get", "/canvases/own/{own}/edit/"),
    ("submit", "/canvases/own/{own}/edit/"),
    ("submit", "/canvases/own/{own}/removal/"),
]


@pytest.fixture
def copied(app, planned):
    """The room's centre, with a canvas of its own: impact and effort, to be changed; its id."""
    with app.app_context():
        planned.own_id = copy_canvas(planned.people["Dara"], planned.centre.id, "impact_effort").id
    return planned


def form_of(page: str, address: str) -> dict[str, str]:
    """What the form of a page would send, as a browser holds it."""
    return next(form.values for form in forms_of(page, address) if form.action == address)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_nobody_changed_stays_as_it_was(app, language):
    with app.test_request_context():
        for canvas in library().canvases.values():
            same = changed(canvas, said_of(canvas, language), language)

            assert problems_of(same) == []
            zones = tuple(sorted(canvas.zones, key=lambda zone: zone.order))
            acting = tuple(zone.id for zone in zones if zone.id in canvas.action_zones)
            mapping = canvas.plan_mapping
            assert same.plan_mapping.items() >= {zone: mapping[zone] for zone in acting if zone in mapping}.items()
            kept = {"plan_mapping": same.plan_mapping}
            assert same == replace(canvas, zones=zones, action_zones=acting, **kept)


def test_a_changed_text_stands_in_the_language_it_was_written_in():
    canvas = library().canvases["impact_effort"]
    said = said_of(canvas, "fr")
    zones = [replace(said.zones[0], title="À faire demain"), *said.zones[1:]]

    made = changed(canvas, replace(said, zones=zones), "fr")

    assert made.zones[0].title == {"fr": "À faire demain"}
    assert made.zones[1].title == canvas.zones[1].title
    assert made.name == canvas.name


def test_a_facilitator_copies_a_canvas_and_changes_its_zones(app, copied):
    fay = copied.browser("Fay")
    address = f"/canvases/of/{copied.centre.id}/"
    assert fay.submit(address, canvas="palace").status_code == 422
    made = fay.submit(address, canvas="business_model")
    at = made.headers["Location"]
    assert (made.status_code, fay.get(at).status_code) == (303, 200)

    edit = f"/canvases/own/{copied.own_id}/edit/"
    said = form_of(fay.get(edit).text, edit)
    said |= {"name": "Now and later", "zones-0-title": "Today", "zones-0-w": "25", "zones-0-acts": "y"}
    said |= {"zones-4-title": "Tomorrow", "zones-4-prompt": "What waits a day?", "zones-4-x": "25", "zones-4-y": "0"}
    said |= {"zones-4-w": "25", "zones-4-h": "50,0", "zones-4-order": "2", "zones-4-colour": "yellow"}
    answer = fay.submit(edit, **said)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/canvases/own/{copied.own_id}/")
    page = fay.get(f"/canvases/own/{copied.own_id}/").text
    assert texts("h1", page) == ["Now and later"]
    with app.app_context():
        canvas = own_canvases(copied.centre.id)[copied.own_id]
    assert [(zone.title["en"], zone.x, zone.w, zone.order, zone.colour) for zone in canvas.in_order[:3]] == [
        ("Today", 0.0, 0.25, 1, "green"),
        ("Tomorrow", 0.25, 0.25, 2, "yellow"),
        ("Major projects", 0.5, 0.5, 3, "blue"),
    ]
    assert (canvas.licence, canvas.origin) == (
        library().canvases["impact_effort"].licence,
        library().canvases["impact_effort"].origin,
    )


def test_the_credit_of_the_source_stays_in_sight(app, copied):
    with app.app_context():
        own_id = copy_canvas(copied.people["Dara"], copied.centre.id, "business_model").id
    credit = library().canvases["business_model"].licence.attribution

    page = words(copied.browser("Mo").get(f"/canvases/own/{own_id}/").text)

    assert (credit in page, "Changed from a canvas of the library: Business model canvas" in page) == (True, True)
    assert "Change it" not in page


def test_what_does_not_hold_together_is_said_and_nothing_typed_is_lost(copied):
    dara = copied.browser("Dara")
    edit = f"/canvases/own/{copied.own_id}/edit/"
    said = form_of(dara.get(edit).text, edit)

    def told(**wrong: str) -> list[str]:
        answer = dara.submit(edit, **{name: value for name, value in {**said, **wrong}.items() if value != "-"})
        assert (answer.status_code, 'value="My own name"' in answer.text) == (422, True)
        return [text for text in texts("li", answer.text) if text[-1] == "."]

    named = {"name": "My own name"}
    assert told(**named, **{"zones-0-w": "60"}) == ["“Quick wins” and “Major projects” lie on each other."]
    assert told(**named, **{"zones-0-gone": "y"}) == [
        "The zones leave a part of the board without one, or reach beyond it."
    ]
    assert told(**named, **{"zones-0-w": "49", "zones-1-x": "49", "zones-1-w": "51.5"})[0].endswith("beyond it.")
    assert told(**named, **{"zones-0-w": "1", "zones-1-x": "1", "zones-1-w": "99"}) == [
        "“Quick wins” is too small for its title and a note."
    ]
    assert told(**named, **{"zones-0-acts": "-", "zones-1-acts": "-"}) == [
        "Say of at least one zone that its notes can become actions."
    ]
    assert told(**named, **{"zones-0-title": " "}) == ["Every zone has a title and a question."]
    assert told(**named, **{f"zones-{number}-gone": "y" for number in range(4)}) == ["A canvas has at least one zone."]
    wrong = dara.submit(edit, **said | {"zones-0-x": "nan", "zones-1-y": "a lot", "zones-2-colour": "mauve"})
    assert (wrong.status_code, list(errors(wrong.text))) == (422, ["zones-0-x", "zones-1-y", "zones-2-colour"])
    assert told(**named, **{"zones-0-id": "a-zone-of-others"}) == [
        "One of these zones is none of this canvas. Load the page again."
    ]
    assert dara.submit(edit, **said).status_code == 303
    assert dara.submit(edit, **said).status_code == 409


def test_it_stands_in_the_agenda_of_what_its_centre_hosts_and_nowhere_else(app, copied):
    own, dara = copied.own_id, copied.browser("Dara")
    elsewhere = copied.other_workshop("Zoe")
    agenda = f"/w/{copied.workshop.id}/agenda/"
    with app.app_context():
        seen = db.session.get_one(Workshop, copied.workshop.id).agenda_version

    added = dara.submit(f"{agenda}steps/", screen=own, minutes="", title="", day="0", version=seen)

    assert added.status_code == 303
    with app.app_context():
        assert own in canvases_of(copied.workshop.id)
    assert [f'value="{own}"' in browser.get(f"/w/{place}/agenda/").text for browser, place in (
        (dara, copied.workshop.id), (copied.browser("Zoe"), elsewhere.id)
    )] == [True, False]  # fmt: skip
    refused = copied.browser("Zoe").submit(f"/w/{elsewhere.id}/agenda/steps/", screen=own, day="0", version=1)
    assert refused.status_code == 422
    with app.app_context():
        drop_own(copied.people["Dara"], own)
        assert own in canvases_of(copied.workshop.id)
    assert dara.get(f"/boards/for/{copied.workshop.id}/{own}/canvas/").status_code in {200, 303}


def test_other_centres_learn_nothing_of_it(app, copied, person):
    ids = {"centre": copied.centre.id, "own": copied.own_id}
    copied.person("Odo")
    for who in ("Stranger", "Odo", "Gov", "Cleo"):
        assert differing(app, copied.browser(who), DOORS, ids) == {}
    mo = copied.browser("Mo")
    assert [getattr(mo, method)(at.format(**ids)).status_code for method, at in DOORS] == [200, 403, 200, 403, 403, 403]


def test_the_verbs_hold_what_the_pages_hold(app, copied):
    own, people = copied.own_id, copied.people
    with app.app_context():
        said = said_of(own_canvases(copied.centre.id)[own], "en")
        for refusal, verb in [
            (NotFound, lambda: copy_canvas(people["Stranger"], copied.centre.id, "swot")),
            (NotAllowed, lambda: copy_canvas(people["Mo"], copied.centre.id, "swot")),
            (NotFound, lambda: copy_canvas(people["Dara"], copied.centre.id, "palace")),
            (NotFound, lambda: change_own(people["Stranger"], own, said, version=0)),
            (NotAllowed, lambda: change_own(people["Mo"], own, said, version=0)),
            (CanvasBroken, lambda: change_own(people["Dara"], own, replace(said, zones=said.zones[1:]), version=0)),
            (NotAllowed, lambda: drop_own(people["Mo"], own)),
        ]:
            with pytest.raises(refusal):
                verb()
