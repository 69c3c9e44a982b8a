"""The phases of a step follow its minutes, and nothing written in private stays hidden for want of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import phases
from app.workshops.phases import Phase, PhaseKind, scaled

BRIEF, PRIVATE, REVEAL = PhaseKind.BRIEF, PhaseKind.PRIVATE, PhaseKind.REVEAL
ENABLERS = tuple(
    Phase(kind, minutes)
    for kind, minutes in [
        (BRIEF, 3),
        (PRIVATE, 8),
        (REVEAL, 4),
        (PhaseKind.CLUSTER, 15),
        (PhaseKind.VOTE, 5),
        (PhaseKind.DECIDE, 5),
    ]
)


def told(some):
    return [(str(phase.kind), phase.minutes) for phase in some]


def test_a_step_as_long_as_its_flow_keeps_the_flow():
    assert scaled(ENABLERS, 40) == ENABLERS


def test_phases_scale_to_the_minutes_of_their_step():
    assert told(scaled(ENABLERS, 35)) == [
        ("brief", 3),
        ("private", 7),
        ("reveal", 4),
        ("cluster", 13),
        ("vote", 4),
        ("decide", 4),
    ]


def test_a_phase_keeps_a_minute_at_least():
    assert told(scaled(ENABLERS, 7)) == [
        ("brief", 1),
        ("private", 1),
        ("reveal", 1),
        ("cluster", 2),
        ("vote", 1),
        ("decide", 1),
    ]


@pytest.mark.parametrize(
    ("minutes", "left"),
    [
        (5, ["private", "reveal", "cluster", "vote", "decide"]),
        (3, ["private", "reveal", "vote"]),
        (2, ["private", "reveal"]),
        (1, ["plenary"]),
    ],
)
def test_a_hurried_step_spares_what_it_can_and_reveals_what_was_hidden(minutes, left):
    assert [str(phase.kind) for phase in scaled(ENABLERS, minutes)] == left


def test_of_two_private_rounds_the_last_goes_first():
    rounds = tuple(Phase(kind, 3) for kind in (PRIVATE, REVEAL, PRIVATE, REVEAL))

    assert [str(phase.kind) for phase in scaled(rounds, 2)] == ["private", "reveal"]


def test_talk_has_no_phases_however_long():
    assert scaled((), 30) == ()


def test_phases_come_back_from_the_database_as_they_went():
    spoken = (Phase(PRIVATE, 8, {"en": "Everyone writes alone", "ar": "يكتب الجميع على انفراد"}), Phase(REVEAL, 2))

    assert phases.from_json(phases.as_json(spoken)) == spoken


flows = st.lists(st.builds(Phase, st.sampled_from(PhaseKind), st.integers(1, 90)), min_size=1, max_size=10)


@given(flows, st.integers(1, 600))
def test_phases_fill_their_step_exactly(flow, minutes):
    fitted = scaled(flow, minutes)

    assert sum(phase.minutes for phase in fitted) == minutes
    assert min(phase.minutes for phase in fitted) >= 1


@given(flows, st.integers(1, 600))
def test_no_phase_is_more_than_a_minute_off_its_share_where_there_is_room(flow, minutes):
    whole = sum(phase.minutes for phase in flow)
    shares = [phase.minutes * minutes / whole for phase in flow]
    if min(shares) < 1:
        return

    fitted = scaled(flow, minutes)

    assert all(abs(after.minutes - share) < 1 for after, share in zip(fitted, shares, strict=True))


@given(flows, st.integers(1, 600))
def test_what_was_written_in_private_is_revealed_if_it_ever_was_to_be(flow, minutes):
    fitted = [phase.kind for phase in scaled(flow, minutes)]

    assert REVEAL in fitted or REVEAL not in [phase.kind for phase in flow] or PRIVATE not in fitted
