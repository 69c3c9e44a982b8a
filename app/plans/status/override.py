"""What a leader may say against the rules: one step between green, amber and red, for 14 days. Pure."""

from datetime import date

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


def holds(*, value: str, set_on: date, until: date, today: date, computed: Status) -> bool:
    """Whether what was said on one date still stands on another: neither run out nor overtaken by the rules.

    Its fourteen days are dates, as people were told; they pass in a pause too.
    """
    return set_on <= today <= until and may_say(value, computed)
