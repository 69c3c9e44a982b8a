"""Which actions wait for which, and that none waits for itself in the end."""

from collections.abc import Collection, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from flask_babel import gettext as _

from app.i18n import comma


def circle(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Actions that would wait for each other, each for the next and the last for the first; empty where none do."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        # It names each by what waits for it, the first once more at the end.
        return tuple(reversed(found.args[1][1:]))
    return ()


def say_circle(numbers: Sequence[int]) -> str:
    """Who would wait for whom, in the reader's language; a single action for itself."""
    if len(numbers) == 1:
        return str(_("Action %(number)s cannot wait for itself.", number=numbers[0]))
    named = comma().join(str(number) for number in numbers)
    return str(_("These actions would wait for each other: %(numbers)s.", numbers=named))
