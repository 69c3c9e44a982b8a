"""Groups in a room: what one op makes of the notes that lie in one, and who hears of it."""

import json

import pytest

from tests.boards.conftest import note_id

GROUP = note_id("labs")
PLACE, INSIDE = {"zone": "gaps", "z": "k1"}, {"x": 60, "y": 160}


@pytest.fixture
def labs(room, join):
    """Bo's group in the zone of policy, with a note of Bo's and one of Cy's in it."""
    bo, cy = join("Bo"), join("Cy")
    bo.send(bo.group("Access to test labs", name="labs"), bo.note("Idle lab days", name="idle", parent=GROUP, p=INSIDE))
    cy.send(cy.note("Night tests", name="night", parent=GROUP, p=INSIDE))
    return bo, cy


def moved(name: str, **fields: object) -> dict:
    return {"k": "el.move", "id": note_id(name), **fields}


def unnumbered(events: list[dict]) -> list[dict]:
    return [{key: value for key, value in event.items() if key != "s"} for event in events]


def test_a_group_that_is_moved_takes_its_notes_along_and_everybody_hears_it(room, labs):
    bo, cy = labs
    keys = {event["id"]: event["r"]["z"] for event in cy.sees()}

    answer = cy.send(cy.op("el.move", id=GROUP, **PLACE, x=430, y=400))

    assert answer == {"a": [{"n": 2, "s": 6}]}
    assert unnumbered(bo.heard(3)) == [
        moved("idle", parent=GROUP, zone="gaps", z=keys[note_id("idle")], x=460, y=460),
        moved("night", parent=GROUP, zone="gaps", z=keys[note_id("night")], x=460, y=460),
        moved("labs", **PLACE, x=430, y=400),
    ]


def test_notes_stay_when_their_group_goes(room, labs):
    bo, cy = labs

    refused = cy.send(cy.op("el.del", ids=[GROUP]))
    answer = bo.send(bo.op("el.del", ids=[GROUP]))

    assert refused["a"][0]["x"] == "not-yours"
    assert answer == {"a": [{"n": 3, "s": 6}]}
    assert {event["id"]: event["r"].get("parent") for event in cy.sees()} == {
        note_id("idle"): None,
        note_id("night"): None,
    }


def test_words_for_a_group_that_somebody_deleted_meanwhile_lie_outside_where_they_were_to_lie(room, labs):
    bo, cy = labs
    bo.send(bo.op("el.del", ids=[GROUP]))

    answer = cy.send(
        cy.note("Spare days", name="spare", parent=GROUP, p=INSIDE),
        cy.op("el.move", id=note_id("night"), parent=GROUP, **PLACE, x=70, y=170),
    )

    assert ["x" in entry for entry in answer["a"]] == [False, False]
    lying = {event["id"]: (event["r"]["x"], event["r"]["y"], event["r"].get("parent")) for event in bo.sees()}
    assert lying == {
        note_id("idle"): (60, 160, None),
        note_id("spare"): (60, 160, None),
        note_id("night"): (70, 170, None),
    }
    assert not any(GROUP in str(event) for event in cy.heard(room.log()[-3][0]))


def test_what_came_to_lie_outside_is_undone_like_any_other_before_its_group_comes_back(room, join, labs):
    ada, (bo, cy) = join("Ada"), labs
    before, last = by_id(bo.sees()), room.log()[-1][0]
    bo.send(bo.op("el.del", ids=[GROUP]))
    outside = cy.send(
        cy.note("Spare days", name="spare", parent=GROUP, p=INSIDE),
        cy.op("el.move", id=note_id("night"), parent=GROUP, **PLACE, x=70, y=170),
    )

    answer = ada.send(*undoing(room, ada, last))

    assert [entry for entry in outside["a"] + answer["a"] if "x" in entry] == []
    assert by_id(bo.sees()) == before


def test_the_way_back_into_a_group_that_went_meanwhile_leads_to_the_place_and_into_none(room, labs):
    bo, cy = labs
    last = room.log()[-1][0]
    cy.send(cy.op("el.move", id=note_id("night"), **PLACE, x=900, y=900))
    back = undoing(room, cy, last)
    bo.send(bo.op("el.del", ids=[GROUP]))

    answer = cy.send(*back)

    assert "s" in answer["a"][0]
    record = by_id(bo.sees())[note_id("night")]["r"]
    assert (record["x"], record["y"], record.get("parent")) == (60, 160, None)


@pytest.mark.parametrize("role", ["participant", "facilitator"])
def test_a_deleted_group_that_one_never_saw_answers_as_one_that_never_was(room, join, role):
    bo, cy = join("Bo"), join("Cy", role)
    room.write("private")
    bo.send(bo.group("My boss", name="labs", pm=1), bo.op("el.del", ids=[GROUP], pm=1))

    of_bo, of_nobody = (
        cy.send(cy.note(f"Words for {group}", parent=group, pm=1))["a"][0] for group in (GROUP, note_id("Nowhere"))
    )

    assert of_bo["x"] == of_nobody["x"] == "bad-target"
    assert of_bo["say"] == of_nobody["say"]


def test_a_hidden_note_in_a_group_comes_along_and_only_its_author_hears_of_it(room, join, labs):
    bo, cy = labs
    room.write("private")
    bo.send(bo.note("my boss is awful", name="secret", parent=GROUP, pm=1))
    before = room.log()[-1][0]

    cy.send(cy.op("el.move", id=GROUP, **PLACE, x=430, y=400))

    assert [event["id"] for event in cy.heard(before)] == [note_id("idle"), note_id("night"), GROUP]
    assert {event["id"]: event.get("aud") for event in bo.heard(before)} == {
        note_id("idle"): None,
        note_id("night"): None,
        note_id("secret"): bo.seat,
        GROUP: None,
    }
    assert {event["r"]["zone"] for event in bo.sees()} == {"gaps"}


def test_a_group_written_in_private_is_revealed_before_its_notes(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(
        bo.note("Idle lab days", name="idle", p={"x": 1, "y": 2, "lang": "en", "gloss": "Unbesetzte Labortage"}, pm=1),
        bo.group("Access to test labs", name="labs", pm=1),
        {**bo.op("el.move", id=note_id("idle"), parent=GROUP, zone="policy", z="V1", x=9, y=9)},
    )
    assert cy.heard() == []

    room.write("open")

    heard = [(event["k"], event["id"], event["r"].get("parent"), event["r"].get("gloss")) for event in cy.heard()]
    assert heard == [
        ("el.put", GROUP, None, None),
        ("el.put", note_id("idle"), GROUP, "Unbesetzte Labortage"),
    ]
    assert [event["id"] for event in cy.sees()] == [GROUP, note_id("idle")]


def test_a_note_is_revealed_without_a_group_that_stays_hidden(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    room.write("open")
    room.write("private")
    bo.send(bo.group("Late", name="labs", pm=1), bo.note("Idle lab days", name="idle", parent=GROUP, pm=2))

    room.write("open")

    assert [(event["id"], event["r"].get("parent")) for event in cy.sees()] == [(note_id("idle"), None)]
    assert {event["id"]: event.get("aud") for event in bo.sees()} == {note_id("idle"): None, GROUP: bo.seat}


def test_what_is_kept_beside_the_rows_of_an_op_undoes_it_from_the_last_to_the_first(room, join, labs):
    ada, (bo, _cy) = join("Ada"), labs
    before, last = by_id(bo.sees()), room.log()[-1][0]
    ada.send(
        ada.op("el.move", id=GROUP, **PLACE, x=430, y=400),
        ada.op("el.set", id=GROUP, p={"gloss": "Testlabore", "w": 900}),
        ada.op("el.del", ids=[GROUP, note_id("idle")]),
    )

    answer = ada.send(*undoing(room, ada, last))

    assert [settled for settled in answer["a"] if "x" in settled] == []
    assert by_id(bo.sees()) == before


def undoing(room, somebody, since: int) -> list[dict]:
    """The ops that are kept beside the rows behind one, of the last row first."""
    inverses = room.rows(f"SELECT inverse FROM op WHERE board_id = :board AND seq > {since} ORDER BY seq DESC")
    # One database answers with text here, the other with what it says.
    return [somebody.op(**(json.loads(each) if isinstance(each, str) else each)) for (each,) in inverses]


def by_id(events: list[dict]) -> dict[str, dict]:
    return {event["id"]: event for event in events}


@pytest.mark.parametrize(
    ("op", "code"),
    [
        ({"t": "x" * 121}, "title-long"),
        ({"t": " "}, "title-empty"),
        ({"parent": GROUP}, "bad-parent"),
    ],
)
def test_a_group_that_cannot_be_is_refused_in_words(room, labs, op, code):
    bo, _cy = labs

    refused = bo.send({**bo.group("Another", name="another"), **op})["a"][0]

    assert refused["x"] == code
    assert refused["say"].endswith(".")


def test_what_one_wrote_with_a_name_and_without_lies_apart_and_no_row_holds_both_names(room, join):
    bo = join("Bo")
    room.write("private")
    bo.send(bo.group("Access to test labs", name="labs", pm=1))
    room.show_names()

    answer = bo.send(bo.note("Idle lab days", name="idle", parent=GROUP, pm=1), bo.note("Night tests", pm=1))

    assert [entry.get("x") for entry in answer["a"]] == ["two-names", None]
    assert len({audience for _seq, _kind, audience in room.log()}) == 2
