"""When steps start: from minutes alone, over midnight, and on nights when the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import agenda
from app.workshops.agenda import Agenda, AgendaDay, AgendaStep, Problem

HALF_DAY = Agenda(
    zone="Asia/Kolkata",
    days=(AgendaDay(date(2023, 3, 23), time(13, 15)),),
    steps=(AgendaStep("doors", 0, 15), AgendaStep("welcome", 0, 10), AgendaStep("enablers", 0, 40)),
)


def starts(planned: Agenda) -> list[tuple[str, str]]:
    return [(slot.id, slot.starts.strftime("%H:%M")) for slot in agenda.times(planned)]


def test_steps_start_one_after_the_other():
    assert starts(HALF_DAY) == [("doors", "13:15"), ("welcome", "13:30"), ("enablers", "13:40")]
    assert agenda.total(HALF_DAY) == 65


@pytest.mark.row("A2", partly=True)
def test_start_times_follow_when_a_step_moves():
    moved = agenda.move(HALF_DAY, "enablers", day=0, place=0)

    assert starts(moved) == [("enablers", "13:15"), ("doors", "13:55"), ("welcome", "14:10")]


def test_start_times_follow_when_a_step_becomes_longer():
    longer = agenda.change(HALF_DAY, "doors", minutes=25)

    assert starts(longer) == [("doors", "13:15"), ("welcome", "13:40"), ("enablers", "13:50")]


def test_a_day_that_runs_past_midnight_says_which_steps_are_on_the_next_date():
    night = Agenda("UTC", (AgendaDay(date(2026, 3, 1), time(23, 30)),), HALF_DAY.steps)

    assert [(slot.starts.strftime("%d %H:%M"), slot.later) for slot in agenda.times(night)] == [
        ("01 23:30", 0),
        ("01 23:45", 0),
        ("01 23:55", 0),
    ]
    assert [(slot.ends.strftime("%d %H:%M")) for slot in agenda.times(night)][-1] == "02 00:35"
    assert agenda.times(agenda.move(night, "enablers", day=0, place=0))[1].later == 1


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 3, 29), ["01:30 +0100", "03:30 +0200", "04:30 +0200"]),
        (date(2026, 10, 25), ["01:30 +0200", "02:30 +0200", "02:30 +0100"]),
    ],
)
def test_minutes_are_minutes_that_pass_on_a_night_when_the_clock_is_changed(day, told):
    hours = tuple(AgendaStep(name, 0, 60) for name in ("one", "two", "three"))
    night = Agenda("Europe/Paris", (AgendaDay(day, time(1, 30)),), hours)

    assert [slot.starts.strftime("%H:%M %z") for slot in agenda.times(night)] == told


def test_a_day_cannot_start_in_the_hour_that_is_skipped():
    night = Agenda("Europe/Paris", (AgendaDay(date(2026, 3, 29), time(2, 30)),), (AgendaStep("one", 0, 60),))

    assert starts(night) == [("one", "03:30")]


def test_each_day_starts_at_its_own_time():
    two_days = Agenda(
        "Europe/Tirane",
        (AgendaDay(date(2026, 4, 14), time(9)), AgendaDay(date(2026, 4, 15), time(10, 30))),
        (AgendaStep("a", 0, 45), AgendaStep("b", 1, 20), AgendaStep("c", 1, 70)),
    )

    assert starts(two_days) == [("a", "09:00"), ("b", "10:30"), ("c", "10:50")]
    assert (agenda.total(two_days, 0), agenda.total(two_days, 1)) == (45, 90)
    assert starts(agenda.move(two_days, "c", day=0, place=1)) == [("a", "09:00"), ("c", "09:45"), ("b", "10:30")]


def test_moving_up_leads_over_the_step_before_and_into_the_evening_before():
    two_days = Agenda("UTC", HALF_DAY.days * 2, (*HALF_DAY.steps, AgendaStep("second", 1, 30)))

    assert [agenda.earlier(two_days, step.id) for step in two_days.steps] == [None, (0, 0), (0, 1), (0, 3)]
    assert [agenda.later(two_days, step.id) for step in two_days.steps] == [(0, 1), (0, 2), (1, 0), None]


@pytest.mark.parametrize(
    ("steps", "days", "said"),
    [
        (120, 1, None),
        (121, 1, Problem.TOO_MANY_STEPS),
        (300, 1, Problem.TOO_MANY_STEPS),
        (1, 10, None),
        (1, 11, Problem.DAYS),
        (1, 0, Problem.DAYS),
    ],
)
def test_an_agenda_holds_120_steps_and_10_days(steps, days, said):
    full = Agenda("UTC", HALF_DAY.days * days, tuple(AgendaStep(str(number), 0, 5) for number in range(steps)))

    assert agenda.problem(full) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-5, Problem.MINUTES), (0, Problem.MINUTES), (1, None), (600, None), (601, Problem.MINUTES)],
)
def test_a_step_lasts_between_1_and_600_minutes(minutes, said):
    assert agenda.problem(agenda.change(HALF_DAY, "doors", minutes=minutes)) == said


def test_a_step_stands_on_a_day_that_exists():
    assert agenda.problem(agenda.move(HALF_DAY, "doors", day=1, place=0)) == Problem.NO_SUCH_DAY


def test_days_follow_each_other():
    later, sooner = AgendaDay(date(2026, 4, 15), time(9)), AgendaDay(date(2026, 4, 14), time(9))

    assert agenda.problem(Agenda("UTC", (later, sooner), ())) == Problem.DAY_ORDER
    assert agenda.problem(Agenda("UTC", (sooner, later), ())) is None


zones = st.sampled_from(
    ["UTC", "Europe/Paris", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"]
)


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    count = draw(st.integers(1, 3))
    first = draw(st.dates(date(2024, 1, 1), date(2028, 1, 1)))
    days = tuple(AgendaDay(first + timedelta(days=n), draw(st.times())) for n in range(count))
    where = sorted(draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=12)))
    steps = tuple(AgendaStep(f"step {n}", day, draw(st.integers(1, 600))) for n, day in enumerate(where))
    return Agenda(draw(zones), days, steps)


@given(agendas())
def test_every_step_lasts_its_minutes_and_the_next_starts_when_it_ends(planned):
    slots = agenda.times(planned)

    assert [slot.id for slot in slots] == [step.id for step in planned.steps]
    for slot in slots:
        assert slot.ends.astimezone(UTC) - slot.starts.astimezone(UTC) == timedelta(minutes=slot.minutes)
    for one, two in pairwise(slots):
        assert one.day != two.day or one.ends == two.starts


@given(agendas())
def test_a_day_begins_when_it_is_said_to_wherever_that_moment_exists(planned):
    for number, day in enumerate(planned.days):
        said = datetime.combine(day.date, day.starts_at, ZoneInfo(planned.zone))
        first = [slot for slot in agenda.times(planned) if slot.day == number][:1]
        assert [slot.starts.astimezone(UTC) for slot in first] == [said.astimezone(UTC)] * len(first)


@given(agendas(), st.data())
def test_moving_keeps_every_step_and_its_minutes(planned, data):
    step = data.draw(st.sampled_from(planned.steps))
    day = data.draw(st.integers(0, len(planned.days) - 1))
    place = data.draw(st.integers(0, 12))

    moved = agenda.move(planned, step.id, day=day, place=place)

    assert sorted((s.id, s.minutes) for s in moved.steps) == sorted((s.id, s.minutes) for s in planned.steps)
    assert agenda.place_of(moved, step.id) == (day, min(place, len(moved.on(day)) - 1))
    assert [s.day for s in moved.steps] == sorted(s.day for s in moved.steps)


@given(agendas(), st.data())
def test_up_and_then_down_changes_nothing(planned, data):
    step = data.draw(st.sampled_from(planned.steps))
    up = agenda.earlier(planned, step.id)
    if up is None:
        return
    moved = agenda.move(planned, step.id, day=up[0], place=up[1])

    down = agenda.later(moved, step.id)

    assert down is not None
    assert agenda.move(moved, step.id, day=down[0], place=down[1]) == planned


@given(agendas(), st.integers(0, 12))
def test_what_is_inserted_and_removed_leaves_no_trace(planned, place):
    added = AgendaStep("new", len(planned.days) - 1, 20)

    longer = agenda.insert(planned, added, place)

    assert agenda.total(longer) == agenda.total(planned) + 20
    assert agenda.remove(longer, "new") == planned
