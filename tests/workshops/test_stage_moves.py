"""The stage as a value: what each phase does to writing, and that only what says *Reveal* shows what is hidden."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import stage
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage import Held, Place, Scene, StageState, Unshown, Writing

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)


def scene(name: str, *kinds: PhaseKind, canvas: str | None = "c", picks: bool = False) -> Scene:
    return Scene(name, 10, tuple(Phase(kind, 2) for kind in kinds), canvas, picks)


def scenes() -> st.SearchStrategy[tuple[Scene, ...]]:
    phases = st.lists(st.builds(Phase, st.sampled_from(PhaseKind), st.integers(1, 30)), max_size=5).map(tuple)
    steps = st.lists(st.tuples(st.integers(1, 90), phases, st.sampled_from(["a", "b", None])), max_size=5)
    return steps.map(lambda made: tuple(Scene(f"s{n}", *each) for n, each in enumerate(made)))


@pytest.mark.parametrize("kind", PhaseKind)
def test_each_kind_of_phase_sets_writing_as_it_says(kind):
    entered = stage.enter((scene("a", kind),), StageState(), Place(0), NOON)

    closed = dict.fromkeys(("brief", "vote", "decide", "assign", "lock", "break"), "closed")
    assert entered.writing == {**closed, "private": "private", "walk": "comments"}.get(kind, "open")


def test_where_there_is_no_canvas_nobody_writes():
    assert stage.writing_in(scene("a", PhaseKind.PLENARY, canvas=None), 0) is Writing.CLOSED


def test_a_step_without_phases_is_open_for_its_minutes():
    entered = stage.enter((scene("a"),), StageState(), Place(0), NOON)

    assert (entered.writing, entered.timer_seconds) == (Writing.OPEN, 600)


@pytest.mark.parametrize("after", [kind for kind in PhaseKind if kind not in {PhaseKind.PRIVATE, PhaseKind.REVEAL}])
def test_leaving_private_writing_for_what_is_no_reveal_keeps_it_hidden(after):
    steps = (scene("a", PhaseKind.PRIVATE, after),)
    alone = stage.enter(steps, StageState(), Place(0), NOON)

    left = stage.enter(steps, alone, Place(0, 1), NOON)

    assert (left.generation, left.held) == (1, (Held(1, "a"),))
    assert stage.effects(steps, alone, left).revealed == ()
    assert stage.effects(steps, alone, left).kept == (Held(1, "a"),)


def test_a_reveal_shows_what_was_written_alone_on_its_canvas_and_nothing_else():
    steps = (
        scene("a", PhaseKind.PRIVATE, canvas="one"),
        scene("b", PhaseKind.PRIVATE, canvas="two"),
        scene("c", PhaseKind.PRIVATE, PhaseKind.REVEAL, canvas="two"),
    )
    state = StageState()
    for there in (Place(0), Place(1), Place(2)):
        state = stage.enter(steps, state, there, NOON)

    revealed = stage.enter(steps, state, Place(2, 1), NOON)

    assert stage.effects(steps, state, revealed).revealed == (Held(2, "b"), Held(3, "c"))
    assert revealed.held == (Held(1, "a"),)


def test_where_people_pick_what_they_share_a_reveal_shows_nothing_and_says_so():
    steps = (scene("a", PhaseKind.PRIVATE, PhaseKind.REVEAL, picks=True),)
    alone = stage.enter(steps, StageState(), Place(0), NOON)

    after = stage.enter(steps, alone, Place(0, 1), NOON)

    does = stage.effects(steps, alone, after)
    assert (does.revealed, does.kept, does.held_back, after.held) == ((), (), True, ())


@pytest.mark.parametrize("writing", [Writing.OPEN, Writing.CLOSED])
def test_opening_or_closing_writing_by_hand_reveals_nothing(writing):
    steps = (scene("a", PhaseKind.PRIVATE),)
    alone = stage.enter(steps, StageState(), Place(0), NOON)

    turned = stage.write(steps, alone, writing, NOON)

    assert (turned.writing, turned.held, stage.effects(steps, alone, turned).revealed) == (writing, (Held(1, "a"),), ())


def test_a_reveal_by_hand_ends_the_writing_that_goes_on_and_opens():
    steps = (scene("a", PhaseKind.PRIVATE), scene("b", PhaseKind.PRIVATE))
    state = stage.enter(steps, stage.enter(steps, StageState(), Place(0), NOON), Place(1), NOON)

    first = stage.reveal(steps, state, [1], NOON)
    both = stage.reveal(steps, state, [1, 2], NOON)

    assert (first.writing, first.held, stage.effects(steps, state, first).revealed) == ("private", (), (Held(1, "a"),))
    assert (both.writing, both.held) == ("open", ())
    assert stage.effects(steps, state, both).revealed == (Held(1, "a"), Held(2, "b"))


def test_two_private_phases_of_one_step_stay_hidden_together():
    steps = (scene("a", PhaseKind.PRIVATE, PhaseKind.PRIVATE),)
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    entered = stage.enter(steps, hidden, Place(0, 1), NOON)

    assert (entered.generation, entered.held) == (0, ())


def test_the_next_steps_private_writing_is_another_one():
    steps = (scene("a", PhaseKind.PRIVATE), scene("b", PhaseKind.PRIVATE))
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    entered = stage.enter(steps, hidden, Place(1), NOON)

    assert (entered.generation, entered.writing, entered.held) == (1, Writing.PRIVATE, (Held(1, "a"),))
    assert stage.hidden(steps, entered) == (Held(1, "a"), Held(2, "b"))


def test_ending_closes_and_keeps_hidden_what_was_hidden():
    steps = (scene("a", PhaseKind.PRIVATE),)
    hidden = stage.enter(steps, StageState(), Place(0), NOON)

    ended = stage.end(steps, hidden, NOON)

    left = (Held(1, "a", left=True),)
    assert (ended.held, ended.writing, ended.step_id, ended.ended_at) == (left, Writing.CLOSED, None, NOON)
    assert (ended.timer_ends_at, ended.timer_left, ended.timer_rang_at) == (None, None, None)


def test_an_end_that_shows_some_canvases_reveals_there_and_leaves_the_rest():
    steps = (scene("a", PhaseKind.PRIVATE), scene("b", PhaseKind.PRIVATE))
    one = stage.enter(steps, StageState(), Place(0), NOON)
    before = stage.enter(steps, one, Place(1), NOON)

    ended = stage.end(steps, before, NOON, shows=["ideas"])

    both = (Held(1, "a", left=True, shown=("ideas",)), Held(2, "b", left=True, shown=("ideas",)))
    assert (ended.held, stage.effects(steps, before, ended).revealed) == (both, both)
    again = stage.end(steps, stage.enter(steps, ended, Place(0), NOON), NOON)
    assert again.held == (*both, Held(3, "a", left=True))
    assert stage.reveal(steps, again, [1, 2, 3], NOON).held == again.held
    assert [Held.read(row) for row in ([1, "a", True, ["ideas"]], [1, "a", True], [1, "a"])] == [
        both[0],
        Held(1, "a", left=True),
        Held(1, "a"),
    ]


def test_of_several_boards_each_is_shown_left_or_asked_about_again():
    unshown = [
        Unshown("late", 0, 1),
        Unshown("hidden", 1, 0),
        Unshown("waiting", 0, 0, waiting=1),
        Unshown("returned", 0, 0, returned=1),
        Unshown("removed", 0, 0, removed=1),
    ]

    settled = stage.settle(unshown, shows=["late", "hidden", "removed", "unknown"], leaves=["waiting", "hidden"])

    assert settled == ({"late", "hidden"}, {"waiting"}, {"returned"})


def test_what_was_open_takes_late_notes_for_half_an_hour_and_no_longer():
    steps = (scene("a", PhaseKind.DISCUSS, PhaseKind.BRIEF, PhaseKind.DISCUSS),)
    state = stage.enter(steps, StageState(), Place(0), NOON)
    closed = stage.enter(steps, state, Place(0, 1), NOON)
    again = stage.enter(steps, closed, Place(0, 2), NOON + timedelta(minutes=31))

    def late(minutes):
        return stage.is_late(closed, 1, NOON + timedelta(minutes=minutes))

    assert (state.opening, late(0), late(30), late(31)) == (1, True, True, False)
    assert (stage.is_late(closed, 0, NOON), stage.is_late(closed, 2, NOON)) == (False, False)
    assert (again.opening, again.shut[:1] == closed.shut) == (2, False)
    assert stage.late_until(closed, NOON) == NOON + timedelta(minutes=30)
    assert stage.late_until(again, NOON + timedelta(minutes=31)) is None


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
    ahead = stage.enter(agenda, state, after, NOON) if after else stage.end(agenda, state, NOON)

    assert stage.preceding(agenda, ahead) == here


@given(scenes().filter(bool), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_on_any_walk_only_a_phase_that_says_reveal_shows_what_is_hidden(agenda, jumps):
    """Each hidden writing is held from its end on, until a reveal on its own canvas, and is shown once."""
    state, shown = StageState(), set()
    for step, phase in jumps:
        there = Place(step % len(agenda))
        there = Place(there.step, phase % max(1, len(agenda[there.step].phases)))
        before, state = state, stage.enter(agenda, state, there, NOON)
        does = stage.effects(agenda, before, state)
        here = agenda[there.step]
        canvases = {scene.id: scene.canvas for scene in agenda}
        says = bool(here.phases) and here.phases[there.phase].kind is PhaseKind.REVEAL
        assert says or not does.revealed
        assert {canvases[each.step_id] for each in does.revealed} <= {here.canvas}
        assert not shown.intersection(does.revealed)
        assert set(stage.hidden(agenda, before)) == {*does.revealed, *does.kept}
        shown.update(does.revealed)


def test_a_step_that_left_the_agenda_is_nowhere_and_next_begins_anew():
    state = stage.enter((scene("gone"),), StageState(), Place(0), NOON)

    assert stage.place((scene("a"),), state) is None
    assert stage.following((scene("a"),), state) == Place(0)


def test_a_phase_that_left_its_step_counts_as_its_last():
    state = stage.enter((scene("a", PhaseKind.BRIEF, PhaseKind.VOTE),), StageState(), Place(0, 1), NOON)

    assert stage.place((scene("a", PhaseKind.BRIEF),), state) == Place(0, 0)


def test_an_empty_agenda_leads_nowhere():
    assert (stage.following((), StageState()), stage.preceding((), StageState())) == (None, None)
    assert stage.preceding((), stage.end((), StageState(), NOON)) is None


def test_marks_tell_places_apart():
    steps = (scene("a", PhaseKind.BRIEF, PhaseKind.VOTE), scene("b"))
    places = [Place(0), Place(0, 1), Place(1)]
    states = [StageState(), *(stage.enter(steps, StageState(), there, NOON) for there in places)]

    marks = {stage.mark(state) for state in [*states, stage.end(steps, states[-1], NOON)]}

    assert len(marks) == 5


def test_a_step_keeps_the_moment_it_was_entered_while_its_phases_pass():
    steps = (scene("a", PhaseKind.BRIEF, PhaseKind.VOTE),)
    entered = stage.enter(steps, StageState(), Place(0), NOON)

    later = stage.enter(steps, entered, Place(0, 1), NOON + timedelta(minutes=3))

    assert (later.started_at, later.step_started_at) == (NOON, NOON)
