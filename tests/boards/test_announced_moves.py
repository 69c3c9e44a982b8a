"""Each move of the stage does what the cockpit announced and phones promised, in all sequences and step templates."""

import html
import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time

import pytest

from app.canvases.library import library
from app.workshops import stage
from app.workshops.drafts import StepDraft, flow_of, from_canvases, middle_length
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage import Place, Scene, StageState, Writing
from app.workshops.words import TELLS, told
from tests.boards.conftest import Room, Somebody, browser_of, note_id, person

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)
SEQUENCES = sorted(library().sequences)
CANVASES = sorted(library().canvases)

APPEAR = "All notes appear at once, in random order."
STAY = "Notes written alone stay hidden until you reveal them."
ALONE = "You write alone. Nobody else sees your new notes until the next reveal."
HIDDEN = "What was written alone stays hidden until the facilitator reveals it."
OPENS, CLOSES = "A vote opens.", "The vote closes and is counted."
BOARD, NONE = "Screens show its board.", "Screens show no board."


def drafts(name: str):
    """The steps of a sequence, or of one step on a canvas with a talk behind it."""
    shelf = library()
    if name in shelf.sequences:
        return from_canvases([(step.canvas, step.minutes) for step in shelf.steps(shelf.sequences[name])])
    return from_canvases([(shelf.canvases[name], middle_length(shelf.canvases[name]))])


def scenes(name: str) -> tuple[Scene, ...]:
    """An agenda as the stage plays it."""
    shelf = library().canvases
    return tuple(
        Scene(f"s{number}", draft.minutes, flow_of(draft, shelf), draft.screen)
        for number, draft in enumerate(drafts(name))
    )


@pytest.mark.parametrize("name", [*SEQUENCES, *CANVASES])
def test_what_is_announced_follows_from_the_parts_of_each_step_alone(app, name):
    """The expectation is told from the agenda: which part is left, which is entered, on which board people wrote."""
    agenda, state = scenes(name), StageState()
    waits: dict[int, str | None] = {}
    board, part, writings = None, None, 0
    with app.test_request_context():
        while (there := stage.following(agenda, state)) is not None:
            here = agenda[there.step]
            kind = here.phases[there.phase].kind if here.phases else None
            if kind is PhaseKind.PRIVATE:
                writings += 1
            shown = [number for number, canvas in waits.items() if kind is PhaseKind.REVEAL and canvas == here.canvas]
            for number in shown:
                del waits[number]
            minutes = here.phases[there.phase].minutes if here.phases else here.minutes
            near = {board, here.canvas} - {None}
            expected = [
                str(TELLS[kind]) if kind else "The step has no parts of its own.",
                *([APPEAR] if shown else []),
                *([STAY] if near & {*waits.values()} and kind is not PhaseKind.PRIVATE else []),
                *([CLOSES] if part is PhaseKind.VOTE else []),
                *([OPENS] if kind is PhaseKind.VOTE else []),
                *([BOARD] if board != here.canvas else []),
                f"The timer starts at {minutes} min.",
            ]
            after = stage.enter(agenda, state, there, NOON)

            assert [str(each) for each in told(stage.effects(agenda, state, after), kind)] == expected, there
            assert (after.writing is Writing.PRIVATE) == (kind is PhaseKind.PRIVATE)

            if kind is PhaseKind.PRIVATE:
                waits[writings] = here.canvas
            state, board, part = after, here.canvas, kind


def room_of(app, *names: str) -> Room:
    """A workshop from sequences or canvases, one after the other, not begun; Ada leads it."""
    return room_of_steps(app, [draft for name in names for draft in drafts(name)])


def room_ending_alone(app, *names: str) -> Room:
    """A workshop as `room_of` makes one, with a last step behind it in which people write alone to its end."""
    alone = StepDraft(minutes=4, screen="session_feedback", phases=(Phase(PhaseKind.PRIVATE, 4),))
    return room_of_steps(app, [*(draft for name in names for draft in drafts(name)), alone])


def room_of_steps(app, steps: list) -> Room:
    """A workshop of these steps, not begun; Ada leads it."""
    from app.boards.queries import plenary_board
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief
    from app.workshops.queries import seat_of
    from app.workshops.services import make_workshop

    ada = person(app, "Ada")
    with app.app_context():
        brief = Brief(
            title="As announced", host_name="The Lab", timezone="UTC", days=(AgendaDay(date(2026, 3, 23), time(9)),)
        )
        workshop = make_workshop(ada, brief, steps, canvases=library().canvases)
        seat, board = seat_of(workshop.id, ada.id), plenary_board(workshop.id, steps[0].screen)
    room = Room(app, workshop.id, board.id, board.epoch)
    room.people["Ada"] = Somebody(room, seat.id, ada.id, browser_of(app, ada))
    return room


def announced(room: Room, button: str = "next") -> str:
    """What the cockpit says of *Next* or *Back*."""
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    said = re.search(rf'<(\w+) class="[^"]*" id="cp-{button}-does">(.*?)</\1>', page, re.DOTALL)
    return html.unescape(" ".join(said[2].split()))


def press(room: Room, to: str = "next", **fields: str):
    from app.workshops.queries import stage_of

    with room.app.app_context():
        seen = stage.mark(services_state(stage_of(room.id)))
    return room.people["Ada"].browser.submit(f"/w/{room.id}/moves/", to=to, seen=seen, **fields)


def services_state(row) -> StageState:
    from app.workshops.services.stage import state_of

    return state_of(row)


def promised(somebody: Somebody) -> set[str]:
    """What a phone says of who sees what is written."""
    page = somebody.browser.get(f"/w/{somebody.room.id}/").text
    parts = re.findall(r'<p class="private"([^>]*)>(.*?)</p>', page, re.DOTALL)
    return {html.unescape(re.sub(r"<[^>]+>", "", words)).strip() for marks, words in parts if " hidden" not in marks}


@pytest.mark.parametrize("name", SEQUENCES)
def test_each_move_of_a_sequence_does_what_was_announced_and_promised(app, name):
    """Bo writes one note in each part in which people write alone; Cy looks whether it is there."""
    room = room_of(app, name)
    bo, cy = room.join("Bo"), room.join("Cy")
    hidden: dict[str, str] = {}
    for number in range(100):
        says = announced(room)
        if "This was the last part." in says:
            break
        before = now(room)
        assert press(room).status_code == 303
        after, votes = now(room), room.rows("SELECT count(*) FROM vote_round WHERE closed_at IS NULL")[0][0]
        seen = {word for word, board in hidden.items() if note_id(word) in on_board(cy, board)}

        assert bool(seen) == (APPEAR in says), (number, says)
        for word in seen:
            del hidden[word]
        waits = boards_of(room, hidden.values())
        near = bool(waits & {before["canvas"], after["canvas"]})
        assert near == (STAY in says) or after["writing"] == "private", (number, says)
        assert votes == (OPENS in says), (number, says)
        assert (CLOSES in says) == (before["votes"] == 1), (number, says)
        assert (BOARD in says) == (before["canvas"] != after["canvas"]), (number, says)
        assert f"The timer starts at {after['timer']['of'] // 60} min." in says, (number, says)
        promises = promised(bo)
        assert (ALONE in promises) == (after["writing"] == "private"), (number, promises)
        assert (HIDDEN in promises) == (after["canvas"] in waits and after["writing"] != "private"), (number, promises)
        if after["writing"] == "private":
            word = f"alone {number}"
            [(room.board, room.epoch)] = room.rows(f"SELECT id, epoch FROM board WHERE canvas = '{after['canvas']}'")
            zone = library().canvases[after["canvas"]].zones[0].id
            answer = bo.send(bo.note(word, zone=zone, pm=after["generation"] + 1))
            assert "s" in answer["a"][0], answer
            hidden[word] = room.board
            bo = bo.page(f"page-{number}-of-bo")
    assert "The timer is cleared." in announced(room)
    assert "you are asked what becomes of them" in announced(room)
    assert (press(room).status_code == 409) == bool(hidden)


def boards_of(room: Room, ids: Collection[str]) -> set[str]:
    """The canvases of some boards."""
    return {canvas for id_, canvas in room.rows("SELECT id, canvas FROM board") if id_ in set(ids)}


@pytest.mark.parametrize("writes", [True, False])
def test_on_later_boards_nothing_is_said_of_notes_hidden_on_another(app, writes):
    room = room_of(app, "eight_ideas", "ecosystem_enablers", "energy_check")
    bo, _cy = room.join("Bo"), room.join("Cy")
    while now(room)["writing"] != "private":
        press(room)
    if writes:
        bo.send(bo.note("for my eyes", zone=library().canvases["eight_ideas"].zones[0].id, pm=1))
    leaving = announced_to(room, 1)
    press(room, "to", step=rooms_step(room, 1))
    said: list[str] = []
    while "This was the last part." not in announced(room):
        said.append(announced(room))
        assert (HIDDEN in promised(bo), now(room)["hidden"]) == (False, False)
        press(room)

    assert STAY in leaving
    assert [each for each in said if STAY in each] == []
    assert any(APPEAR in each for each in said)
    assert ("Reveal now" in hidden_panel(room)) == writes


def announced_to(room: Room, number: int) -> str:
    """What the cockpit says of the way straight to a step, in its place in the agenda."""
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    return html.unescape(" ".join(page[page.index(rooms_step(room, number)) :].split()))


@pytest.mark.parametrize("writes", [True, False])
def test_on_its_own_board_that_notes_stay_hidden_is_said_only_where_there_are_some(app, writes):
    room = room_of(app, "ecosystem_enablers")
    bo = room.join("Bo")
    while now(room)["writing"] != "private":
        press(room)
    if writes:
        bo.send(bo.note("for my eyes", zone=library().canvases["ecosystem_enablers"].zones[0].id, pm=1))
    kinds = [phase["kind"] for phase in now(room)["phases"]]
    press(room, "to", step=rooms_step(room, 0), phase=str(len(kinds) - 2))

    assert [HIDDEN in promised(bo), STAY in announced(room), now(room)["hidden"]] == [writes] * 3


REMOVED = "Notes of people who were removed stay hidden until you take them in."


@pytest.mark.parametrize("removed", [True, False])
def test_before_a_reveal_it_is_said_that_notes_of_who_was_removed_stay_hidden(app, removed):
    room = room_of(app, "ecosystem_enablers")
    bo, cy = room.join("Bo"), room.join("Cy")
    while now(room)["writing"] != "private":
        press(room)
    zone = library().canvases["ecosystem_enablers"].zones[0].id
    for somebody in (bo, cy):
        somebody.send(somebody.note(f"of {somebody.seat}", zone=zone, pm=1))
    if removed:
        room.remove(bo)

    before, panel = announced(room), hidden_panel(room)
    while now(room)["hidden"] or now(room)["writing"] == "private":
        press(room)

    assert [APPEAR in before, REMOVED in before] == [True, removed]
    assert ("it stays hidden" in panel) == removed
    assert f"of {cy.seat}" in words_of(room, "Cy")
    assert (f"of {bo.seat}" in words_of(room, "Cy")) == (not removed)
    assert REMOVED not in announced(room)


def test_beside_notes_that_were_revealed_the_page_speaks_of_new_notes_alone(room, join):
    bo = join("Bo")
    room.turn("private")
    bo.send(bo.note("first round", pm=1))
    room.reveal()
    room.turn("private")

    page = join("Cy").browser.get(f"/boards/{room.board}/list/").text

    assert "first round" in page
    shown = [line for line in page.splitlines() if "bd-say" in line and " hidden" not in line]
    assert [ALONE in line for line in shown] == [True], shown


def now(room: Room) -> dict:
    """The stage as screens follow it, and how many votes are open."""
    votes = room.rows("SELECT count(*) FROM vote_round WHERE closed_at IS NULL")[0][0]
    return {**room.people["Ada"].browser.get(f"/w/{room.id}/stage/").json, "votes": votes}


def on_board(somebody: Somebody, board: str) -> set[str]:
    """The ids of what somebody sees on a board."""
    return {event["id"] for event in somebody.browser.get(f"/boards/{board}/snapshot/").get_json(force=True)["ev"]}


@pytest.fixture
def at_the_end(app):
    """A room in its last part, in which Bo has written a note alone."""
    room = room_ending_alone(app)
    bo, _cy = room.join("Bo"), room.join("Cy")
    press(room)
    zone = library().canvases["session_feedback"].zones[0].id
    bo.send(bo.note("for my eyes", zone=zone, pm=1))
    return room


def lay_on(room: Room, canvas: str) -> None:
    """Let what people send come to the board of a canvas."""
    of = f"canvas = '{canvas}' AND workshop_id = '{room.id}'"
    [(room.board, room.epoch)] = room.rows(f"SELECT id, epoch FROM board WHERE {of}")


def room_of_two_boards(app) -> Room:
    """A room in its last part: Bo and Cy have each written a note alone on two boards."""
    alone = [
        StepDraft(minutes=4, screen=canvas, phases=(Phase(PhaseKind.PRIVATE, 4),))
        for canvas in ("eight_ideas", "session_feedback")
    ]
    room = room_of_steps(app, alone)
    bo, cy = room.join("Bo"), room.join("Cy")
    for generation, step in enumerate(alone, start=1):
        press(room)
        lay_on(room, step.screen)
        zone = library().canvases[step.screen].zones[0].id
        for somebody, n in ((bo, 1), (cy, 2)):
            page = somebody.page(f"page-{generation}-of-{n}")
            answer = page.send(page.note(f"{n} on {step.screen}", zone=zone, pm=generation))
            assert "s" in answer["a"][0], answer
    return room


@pytest.fixture
def at_the_end_of_two(app):
    return room_of_two_boards(app)


def words_on(room: Room, name: str, canvas: str) -> set[str]:
    """The words somebody sees on a board."""
    [(board,)] = room.rows(f"SELECT id FROM board WHERE canvas = '{canvas}' AND workshop_id = '{room.id}'")
    snapshot = room.people[name].browser.get(f"/boards/{board}/snapshot/").get_json(force=True)
    return {event["r"]["text"] for event in snapshot["ev"]}


TWO_BOARDS = ("eight_ideas", "session_feedback")
SHOW, LEAVE = "Show them to everybody", "Leave them with their authors"


def answers(page: str) -> dict[str, dict[str, str]]:
    """What the question before the end offers for each board: its numbers, and which of its answers is ticked."""
    found = {}
    for part in re.findall(r'<fieldset class="stack">.*?</fieldset>', page, re.DOTALL):
        legend = " ".join(re.sub(r"<[^>]+>", "", re.search(r"<legend>(.*?)</legend>", part, re.DOTALL)[1]).split())
        name = re.search(r'name="board\.(\w+)"', part)[1]
        ticked = re.findall(r'value="(\w+)" checked', part)
        assert re.findall(r"<label[^>]*>(.*?)</label>", part) == [SHOW, LEAVE]
        found[name] = {"says": html.unescape(legend), "ticked": ticked}
    return found


def test_with_notes_left_on_two_boards_the_question_asks_about_each_with_its_number(at_the_end_of_two):
    asked = press(at_the_end_of_two)

    assert (asked.status_code, now(at_the_end_of_two)["mood"]) == (409, "canvas")
    assert answers(asked.text) == {
        "eight_ideas": {"says": "Eight quick ideas: 2 hidden notes", "ticked": []},
        "session_feedback": {"says": "Session feedback: 2 hidden notes", "ticked": []},
    }
    for button in (
        "End as chosen for each board",
        "Show all of them and end",
        "Leave all of them with their authors and end",
        "Do not end yet",
    ):
        assert button in asked.text


@pytest.mark.parametrize("first", ["show", "leave"])
@pytest.mark.parametrize("second", ["show", "leave"])
def test_at_the_end_each_board_is_shown_or_left_as_was_chosen_for_it(at_the_end_of_two, first, second):
    room, chosen = at_the_end_of_two, dict(zip(TWO_BOARDS, (first, second), strict=True))

    done = press(room, hidden="chosen", **{f"board.{canvas}": way for canvas, way in chosen.items()})

    assert (done.status_code, now(room)["mood"]) == (303, "ended")
    for n, name in ((1, "Bo"), (2, "Cy")):
        page = html.unescape(room.people[name].browser.get(f"/w/{room.id}/").text)
        left = [canvas for canvas in TWO_BOARDS if chosen[canvas] == "leave"]
        for canvas in TWO_BOARDS:
            both = {f"1 on {canvas}", f"2 on {canvas}"}
            assert words_on(room, name, canvas) == (both if chosen[canvas] == "show" else {f"{n} on {canvas}"})
        says = {1: "1 note of yours stayed with you", 2: "2 notes of yours stayed with you"}
        assert [many for many, words in says.items() if words in page] == ([len(left)] if left else [])
    panel = hidden_panel(room)
    assert ("Reveal now" in panel, reveal_by_hand(room).status_code) == (False, 409)


@pytest.mark.parametrize("chosen", [{}, {"eight_ideas": "show"}, {"eight_ideas": "leave"}])
def test_a_board_about_which_nothing_was_chosen_is_asked_about_again(at_the_end_of_two, chosen):
    room = at_the_end_of_two

    asked = press(room, hidden="chosen", **{f"board.{canvas}": way for canvas, way in chosen.items()})

    assert (asked.status_code, now(room)["mood"]) == (409, "canvas")
    assert {canvas: each["ticked"] for canvas, each in answers(asked.text).items()} == {
        canvas: [chosen[canvas]] if canvas in chosen else [] for canvas in TWO_BOARDS
    }
    assert [words_on(room, "Bo", canvas) for canvas in TWO_BOARDS] == [{f"1 on {canvas}"} for canvas in TWO_BOARDS]


def test_after_an_end_that_showed_one_board_late_notes_follow_what_was_chosen_for_theirs(at_the_end_of_two):
    """What comes for the board that was shown waits for a facilitator; for the other it stays with its author."""
    room = at_the_end_of_two
    press(room, hidden="chosen", **{"board.eight_ideas": "show", "board.session_feedback": "leave"})
    bo, became = room.people["Bo"], {}

    for generation, canvas in enumerate(TWO_BOARDS, start=1):
        lay_on(room, canvas)
        zone = library().canvases[canvas].zones[0].id
        page = bo.page(f"late-page-{generation}")
        answer = page.send(page.note(f"late {canvas}", zone=zone, pm=generation))["a"][0]
        became[canvas] = {key: key in answer for key in ("late", "left")}

    assert became == {
        "eight_ideas": {"late": True, "left": False},
        "session_feedback": {"late": False, "left": True},
    }
    assert "1 late note" in hidden_panel(room)


def test_a_late_note_and_a_hidden_one_are_settled_by_the_choice_for_their_own_board(app):
    """On one board a note came after its reveal, on another one is hidden still."""
    room = room_ending_alone(app, "ecosystem_enablers")
    bo, _cy = room.join("Bo"), room.join("Cy")
    while now(room)["writing"] != "private":
        press(room)
    while now(room)["canvas"] == "ecosystem_enablers":
        press(room)
    for canvas, words, pm in (("ecosystem_enablers", "late", 1), ("session_feedback", "hidden", 2)):
        lay_on(room, canvas)
        page = bo.page(canvas)
        page.send(page.note(words, zone=library().canvases[canvas].zones[0].id, pm=pm))

    asked = press(room)
    done = press(room, hidden="chosen", **{"board.ecosystem_enablers": "show", "board.session_feedback": "leave"})

    assert {canvas: each["says"].split(": ")[1] for canvas, each in answers(asked.text).items()} == {
        "ecosystem_enablers": "1 late note",
        "session_feedback": "1 hidden note",
    }
    assert done.status_code == 303
    assert words_on(room, "Cy", "ecosystem_enablers") == {"late"}
    assert words_on(room, "Cy", "session_feedback") == set()
    assert "late note" not in hidden_panel(room)


def test_of_somebody_let_back_in_the_end_left_alone_only_what_it_left_on_that_board(at_the_end_of_two):
    """Bo was removed before the end; the board that was shown still asks about Bo's note, the other never."""
    room, bo = at_the_end_of_two, at_the_end_of_two.people["Bo"]
    ada = room.people["Ada"].browser
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")
    press(room, hidden="chosen", **{"board.eight_ideas": "show", "board.session_feedback": "leave"})
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/return/")

    for whose in ("present", "returned"):
        ada.submit(f"/boards/for/{room.id}/late/", late="take", whose=whose)

    assert words_on(room, "Cy", "eight_ideas") == {"1 on eight_ideas", "2 on eight_ideas"}
    assert words_on(room, "Cy", "session_feedback") == {"2 on session_feedback"}


def words_of(room: Room, name: str) -> list[str]:
    return [event["r"]["text"] for event in room.people[name].sees()]


def test_ending_with_hidden_notes_asks_and_changes_nothing(at_the_end):
    asked = press(at_the_end)

    assert asked.status_code == 409
    assert "Some notes are not shown to everybody. What becomes of them?" in asked.text
    assert "1 hidden note" in asked.text
    assert "late note" not in asked.text.split('id="leaving"')[1].split("</section>")[0]
    for button in ("Show them and end", "Leave them with their authors and end", "Do not end yet"):
        assert button in asked.text
    assert (now(at_the_end)["mood"], words_of(at_the_end, "Cy")) == ("canvas", [])


def test_the_question_stays_through_updates_and_other_presses_until_it_is_answered(at_the_end):
    browser, question = at_the_end.people["Ada"].browser, "Some notes are not shown to everybody. What becomes of them?"
    page = press(at_the_end).text
    fetches = html.unescape(re.search(r'id="cockpit" hx-get="([^"]+)"', page)[1])

    again = browser.fragment(fetches).text
    asked = re.search(r'name="ending" value="([^"]+)"', again)[1]
    more = browser.submit(
        f"/w/{at_the_end.id}/timer/", turn="more", minutes="1", seen=asked, ending=asked, htmx=True
    ).text

    assert (question in again, question in more) == (True, True)
    press(at_the_end, hidden="keep")
    assert question not in browser.fragment(fetches).text


def test_at_the_end_reveal_shows_hidden_notes_and_ends(at_the_end):
    press(at_the_end, hidden="reveal")

    assert now(at_the_end)["mood"] == "ended"
    assert words_of(at_the_end, "Cy") == ["for my eyes"]


def test_at_the_end_leave_keeps_hidden_notes_with_their_authors_and_ends(at_the_end):
    press(at_the_end, hidden="keep")

    assert now(at_the_end)["mood"] == "ended"
    assert (words_of(at_the_end, "Cy"), words_of(at_the_end, "Bo")) == ([], ["for my eyes"])


@pytest.mark.parametrize("closed", [False, True])
def test_notes_that_stay_with_their_authors_at_the_end_are_told_to_them_alone(at_the_end, closed):
    room = at_the_end
    press(room, hidden="keep")
    if closed:
        room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    def told_to(name: str) -> tuple[bool, ...]:
        browser = room.people[name].browser
        texts = [browser.get(f"/w/{room.id}/{page}").text for page in ("", "step/")]
        boards = browser.get(f"/boards/for/{room.id}/").text
        return (
            *("1 note of yours stayed with you: only you see it." in text for text in texts),
            *(f'href="/boards/{room.board}/list/"' in text for text in texts),
            "1 note of yours that only you see" in boards,
        )

    assert {name: told_to(name) for name in ("Bo", "Cy", "Ada")} == {
        "Bo": (True,) * 5,
        "Cy": (False,) * 5,
        "Ada": (False,) * 5,
    }


FOR_GOOD = "What only its author sees stays with them: nobody can reveal it any more, not even after you go back."

LEFT = "These notes stayed with their authors when the workshop ended. Nobody can reveal them any more."


def hidden_panel(room: Room) -> str:
    return room.people["Ada"].browser.get(f"/boards/for/{room.id}/hidden/").text


def reveal_by_hand(room: Room, generation: str = ""):
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    return room.people["Ada"].browser.submit(
        f"/w/{room.id}/reveal/", generation=generation, seen=seen[1] if seen else "end"
    )


@pytest.mark.parametrize("gone_on", ["ended", "back", "reopened", "back and reopened"])
def test_notes_left_with_their_authors_are_never_revealed(at_the_end, gone_on):
    room = at_the_end
    press(room, hidden="keep")
    if "back" in gone_on:
        assert press(room, "back").status_code == 303
    if "reopened" in gone_on:
        for deed in ("closure", "closure/removal"):
            room.people["Ada"].browser.submit(f"/w/{room.id}/{deed}/", sure="yes")

    panel, refused = hidden_panel(room), reveal_by_hand(room, "1")

    assert ("Reveal now" in panel, refused.status_code, LEFT in refused.text) == (False, 409, True)
    assert (words_of(room, "Cy"), words_of(room, "Bo")) == ([], ["for my eyes"])


def test_after_going_back_a_second_reveal_and_end_leave_alone_what_was_left(app):
    room = room_of(app, "eight_ideas")
    bo, _cy = room.join("Bo"), room.join("Cy")
    zone = library().canvases["eight_ideas"].zones[0].id
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for my eyes", zone=zone, pm=1))
    press(room, "to", step=rooms_step(room, 0), phase=str(len(now(room)["phases"]) - 1))
    press(room, hidden="keep")
    press(room, "to", step=rooms_step(room, 0))
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for all", zone=zone, pm=now(room)["generation"] + 1))
    while "This was the last part." not in announced(room):
        press(room)
    words = words_of(room, "Cy")

    assert press(room).status_code == 303

    assert (words, words_of(room, "Cy")) == (["for all"], ["for all"])
    page = bo.browser.get(f"/w/{room.id}/").text
    assert "1 note of yours stayed with you: only you see it." in page


def test_what_comes_for_a_writing_left_at_the_end_is_left_also_after_another_reveal(app):
    room = room_of(app, "eight_ideas")
    bo = room.join("Bo")
    zone = library().canvases["eight_ideas"].zones[0].id
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for my eyes", zone=zone, pm=1))
    press(room, "to", step=rooms_step(room, 0), phase=str(len(now(room)["phases"]) - 1))
    press(room, hidden="keep")
    press(room, "to", step=rooms_step(room, 0))
    while "This was the last part." not in announced(room):
        press(room)

    answer = bo.send(bo.note("from the bus", zone=zone, pm=1))["a"][0]

    assert ("s" in answer, "late" in answer, "late note" in hidden_panel(room)) == (True, False, False)
    assert (reveal_by_hand(room, "1").status_code, LEFT in reveal_by_hand(room, "1").text) == (409, True)


def test_groups_that_come_late_take_nothing_from_the_number_of_notes_that_stayed(app):
    room = room_of(app, "ecosystem_enablers")
    bo = room.join("Bo")
    zone = library().canvases["ecosystem_enablers"].zones[0].id
    while now(room)["writing"] != "private":
        press(room)
    while now(room)["writing"] == "private":
        press(room)
    room.turn("private")
    bo.send(bo.note("left", zone=zone, pm=now(room)["generation"] + 1))
    press(room, "to", step=rooms_step(room, 0), phase=str(len(now(room)["phases"]) - 1))
    press(room, hidden="keep")

    for name in ("one", "another"):
        bo.send(bo.group(name, name=name, zone=zone, pm=1))

    page = bo.browser.get(f"/w/{room.id}/step/").text
    assert "1 note of yours stayed with you: only you see it." in page


def test_a_note_that_comes_after_the_end_stays_with_its_author_for_good(app):
    """Nobody was asked: at the end nothing was hidden yet."""
    room = room_ending_alone(app)
    bo, _cy = room.join("Bo"), room.join("Cy")
    press(room)
    press(room)
    zone = library().canvases["session_feedback"].zones[0].id
    answer = bo.send(bo.note("from the bus", zone=zone, pm=1))["a"][0]

    assert ("x" in answer, "late" in answer) == (False, False)
    assert "1 note of yours stayed with you: only you see it." in bo.browser.get(f"/w/{room.id}/step/").text
    assert "Reveal now" not in hidden_panel(room)
    assert reveal_by_hand(room).status_code == 409


def test_the_question_before_the_end_says_that_what_is_left_is_left_for_good(at_the_end):
    asked = press(at_the_end).text

    assert FOR_GOOD in asked


def test_closing_says_before_it_that_hidden_notes_stay_with_their_authors(at_the_end):
    room = at_the_end
    ada = room.people["Ada"].browser
    said = "Notes that are still hidden stay with their authors: nobody can reveal them any more."
    settings = ada.get(f"/w/{room.id}/settings/").text

    for deed in ("closure", "closure/removal"):
        ada.submit(f"/w/{room.id}/{deed}/", sure="yes")

    assert (said in settings, "Reveal now" in hidden_panel(room)) == (True, False)
    assert (reveal_by_hand(room).status_code, words_of(room, "Cy")) == (409, [])


def test_notes_that_are_shown_at_the_end_stay_with_nobody(at_the_end):
    press(at_the_end, hidden="reveal")

    page = at_the_end.people["Bo"].browser.get(f"/w/{at_the_end.id}/").text

    assert "stayed with you" not in page


def test_at_the_end_not_yet_goes_back_to_the_cockpit_where_it_was(at_the_end):
    page = press(at_the_end).text
    address = re.search(r'href="([^"]+)">Do not end yet<', page)[1]

    cockpit = at_the_end.people["Ada"].browser.get(address).text

    assert "Some notes are not shown to everybody. What becomes of them?" not in cockpit
    assert now(at_the_end)["mood"] == "canvas"


def test_what_the_end_left_with_somebody_removed_stays_with_them_once_they_are_let_back_in(at_the_end):
    """Bo wrote alone, was removed, and comes back after an end that left what others wrote with its authors."""
    room, bo = at_the_end, at_the_end.people["Bo"]
    ada = room.people["Ada"].browser
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")
    press(room)
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/return/")
    press(room, "back")

    taken = ada.submit(f"/boards/for/{room.id}/late/", late="take")

    assert taken.status_code == 303
    assert words_of(room, "Cy") == []
    assert words_of(room, "Bo") == ["for my eyes"]


def test_without_hidden_notes_the_workshop_ends_unasked(app):
    room = room_ending_alone(app)
    press(room)

    assert press(room).status_code == 303
    assert now(room)["mood"] == "ended"


def test_a_part_of_voting_without_a_board_announces_no_vote():
    agenda = (Scene("a", 5, flow_of(drafts("energy_check")[0], library().canvases), None),)
    entered = stage.enter(agenda, StageState(), Place(0), NOON)

    assert stage.effects(agenda, StageState(), entered).opens_vote is False
    left = stage.enter(agenda, entered, Place(0, 1), NOON)
    assert stage.effects(agenda, entered, left).closes_votes is False


@pytest.fixture
def in_the_vote(app):
    """A room in the part of its step in which people vote on the one note there is."""
    room = room_ending_alone(app, "ecosystem_enablers")
    bo = room.join("Bo")
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for all", zone=library().canvases["ecosystem_enablers"].zones[0].id, pm=1))
    while now(room)["votes"] == 0:
        press(room)
    return room


def test_after_a_vote_was_closed_by_hand_no_move_is_said_to_close_it(in_the_vote):
    room = in_the_vote
    before = announced(room)
    [(round_id,)] = room.rows("SELECT id FROM vote_round")

    room.people["Ada"].browser.submit(f"/votes/{round_id}/closure/")

    assert (CLOSES in before, CLOSES in announced(room), now(room)["votes"]) == (True, False, 0)


def test_a_vote_that_was_opened_by_hand_is_said_to_close_by_the_move_that_closes_it(in_the_vote):
    room = in_the_vote
    press(room, "back")
    room.people["Ada"].browser.submit(f"/votes/of/{room.board}/rounds/", dots="3", zone="")
    assert now(room)["votes"] == 1
    said = []
    while now(room)["votes"]:
        said.append(CLOSES in announced(room))
        press(room)

    assert said == [False, False, True]


def test_that_people_have_nothing_to_tap_is_said_once_nobody_writes_alone_for_it(app):
    room = room_of(app, "ecosystem_enablers")
    warned: dict[str, bool] = {}
    while now(room)["votes"] == 0:
        press(room)
        state = now(room)
        panel = room.people["Ada"].browser.get(f"/votes/of/{room.id}/panel/").text
        warned[state["phases"][state["phase"]]["kind"]] = "People have nothing to tap in this vote" in panel

    assert {kind: warned[kind] for kind in ("brief", "private", "reveal", "vote")} == {
        "brief": False,
        "private": False,
        "reveal": True,
        "vote": True,
    }


def rooms_step(room: Room, number: int) -> str:
    from app.workshops.queries import steps_of

    with room.app.app_context():
        return steps_of(room.id)[number].id


@pytest.fixture
def left_before_its_reveal(app):
    """Bo wrote alone in a step that ends with its *Reveal*; the room went on to the next step without it."""
    room = room_of(app, "eight_ideas", "energy_check")
    bo, _cy = room.join("Bo"), room.join("Cy")
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for my eyes", zone=library().canvases["eight_ideas"].zones[0].id, pm=1))
    assert press(room, "to", step=rooms_step(room, -1)).status_code == 303
    return room


def test_back_into_a_reveal_nobody_reached_reveals_nothing_and_says_so(left_before_its_reveal):
    room = left_before_its_reveal
    says = announced(room, "back")

    press(room, "back")

    state = now(room)
    assert state["phases"][state["phase"]]["kind"] == "reveal"
    assert (APPEAR in says, STAY in says) == (False, True)
    assert words_of(room, "Cy") == []
    hidden = room.people["Ada"].browser.get(f"/boards/for/{room.id}/hidden/").text
    assert ("1 note is hidden until you reveal it" in hidden, "Reveal now" in hidden) == (True, True)


def test_back_into_the_reveal_of_the_same_step_reveals_nothing_and_says_so(app):
    """Writing alone was turned on by hand after the *Reveal*."""
    room = room_of(app, "ecosystem_enablers")
    bo, _cy = room.join("Bo"), room.join("Cy")
    while "Next part: Reveal." not in announced(room):
        press(room)
    press(room)
    press(room)
    room.turn("private")
    zone = library().canvases["ecosystem_enablers"].zones[0].id
    bo.send(bo.note("for my eyes", zone=zone, pm=now(room)["generation"] + 1))
    says = announced(room, "back")

    press(room, "back")

    assert (APPEAR in says, STAY in says) == (False, True)
    assert (now(room)["hidden"], words_of(room, "Cy")) == (True, [])


def test_next_into_a_reveal_that_was_left_out_reveals_on_its_button(left_before_its_reveal):
    room = left_before_its_reveal
    press(room, "to", step=rooms_step(room, 0))
    while "Next part: Reveal." not in announced(room):
        press(room)
    says = announced(room)

    press(room)

    assert (APPEAR in says, words_of(room, "Cy")) == (True, ["for my eyes"])


def test_the_way_straight_into_a_reveal_reveals_nothing(left_before_its_reveal):
    room = left_before_its_reveal
    kinds = [phase.kind for phase in scenes("eight_ideas")[0].phases]

    press(room, "to", step=rooms_step(room, 0), phase=str(kinds.index(PhaseKind.REVEAL)))

    assert (now(room)["hidden"], words_of(room, "Cy")) == (True, [])


def test_a_next_step_that_begins_with_its_reveal_says_reveal_on_the_button(app):
    from app.workshops.drafts import StepDraft
    from app.workshops.phases import Phase

    alone, shown = (
        StepDraft(minutes=5, screen="eight_ideas", phases=(Phase(kind, 5),))
        for kind in (PhaseKind.PRIVATE, PhaseKind.REVEAL)
    )
    room = room_of_steps(app, [alone, shown])
    bo, _cy = room.join("Bo"), room.join("Cy")
    press(room)
    bo.send(bo.note("for my eyes", zone=library().canvases["eight_ideas"].zones[0].id, pm=1))
    says = announced(room)
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    button = re.search(r'<button[^>]*aria-describedby="cp-next-does"[^>]*>(.*?)</button>', page, re.DOTALL)[1]

    press(room)

    assert (APPEAR in says, words_of(room, "Cy")) == (True, ["for my eyes"])
    assert re.sub(r"<[^>]+>", "", button).strip() == "Reveal"
