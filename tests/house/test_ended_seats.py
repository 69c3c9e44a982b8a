"""A seat that was ended allows nothing, whatever its role was, in each feature that asks for one."""

import pytest

from app import clock
from app.history import policy as history
from app.voting import policy as voting
from app.workshops import policy as workshops
from app.workshops.models import Seat, SeatRole


@pytest.mark.parametrize("policy", [history, voting, workshops], ids=lambda policy: policy.__name__)
@pytest.mark.parametrize("role", SeatRole)
def test_an_ended_seat_may_do_nothing(policy, role):
    ended = Seat(role=role, removed_at=clock.now())

    assert [deed for deed in policy.Deed if policy.may(ended, deed)] == []
