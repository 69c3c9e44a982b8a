"""Between two sessions: what people read and reach until the next one, and what the facilitator is told."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.workshops import sessions
from app.workshops.agenda import Agenda, AgendaDay, AgendaStep
from app.workshops.drafts import StepDraft
from app.workshops.phases import Phase, PhaseKind
from tests.morning import TODAY
from tests.workshops.rooms import Room

FIRST = date(2026, 3, 23)
TWO_DAYS = Agenda(
    zone="Asia/Kolkata",
    days=(AgendaDay(FIRST, time(9)), AgendaDay(FIRST + timedelta(days=7), time(14))),
    steps=(AgendaStep("a", 0, 60), AgendaStep("b", 0, 30), AgendaStep("c", 1, 60)),
)


def kolkata(day: int, hour: int) -> datetime:
    """Return an hour of a day in March 2026 in Kolkata, as the server keeps it."""
    return datetime(2026, 3, day, hour, tzinfo=UTC) - timedelta(hours=5, minutes=30)


@pytest.mark.parametrize(
    ("step", "began", "now", "steps", "over"),
    [
        (None, None, kolkata(23, 8), ("b",), False),
        ("a", kolkata(23, 9), kolkata(23, 12), ("b",), False),
        ("b", kolkata(23, 10), kolkata(23, 11), ("b",), False),
        ("b", kolkata(23, 10), kolkata(23, 12), ("b",), True),
        ("a", kolkata(23, 9), kolkata(24, 1), ("b", "a"), True),
        ("c", kolkata(30, 14), kolkata(31, 9), ("b",), False),
    ],
    ids=["not begun", "first step", "last step", "after it", "stopped early, next day", "second session"],
)
def test_a_session_is_over_after_its_last_step_or_its_date(step, began, now, steps, over):
    gap = sessions.gaps(TWO_DAYS, step, began, now)[0]

    opens = kolkata(30, 14)
    assert (gap.steps, gap.over, gap.opens) == (steps, over, opens if opens > now else None)


def test_a_workshop_of_one_day_has_no_gap():
    one = Agenda(TWO_DAYS.zone, TWO_DAYS.days[:1], TWO_DAYS.steps[:2])

    assert sessions.gaps(one, "b", kolkata(23, 10), kolkata(24, 10)) == ()


@pytest.fixture
def two_sessions(app, person, workshop, come_in) -> Room:
    """A room over two sessions a week apart: a canvas and talk, then another canvas."""
    open_board = StepDraft(
        title={"en": "Barriers"}, minutes=20, screen="ecosystem_enablers", phases=(Phase(PhaseKind.PLENARY, 20),)
    )
    talk = StepDraft(title={"en": "Close of the day"}, minutes=10)
    later = StepDraft(title={"en": "Actions"}, minutes=20, screen="hundred_day_plan", day=1)
    ada = person("Ada Obi")
    days = (AgendaDay(TODAY, time(9)), AgendaDay(TODAY + timedelta(days=7), time(14)))
    made = workshop(ada, open_board, talk, later, days=days)
    return Room(app, made.id, made.code, come_in(ada))


def test_people_read_when_the_next_session_begins_and_reach_boards(app, two_sessions, clock, come_in):
    bo = two_sessions.join("Bo")
    two_sessions.press()
    during = bo.get(two_sessions.at()).text
    two_sessions.press()

    last = bo.get(two_sessions.at()).text
    clock(26 * 3600)
    between = bo.get(two_sessions.at()).text
    boards = bo.get(f"/boards/for/{two_sessions.id}/").text
    two_sessions.press(by=come_in(_maker(app, two_sessions)))
    second = bo.get(two_sessions.at()).text

    day = (TODAY + timedelta(days=7)).strftime("%A, %-d %B %Y")
    assert _gap(during) == ("hidden", "")
    assert _gap(last)[0] == "shown"
    assert _gap(between)[0] == "shown over"
    assert f"The next one begins on {day} at 14:00." in _gap(last)[1]
    assert _gap(between)[1].startswith(f"This session is over. The next one begins on {day} at 14:00.")
    assert _gap(second) == ("hidden", "")
    from app.canvases.library import library

    names = [library().canvases[canvas].name["en"] for canvas in ("ecosystem_enablers", "hundred_day_plan")]
    assert [name in boards for name in names] == [True, False]


def test_the_facilitator_reads_when_the_next_session_begins(two_sessions):
    two_sessions.press()
    during = two_sessions.ada.get(two_sessions.at("cockpit/")).text
    two_sessions.press()

    last = two_sessions.ada.get(two_sessions.at("cockpit/")).text

    assert ("Begin the next session" in during, "The next session is planned for" in during) == (False, False)
    assert ("Begin the next session" in last, "The next session is planned for" in last) == (True, True)


def test_a_session_that_would_begin_on_another_day_than_planned_is_asked_about(app, two_sessions, clock, come_in):
    day = (TODAY + timedelta(days=7)).strftime("%A, %-d %B %Y")
    two_sessions.press()
    two_sessions.press()

    cockpit = two_sessions.ada.get(two_sessions.at("cockpit/")).text
    agenda, step = cockpit.split('class="row cp-n"')
    clock(7 * 24 * 3600)
    on_its_day = come_in(_maker(app, two_sessions)).get(two_sessions.at("cockpit/")).text

    asked = f"It is planned for {day}. Start today?"
    assert (agenda.count(asked), step.count(asked)) == (1, 1), "beside the one step of that day, and at the button"
    assert "<summary" in step.split('id="cp-next"')[0]
    assert "It is planned for" not in on_its_day


def _run(browser, room) -> list[str]:
    """What the minutes say of the agenda as run, a line for each row; moments at which steps were run are left out."""
    page = browser.get(f"/reports/workshops/{room.id}/minutes/").text
    table = page.split('id="mi-run"')[1].split("</tbody>")[0].split("<tbody>")[1]
    rows = (" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in re.findall(r"(?s)<tr>(.*?)</tr>", table))
    return [re.sub(r"(?<=\d\d:\d\d )\d\d:\d\d (?=[A-Z])", "run ", row) for row in rows]


def test_minutes_read_between_sessions_tell_what_is_still_to_come(two_sessions):
    bo = two_sessions.join("Bo")
    two_sessions.press()
    two_sessions.press()

    first, second = (each.strftime("%A, %-d %B %Y") for each in (TODAY, TODAY + timedelta(days=7)))
    assert _run(bo, two_sessions) == [
        first,
        "09:00 run Barriers 1",
        "09:20 run Close of the day 10",
        second,
        "14:00 still to come Actions 20",
    ]


def test_minutes_tell_a_session_that_was_begun_early_under_the_day_it_was_run(two_sessions):
    bo = two_sessions.join("Bo")
    for _step in range(3):
        two_sessions.press()

    later = (TODAY + timedelta(days=7)).strftime("%-d %b")
    assert _run(bo, two_sessions) == [
        TODAY.strftime("%A, %-d %B %Y"),
        "09:00 run Barriers 1",
        "09:20 run Close of the day 1",
        f"{later}, 14:00 run Actions 20",
    ]


def test_minutes_of_a_workshop_that_ended_call_a_step_not_run(two_sessions):
    two_sessions.press()
    two_sessions.press()
    two_sessions.ada.submit(two_sessions.at("closure/"), sure="yes")

    assert _run(two_sessions.ada, two_sessions)[-1] == "14:00 not run Actions 20"


def test_boards_that_are_to_come_are_not_listed(two_sessions):
    bo = two_sessions.join("Bo")

    before = bo.get(f"/boards/for/{two_sessions.id}/").text

    assert "The room has not worked on a board yet." in before


def test_strangers_and_walls_reach_no_list_of_boards(app, two_sessions):
    assert app.test_client().get(f"/boards/for/{two_sessions.id}/").status_code in {302, 303, 401, 403, 404}


def _maker(app, room):
    """Return who made the workshop: a session of a person ends in a day."""
    from app.accounts.models import Principal
    from app.db import db
    from app.workshops.models import Workshop

    with app.app_context():
        return db.session.get_one(Principal, db.session.get_one(Workshop, room.id).created_by)


def _gap(page: str) -> tuple[str, str]:
    """Return how the gap of a room's page stands, and its words where it is shown."""
    opening, inside = page.split('<div class="gap', 1)[1].split(">", 1)
    if opening.endswith(" hidden"):
        return "hidden", ""
    words = inside.split("<span>", 1)[1].split("</span>", 1)[0]
    return "shown over" if "gap-over" in opening else "shown", " ".join(words.split())
