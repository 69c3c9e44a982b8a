"""The stage as a value: what each phase does to writing, what a reveal is, and that nothing hidden is left behind."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import stage
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage import Place, Scene, StageState, Writing

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)
OPEN = {PhaseKind.REVEAL, PhaseKind.CLUSTER, PhaseKind.DISCUSS, PhaseKind.PLENARY, PhaseKind.GROUP, PhaseKind.PAIR}


def scene(name: str, *kinds: PhaseKind, canvas: bool = True) -> Scene:
    return Scene(name, 10, tuple(Phase(kind, 2) for kind in kinds), canvas)


def scenes() -> st.SearchStrategy[tuple[Scene, ...]]:
    phases = st.lists(st.builds(Phase, st.sampled_from(PhaseKind), st.integers(1, 30)), max_size=5).map(tuple)
    steps = st.lists(st.tuples(st.integers(1, 90), phases, st.booleans()), max_size=5)
    return steps.map(lambda made: tuple(Scene(f"s{n}", *each) for n, each in enumerate(made)))


def test_each_kind_of_phase_sets_writing_as_it_says():
    written = {kind: stage.writing_in(scene("a", kind), 0) for kind in PhaseKind}

    assert written == {
        kind: Writing.PRIVATE if kind is PhaseKind.PRIVATE else Writing.OPEN if kind in OPEN else Writing.CLOSED
        for kind in PhaseKind
    }


def test_where_there_is_no_canvas_nobody_writes():
    assert stage.writing_in(scene("a", PhaseKind.PLENARY, canvas=False), 0) is Writing.CLOSED


def test_a_step_without_phases_is_open_for_its_minutes():
    entered = stage.enter((scene("a"),), StageState(), Place(0), NOON)

    assert (entered.writing, entered.timer_seconds) == (Writing.OPEN, 600)


@pytest.mark.parametrize("after", [kind for kind in PhaseKind if kind is not PhaseKind.PRIVATE])
def test_leaving_private_writing_reveals_whatever_comes(after):
    steps = (scene("a", PhaseKind.PRIVATE, after),)
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    left = stage.enter(steps, hidden, Place(0, 1), NOON)

    assert (left.generation, left.writing) == (1, stage.writing_in(steps[0], 1))


def test_two_private_phases_of_one_step_stay_hidden_together():
    steps = (scene("a", PhaseKind.PRIVATE, PhaseKind.PRIVATE),)
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    assert stage.enter(steps, hidden, Place(0, 1), NOON).generation == 0


def test_the_next_steps_private_writing_does_not_keep_the_last_ones_hidden():
    steps = (scene("a", PhaseKind.PRIVATE), scene("b", PhaseKind.PRIVATE))
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    entered = stage.enter(steps, hidden, Place(1), NOON)

    assert (entered.generation, entered.writing) == (1, Writing.PRIVATE)


def test_ending_reveals_what_was_hidden_and_closes():
    hidden = stage.enter((scene("a", PhaseKind.PRIVATE),), StageState(), Place(0), NOON)

    ended = stage.end(hidden, NOON)

    assert (ended.generation, ended.writing, ended.step_id, ended.ended_at) == (1, Writing.CLOSED, None, NOON)
    assert (ended.timer_ends_at, ended.timer_left, ended.timer_rang_at) == (None, None, None)


@given(scenes())
def test_next_walks_through_every_phase_of_every_step_once_in_order(agenda):
    walked, state = [], StageState()

    while (there := stage.following(agenda, state)) is not None:
        walked.append(there)
        state = stage.enter(agenda, state, there, NOON)

    assert walked == [
        Place(number, phase) for number, each in enumerate(agenda) for phase in range(max(1, len(each.phases)))
    ]


@given(scenes().filter(bool), st.data())
def test_back_undoes_next(agenda, data):
    places = [Place(n, phase) for n, each in enumerate(agenda) for phase in range(max(1, len(each.phases)))]
    here = data.draw(st.sampled_from(places))
    state = stage.enter(agenda, StageState(), here, NOON)

    after = stage.following(agenda, state)
    ahead = stage.enter(agenda, state, after, NOON) if after else stage.end(state, NOON)

    assert stage.preceding(agenda, ahead) == here


@given(scenes().filter(bool), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12), st.data())
def test_after_any_walk_hidden_writing_was_revealed_or_still_is_private(agenda, jumps, data):
    """Counts the private stretches of a walk: each is over with a reveal, and only the last may still be on."""
    state, owed = StageState(), 0
    for step, phase in jumps:
        there = Place(step % len(agenda))
        there = Place(there.step, phase % max(1, len(agenda[there.step].phases)))
        before = state
        state = stage.enter(agenda, state, there, NOON)
        left = before.writing is Writing.PRIVATE and not (
            state.writing is Writing.PRIVATE and state.step_id == before.step_id
        )
        owed += left
        assert state.generation >= before.generation + left

    assert state.generation >= owed


def test_a_step_that_left_the_agenda_is_nowhere_and_next_begins_anew():
    state = stage.enter((scene("gone"),), StageState(), Place(0), NOON)

    assert stage.place((scene("a"),), state) is None
    assert stage.following((scene("a"),), state) == Place(0)


def test_a_phase_that_left_its_step_counts_as_its_last():
    state = stage.enter((scene("a", PhaseKind.BRIEF, PhaseKind.VOTE),), StageState(), Place(0, 1), NOON)

    assert stage.place((scene("a", PhaseKind.BRIEF),), state) == Place(0, 0)


def test_an_empty_agenda_leads_nowhere():
    assert (stage.following((), StageState()), stage.preceding((), StageState())) == (None, None)
    assert stage.preceding((), stage.end(StageState(), NOON)) is None


def test_marks_tell_places_apart():
    steps = (scene("a", PhaseKind.BRIEF, PhaseKind.VOTE), scene("b"))
    places = [Place(0), Place(0, 1), Place(1)]
    states = [StageState(), *(stage.enter(steps, StageState(), there, NOON) for there in places)]

    marks = {stage.mark(state) for state in [*states, stage.end(states[-1], NOON)]}

    assert len(marks) == 5


def test_a_step_keeps_the_moment_it_was_entered_while_its_phases_pass():
    steps = (scene("a", PhaseKind.BRIEF, PhaseKind.VOTE),)
    entered = stage.enter(steps, StageState(), Place(0), NOON)

    later = stage.enter(steps, entered, Place(0, 1), NOON + timedelta(minutes=3))

    assert (later.started_at, later.step_started_at) == (NOON, NOON)
