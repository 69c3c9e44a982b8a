"""What a leader may say against the rules: one step between green, amber and red, for 14 days. Pure."""

from app.plans.status.rules import Status

DAYS = 14

_SCALE = (Status.GREEN, Status.AMBER, Status.RED)


def values_for(computed: Status) -> tuple[Status, ...]:
    """What may be said instead of the status by the rules; nothing where there is no data, no beginning or an end."""
    if computed not in _SCALE:
        return ()
    at = _SCALE.index(computed)
    return tuple(status for place, status in enumerate(_SCALE) if abs(place - at) == 1)


def may_say(value: str, computed: Status) -> bool:
    """Whether somebody may say this while the rules say that."""
    return value in values_for(computed)


def holds(*, value: str, set_on: int, until: int, day: int, computed: Status) -> bool:
    """Whether what was said on one day still stands on another: neither run out nor overtaken by the rules."""
    return set_on <= day <= until and may_say(value, computed)
