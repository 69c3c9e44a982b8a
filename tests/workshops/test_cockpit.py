"""The cockpit: buttons that move the room, and what a facilitator sees."""

import re
from datetime import time, timedelta

import pytest

from tests.morning import TODAY


def shown(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_next_takes_the_phases_then_the_steps_then_the_end(room):
    walked = []
    for _ in range(7):
        room.press()
        stage = room.stage()
        walked.append((stage["mood"], stage["number"], stage["phase"], stage["writing"], stage["generation"]))

    assert walked == [
        ("canvas", 1, 0, "closed", 0),
        ("canvas", 1, 1, "private", 0),
        ("canvas", 1, 2, "open", 1),
        ("canvas", 1, 3, "closed", 1),
        ("talk", 2, 0, "closed", 1),
        ("canvas", 3, 0, "open", 1),
        ("ended", 0, 0, "closed", 1),
    ]


def test_the_next_button_names_what_comes_and_its_consequence(room):
    said = []
    for _ in range(7):
        said.append(shown(room.ada.get(room.at("cockpit/"))))
        room.press()
    last = shown(room.ada.get(room.at("cockpit/")))

    assert "Next step: Seven enablers. You explain; nobody writes yet." in said[0]
    assert "Start the first step" in said[0]
    assert "Next part: Write alone. Everybody writes alone; nobody sees another's new notes" in said[1].replace(
        "&#39;", "'"
    )
    assert (
        "Next part: Reveal. People see what is there; writing is open. All notes appear at once, in random order."
        in said[2]
    )
    assert "The timer starts at" in said[2]
    assert "Next step: Sponsor&#39;s brief." in said[4]
    assert "If it ended by mistake, go back." in last


def question(page) -> list[str]:
    """What is asked before the room is started on another day, by the button and beside each step of the agenda."""
    return re.findall(r"It is planned for [^.]+\. Start today\?", page.text)


@pytest.fixture
def planned(app, person, workshop, come_in):
    """`planned((0, 2), *steps)` is a room whose workshop takes place on these days, counted from today."""
    from app.workshops.agenda import AgendaDay
    from tests.workshops.rooms import Room

    def make(days, *steps):
        ada = person("Ada Obi")
        these = tuple(AgendaDay(TODAY + timedelta(days=each), time(9)) for each in days)
        made = workshop(ada, *steps, days=these, timezone="UTC")
        return Room(app, made.id, made.code, come_in(ada))

    return make


def talk():
    from app.workshops.drafts import StepDraft

    return StepDraft(title={"en": "Talk"}, minutes=10)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ((0,), None),
        ((-3, 0), None),
        ((3,), 3),
        ((-2,), -2),
        ((-3, 2, 4), 2),
    ],
)
def test_a_start_on_another_day_than_planned_is_asked_about_once(app, planned, days, asked):
    from app.moments import long_day_year

    room = planned(days, talk())
    page = room.ada.get(room.at("cockpit/"))

    with app.test_request_context():
        said = {f"It is planned for {long_day_year(TODAY + timedelta(days=asked))}. Start today?"} if asked else set()
    assert set(question(page)) == said
    assert ("<summary" in page.text.split('id="cp-next"')[0].split('class="row cp-n"')[1]) == bool(said)
    assert room.press().status_code == 303
    assert question(room.ada.get(room.at("cockpit/"))) == []


REOPENED = ("closure", "closure/removal")


@pytest.mark.parametrize("deeds", [("closure",), REOPENED, ()], ids=["closed", "reopened", "empty"])
def test_a_workshop_that_cannot_be_started_asks_of_no_day_and_has_no_button(planned, deeds):
    room = planned((3,), *([talk()] if deeds else []))
    for deed in deeds:
        assert room.ada.submit(room.at(f"{deed}/")).status_code == 303

    page = room.ada.get(room.at("cockpit/"))

    assert question(page) == []
    assert 'id="cp-next"' not in page.text
    assert "Start the first step" not in page.text


def test_of_two_who_press_next_at_once_one_moves_the_room_and_the_other_sees_why(room):
    bo = room.join("Bo")
    room.ada.submit(room.at("roles/"), seat=room.seats()["Bo"].id, role="co-facilitator")
    room.press()
    seen = room.seen

    first, second = room.press(seen=seen), room.press(by=bo, seen=seen)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "The room had moved on before this press came." in second.text
    assert "Next part: Reveal." in shown(second)
    assert (room.stage()["number"], room.stage()["phase"]) == (1, 1)


def test_htmx_gets_the_cockpit_alone_and_the_others_go_to_its_page(room):
    alone = room.ada.submit(room.at("moves/"), htmx=True, to="next", seen=room.seen)
    refused = room.ada.submit(room.at("moves/"), htmx=True, to="next", seen="")
    page = room.press()

    assert alone.text.lstrip().startswith('<div id="cockpit"')
    assert (refused.status_code, refused.text.lstrip()[:18]) == (409, '<div id="cockpit" ')
    assert (page.status_code, page.location) == (303, room.at("cockpit/"))


def test_back_and_straight_to_a_step(room):
    room.press()
    room.press()
    room.press(to="back")
    back = room.stage()
    steps = re.findall(r'name="step" value="([^"]+)"', room.ada.get(room.at("cockpit/")).text)
    room.press(to="to", step=steps[-1])

    assert (back["number"], back["phase"], back["writing"], back["generation"]) == (1, 0, "closed", 1)
    assert room.stage()["title"]["en"] == "100-day plan"


def test_before_the_first_phase_there_is_nothing(room):
    room.press()

    answer = room.press(to="back")

    assert answer.status_code == 409
    assert room.stage()["number"] == 1


@pytest.mark.parametrize("step", ["nowhere", ""])
def test_a_step_of_another_agenda_is_nowhere_to_go(room, step):
    answer = room.press(to="to", step=step)

    assert answer.status_code == 409
    assert room.stage()["mood"] == "waiting"


def test_the_end_can_be_taken_back(room):
    for _ in range(7):
        room.press()

    again = room.press()
    room.press(to="back")

    assert again.status_code == 409
    assert (room.stage()["mood"], room.stage()["number"]) == ("canvas", 3)


def test_a_closed_workshop_has_ended_and_no_button_moves_it_on(room):
    room.press()
    room.press()
    room.ada.submit(room.at("closure/"))
    closed = room.stage()

    pressed = [room.press(to="back"), room.press(), room.ada.submit(room.at("freeze/"), frozen="yes")]
    page = room.ada.get(room.at("cockpit/")).text

    assert (closed["mood"], closed["writing"], closed["generation"]) == ("ended", "closed", 1)
    assert [answer.status_code for answer in pressed] == [409, 409, 409]
    assert room.stage()["version"] == closed["version"]
    assert "The workshop is closed; its code opens nothing any more." in page
    assert 'id="cp-back"' not in page
    assert 'id="to-' not in page


@pytest.mark.row("F16")
def test_one_press_freezes_everything_and_one_lets_go(room):
    bo = room.join("Bo")
    room.press()

    room.ada.submit(room.at("freeze/"), frozen="yes")
    frozen, told = room.stage()["frozen"], bo.get(room.at()).text
    room.ada.submit(room.at("freeze/"), frozen="no")

    assert frozen is True
    assert "Frozen for a moment: the facilitator has stopped all writing." in told
    assert room.stage()["frozen"] is False
    assert [action for action, _ in room.audit()][-2:] == ["stage.freeze", "stage.freeze"]


def test_freezing_works_from_a_stale_page(room):
    room.press()

    answer = room.ada.submit(room.at("freeze/"), frozen="yes", seen="long gone")

    assert answer.status_code == 303
    assert room.stage()["frozen"] is True


def test_writing_is_opened_hidden_and_closed_by_hand(room):
    room.press()

    said = []
    for writing in ("open", "private", "private", "closed", "open"):
        room.ada.submit(room.at("writing/"), writing=writing, seen=room.seen)
        said.append((room.stage()["writing"], room.stage()["generation"]))

    assert said == [("open", 0), ("private", 0), ("private", 0), ("closed", 1), ("open", 1)]


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("moves/", {"to": "sideways"}),
        ("timer/", {"turn": "faster"}),
        ("timer/", {"turn": "more", "minutes": "-5"}),
        ("timer/", {"turn": "more", "minutes": "601"}),
        ("timer/", {"turn": "more", "minutes": "²"}),
        ("writing/", {"writing": "loud"}),
        ("freeze/", {}),
        ("joining/", {"locked": "maybe"}),
    ],
)
def test_a_forged_button_changes_nothing(room, address, fields):
    room.press()
    before = room.kept().version

    answer = room.ada.submit(room.at(address), seen=room.seen, **fields)

    assert answer.status_code == 422
    assert room.kept().version == before


def test_the_steps_as_they_were_run_are_kept_with_their_times(room, clock):
    from app.workshops import queries

    for seconds in (0, 100, 200, 300, 400, 1000):
        clock(seconds)
        room.press()

    with room.app.app_context():
        steps = {step.id: step.title["en"] for step in queries.steps_of(room.id)}
        visits = queries.visits_of(room.id)
    spans = [
        (
            steps[visit.step_id],
            round((visit.ended_at - visit.started_at).total_seconds(), -1) if visit.ended_at else None,
        )
        for visit in visits
    ]
    assert spans == [("Seven enablers", 400.0), ("Sponsor's brief", 600.0), ("100-day plan", None)]


@pytest.mark.row("A3")
def test_the_cockpit_says_how_far_the_room_is_ahead_or_behind_and_when_the_day_ends(room, clock):
    room.press()
    on_time = shown(room.ada.get(room.at("cockpit/")))
    clock(26 * 60 + 5)
    behind = shown(room.ada.get(room.at("cockpit/")))
    clock(8 * 60)
    for _ in range(4):
        room.press()
    ahead = shown(room.ada.get(room.at("cockpit/")))

    assert "On time" in on_time
    assert re.search(r"6 min behind At this pace the day ends at \d\d:\d\d\.", behind)
    assert re.search(r"Seven enablers 20\+6", behind)
    assert "12 min ahead" in ahead


def test_the_people_of_the_room_stand_by_table_with_their_roles(room):
    room.join("Bo", table="2")
    room.join("Cleo", table="online")

    people = shown(room.ada.get(room.at("people/")))

    assert "3 joined" in people
    assert "Table 2" in people
    assert "Online" in people
    assert "0 connected" in people
    assert "Bo Participant" in people


def test_a_phone_shows_the_step_and_who_can_see_what_is_written(room):
    bo = room.join("Bo")
    room.press()
    room.press()

    page = bo.get(room.at("step/")).text

    assert "What helps innovators here?" in page
    private, opened = (re.search(rf'data-writing="{writing}"( hidden)?', page)[1] for writing in ("private", "open"))
    assert (private, opened) == (None, " hidden")


def test_an_observer_is_told_that_they_look_on(room):
    bo = room.join("Bo")
    room.ada.submit(room.at("roles/"), seat=room.seats()["Bo"].id, role="observer")
    room.press()

    assert "You look on." in bo.get(room.at()).text


def test_five_more_minutes_on_the_clock_end_the_day_five_minutes_later(room):
    room.press()
    ends = r"At this pace the day ends at (\d\d):(\d\d)\."
    before = re.search(ends, room.ada.get(room.at("cockpit/")).text)

    room.turn("more", minutes="5")

    after = re.search(ends, room.ada.get(room.at("cockpit/")).text)
    told = [int(each[1]) * 60 + int(each[2]) for each in (before, after)]
    assert (told[1] - told[0]) % (24 * 60) == 5


def test_after_the_end_the_cockpit_leads_to_minutes_and_boards(room):
    while "End the workshop" not in room.ada.get(room.at("cockpit/")).text:
        assert room.press().status_code == 303
    room.press()

    cockpit = room.ada.get(room.at("cockpit/")).text

    assert f'href="/reports/workshops/{room.id}/minutes/"' in cockpit
    assert f'href="/boards/for/{room.id}/"' in cockpit


ELSE = "What this button does has changed since it was shown. Look at what it does now, then press again."


def button(page, about: str) -> dict[str, str]:
    """What the form of a button of the cockpit sends."""
    form = next(form for form in re.findall(r"<form.*?</form>", page.text, re.DOTALL) if f'id="{about}"' in form)
    return dict(re.findall(r'name="(to|seen|way|step|hidden)" value="([^"]*)"', form))


def change_parts(room, number: int, *kinds: str) -> None:
    """Somebody gives a step of the agenda other parts."""
    from app.db import db, transaction
    from app.workshops.phases import Phase, PhaseKind, as_json
    from app.workshops.queries import steps_of

    with room.app.app_context(), transaction():
        steps_of(room.id)[number].phases = as_json([Phase(PhaseKind(kind), 5) for kind in kinds])
        db.session.flush()


def test_a_button_that_leads_elsewhere_since_the_agenda_was_changed_is_refused(room):
    room.press()
    old = room.ada.get(room.at("cockpit/"))
    ways = [button(old, "cp-next"), button(old, f"to-{agenda_steps(room)[2]}")]
    change_parts(room, 0, "brief", "reveal")
    change_parts(room, 2, "private")

    answers = [room.ada.submit(room.at("moves/"), **way) for way in ways]

    assert [(answer.status_code, ELSE in answer.text) for answer in answers] == [(409, True)] * 2
    assert (room.stage()["number"], room.stage()["phase"]) == (1, 0)
    again = button(room.ada.get(room.at("cockpit/")), "cp-next")
    assert room.ada.submit(room.at("moves/"), **again).status_code == 303
    assert room.stage()["phase"] == 1


def test_back_that_leads_elsewhere_since_the_agenda_was_changed_is_refused(room):
    room.press()
    room.press()
    way = button(room.ada.get(room.at("cockpit/")), "cp-back")
    change_parts(room, 0, "vote", "private", "reveal")

    answer = room.ada.submit(room.at("moves/"), **way)

    assert (answer.status_code, ELSE in answer.text, room.stage()["phase"]) == (409, True, 1)


def test_the_end_is_pressed_for_no_step_that_was_added_meanwhile(room):
    from app.db import db, transaction
    from app.workshops.models import Step

    for _ in range(6):
        room.press()
    way = button(room.ada.get(room.at("cockpit/")), "cp-next")
    with room.app.app_context(), transaction():
        db.session.add(Step(id="added", workshop_id=room.id, position=3, minutes=5, phases=[]))

    answer = room.ada.submit(room.at("moves/"), **way)

    assert (answer.status_code, ELSE in answer.text, room.stage()["mood"]) == (409, True, "canvas")


def agenda_steps(room) -> list[str]:
    from app.workshops.queries import steps_of

    with room.app.app_context():
        return [step.id for step in steps_of(room.id)]
