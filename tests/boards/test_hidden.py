"""Private writing: what is hidden reaches its author alone, by whatever door, until it is revealed."""

import base64
import json

import pytest

from tests.boards.conftest import note_id

SECRET = "my boss is awful"
DRAFT = "my boss is a tyrant"


@pytest.fixture
def hidden(room, join):
    """Bo has written in private, and thought better of one word."""
    bo = join("Bo")
    room.write("private")
    bo.send(bo.note(DRAFT, name="secret", pm=1), bo.op("txt.put", id=note_id("secret"), t=SECRET, pm=1))
    return bo


def everything(room, somebody) -> bytes:
    """All bytes somebody can get of a board, errors included."""
    taken = somebody.op("el.set", id=note_id("secret"), p={"x": 1})
    sent = [
        somebody.send(taken),
        somebody.send(somebody.op("txt.put", id=note_id("secret"), t="mine now")),
        somebody.send(somebody.op("el.del", ids=[note_id("secret")])),
        somebody.send(somebody.op("el.undel", ids=[note_id("secret")])),
        somebody.send(somebody.note("mine", name="secret")),
    ]
    pages = ["list/", "wall/", "snapshot/", "snapshot/?only=public", f"ops/?since=0&e={room.epoch}"]
    return b"".join(somebody.ask(path).data for path in pages) + json.dumps(sent).encode()


@pytest.mark.row("F3", "F4", partly=True)
@pytest.mark.parametrize("role", ["participant", "co-facilitator", "observer"])
def test_nobody_else_gets_a_byte_of_a_hidden_note(room, join, hidden, role):
    other = join("Cy", role)

    got = everything(room, other)

    for word in (SECRET, DRAFT, note_id("secret")):
        for written in (word.encode(), base64.b64encode(word.encode()), word.encode("utf-16-le")):
            assert written not in got


def test_every_touch_on_a_hidden_note_answers_as_if_it_were_not_there(room, join, hidden):
    cy = join("Cy", "co-facilitator")
    touches = [
        cy.op("el.set", id=note_id("secret"), p={"x": 1}),
        cy.op("el.move", id=note_id("secret"), zone="gaps", z="k1", x=1, y=1),
        cy.op("txt.put", id=note_id("secret"), t="x"),
        cy.op("el.del", ids=[note_id("secret")]),
        cy.op("el.undel", ids=[note_id("secret")]),
        cy.note("mine", name="secret"),
    ]

    hidden_answers = cy.send(*touches)["a"]
    absent_answers = cy.send(*[{**touch, "n": touch["n"] + 6} | absent(touch) for touch in touches[:5]])["a"]

    assert {(entry["x"], entry["say"]) for entry in hidden_answers + absent_answers} == {
        ("bad-target", "This note is not there, or not open to you.")
    }


def absent(touch: dict) -> dict:
    return {"ids": [note_id("absent")]} if "ids" in touch else {"id": note_id("absent")}


def test_its_author_sees_it_on_every_page_and_may_change_it(room, join, hidden):
    page = hidden.page("another-page")

    seen = [element["r"]["text"] for element in page.sees()]
    answer = page.send(page.op("txt.put", id=note_id("secret"), t="my boss is busy", pm=1))

    assert seen == [SECRET]
    assert "x" not in answer["a"][0]
    assert b"my boss is busy" in hidden.ask("list/").data


def test_the_wall_shows_nothing_hidden_not_even_to_its_author(room, hidden):
    pages = [hidden.ask("wall/").data, hidden.ask("snapshot/?only=public").data]

    assert all(SECRET.encode() not in page for page in pages)


def test_the_range_moves_on_over_what_one_may_not_see(room, join, hidden):
    cy = join("Cy")

    frame = cy.ask(f"ops/?since=0&e={room.epoch}").get_json()

    assert frame == {"b": room.board, "e": room.epoch, "from": 0, "to": 2, "ev": []}


@pytest.mark.row("F3", partly=True)
def test_a_reveal_shows_all_notes_at_once_without_their_drafts_and_without_names(room, join, hidden):
    cy = join("Cy")
    cy.send(cy.note("Nobody answers", pm=1))
    before = room.log()[-1][0]

    room.write("open")

    events = join("Dee").heard()
    assert sorted(event["r"]["text"] for event in events) == ["Nobody answers", SECRET]
    assert {event["k"] for event in events} == {"el.put"}
    assert [event["s"] for event in events] == [before + 1, before + 2]
    assert all(set(event) == {"s", "k", "id", "r"} for event in events)
    assert DRAFT.encode() not in everything(room, cy)


def test_revealed_notes_lie_apart_in_the_grid_of_their_zone_in_an_order_of_their_own(room, join):
    people = [join(f"Person {number}") for number in range(8)]
    room.write("private")
    for number, somebody in enumerate(people):
        somebody.send(somebody.note(f"{number}", name=f"n{number}", pm=1))

    room.write("open")

    events = join("Dee").heard()
    places = [(event["r"]["x"], event["r"]["y"]) for event in events]
    keys = [event["r"]["z"] for event in events]
    assert len(set(places)) == 8
    assert keys == sorted(set(keys))
    assert [event["r"]["text"] for event in events] != [str(number) for number in range(8)]


def test_its_author_still_owns_a_revealed_note(room, join, hidden):
    room.write("open")

    snapshot = json.loads(hidden.ask("snapshot/").data)
    answer = hidden.send(hidden.op("el.del", ids=[note_id("secret")]))

    assert snapshot["mine"] == [note_id("secret")]
    assert "x" not in answer["a"][0]


def test_a_note_that_arrives_after_its_reveal_stays_with_its_author(room, join, hidden):
    room.write("open")

    answer = hidden.send(hidden.note("too late", pm=1))

    assert "x" not in answer["a"][0]
    assert [element["id"] for element in hidden.sees() if "aud" in element] == [note_id("too late")]
    room.write("private")
    room.write("open")
    assert b"too late" not in everything(room, join("Cy"))


def test_words_that_arrive_after_their_reveal_are_offered_back(room, join, hidden):
    room.write("open")

    answer = hidden.send(hidden.op("txt.put", id=note_id("secret"), t="worse words", pm=1))

    assert answer["a"][0]["x"] == "revealed"
    assert b"worse words" not in everything(room, join("Cy"))


def test_what_a_note_says_in_another_language_does_not_come_out_by_arriving_late(room, join, hidden):
    room.write("open")

    answer = hidden.send(hidden.op("el.set", id=note_id("secret"), p={"gloss": "Mon patron"}, pm=1))

    assert answer["a"][0]["x"] == "revealed"
    assert b"Mon patron" not in everything(room, join("Cy"))


@pytest.mark.parametrize("writing", ["open", "closed"])
def test_late_words_that_say_where_are_kept_as_a_hidden_note(room, join, hidden, writing):
    cy = join("Cy")
    room.write(writing)
    late = note_id("late")

    step = {"u": "AAA=", "yc": 7, "pm": 1, "l": late}
    answers = hidden.send(
        hidden.op("txt", id=note_id("secret"), t="worse", **step),
        hidden.op("txt", id=note_id("secret"), t="worse words", **step),
    )

    assert ["x" in answer for answer in answers["a"]] == [False, False]
    assert [event["r"]["text"] for event in cy.sees()] == [SECRET]
    assert {event["id"]: event["r"]["text"] for event in hidden.sees()} == {
        note_id("secret"): SECRET,
        late: "worse words",
    }
    assert b"worse" not in everything(room, cy)


def test_late_words_are_read_right_after_their_note(room, join, hidden):
    cy = join("Cy")
    room.write("open")
    [secret] = hidden.sees()
    cy.send({**cy.note("What comes next"), "z": secret["r"]["z"] + "1"})

    step = {"pm": 1, "l": note_id("late")}
    hidden.send(hidden.op("txt.put", id=note_id("secret"), t="worse words", **step))

    read = sorted((event["r"]["z"], event["r"]["text"]) for event in hidden.sees())
    assert [text for _z, text in read] == [SECRET, "worse words", "What comes next"]
    assert len({z for z, _text in read}) == 3


def test_where_two_steps_share_a_canvas_the_one_people_wrote_in_says_what_is_revealed(room, join, hidden):
    from app.db import db, transaction
    from app.ids import new_id
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        step = db.session.scalars(db.select(Step).where(Step.workshop_id == room.id)).one()
        step.sharing = "pick"
        also = {"workshop_id": room.id, "screen": step.screen, "minutes": 5, "sharing": "reveal", "phases": []}
        db.session.add(Step(id=new_id(), position=step.position + 1, **also))

    room.advance()
    room.reveal()

    assert join("Dee").heard() == []
    assert [element["r"]["text"] for element in hidden.sees()] == [SECRET]


def test_what_was_written_to_be_revealed_is_even_from_a_step_in_which_people_pick(room, join, hidden):
    from app.db import db, transaction
    from app.ids import new_id
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        step = db.session.scalars(db.select(Step).where(Step.workshop_id == room.id)).one()
        also = {"workshop_id": room.id, "screen": step.screen, "minutes": 5, "sharing": "pick", "phases": []}
        second = Step(id=new_id(), position=step.position + 1, **also)
        db.session.add(second)
        there = second.id

    # By the agenda, past the reveal of the step people wrote in.
    room.jump(there)
    room.reveal()

    assert [element["r"]["text"] for element in join("Dee").sees()] == [SECRET]


@pytest.fixture
def elsewhere(room):
    """The id of the next step, which is on another canvas."""
    from app.db import db, transaction
    from app.ids import new_id
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        step = Step(id=new_id(), workshop_id=room.id, position=2, screen="another", minutes=5, phases=[])
        db.session.add(step)
        return step.id


@pytest.mark.parametrize("pm", [2, 0], ids=["composed alone", "composed for all"])
def test_on_a_board_the_room_has_left_nobody_writes_for_the_reveal_of_another(room, join, hidden, elsewhere, pm):
    room.jump(elsewhere)
    room.turn("private")

    answer = hidden.send(hidden.note("for another reveal", pm=pm))

    assert [entry["x"] for entry in answer["a"]] == ["writing-closed"]
    assert b"for another reveal" not in hidden.ask("snapshot/").data
    assert b"data-add" not in hidden.ask("list/").data


@pytest.mark.parametrize("writing", ["open", "private", "closed"])
def test_a_note_begun_alone_waits_for_its_own_reveal_wherever_the_room_went(room, join, hidden, elsewhere, writing):
    cy = join("Cy")
    room.jump(elsewhere)
    room.turn(writing)

    answer = hidden.send(hidden.note("ended too late", pm=1))
    while_hidden = everything(room, cy)
    if writing == "private":
        room.reveal(2)
    after_another = everything(room, cy)
    room.reveal(1)

    assert ["x" in entry for entry in answer["a"]] == [False]
    assert b"ended too late" not in while_hidden + after_another
    assert sorted(element["r"]["text"] for element in cy.sees()) == ["ended too late", SECRET]


def test_a_name_shown_later_names_nobody_who_wrote_without(room, join, hidden):
    room.show_names()
    cy = join("Cy")
    cy.send(cy.note("named", pm=1))

    room.write("open")

    assert {event["r"]["text"]: event.get("by") for event in join("Dee").heard()} == {SECRET: None, "named": cy.seat}


def test_where_people_pick_what_they_share_nothing_is_revealed_for_them(room, join, hidden):
    from app.db import db, transaction
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        db.session.scalars(db.select(Step).where(Step.workshop_id == room.id)).one().sharing = "pick"

    room.write("open")

    assert join("Dee").heard() == []
    assert [element["r"]["text"] for element in hidden.sees()] == [SECRET]


def test_a_deleted_draft_is_never_revealed(room, join, hidden):
    hidden.send(hidden.op("el.del", ids=[note_id("secret")]))

    room.write("open")

    assert join("Dee").heard() == []
