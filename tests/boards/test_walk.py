"""While people walk, pages list the boards that were worked on; there people comment, and do nothing else."""

import re

import pytest

from tests.boards.conftest import note_id
from tests.boards.test_elements import thing


@pytest.fixture
def walk(room):
    """The room walks: its step has a board on which nothing lies yet; the next step is a walk without one."""
    from app.accounts.models import Person
    from app.canvases.library import library
    from app.db import db
    from app.workshops.drafts import StepDraft
    from app.workshops.models import Workshop
    from app.workshops.phases import Phase, PhaseKind
    from app.workshops.services import agenda

    room.join("Bo").add("Labs stand idle", name="idle")
    with room.app.app_context():
        ada = db.session.get_one(Person, room.people["Ada"].principal)
        for screen, title in (("gallery_walk", {}), (None, {"en": "Tea and posters"})):
            draft = StepDraft(minutes=15, screen=screen, title=title, phases=(Phase(PhaseKind.WALK, 15),))
            version = db.session.get_one(Workshop, room.id).agenda_version
            agenda.add_step(ada, room.id, draft, canvases=library().canvases, version=version)
    room.advance()
    return room


def listed(page: str) -> list[str]:
    """The boards a page offers to whoever walks, each with its number of notes."""
    part = re.search(r'<(?:div|section) class="(?:wall-)?walk".*?</(?:div|section)>', page, re.DOTALL)
    rows = re.findall(r"<li[ >].*?</li>", part[0], re.DOTALL) if part else []
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)).strip() for each in rows]


@pytest.mark.parametrize("steps", [0, 1])
def test_whoever_walks_is_shown_the_boards_worked_on_so_far_on_phone_and_wall(walk, join, steps):
    for _ in range(steps):
        walk.advance()
    cy = join("Cy")

    room, wall = cy.browser.get(f"/w/{walk.id}/").text, walk.people["Ada"].browser.get(f"/w/{walk.id}/wall/").text

    assert listed(room) == ["Seven enablers check 1 note"]
    assert listed(wall) == ["Seven enablers check 1 note"]
    assert f'href="/boards/{walk.board}/list/"' in room
    assert f'href="/boards/{walk.board}/list/"' not in wall


def test_before_a_walk_no_boards_are_listed(room, join):
    assert listed(join("Cy").browser.get(f"/w/{room.id}/").text) == []


@pytest.mark.parametrize("steps", [0, 1])
def test_whoever_walks_comments_on_every_board_and_writes_on_none(walk, join, steps):
    for _ in range(steps):
        walk.advance()
    cy, dee = join("Cy"), join("Dee", "observer")

    said = cy.send(
        thing(cy, "comment", "why", "Which labs?", about=note_id("idle")),
        cy.note("A note after all"),
        cy.op("txt.put", id=note_id("idle"), t="Changed"),
    )
    looked_on = dee.send(thing(dee, "comment", "hm", "And me?", about=note_id("idle")))

    assert [each.get("x") for each in said["a"]] == [None, "writing-closed", "writing-closed"]
    assert [each.get("x") for each in looked_on["a"]] == ["not-allowed"]
    assert sorted(each["r"]["text"] for each in join("Eve").sees()) == ["Labs stand idle", "Which labs?"]
    assert "comment on what you read" in cy.browser.get(f"/boards/{walk.board}/list/").text


def test_a_walk_that_is_frozen_takes_no_comments(walk, join):
    walk.freeze()
    cy = join("Cy")

    said = cy.send(thing(cy, "comment", "why", "Which labs?", about=note_id("idle")))

    assert [each.get("x") for each in said["a"]] == ["frozen"]
